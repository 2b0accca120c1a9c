"""What every reader gives, whatever the file was: rows of text, with the faults of their form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from generator.errors import Fault

SAVE_AS = "save the table as 'CSV UTF-8', or as an Excel workbook (.xlsx)"
"""What to do with a file of another kind, in the words of Excel's dialogue."""


@dataclass(frozen=True, slots=True)
class TableLimits:
    """How much a recipient table may hold; what is larger is a fault, not a long wait.

    Sizes are bytes, lengths are characters. ``unpacked_bytes`` counts a workbook or a Parquet file when it is
    no longer compressed. ``problems`` is how many faults are told before reading ends with one that says so.
    """

    file_bytes: int = 512 * 2**20
    unpacked_bytes: int = 256 * 2**20
    rows: int = 1_000_000
    columns: int = 256
    cell_characters: int = 10_000
    problems: int = 10_000


CellFault: TypeAlias = Fault[None]
"""What is wrong with a cell, a row or a table, before anybody has said where it is."""
RowFault: TypeAlias = Fault[int | None]
"""A fault of a row's form, at a cell counted from 0, or None where the whole row is meant."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row as text. The first row of a table is its header.

    ``line`` is where the row starts: the physical line of a CSV file, the row of a sheet, the count of a
    Parquet row; 0 when a fault is the whole file's. The cells of a row that is not ``legible`` cannot be
    told apart. ``undecoded`` are bytes of the row that are not text in UTF-8: such a row is never taken, and
    they are told once for the whole table, whose encoding is their cause.
    """

    line: int
    cells: tuple[str, ...]
    faults: tuple[RowFault, ...] = ()
    legible: bool = True
    undecoded: tuple[RowFault, ...] = ()


def illegible(line: int, message: str, hint: str = "", cell: int | None = None) -> TextRow:
    """Return the row that stands for a line, or a file, whose cells cannot be told apart."""
    return TextRow(line, (), (Fault(cell, message, hint),), legible=False)


def shown(text: str, most: int = 60) -> str:
    """Return ``text`` in quotes as a message shows it: shortened, with what cannot be seen spelled out."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    return "'" + "".join(_visible(character) for character in short) + "'"


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}"
