"""The grid of a table: which column each cell stands in, what it covers, how wide columns are (17.4.48)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.word.markup import Element, attribute, child, children, local_name, value
from generator.word.reading.formatting.cascade import Layer, layer, said
from generator.word.reading.measures import integer, share, twips

MOST_COLUMNS = 200
_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


@dataclass(frozen=True, slots=True)
class GridCell:
    """One ``w:tc`` with its place on the grid, before vertical merges are joined."""

    element: Element
    properties: Layer
    row: int
    column: int
    span: int


def rows_of(parent: Element) -> Iterator[Element]:
    """Yield the rows of a table that are printed, those of content controls in their place."""
    for element in parent:
        name = local_name(element)
        if name == "tr" and child(element, "trPr", "del") is None:
            yield element
        elif name in _TRANSPARENT:
            yield from rows_of(element)


def _cells(parent: Element) -> Iterator[Element]:
    for element in parent:
        name = local_name(element)
        if name == "tc":
            yield element
        elif name in _TRANSPARENT:
            yield from _cells(element)


def placed_cells(row: Element, at: int) -> Iterator[GridCell]:
    """Yield the cells of a row with their columns; old horizontal merges are joined (17.4.22)."""
    column = min(max(integer(value(row, "trPr", "gridBefore")), 0), MOST_COLUMNS)
    pending: GridCell | None = None
    for element in _cells(row):
        properties = layer(child(element, "tcPr"))
        span = min(max(integer(said(properties, "gridSpan"), 1), 1), MOST_COLUMNS + 1)
        if pending is not None and "hMerge" in properties and said(properties, "hMerge") != "restart":
            pending = replace(pending, span=pending.span + span)
        else:
            yield from () if pending is None else (pending,)
            pending = GridCell(element, properties, at, column, span)
        column += span
    yield from () if pending is None else (pending,)


def continues(placed: GridCell) -> bool:
    """Tell whether a cell is covered by the one above it."""
    return "vMerge" in placed.properties and said(placed.properties, "vMerge") in {None, "continue"}


def _above(placed: GridCell, rows: tuple[tuple[GridCell, ...], ...]) -> GridCell | None:
    if placed.row == 0:
        return None
    return next(
        (cell for cell in rows[placed.row - 1] if (cell.column, cell.span) == (placed.column, placed.span)),
        None,
    )


def is_orphan(placed: GridCell, rows: tuple[tuple[GridCell, ...], ...]) -> bool:
    """Tell whether a continuing cell has no merged cell of its width above it to continue."""
    above = _above(placed, rows)
    return above is None or "vMerge" not in above.properties


def depth(placed: GridCell, rows: tuple[tuple[GridCell, ...], ...]) -> int:
    """Return how many rows a cell covers: its own and those whose cells continue it."""
    if "vMerge" not in placed.properties:
        return 1
    depth = 1
    for row in rows[placed.row + 1 :]:
        below = (cell for cell in row if (cell.column, cell.span) == (placed.column, placed.span))
        if not any(continues(cell) for cell in below):
            break
        depth += 1
    return depth


def column_widths(element: Element, rows: tuple[tuple[GridCell, ...], ...], count: int) -> tuple[float, ...]:
    """Return the widths of the grid columns: those of the grid, unless the cells ask for others.

    Word keeps the two alike; other programs often write a grid that only counts the columns, or too short a
    one.
    """
    written = [twips(attribute(column, "w")) for column in children(child(element, "tblGrid"), "gridCol")]
    grid = tuple(max(width, 0.0) for width in (written + [0.0] * count)[:count])
    asked = next((widths for widths in (_asked_widths(row, count) for row in rows) if widths), ())
    if not all(grid):
        return asked or _widths_between_edges(rows, count) or grid
    return asked if asked and abs(sum(asked) - sum(grid)) > 0.1 * sum(grid) else grid


def _asked_widths(row: tuple[GridCell, ...], count: int) -> tuple[float, ...]:
    """Return the widths that the cells of a row ask for, or nothing when they do not tell each column's."""
    widths = tuple(map(asked_width, row))
    return widths if len(row) == count and all(widths) else ()


def _widths_between_edges(rows: tuple[tuple[GridCell, ...], ...], count: int) -> tuple[float, ...]:
    """Return the widths of columns that no row tells alone, from where the cells of all rows end."""
    cells = sorted((cell for row in rows for cell in row), key=lambda cell: cell.column + cell.span)
    edges = [0.0] * (count + 1)
    for cell in cells:
        end = cell.column + cell.span
        edges[end] = max(edges[end], edges[cell.column] + asked_width(cell))
    for at, before in enumerate(edges[:-1]):
        edges[at + 1] = max(edges[at + 1], before)
    return tuple(after - before for before, after in pairwise(edges)) if edges[-1] else ()


def asked_shares(rows: tuple[tuple[GridCell, ...], ...], count: int) -> tuple[float, ...]:
    """Return the shares of the table that the cells of a row ask for, or nothing when no row tells all."""
    for row in rows:
        shares = tuple(
            share(said(cell.properties, "tcW", "w") or "0", 5000)
            for cell in row
            if said(cell.properties, "tcW", "type") == "pct"
        )
        if len(shares) == count and all(portion > 0 for portion in shares):
            return shares
    return ()


def asked_width(cell: GridCell) -> float:
    """Return the width in points that a cell asks for, 0 when it leaves that to the table."""
    if (said(cell.properties, "tcW", "type") or "dxa") != "dxa":
        return 0.0
    return max(twips(said(cell.properties, "tcW", "w")), 0.0)


def share_of_text(table: Layer) -> float:
    """Return the part of the text's width that a table asks for, 0 when it asks for none."""
    width = said(table, "tblW", "w") or "0"
    if said(table, "tblW", "type") == "pct" or width.endswith("%"):
        return min(max(share(width, 5000), 0.0), 2.0)
    return 0.0


def width_of(table: Layer) -> float:
    """Return the width in points that a table asks for, 0 when it asks for none."""
    return max(twips(said(table, "tblW", "w")), 0.0) if said(table, "tblW", "type") == "dxa" else 0.0
