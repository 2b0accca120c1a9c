"""What a sheet says beside its values: its size, merged cells, hidden rows, formulas without a result."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from generator.errors import Fault
from generator.recipients.rows import CellFault, RowFault

_CHUNK = 1 << 16
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_HIDDEN = Fault(
    None, "the row is hidden in the sheet, and read all the same", "show it, or delete it", severity="warning"
)
_NO_RESULT = Fault(
    None,
    "the cell holds a formula without a result",
    "open the workbook in Excel and save it, or write the value",
)


@dataclass(slots=True)
class SheetMarks:
    """The marks of a sheet, gathered while its XML goes by (ECMA-376, part 1, section 18.3.1).

    ``width`` and ``height`` reach to the last cell that holds something, ``faults`` are by row, from 1.
    """

    width: int = 0
    height: int = 0
    faults: dict[int, list[RowFault]] = field(default_factory=dict)
    row: int = 0
    column: int = 0
    formula: bool = False
    result: bool = False
    in_result: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        match name.rpartition(":")[2]:
            case "row":
                self._start_row(attributes)
            case "c":
                self._start_cell(attributes)
            case "f":
                self.formula = True
                self._reach()
            case "v" | "is":
                self.in_result = True
                self._reach()
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def text(self, _text: str) -> None:
        """Take text, which is the result of a formula when it stands in a value."""
        self.result = self.result or self.in_result

    def end(self, name: str) -> None:
        """Take the end of an element."""
        match name.rpartition(":")[2]:
            case "v" | "is":
                self.in_result = False
            case "c" if self.formula and not self.result:
                self._mark(self.row, _NO_RESULT, self.column)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes.get("r", self.row + 1))
        self.column = 0
        if attributes.get("hidden") in {"1", "true"}:
            self._mark(self.row, _HIDDEN, None)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        at = _REFERENCE.fullmatch(attributes.get("r", ""))
        self.column = _column(at[1]) if at else self.column + 1
        self.formula = False
        self.result = attributes.get("t") == "str"

    def _reach(self) -> None:
        self.width = max(self.width, self.column)
        self.height = max(self.height, self.row)

    def _merge(self, reference: str) -> None:
        first = _REFERENCE.match(reference)
        if first:
            message = f"the cells {reference} are merged, and only the first of them holds the value"
            fault = Fault(None, message, "undo the merge and fill each cell")
            self._mark(int(first[2]), fault, _column(first[1]))

    def _mark(self, row: int, fault: CellFault, column: int | None) -> None:
        self.faults.setdefault(row, []).append(fault.placed(None if column is None else column - 1))


def sheet_marks(stream: IO[bytes]) -> SheetMarks:
    """Return the marks of a sheet's XML, which is known to declare no document type.

    Raises:
        ExpatError, ValueError: the XML is malformed, or a row has no number.
    """
    marks = SheetMarks()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = marks.start
    parser.EndElementHandler = marks.end
    parser.CharacterDataHandler = marks.text
    while chunk := stream.read(_CHUNK):
        parser.Parse(chunk)
    parser.Parse(b"", True)  # noqa: FBT003 (the parser takes it by position only)
    return marks


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
