"""The promises of the whole room: everything told in one run, nothing raised, three formats as one."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from pyarrow import parquet

from generator.errors import MissingFileError, StorageError, UsageError
from generator.model import Column
from generator.recipients import read_recipients, read_rows
from tests.recipients.tables import COLUMNS, HEADER, line, raw_table, table, told

FAULTY = {
    "no id": line(""),
    "an id that is not a file name": line("a/b"),
    "an id that Windows keeps": line("con"),
    "an id that is too long": line("x" * 65),
    "an id twice": line("SOUND"),
    "a blank name": line("r01", name=""),
    "a tab": line("r02", name="a\tb"),
    "a NUL": line("r03", name="a\0b"),
    "a bell": line("r04", name="a\x07b"),
    "a turn of direction": line("r05", name="a\u202eb"),
    "a lost character": line("r06", name="a\ufffdb"),
    "a space that cannot be seen": line("r07", name="a\u200bb"),
    "an error value": line("r08", name="#N/A"),
    "a column too narrow": line("r09", name="#######"),
    "a shortened number": line("r10", name="1.71E+06"),
    "UTF-8 read wrongly": line("r11", name="MontrÃ©al"),
    "an oversized cell": line("r12", name="x" * 20_000),
    "white space around": line("r13", name=" pad "),
    "two spaces": line("r14", name="a  b"),
    "a formula": line("r15", name="=SUM(A1:A2)"),
    "an entity": line("r16", name="A &amp; B"),
    "the name of a state": line("r17", state="Illinois"),
    "an unknown state": line("r18", state="ZZ"),
    "a ZIP without its zero": line("r19", zip="5401"),
    "a ZIP of nine digits": line("r20", zip="606021234"),
    "letters in a ZIP": line("r21", zip="6060A"),
    "no @": line("r22", email="ann.example.com"),
    "two addresses": line("r23", email="a@b.example;c@d.example"),
    "a name with the address": line("r24", email="Ann <a@b.example>"),
    "a domain without a period": line("r25", email="a@b"),
    "an abbreviated time zone": line("r26", timezone="CST"),
    "a misspelt time zone": line("r27", timezone="America/Chicgo"),
    "an American date": line("r28", mailed="1/24/2018"),
    "a day that is none": line("r29", mailed="2018-02-30"),
    "a year long ago": line("r30", mailed="0218-01-24"),
    "a serial number for a date": line("r31", mailed="43124"),
    "a day twice": line("r32", contacts="2017-04-21;2017-04-21"),
    "a day left out": line("r33", contacts="2017-04-21;;2017-10-11"),
    "a dollar sign": line("r34", award='"$1,234"'),
    "a sum below zero": line("r35", award="-5"),
    "three decimals": line("r36", award="1.234"),
    "too few cells": "r37,short",
    "too many cells": line("r38") + ",x",
    "an unclosed quote": line("r39", name='"open'),
    "text after a quote": line("r40", name='"a" b'),
    "a stray quote": line("r41", name='a "b"'),
    "a blank line": "",
    "a line break in an address": line("r42", email='"a@b\n.example"'),
    "the last row": line("r43", zip="1"),
}


def test_a_table_with_fifty_faults_tells_each_in_one_run_and_in_order(tmp_path: Path) -> None:
    found = table(tmp_path, line("sound"), *FAULTY.values())
    places = [int(problem.source.rpartition(":")[2]) for problem in found.problems]
    expected, number = [], 3
    for faulty in FAULTY.values():
        expected.append(number)
        number += faulty.count("\n") + 1
    assert places == sorted(places)
    assert sorted(set(places)) == expected
    assert len({(problem.field, problem.message) for problem in found.problems}) >= len(FAULTY)
    assert all(problem.hint for problem in found.problems)
    assert [recipient.recipient_id for recipient in found.recipients] == ["sound", "r13", "r14", "r15", "r16"]


def test_a_windows_1252_byte_among_other_faults_hides_none_of_them(tmp_path: Path) -> None:
    content = "\n".join((HEADER, line("a", name="Montréal", zip="1"), line("b", zip="2"), ""))
    found = raw_table(tmp_path, content.encode("cp1252"))
    assert [(problem.source, problem.field) for problem in found.problems] == [
        ("recipients.csv:2", "name"),
        ("recipients.csv:2", "zip"),
        ("recipients.csv:3", "zip"),
    ]


def test_the_number_of_rows_is_held_to_what_is_expected(tmp_path: Path) -> None:
    path = tmp_path / "recipients.csv"
    path.write_text("\n".join((HEADER, line("a"), line("b", state="VT"), line("c", zip="x"), "", "")))
    assert len(read_recipients(path, COLUMNS, expect_rows=3).problems) == 1
    found = read_recipients(path, COLUMNS, expect_rows=23)
    assert told(found)[-1] == "recipients.csv: has 3 recipients where 23 were expected"


def test_a_missing_file_and_an_unknown_suffix_end_the_reading(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="there is no such table"):
        read_recipients(tmp_path / "none.csv", COLUMNS)
    with pytest.raises(UsageError, match=r"\.csv, \.xlsx, \.parquet"):
        read_recipients(tmp_path / "recipients.ods", COLUMNS)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_what_is_no_file_is_told_and_never_waited_for(tmp_path: Path, suffix: str) -> None:
    folder, pipe, device, loop, dangling = (tmp_path / f"{name}{suffix}" for name in "abcde")
    folder.mkdir()
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    dangling.symlink_to(tmp_path / "nothing")
    for path, said in (
        (folder, "is a folder"),
        (pipe, "is a pipe or a device"),
        (device, "is a pipe or a device"),
        (dangling, "there is no such table"),
        (tmp_path / f"no\0name{suffix}", "there is no such table"),
    ):
        with pytest.raises(MissingFileError, match=said) as caught:
            read_recipients(path, COLUMNS)
        assert caught.value.exit_status == 2
        assert "mend its path" in caught.value.hint
    loop.symlink_to(loop)
    with pytest.raises(StorageError, match="symbolic links"):
        read_recipients(loop, COLUMNS)


def test_a_table_of_merge_values_has_any_columns_and_only_text(tmp_path: Path) -> None:
    path = tmp_path / "values.csv"
    path.write_text("name,zip\nAnn,5401\nAnn,5401\nBob,\nC\x07,1\n")
    rows, problems = read_rows(path)
    assert [(dict(row.values), row.source) for row in rows] == [
        ({"name": "Ann", "zip": "5401"}, "values.csv:2"),
        ({"name": "Ann", "zip": "5401"}, "values.csv:3"),
        ({"name": "Bob", "zip": ""}, "values.csv:4"),
    ]
    assert [(problem.source, problem.field) for problem in problems] == [("values.csv:5", "name")]
    path.write_text("name,name\nAnn,Bob\n")
    assert read_rows(path)[0] == ()


def test_a_row_is_known_by_its_text_alone(tmp_path: Path) -> None:
    found = table(tmp_path, "a, é", columns=(), header="id,name")
    canonical = '{"id":"a","name":" é"}'
    assert found.recipients[0].row_sha256 == hashlib.sha256(canonical.encode()).hexdigest()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.text('",\n\r;\t a\0é=#', max_size=80).map(str.encode))
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_no_bytes_make_the_reading_raise(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"recipients{suffix}"
    path.write_bytes(content)
    for columns in (COLUMNS, ()):
        found = read_recipients(path, columns)
        assert found.problems or found.recipients


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text('",\n\r a\0é=#1', max_size=30), min_size=1, max_size=8))
def test_no_rows_under_a_sound_header_make_the_reading_raise(tmp_path: Path, rows: list[str]) -> None:
    found = raw_table(tmp_path, "\n".join(("id,name,zip", *rows)).encode(), ())
    assert all(problem.source.startswith("recipients.csv") for problem in found.problems)


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=20
)
SOUND_CELL = CELL.map(lambda text: " ".join(text.split())) | st.just("two\nlines")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(SOUND_CELL, SOUND_CELL), min_size=1, max_size=5))
def test_a_table_reads_the_same_from_all_three_formats(tmp_path: Path, cells: list[tuple[str, str]]) -> None:
    columns = (Column("id", "id"), Column("name", optional=True), Column("note", optional=True))
    rows = [(f"r{number}", *pair) for number, pair in enumerate(cells)]
    found = [read_recipients(path, columns) for path in _written(tmp_path, rows)]
    plain = [[(each.values, each.row_sha256) for each in table.recipients] for table in found]
    messages = [[(problem.field, problem.message) for problem in table.problems] for table in found]
    assert plain[0] == plain[1] == plain[2]
    if not any("same as" in message for _, message in messages[0]):
        assert messages[0] == messages[1] == messages[2]


def _written(folder: Path, rows: list[tuple[str, str, str]]) -> tuple[Path, Path, Path]:
    names = ("id", "name", "note")
    text = io.StringIO()
    csv.writer(text).writerows([names, *rows])
    (folder / "t.csv").write_bytes(text.getvalue().encode())
    sheet = openpyxl.Workbook().active
    assert isinstance(sheet, Worksheet)
    for line_number, row in enumerate((names, *rows), start=1):
        for column, cell in enumerate(row, start=1):
            sheet.cell(line_number, column, cell).data_type = "s"
    assert sheet.parent is not None
    sheet.parent.save(folder / "t.xlsx")
    parquet.write_table(
        pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))), folder / "t.parquet"
    )
    return folder / "t.csv", folder / "t.xlsx", folder / "t.parquet"


def test_reading_csv_loads_no_heavy_library(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("\n".join((HEADER, line("a"), "")))
    program = (
        "import sys; from pathlib import Path; from generator.recipients import read_recipients;"
        f"assert read_recipients(Path({str(tmp_path / 'r.csv')!r}), ()).recipients;"
        "print(sorted({'pandas', 'openpyxl', 'pyarrow', 'email_validator'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
