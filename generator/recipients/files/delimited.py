"""A CSV file as rows: strict about width and quotes, and able to find its feet again after a bad row."""

from __future__ import annotations

import codecs
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.errors import Fault
from generator.recipients.files.lines import BadByte, TextLine, physical_lines
from generator.recipients.files.scanning import COMMA, SEMICOLON, TAB, Delimiter, Scan, scan
from generator.recipients.rows import SAVE_AS, CellFault, RowFault, TableLimits, TextRow, illegible, shown

_MOST_LINES_OF_A_CELL = 100
_DELIMITERS = (COMMA, SEMICOLON, TAB)
_OTHER_FILES = {
    codecs.BOM_UTF32_LE: "UTF-32 text, not UTF-8",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "UTF-32 text, not UTF-8",
    codecs.BOM_UTF16_LE: "UTF-16 text, not UTF-8",
    codecs.BOM_UTF16_BE: "UTF-16 text, not UTF-8",
    b"PK\x03\x04": "a workbook or another ZIP archive, not CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook, not CSV",
    b"PAR1": "a Parquet file, not CSV",
    b"%PDF": "a PDF, not CSV",
    b"\x1f\x8b": "compressed with gzip, not CSV",
}


def delimited_rows(path: Path, limits: TableLimits) -> Iterator[TextRow]:
    """Yield the header and the rows of a CSV file (RFC 4180, UTF-8), each with the faults of its form.

    Cells are separated by commas, or by semicolons or tabs where the header says so beyond doubt: Excel
    writes semicolons in countries whose numbers have a comma before the decimals.

    Blank lines are yielded as rows without cells. After a quote that is not closed, reading goes on with the
    next physical line, so that one fault does not hide the rows that follow it.
    """
    with path.open("rb") as stream:
        head = stream.read(1024)
        foreign = _foreign(head)
        if foreign:
            yield illegible(0, f"the file is {foreign}", SAVE_AS)
            return
        stream.seek(0)
        yield from _rows(_Lines(physical_lines(stream)), limits)


def _foreign(head: bytes) -> str:
    for signature, name in _OTHER_FILES.items():
        if head.startswith(signature):
            return name
    nulls = head.count(0)
    return "UTF-16 text without a byte order mark, or no text at all" if nulls * 4 > len(head) else ""


@dataclass(slots=True)
class _Lines:
    """The lines of a file, some of which can be put back, and what separates the cells in them."""

    source: Iterator[TextLine]
    between: Delimiter = COMMA
    put_back: deque[TextLine] = field(default_factory=deque)

    def next(self) -> TextLine | None:
        return self.put_back.popleft() if self.put_back else next(self.source, None)


def _rows(lines: _Lines, limits: TableLimits) -> Iterator[TextRow]:
    first = lines.next()
    if first is None:
        return
    between = _delimiter_of(first.text)
    if isinstance(between, Fault):
        yield illegible(1, between.message, between.hint)
        return
    lines.between = between
    header = _record(first, lines, 0, limits)
    yield header
    after_open_quote = False
    while (line := lines.next()) is not None:
        row = _record(line, lines, len(header.cells), limits)
        if after_open_quote and len(row.cells) * 2 < len(header.cells):
            continue
        after_open_quote = row.legible is False and bool(row.cells)
        yield _measured(row, len(header.cells), lines.between)


def _delimiter_of(header: str) -> Delimiter | CellFault:
    """Return the comma, or the mark that separates the names of a header without any; a fault in doubt."""
    if header.lower().startswith("sep="):
        return Fault(None, "the first line is an instruction to Excel, not the header", "delete the line")
    cells = {each: len(scan(header, each).cells) for each in _DELIMITERS}
    separating = [each for each in _DELIMITERS if cells[each] > 1]
    if len(separating) > 1 and (separating[0] is not COMMA or cells[COMMA] < max(cells.values())):
        names = " or ".join(f"{each.name}s" for each in separating)
        hint = "rename the columns whose names hold such a mark, or put their names in double quotes"
        return Fault(None, f"the header does not tell whether {names} separate the columns", hint)
    if not separating and "|" in header:
        return Fault(None, "the cells are separated by vertical bars, not by commas", SAVE_AS)
    return separating[0] if separating else COMMA


def _record(line: TextLine, lines: _Lines, width: int, limits: TableLimits) -> TextRow:
    if line.too_long:
        return illegible(line.number, "the line is longer than a mebibyte", "shorten its cells")
    if not line.text.strip():
        return TextRow(line.number, ())
    first = scan(line.text, lines.between)
    if not first.open_quote:
        return TextRow(line.number, first.cells, first.faults, undecoded=_undecoded(lines.between, line))
    return _over_lines(line, first, lines, width, limits)


def _over_lines(line: TextLine, first: Scan, lines: _Lines, width: int, limits: TableLimits) -> TextRow:
    """Return the row whose quoted cell has line breaks, or the fault that its quote is not closed."""
    taken = _until_quotes_are_even(line, lines, limits)
    whole = scan("\n".join(each.text for each in taken), lines.between)
    folded = len(whole.cells) != width and width > 0
    if not (whole.open_quote or whole.faults or folded or _swallows_rows(whole, width, lines.between)):
        return TextRow(line.number, whole.cells, undecoded=_undecoded(lines.between, *taken))
    lines.put_back.extendleft(reversed(taken[1:]))
    return _unclosed(line, first, lines.between)


def _until_quotes_are_even(line: TextLine, lines: _Lines, limits: TableLimits) -> list[TextLine]:
    taken = [line]
    quotes, length = line.text.count('"'), len(line.text)
    while quotes % 2 and len(taken) < _MOST_LINES_OF_A_CELL and length <= 2 * limits.cell_characters:
        following = lines.next()
        if following is None:
            break
        taken.append(following)
        quotes += following.text.count('"')
        length += len(following.text)
    return taken


def _swallows_rows(whole: Scan, width: int, between: Delimiter) -> bool:
    """Whether a line inside a quoted cell has as many cells as a row: it is one, and a quote is missing."""
    inner = (part for cell in whole.cells for part in cell.split("\n")[1:])
    return width > 2 and any(part.count(between.mark) >= width - 1 for part in inner)


def _unclosed(line: TextLine, first: Scan, between: Delimiter) -> TextRow:
    fault = Fault(
        None,
        f"a quote opens here and is not closed: {shown(first.cells[-1])}",
        "write the closing quote at the end of the cell, or delete the opening one",
    )
    faults = (*first.faults, fault.placed(len(first.cells) - 1))
    undecoded = _undecoded(between, line)
    return TextRow(line.number, first.cells, faults, legible=False, undecoded=undecoded)


def _undecoded(between: Delimiter, *record: TextLine) -> tuple[RowFault, ...]:
    """Return the first byte that is not UTF-8 of each line of a record."""
    if not any(line.bad_byte for line in record):
        return ()
    faults: list[RowFault] = []
    before = ""
    for line in record:
        if line.bad_byte is not None:
            cell = len(scan(before + line.bad_byte.before, between).cells) - 1
            faults.append(_not_utf8(line.number, line.bad_byte).placed(cell))
        before += line.text + "\n"
    return tuple(faults)


def _not_utf8(line: int, bad: BadByte) -> CellFault:
    guess = bytes([bad.value]).decode("cp1252", errors="ignore")
    probably = f"; in Windows-1252 it is {shown(guess)}" if guess else ""
    place = f"column {len(bad.before) + 1} of line {line}"
    return Fault(None, f"byte 0x{bad.value:02X} in {place} is not UTF-8{probably}", SAVE_AS)


def _measured(row: TextRow, width: int, between: Delimiter) -> TextRow:
    """Return the row, illegible when it has not the width of the header."""
    if not row.legible or not row.cells or len(row.cells) == width:
        return row
    faults = row.faults
    if not faults and not row.undecoded:
        faults = (_ragged(row.cells, width, between).placed(None),)
    return replace(row, faults=faults, legible=False)


def _ragged(cells: tuple[str, ...], width: int, between: Delimiter) -> CellFault:
    many = f"{len(cells)} cell{'' if len(cells) == 1 else 's'}"
    return Fault(
        None,
        f"has {many}, the header has {width}: {', '.join(shown(cell, 24) for cell in cells[:3])} …",
        f"put a cell that holds a {between.name} in double quotes"
        if len(cells) > width
        else f"write one {between.name} for each cell, also where the cell is blank",
    )
