"""Damaged and hostile files: whatever the bytes are, they are read, or told as faults."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pyarrow import parquet

from fuzzing.offices import garble_bytes
from generator.campaign import read_campaign
from generator.errors import ConfigurationError
from generator.recipients import read_recipients, read_rows
from tests.recipients.tables import COLUMNS, HEADER, line

SAMPLE = (Path(__file__).parents[3] / "campaign.toml").read_bytes()
ROWS = [HEADER.split(","), line("a").split(","), line("b", state="VT").split(",")]


def csv_table() -> bytes:
    return "\n".join(",".join(row) for row in ROWS).encode()


def workbook() -> bytes:
    sheet = openpyxl.Workbook().active
    assert isinstance(sheet, Worksheet)
    for row in ROWS:
        sheet.append(row)
    content = io.BytesIO()
    assert sheet.parent is not None
    sheet.parent.save(content)
    return content.getvalue()


def parquet_table(*, dictionary: bool = True) -> bytes:
    content = io.BytesIO()
    columns = {name: list(cells) for name, *cells in zip(*ROWS, strict=True)}
    parquet.write_table(pa.table(columns), content, use_dictionary=dictionary)
    return content.getvalue()


def mutated_part(content: bytes, chance: random.Random) -> bytes:
    """Return the workbook with one part changed, left out, or no XML."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(changed, "w") as written:
        chosen = chance.choice(package.namelist())
        for name in package.namelist():
            part = package.read(name)
            other = chance.choice(
                (garble_bytes(part, chance), garble_bytes(part, chance), b"no XML", b"", None)
            )
            if name != chosen or other is not None:
                written.writestr(name, other if name == chosen and other is not None else part)
    return changed.getvalue()


@pytest.mark.parametrize("seed", range(24))
def test_no_damage_to_a_table_makes_the_reading_raise(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (no secret)
    made = {
        "a.csv": garble_bytes(csv_table(), chance),
        "b.xlsx": garble_bytes(workbook(), chance),
        "c.xlsx": mutated_part(workbook(), chance),
        "d.parquet": garble_bytes(parquet_table(dictionary=seed % 2 == 0), chance),
    }
    for name, content in made.items():
        path = tmp_path / name
        path.write_bytes(content)
        found = read_recipients(path, COLUMNS)
        assert found.problems or found.recipients
        read_rows(path)


@pytest.mark.parametrize("error", [IndexError("list index out of range"), MemoryError(), RuntimeError("x")])
def test_what_a_library_raises_over_a_parquet_file_is_told_as_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    path = tmp_path / "a.parquet"
    path.write_bytes(parquet_table())
    monkeypatch.setattr(parquet.ParquetFile, "iter_batches", fail)
    (problem, *_) = read_recipients(path, COLUMNS).problems
    assert "damaged" in problem.message


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_to_a_campaign_ends_in_anything_but_its_faults(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "campaign.toml"
    chance = random.Random(seed)  # noqa: S311 (no secret)
    path.write_bytes(garble_bytes(SAMPLE, chance))
    try:
        read_campaign(path)
    except ConfigurationError as exc:
        told = [f"{problem} {problem.hint}" for problem in exc.problems]
        assert told
        assert not any(word in each for each in told for word in ("Value error", "Input should", "{'", "[{'"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'subject = "', b"deep = " + b"[" * 4000 + b'\nsubject = "', "is nested too deeply"),
        (b"days = 30", b"days = " + b"9" * 5000, "is not TOML"),
        (b"days = 30", b"days = 0x" + b"f" * 5000, "must be"),
        (b'"America/New_York"', b'"America"', "is not an IANA time zone"),
        (b'"America/New_York"', b'"' + b"a/" * 3000 + b'"', "is not an IANA time zone"),
        (b'"recipients.csv"', b'"a\\u0000.csv"', "holds a NUL"),
        (b"days = 30", b"days = {a = 1}", "must be a whole number"),
        (b"specimen = true", b"specimen = 3", "must be true or false"),
        (b'title = "Director"', b"title = 7", "must be text"),
        (b"issued = 2018-01-24", b'issued = "soon"', "must be a date"),
    ],
)
def test_what_a_campaign_cannot_say_is_told_in_the_words_of_the_file(
    tmp_path: Path, old: bytes, new: bytes, message: str
) -> None:
    assert old in SAMPLE
    path = tmp_path / "campaign.toml"
    path.write_bytes(SAMPLE.replace(old, new, 1))
    with pytest.raises(ConfigurationError) as caught:
        read_campaign(path)
    (problem,) = caught.value.problems
    assert message in problem.message
    assert problem.hint


def test_what_a_library_prints_about_a_damaged_workbook_reaches_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(io.BytesIO(workbook())) as sound, zipfile.ZipFile(path, "w") as written:
        for name in sound.namelist():
            part = (
                re.sub(rb"<xf [^>]*/>|<xf .*?</xf>", b"", sound.read(name))
                if "styles" in name
                else sound.read(name)
            )
            written.writestr(name, part)
    read_recipients(path, COLUMNS)
    assert capsys.readouterr() == ("", "")
