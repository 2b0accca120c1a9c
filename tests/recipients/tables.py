"""Small recipient tables for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

from generator.model import Column, RecipientTable
from generator.recipients import read_recipients

COLUMNS = (
    Column("recipient_id", "id"),
    Column("name"),
    Column("state", "state"),
    Column("zip", "zip"),
    Column("email", "email"),
    Column("timezone", "timezone"),
    Column("mailed", "date", optional=True),
    Column("contacts", "dates", optional=True),
    Column("award", "amount", optional=True),
    Column("notes", optional=True),
)
HEADER = ",".join(column.name for column in COLUMNS)
SOUND = {
    "recipient_id": "il-chicago",
    "name": "City of Chicago",
    "state": "IL",
    "zip": "60602",
    "email": "records@il-chicago.example",
    "timezone": "America/Chicago",
    "mailed": "2018-01-24",
    "contacts": "2017-04-21;2017-10-11",
    "award": "2019194",
    "notes": "",
}


def line(recipient_id: str, **cells: str) -> str:
    """Return the line of a sound row in which some cells are others, written as they stand."""
    return ",".join({**SOUND, "recipient_id": recipient_id, **cells}.values())


def table(
    folder: Path, *lines: str, columns: tuple[Column, ...] = COLUMNS, header: str = HEADER
) -> RecipientTable:
    """Write the lines under the header as ``recipients.csv`` and read it."""
    return raw_table(folder, "\n".join((header, *lines, "")).encode(), columns)


def raw_table(folder: Path, content: bytes, columns: tuple[Column, ...] = COLUMNS) -> RecipientTable:
    """Write the bytes as ``recipients.csv`` and read it."""
    path = folder / "recipients.csv"
    path.write_bytes(content)
    return read_recipients(path, columns)


def told(found: RecipientTable) -> list[str]:
    """Return the problems as one line each."""
    return [str(problem) for problem in found.problems]
