"""Tables: grid, spans, borders, margins, and the parts of a table style (17.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from generator.word.document import Block, Borders, Cell, Row, Table
from generator.word.reading.cascade import NOTHING, Layer, layer, over, said, toggled
from generator.word.reading.markup import Element, attribute, child, children, is_on, local_name, value
from generator.word.reading.measures import integer, share, twips
from generator.word.reading.story import Story, Surroundings
from generator.word.reading.styles import Style

_DEFAULT_MARGINS = {"top": 0.0, "right": 5.4, "bottom": 0.0, "left": 5.4}
_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_LOOK_BITS = {
    "firstRow": 0x0020, "lastRow": 0x0040, "firstColumn": 0x0080, "lastColumn": 0x0100, "noHBand": 0x0200,
    "noVBand": 0x0400,
}  # fmt: skip
_MOST_COLUMNS = 200
_COUNTING_WIDTH = 5.0
"""Columns of a grid this narrow, in points, are only counted in it: they take the width of their contents."""


class BlockReader(Protocol):
    """What reads the contents of a cell."""

    def __call__(self, parent: Element, story: Story, surroundings: Surroundings) -> tuple[Block, ...]:
        """Return the blocks in ``parent``."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One ``w:tc`` with its place on the grid, before vertical merges are joined."""

    element: Element
    properties: Layer
    row: int
    column: int
    span: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for a whole table: its style, its own formatting, its look switches, its extent."""

    style: Style
    table: Layer
    look: Mapping[str, bool]
    rows: int
    columns: int
    story: Story
    surroundings: Surroundings

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

    def conditional(self, placed: Placed, properties: str) -> Layer:
        """Return what the table style says to a cell, its paragraphs or its runs."""
        names = self.regions(placed.row, placed.column, placed.span)
        said_there = (self.style.regions.get(name, {}).get(properties, NOTHING) for name in names)
        return over(self.style.layer(properties), *said_there)


def read_table(
    element: Element, story: Story, surroundings: Surroundings, read: BlockReader
) -> Iterator[Table]:
    """Yield the table; ``read`` reads the contents of its cells. A table without cells is nothing."""
    properties = child(element, "tblPr")
    style = story.package.styles.find("table", value(properties, "tblStyle"))
    table = over(style.layer("tblPr"), layer(properties))
    rows = tuple(_rows(element))
    placed = tuple(tuple(_placed(row, at)) for at, row in enumerate(rows))
    width = max((cell.column + cell.span for row in placed for cell in row), default=0)
    if not width:
        return
    if width > _MOST_COLUMNS:
        story.refuse(f"has a table of {width} columns; the limit is {_MOST_COLUMNS}", "split the table")
        return
    frame = Frame(style, table, _look(properties, table), len(rows), width, story, surroundings)
    place = story.place or "table"
    read_rows = tuple(_row(row, cells, placed, frame, read) for row, cells in zip(rows, placed, strict=True))
    columns = _scaled(_column_widths(element, placed, width), table)
    if "tblpPr" in table:
        story.approximate("has a table that text flows around, which is shown in the flow of the text")
    yield Table(
        rows=read_rows,
        columns=columns,
        left=_left(table, read_rows, story),
        alignment=_alignment(said(table, "jc")),
        place=place,
        automatic=max(columns) <= _COUNTING_WIDTH and not _share(table),
        share=_share(table),
        spacing=twips(said(table, "tblCellSpacing", "w")),
        right_to_left=toggled(table, "bidiVisual"),
        description=said(table, "tblDescription") or said(table, "tblCaption") or "",
    )


def _rows(parent: Element) -> Iterator[Element]:
    for element in parent:
        name = local_name(element)
        if name == "tr" and child(element, "trPr", "del") is None:
            yield element
        elif name in _TRANSPARENT:
            yield from _rows(element)


def _cells(parent: Element) -> Iterator[Element]:
    for element in parent:
        name = local_name(element)
        if name == "tc":
            yield element
        elif name in _TRANSPARENT:
            yield from _cells(element)


def _placed(row: Element, at: int) -> Iterator[Placed]:
    column = min(max(integer(value(row, "trPr", "gridBefore")), 0), _MOST_COLUMNS)
    pending: Placed | None = None
    for element in _cells(row):
        properties = layer(child(element, "tcPr"))
        span = min(max(integer(said(properties, "gridSpan"), 1), 1), _MOST_COLUMNS + 1)
        if pending is not None and "hMerge" in properties and said(properties, "hMerge") != "restart":
            pending = replace(pending, span=pending.span + span)
        else:
            yield from () if pending is None else (pending,)
            pending = Placed(element, properties, at, column, span)
        column += span
    yield from () if pending is None else (pending,)


def _row(
    element: Element,
    cells: tuple[Placed, ...],
    rows: tuple[tuple[Placed, ...], ...],
    frame: Frame,
    read: BlockReader,
) -> Row:
    properties = over(frame.style.layer("trPr"), layer(child(element, "trPr")))
    shown: list[Cell] = []
    column = 0
    for placed in cells:
        if placed.column > column:
            shown.append(_filler(placed.column - column))
        column = placed.column + placed.span
        if not _continues(placed):
            shown.append(_cell(placed, _depth(placed, rows), frame, read))
        elif _orphan(placed, rows):
            shown.append(_cell(placed, 1, frame, read))
    if column < frame.columns:
        shown.append(_filler(frame.columns - column))
    rule = said(properties, "trHeight", "hRule")
    return Row(
        cells=tuple(shown),
        height=twips(said(properties, "trHeight")),
        exact=rule == "exact",
        header=toggled(properties, "tblHeader"),
        keep=toggled(properties, "cantSplit"),
    )


def _continues(placed: Placed) -> bool:
    return "vMerge" in placed.properties and said(placed.properties, "vMerge") in {None, "continue"}


def _above(placed: Placed, rows: tuple[tuple[Placed, ...], ...]) -> Placed | None:
    if placed.row == 0:
        return None
    return next(
        (cell for cell in rows[placed.row - 1] if (cell.column, cell.span) == (placed.column, placed.span)),
        None,
    )


def _orphan(placed: Placed, rows: tuple[tuple[Placed, ...], ...]) -> bool:
    """Tell whether a continuing cell has no merged cell of its width above it to continue."""
    above = _above(placed, rows)
    return above is None or "vMerge" not in above.properties


def _depth(placed: Placed, rows: tuple[tuple[Placed, ...], ...]) -> int:
    """Return how many rows a cell covers: its own and those whose cells continue it."""
    if "vMerge" not in placed.properties:
        return 1
    depth = 1
    for row in rows[placed.row + 1 :]:
        below = (cell for cell in row if (cell.column, cell.span) == (placed.column, placed.span))
        if not any(_continues(cell) for cell in below):
            break
        depth += 1
    return depth


def _filler(columns: int) -> Cell:
    return Cell((), columns, 1, Borders(), None, (0.0, 0.0, 0.0, 0.0), filler=True)


def _cell(placed: Placed, depth: int, frame: Frame, read: BlockReader) -> Cell:
    cell = over(frame.conditional(placed, "tcPr"), placed.properties)
    if _is_vertical(said(cell, "textDirection")):
        frame.story.approximate("is followed by a table cell with vertical text, which is set horizontally")
    background = frame.story.package.palette.shading(cell)
    surroundings = Surroundings(
        over(frame.surroundings.paragraph, frame.conditional(placed, "pPr")),
        over(frame.surroundings.run, frame.conditional(placed, "rPr")),
        background or frame.surroundings.backdrop,
    )
    return Cell(
        blocks=read(placed.element, frame.story, surroundings),
        columns=placed.span,
        rows=depth,
        borders=_borders(cell, placed, depth, frame),
        background=background,
        padding=_padding(cell, frame.table),
        vertical=_vertical(said(cell, "vAlign")),
        wrap=not toggled(cell, "noWrap"),
    )


def _borders(cell: Layer, placed: Placed, depth: int, frame: Frame) -> Borders:
    """Return the edges of a cell: its own, else the table's outer or inner ones (17.4.66)."""
    outer = {
        "top": placed.row == 0,
        "bottom": placed.row + depth >= frame.rows,
        "left": placed.column == 0,
        "right": placed.column + placed.span >= frame.columns,
    }
    inner = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
    logical = {"left": "start", "right": "end"}
    palette = frame.story.package.palette
    edges = {}
    for edge, at_rim in outer.items():
        names = [f"tcBorders.{edge}", f"tcBorders.{logical.get(edge, edge)}"]
        shared = edge if at_rim else inner[edge]
        names += [f"tcBorders.{shared}"] if not at_rim else []
        names += [f"tblBorders.{shared}", f"tblBorders.{logical.get(shared, shared)}"]
        layers = ((cell if name.startswith("tc") else frame.table, name) for name in names)
        found = next(((upper, name) for upper, name in layers if name in upper), None)
        edges[edge] = None if found is None else palette.border(*found)
    return Borders(top=edges["top"], right=edges["right"], bottom=edges["bottom"], left=edges["left"])


def _padding(cell: Layer, table: Layer) -> tuple[float, float, float, float]:
    logical = {"left": "start", "right": "end"}
    edges = []
    for edge in ("top", "right", "bottom", "left"):
        names = (edge, logical.get(edge, edge))
        written = [said(cell, f"tcMar.{name}", "w") for name in names]
        written += [said(table, f"tblCellMar.{name}", "w") for name in names]
        found = next((amount for amount in written if amount is not None), None)
        edges.append(_DEFAULT_MARGINS[edge] if found is None else max(twips(found), 0.0))
    return edges[0], edges[1], edges[2], edges[3]


def _look(properties: Element | None, table: Layer) -> dict[str, bool]:
    element = child(properties, "tblLook")
    bits = said(table, "tblLook") or "0000"
    mask = int(bits, 16) if all(digit in "0123456789abcdefABCDEF" for digit in bits) and bits else 0
    look = {}
    for name, bit in _LOOK_BITS.items():
        written = attribute(element, name)
        look[name] = is_on(written) if written else bool(mask & bit)
    return look


def _column_widths(element: Element, rows: tuple[tuple[Placed, ...], ...], count: int) -> tuple[float, ...]:
    """Return the widths of the grid columns: those of the grid, unless the cells ask for others.

    Word keeps the two alike; other programs often write a grid that only counts the columns.
    """
    written = [twips(attribute(column, "w")) for column in children(child(element, "tblGrid"), "gridCol")]
    grid = tuple(max(width, 0.0) for width in (written + [0.0] * count)[:count])
    asked = next((found for found in (_asked_widths(row, count) for row in rows) if found), grid)
    return asked if abs(sum(asked) - sum(grid)) > 0.1 * sum(grid) else grid


def _asked_widths(row: tuple[Placed, ...], count: int) -> tuple[float, ...]:
    """Return the widths that the cells of a row ask for, or nothing when they do not tell each column's."""
    kinds = {said(cell.properties, "tcW", "type") or "dxa" for cell in row}
    if len(row) != count or kinds not in ({"dxa"}, {"pct"}):
        return ()
    widths = tuple(share(said(cell.properties, "tcW", "w") or "0", 20) for cell in row)
    return widths if all(width > 0 for width in widths) else ()


def _left(table: Layer, rows: tuple[Row, ...], story: Story) -> float:
    """Return the indent of the table; before Word 2013 its text, not its edge, stood at the margin."""
    indent = twips(said(table, "tblInd", "w")) if said(table, "tblInd", "type") != "pct" else 0.0
    if story.package.settings.compatibility >= 15:
        return indent
    first = next((cell for row in rows for cell in row.cells if not cell.filler), None)
    return indent - (0.0 if first is None else first.padding[3])


def _alignment(name: str | None) -> Literal["left", "center", "right"]:
    if name == "center":
        return "center"
    return "right" if name in {"right", "end"} else "left"


def _vertical(name: str | None) -> Literal["top", "center", "bottom"]:
    if name in {"center", "both"}:
        return "center"
    return "bottom" if name == "bottom" else "top"


def _is_vertical(name: str | None) -> bool:
    return name not in {None, "lrTb", "lr", "lrTbV"}


def _share(table: Layer) -> float:
    """Return the part of the text's width that a table asks for, 0 when it asks for none."""
    width = said(table, "tblW", "w") or "0"
    if said(table, "tblW", "type") == "pct" or width.endswith("%"):
        return min(max(share(width, 5000), 0.0), 2.0)
    return 0.0


def _scaled(columns: tuple[float, ...], table: Layer) -> tuple[float, ...]:
    """Return the columns stretched or shrunk to the width in points that the table asks for, if it does."""
    wanted = twips(said(table, "tblW", "w")) if said(table, "tblW", "type") == "dxa" else 0.0
    total = sum(columns)
    if wanted <= 0 or total <= 0 or abs(wanted - total) < 1:
        return columns
    return tuple(column * wanted / total for column in columns)
