"""The grammar of one CSV record (RFC 4180, section 2), strict, but able to go on after a fault."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.errors import Fault
from generator.recipients.rows import CellFault, RowFault, shown

_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"')


@dataclass(frozen=True, slots=True)
class Delimiter:
    """What separates the cells of a record: the mark, and what messages call it."""

    mark: str
    name: str
    sound: re.Pattern[str]
    cell: re.Pattern[str]


def delimiter(mark: str, name: str) -> Delimiter:
    """Return the delimiter with the patterns of a record, and of a cell in it, that have no fault."""
    quoted, bare = r'"[^"]*+(?:""[^"]*+)*+"', rf'[^"{mark}]*+'
    sound = re.compile(rf"(?:{quoted}|{bare})(?:{mark}(?:{quoted}|{bare}))*+")
    cell = re.compile(rf'(?:(?<={mark})|^)(?:"([^"]*+(?:""[^"]*+)*+)"|({bare}))')
    return Delimiter(mark, name, sound, cell)


COMMA = delimiter(",", "comma")
SEMICOLON = delimiter(";", "semicolon")
TAB = delimiter("\t", "tab")


@dataclass(frozen=True, slots=True)
class Scan:
    """The cells of a record; ``open_quote`` when the last one starts with a quote that is not closed."""

    cells: tuple[str, ...]
    faults: tuple[RowFault, ...] = ()
    open_quote: bool = False


def scan(text: str, between: Delimiter = COMMA) -> Scan:
    """Return the cells of one record, and what is wrong with their quotes."""
    if '"' not in text:
        return Scan(tuple(text.split(between.mark)))
    if between.sound.fullmatch(text):
        return Scan(tuple(quoted.replace('""', '"') or bare for quoted, bare in between.cell.findall(text)))
    return _scan_with_care(text, between)


def _scan_with_care(text: str, between: Delimiter) -> Scan:
    cells: list[str] = []
    faults: list[RowFault] = []
    start, closed_early = 0, False
    while start <= len(text):
        quoted = _QUOTED.match(text, start)
        if quoted is None and text.startswith('"', start):
            return Scan((*cells, text[start + 1 :]), tuple(faults), open_quote=True)
        end = _end_of_cell(text, quoted.end() if quoted else start, between.mark)
        cell, fault = (
            _unquoted(text[start:end], between) if quoted is None else _quoted(quoted, text[start:end])
        )
        if closed_early and quoted is None and fault is not None:
            # The quote that closed the cell before was meant to open one, of which this is the rest.
            cells[-1] += between.mark + cell
        else:
            faults.extend([fault.placed(len(cells))] if fault else [])
            cells.append(cell)
            closed_early = quoted is not None and fault is not None
        start = end + 1
    return Scan(tuple(cells), tuple(faults))


def _end_of_cell(text: str, start: int, mark: str) -> int:
    end = text.find(mark, start)
    return len(text) if end < 0 else end


def _unquoted(cell: str, between: Delimiter) -> tuple[str, CellFault | None]:
    return cell, _stray_quote(cell, between)


def _quoted(quoted: re.Match[str], cell: str) -> tuple[str, CellFault | None]:
    after = cell[len(quoted[0]) :]
    return quoted[1].replace('""', '"') + after, _after_quote(after)


def _stray_quote(cell: str, between: Delimiter) -> CellFault | None:
    if '"' not in cell:
        return None
    if cell.lstrip().startswith('"'):
        return Fault(
            None,
            f"{shown(cell)} has a space before its opening quote",
            f"delete the space between the {between.name} and the quote",
        )
    return Fault(
        None,
        f"{shown(cell)} has a quote inside a cell that is not quoted",
        'put the whole cell in double quotes and write each quote inside it twice: "a ""b"" c"',
    )


def _after_quote(after: str) -> CellFault | None:
    if not after:
        return None
    return Fault(
        None,
        f"{shown(after)} stands after the quote that closes the cell",
        'write each quote inside a quoted cell twice: "a ""b"" c"',
    )
