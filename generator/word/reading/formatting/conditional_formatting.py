"""Which parts of a table style a cell lies in (17.7.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.word.markup import Element, attribute, child, is_on
from generator.word.reading.formatting.cascade import NOTHING, Layer, over, said
from generator.word.reading.formatting.styles import Style
from generator.word.reading.measures import integer
from generator.word.reading.story import InheritedFormatting, Story
from generator.word.reading.tables.grid import GridCell

_LOOK_BITS = {
    "firstRow": 0x0020, "lastRow": 0x0040, "firstColumn": 0x0080, "lastColumn": 0x0100, "noHBand": 0x0200,
    "noVBand": 0x0400,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableFormatting:
    """What holds for a whole table: its style, its own formatting, its look switches, its extent."""

    style: Style
    table: Layer
    look: Mapping[str, bool]
    rows: int
    columns: int
    story: Story
    inherited: InheritedFormatting

    def regions(self, row: int, column: int, span: int) -> Iterator[str]:
        """Yield the parts of the table style that a cell lies in, weakest first (17.7.6.5)."""
        yield "wholeTable"
        first_row, last_row = (
            self.look["firstRow"] and row == 0,
            self.look["lastRow"] and row == self.rows - 1,
        )
        first_column = self.look["firstColumn"] and column == 0
        last_column = self.look["lastColumn"] and column + span >= self.columns
        if not self.look["noVBand"] and not (first_column or last_column):
            size = max(integer(said(self.table, "tblStyleColBandSize"), 1), 1)
            yield f"band{(column - self.look['firstColumn']) // size % 2 + 1}Vert"
        if not self.look["noHBand"] and not (first_row or last_row):
            size = max(integer(said(self.table, "tblStyleRowBandSize"), 1), 1)
            yield f"band{(row - self.look['firstRow']) // size % 2 + 1}Horz"
        yield from (name for name, on in (("firstCol", first_column), ("lastCol", last_column)) if on)
        yield from (name for name, on in (("firstRow", first_row), ("lastRow", last_row)) if on)
        corners = {"nwCell": (first_row, first_column), "neCell": (first_row, last_column),
                   "swCell": (last_row, first_column), "seCell": (last_row, last_column)}  # fmt: skip
        yield from (name for name, (across, down) in corners.items() if across and down)

    def conditional(self, placed: GridCell, properties: str) -> Layer:
        """Return what the table style says to a cell, its paragraphs or its runs."""
        names = self.regions(placed.row, placed.column, placed.span)
        said_there = (self.style.regions.get(name, {}).get(properties, NOTHING) for name in names)
        return over(self.style.layer(properties), *said_there)


def look_of(properties: Element | None, table: Layer) -> dict[str, bool]:
    """Return which parts of its style a table wants to be seen, by attribute or by bit (17.4.56)."""
    element = child(properties, "tblLook")
    bits = said(table, "tblLook") or "0000"
    mask = int(bits, 16) if all(digit in "0123456789abcdefABCDEF" for digit in bits) and bits else 0
    look = {}
    for name, bit in _LOOK_BITS.items():
        written = attribute(element, name)
        look[name] = is_on(written) if written else bool(mask & bit)
    return look
