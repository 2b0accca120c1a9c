"""The first sheet of an Excel workbook as rows of text: what a reader sees in it, nothing dropped."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from itertools import islice
from pathlib import Path
from typing import Protocol, cast

from generator.errors import Fault
from generator.recipients.files.marks import SheetMarks, sheet_marks
from generator.recipients.files.package import MALFORMED, damaged, package_fault
from generator.recipients.files.typed import text_of
from generator.recipients.rows import CellFault, RowFault, TableLimits, TextRow, illegible, shown

_BATCH = 1000
_ROWS_OF_A_SHEET = 1_048_576
_MOST_DIGITS = 15
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_ZEROS = re.compile(r"0[0-]*0")


class _Cell(Protocol):
    """A cell as openpyxl streams it."""

    value: object
    number_format: str


class _Sheet(Protocol):
    """A sheet as openpyxl streams it, which its published types tell otherwise."""

    title: str
    sheet_state: str
    _worksheet_path: str

    def iter_rows(self, *, max_row: int, max_col: int) -> Iterator[tuple[_Cell, ...]]: ...


def workbook_rows(path: Path, limits: TableLimits) -> Iterator[TextRow]:
    """Yield the header and the rows of the first sheet that is shown; cells are numbered as in the sheet.

    Whole numbers read without a point, with the leading zeros that a number format such as ``00000`` gives
    them, days as ISO 8601, formulas by the result that was saved. Merged cells, formulas without a result and
    several filled sheets are told as faults.
    """
    fault = package_fault(path, limits)
    if fault is not None:
        yield illegible(0, fault.message, fault.hint)
        return
    try:
        yield from _rows_of_book(path, limits)
    except MALFORMED as exc:
        fault = damaged(exc)
        yield illegible(0, fault.message, fault.hint)


def _rows_of_book(path: Path, limits: TableLimits) -> Iterator[TextRow]:
    import openpyxl

    # The file is opened here because openpyxl leaves a damaged one open.
    with path.open("rb") as stream:
        # openpyxl warns of extensions that hold no cells, and prints what it misses in a damaged style sheet.
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        sheets = [each for each in cast("list[_Sheet]", book.worksheets) if each.sheet_state == "visible"]
        yield from _rows_of_first_sheet(path, sheets, limits)


def _rows_of_first_sheet(path: Path, sheets: list[_Sheet], limits: TableLimits) -> Iterator[TextRow]:
    if not sheets:
        yield illegible(0, "the workbook has no sheet that is shown", "show the sheet of the recipients")
        return
    marks = [_marks(path, sheet) for sheet in sheets]
    first = marks[0]
    if first.width > limits.columns or first.height > _ROWS_OF_A_SHEET:
        message = f"the sheet reaches to row {first.height} and column {first.width}"
        yield illegible(
            0, message, f"at most {limits.columns} columns are read: delete what is beside the table"
        )
        return
    others = [sheet.title for sheet, each in zip(sheets[1:], marks[1:], strict=True) if each.width]
    if others:
        first.faults.setdefault(1, []).append(_other_sheets(sheets[0].title, others).placed(None))
    yield from _numbered(_cells(sheets[0], first), first)


def _marks(path: Path, sheet: _Sheet) -> SheetMarks:
    with zipfile.ZipFile(path) as package, package.open(sheet._worksheet_path) as stream:  # noqa: SLF001 (it has no public name)
        return sheet_marks(stream)


def _other_sheets(first: str, others: list[str]) -> CellFault:
    message = (
        f"only the first sheet {shown(first)} is read, not {', '.join(shown(title) for title in others)}"
    )
    return Fault(
        None, message, "delete the other sheets, or move the recipients to the first", severity="warning"
    )


def _cells(sheet: _Sheet, marks: SheetMarks) -> Iterator[tuple[_Cell, ...]]:
    if not marks.width:
        return
    rows = sheet.iter_rows(max_row=marks.height, max_col=marks.width)
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a day that is none is an error value, and told as such
            batch = list(islice(rows, _BATCH))
        if not batch:
            return
        yield from batch


def _numbered(rows: Iterable[tuple[_Cell, ...]], marks: SheetMarks) -> Iterator[TextRow]:
    """Yield the rows as wide as the header; what stands to the right of it is a fault."""
    width = marks.width
    for line, cells in enumerate(rows, start=1):
        row = _row(line, cells, tuple(marks.faults.get(line, ())))
        if line == 1:
            width = len(_without_blank_end(row.cells))
        beyond = _without_blank_end(row.cells[width:])
        if beyond:
            fault = Fault(
                None, "has a cell to the right of the header's last column", "delete it, or name its column"
            )
            yield TextRow(line, row.cells[:width], (*row.faults, fault.placed(None)))
        else:
            yield TextRow(line, row.cells[:width], row.faults)


def _without_blank_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    last = max((position for position, text in enumerate(cells, start=1) if text.strip()), default=0)
    return cells[:last]


def _row(line: int, cells: tuple[_Cell, ...], marked: tuple[RowFault, ...]) -> TextRow:
    texts: list[str] = []
    faults = list(marked)
    for position, cell in enumerate(cells):
        text = _text(cell)
        if isinstance(text, Fault):
            faults.append(text.placed(position))
            text = ""
        texts.append(text)
    return TextRow(line, tuple(texts), tuple(faults))


def _text(cell: _Cell) -> str | CellFault:
    match cell.value:
        case None:
            return ""
        case str() as text:
            return text_of(_ESCAPE.sub(_unescaped, text) if "_x" in text else text)
        case bool() as truth:
            return text_of(truth)
        case int() as number:
            return _text_of_whole(number, cell.number_format)
        case float() as number if number.is_integer():
            return _text_of_whole(int(number), cell.number_format)
        case value:
            return text_of(value)


def _unescaped(escape: re.Match[str]) -> str:
    """Return the character that ``_xHHHH_`` stands for (ECMA-376, part 1, section 22.9.2.19)."""
    return chr(int(escape[1], 16))


def _text_of_whole(number: int, number_format: str) -> str | CellFault:
    """Return a whole number with the zeros and hyphens of a format like ``00000`` or ``00000-0000``."""
    if abs(number) >= 10**_MOST_DIGITS:
        return Fault(
            None,
            f"the number {number} has more than {_MOST_DIGITS} digits, the last of which a spreadsheet loses",
            "format the column as text and write all the digits again",
        )
    picture = number_format.partition(";")[0].replace("\\", "").replace('"', "")
    if number < 0 or not _ZEROS.fullmatch(picture):
        return str(number)
    digits = str(number).zfill(picture.count("0"))
    for position, mark in enumerate(reversed(picture)):
        if mark == "-":
            digits = f"{digits[: len(digits) - position]}-{digits[len(digits) - position :]}"
    return digits
