"""Tables, campaign files and reports of an office: sound ones, the garbling of them, and what reads them."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import openpyxl
import pyarrow as pa
from pyarrow import parquet

from generator.campaign import read_campaign
from generator.errors import LetterbookError
from generator.recipients import read_recipients
from generator.workflow.letters.batches import Selection
from generator.workflow.letters.generate import generate
from generator.workflow.record.entering import record_table
from generator.workflow.sources import Sources

ROOT = Path(__file__).parents[1]
_PIECES = (
    b"\0", b"9" * 5000, b"0x" + b"f" * 6000, b"[" * 3000, b"{a=" * 2000, b'"', b"\xff", b";", b"1e999999",
    b"99999-01-01", b"[[schedule]]\n", b"[letters]\n", b"={}", b"=[]", b"America", b"../", b"\\u0000", b"<",
    b"&", b'r="0"', b't="s"', b't="d"', b"<!DOCTYPE x>", b"2018-02-30", b"-1", b"99999999999999999999",
)  # fmt: skip
_MADE_ON = date(2018, 1, 24)


def garble_bytes(content: bytes, chance: Random) -> bytes:
    """Return the bytes with some places overwritten, left out, doubled or filled with something nasty."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8))):
        start = chance.randrange(len(found) + 1)
        end = min(len(found), start + chance.choice((1, 2, 10, 300)))
        other = chance.choice(
            (chance.randbytes(end - start), b"", found[start:end] * 2, chance.choice(_PIECES))
        )
        found[start:end] = other
    return bytes(found)


@cache
def csv_tables() -> tuple[bytes, ...]:
    """Return the sample campaign's table."""
    return ((ROOT / "recipients.csv").read_bytes(),)


def _rows() -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_tables()[0].decode())))


@cache
def workbooks() -> tuple[bytes, ...]:
    """Return the sample campaign's table as a workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in _rows():
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return (content.getvalue(),)


@cache
def parquet_files() -> tuple[bytes, ...]:
    """Return the sample campaign's table as Parquet, with dictionaries and without."""
    columns = {name: list(cells) for name, *cells in zip(*_rows(), strict=True)}
    made = []
    for dictionary in (True, False):
        content = io.BytesIO()
        parquet.write_table(pa.table(columns), content, use_dictionary=dictionary)
        made.append(content.getvalue())
    return tuple(made)


@cache
def campaigns() -> tuple[bytes, ...]:
    """Return the sample campaign's file."""
    return ((ROOT / "campaign.toml").read_bytes(),)


@cache
def reports() -> tuple[bytes, ...]:
    """Return tables for ``record --from``: the sample's answers, and reports of many other kinds."""
    others = (
        "event,recipient_id,letter,on,channel,text,corrects,days,until,reason,answer,items\n"
        "sent,or-state,document_request,2018-01-24T12:00,certified mail,,,,,,,\n"
        "returned-mail,or-state,,2018-02-02,certified mail,,,,,no such number,,\n"
        "note,or-state,,,,called,,,,,,\n"
        "hold,vt-burlington,,2018-02-05,,,,,,litigation,,\n"
        "resume,vt-burlington,,2018-02-07,,,,,,,,\n"
        "extension,vt-burlington,,2018-02-07,,,,14,,,,\n"
        "response,vt-burlington,,2018-02-12,,,,,,,partial,1-3\n"
        "correct,,,,,,3,,,typed in error,,\n"
    )
    return ((ROOT / "answers.csv").read_bytes(), others.encode())


@cache
def _office() -> Path:
    """Return the folder of an office that has made its first letters; it is gone with the process."""
    folder = Path(_kept_folder().name)
    for name in ("campaign.toml", "recipients.csv"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    sources = Sources(folder / "campaign.toml")
    generate(sources, Selection(as_of=_MADE_ON, formats=("docx",), actor="ann"), folder / "out")
    (folder / "record").rename(folder / "as-made")
    return folder


@cache
def _kept_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="letterbook-fuzzing-")


def _written(name: str, content: bytes) -> Path:
    path = _office() / name
    path.write_bytes(content)
    return path


def read_table(name: str, content: bytes) -> object:
    """Read a recipient table, as ``check`` does."""
    campaign = read_campaign(_office() / "campaign.toml")
    return read_recipients(_written(name, content), campaign.columns)


def read_campaign_file(content: bytes) -> object:
    """Read a campaign's file."""
    return read_campaign(_written("garbled.toml", content))


def record_reports(content: bytes) -> object:
    """Record a table of reports in a record of their own."""
    folder = _office()
    shutil.rmtree(folder / "record", ignore_errors=True)
    shutil.copytree(folder / "as-made", folder / "record")
    table = _written("reports.csv", content)
    with suppress(LetterbookError):
        return record_table(Sources(folder / "campaign.toml"), table, actor="ben")
    return None
