"""A Parquet file: typed columns read like the text of a CSV file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from generator.model import RecipientTable
from generator.recipients import TableLimits, read_recipients
from tests.recipients.tables import told


def read(folder: Path, limits: TableLimits | None = None, **columns: pa.Array) -> RecipientTable:
    path = folder / "recipients.parquet"
    parquet.write_table(pa.table(columns), path)
    return read_recipients(path, (), limits=limits or TableLimits())


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (pa.array(["05401"]), "05401"),
        (pa.array(["05401"]).dictionary_encode(), "05401"),
        (pa.array([b"caf\xc3\xa9"]), "café"),
        (pa.array([60602]), "60602"),
        (pa.array([60602.0]), "60602"),
        (pa.array([None], pa.int64()), ""),
        (pa.array([float("nan")]), ""),
        (pa.array([Decimal("1234.50")]), "1234.50"),
        (pa.array([date(2018, 1, 24)]), "2018-01-24"),
        (pa.array([datetime(2018, 1, 24)]), "2018-01-24"),  # noqa: DTZ001 (a column without a zone)
        (pa.array([datetime(2018, 1, 24, 15, tzinfo=UTC)]), "2018-01-24 15:00:00+00:00"),
        (pa.array([False]), "FALSE"),
        (pa.array([[date(2017, 4, 21), date(2017, 10, 11)]]), "2017-04-21;2017-10-11"),
        (pa.array(["a\r\nb"]), "a\nb"),
    ],
)
def test_a_typed_cell_reads_as_text(tmp_path: Path, column: pa.Array, text: str) -> None:
    found = read(tmp_path, id=pa.array(["a"]), x=column)
    assert found.problems == ()
    assert found.recipients[0].values == (("id", "a"), ("x", text))
    assert found.recipients[0].source == "recipients.parquet:1"


@pytest.mark.parametrize(
    ("column", "part"),
    [
        (pa.array([b"\xff"]), "are not UTF-8"),
        (pa.array([{"a": 1}]), "the cell is a dict"),
        (pa.array([float("inf")]), "infinite"),
        (pa.array([1e300]), "more digits"),
    ],
)
def test_a_cell_that_is_no_text_is_told(tmp_path: Path, column: pa.Array, part: str) -> None:
    (problem,) = read(tmp_path, id=pa.array(["a"]), x=column).problems
    assert (problem.source, problem.field) == ("recipients.parquet:1", "x")
    assert part in problem.message


def test_the_row_numbers_of_pandas_are_no_column(tmp_path: Path) -> None:
    found = read(tmp_path, id=pa.array(["a"]), __index_level_0__=pa.array([7]))
    assert found.recipients[0].values == (("id", "a"),)


def test_a_faulty_header_is_told_by_the_file(tmp_path: Path) -> None:
    assert told(read(tmp_path, name=pa.array(["a"]))) == [
        "recipients.parquet: recipient_id: the column 'recipient_id' is missing"
    ]


def test_a_table_beyond_the_limits_is_refused(tmp_path: Path) -> None:
    ids = pa.array([str(number) for number in range(100)])
    assert "100 rows" in read(tmp_path, TableLimits(rows=99), id=ids).problems[0].message
    assert "unpacks to" in read(tmp_path, TableLimits(unpacked_bytes=100), id=ids).problems[0].message


@pytest.mark.parametrize("content", [b"", b"PAR1", b"id,name\na,b\n", b"PAR1" + b"\xff" * 200 + b"PAR1"])
def test_a_file_that_is_no_parquet_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "recipients.parquet"
    path.write_bytes(content)
    (problem,) = read_recipients(path, ()).problems
    assert "not a Parquet file, or damaged" in problem.message
