"""Tables: grid, spans, borders, margins, and the parts of a table style (17.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Protocol

from generator.word.document.content import Block, Cell, Table, TableRow
from generator.word.document.formats import Borders
from generator.word.markup import Element, child, value
from generator.word.reading.formatting.cascade import Layer, layer, over, said, toggled
from generator.word.reading.formatting.conditional_formatting import TableFormatting, look_of
from generator.word.reading.measures import twips
from generator.word.reading.story import InheritedFormatting, Story
from generator.word.reading.tables.decimal_cells import at_decimal_stop
from generator.word.reading.tables.grid import (
    MOST_COLUMNS,
    GridCell,
    asked_shares,
    asked_width,
    column_widths,
    continues,
    depth,
    is_orphan,
    placed_cells,
    rows_of,
    share_of_text,
    width_of,
)
from generator.word.reading.text.frame_anchors import table_anchor

_DEFAULT_MARGINS = {"top": 0.0, "right": 5.4, "bottom": 0.0, "left": 5.4}
_TURNS: dict[str | None, Literal[90, 270]] = {
    "tbRl": 90, "tbRlV": 90, "tbLrV": 90, "rl": 90, "rlV": 90, "lrV": 90, "btLr": 270, "lr": 270,
}  # fmt: skip
"""How far text is turned by its direction, in the words of both editions of the standard (17.18.93)."""
_COUNTING_WIDTH = 5.0
"""Columns of a grid this narrow, in points, are only counted in it: they take the width of their contents."""


class BlockReader(Protocol):
    """What reads the contents of a cell."""

    def __call__(self, parent: Element, story: Story, inherited: InheritedFormatting) -> tuple[Block, ...]:
        """Return the blocks in ``parent``."""


def read_table(
    element: Element, story: Story, inherited: InheritedFormatting, read: BlockReader
) -> Iterator[Table]:
    """Yield the table; ``read`` reads the contents of its cells. A table without cells is nothing."""
    properties = child(element, "tblPr")
    style = story.package.styles.find("table", value(properties, "tblStyle"))
    table = over(style.layer("tblPr"), layer(properties))
    rows = tuple(rows_of(element))
    placed = tuple(tuple(placed_cells(row, at)) for at, row in enumerate(rows))
    width = max((cell.column + cell.span for row in placed for cell in row), default=0)
    if not width:
        return
    if width > MOST_COLUMNS:
        story.refuse(f"has a table of {width} columns; the limit is {MOST_COLUMNS}", "split the table")
        return
    frame = TableFormatting(style, table, look_of(properties, table), len(rows), width, story, inherited)
    place = story.place or "table"
    read_rows = tuple(_row(row, cells, placed, frame, read) for row, cells in zip(rows, placed, strict=True))
    columns = column_widths(element, placed, width)
    shares = asked_shares(placed, width) if min(columns) <= _COUNTING_WIDTH else ()
    yield Table(
        rows=read_rows,
        columns=shares or columns,
        left=_left(table, read_rows, story),
        alignment=_alignment(said(table, "jc")),
        place=place,
        automatic=not shares and max(columns) <= _COUNTING_WIDTH,
        share=share_of_text(table) or (0.0 if width_of(table) else sum(shares)),
        width=width_of(table),
        fixed=said(table, "tblLayout", "type") == "fixed",
        spacing=max(twips(said(table, "tblCellSpacing", "w")), 0.0),
        right_to_left=toggled(table, "bidiVisual"),
        anchor=table_anchor(table),
        description=said(table, "tblDescription") or said(table, "tblCaption") or "",
    )


def _row(
    element: Element,
    cells: tuple[GridCell, ...],
    rows: tuple[tuple[GridCell, ...], ...],
    frame: TableFormatting,
    read: BlockReader,
) -> TableRow:
    properties = over(frame.style.layer("trPr"), layer(child(element, "trPr")))
    shown: list[Cell] = []
    column = 0
    for placed in cells:
        if placed.column > column:
            shown.append(_filler(placed.column - column))
        column = placed.column + placed.span
        if not continues(placed):
            shown.append(_cell(placed, depth(placed, rows), frame, read))
        elif is_orphan(placed, rows):
            shown.append(_cell(placed, 1, frame, read))
    if column < frame.columns:
        shown.append(_filler(frame.columns - column))
    rule = said(properties, "trHeight", "hRule")
    return TableRow(
        cells=tuple(shown),
        height=max(twips(said(properties, "trHeight")), 0.0),
        exact=rule == "exact",
        header=toggled(properties, "tblHeader"),
        keep=toggled(properties, "cantSplit"),
    )


def _filler(columns: int) -> Cell:
    return Cell((), columns, 1, Borders(), None, (0.0, 0.0, 0.0, 0.0), filler=True)


def _cell(placed: GridCell, depth: int, frame: TableFormatting, read: BlockReader) -> Cell:
    cell = over(frame.conditional(placed, "tcPr"), placed.properties)
    background = frame.story.package.palette.shading(cell)
    inherited = InheritedFormatting(
        over(frame.inherited.paragraph, frame.conditional(placed, "pPr")),
        over(frame.inherited.run, frame.conditional(placed, "rPr")),
        background or frame.inherited.backdrop,
    )
    return Cell(
        blocks=tuple(map(at_decimal_stop, read(placed.element, frame.story, inherited))),
        columns=placed.span,
        rows=depth,
        borders=_borders(cell, placed, depth, frame),
        background=background,
        padding=_padding(cell, frame.table),
        vertical=_vertical(said(cell, "vAlign")),
        wrap=not toggled(cell, "noWrap") or asked_width(placed) > 0,
        turn=_TURNS.get(said(cell, "textDirection"), 0),
    )


def _borders(cell: Layer, placed: GridCell, depth: int, frame: TableFormatting) -> Borders:
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
        first = next(((upper, name) for upper, name in layers if name in upper), None)
        edges[edge] = None if first is None else palette.border(*first)
    return Borders(top=edges["top"], right=edges["right"], bottom=edges["bottom"], left=edges["left"])


def _padding(cell: Layer, table: Layer) -> tuple[float, float, float, float]:
    logical = {"left": "start", "right": "end"}
    edges = []
    for edge in ("top", "right", "bottom", "left"):
        names = (edge, logical.get(edge, edge))
        written = [said(cell, f"tcMar.{name}", "w") for name in names]
        written += [said(table, f"tblCellMar.{name}", "w") for name in names]
        first = next((amount for amount in written if amount is not None), None)
        edges.append(_DEFAULT_MARGINS[edge] if first is None else max(twips(first), 0.0))
    return edges[0], edges[1], edges[2], edges[3]


def _left(table: Layer, rows: tuple[TableRow, ...], story: Story) -> float:
    """Return the indent of the table; before Word 2013 its text, not its edge, stood at the margin."""
    is_plain = said(table, "tblInd", "type") != "pct" and "tblpPr" not in table
    indent = twips(said(table, "tblInd", "w")) if is_plain else 0.0
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
