"""Tables as HTML: the grid, header rows that repeat, cells with their borders and margins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.pdf.html.composer import Composer
from generator.pdf.html.floating.floats import floating_css
from generator.pdf.html.stylesheet import points
from generator.pdf.html.tables.header_rows import repeated_rows
from generator.pdf.html.tables.rotated_cells import along, turned_html
from generator.pdf.html.tables.widths import at_columns
from generator.pdf.html.text.character_css import border_css
from generator.pdf.html.text.paragraph_box import Setting
from generator.word.document.content import Cell, Paragraph, Table, TableRow


def compose_table(table: Table, setting: Setting, composer: Composer) -> str:
    """Return the table, whose columns are fitted; its leading header rows repeat on each page."""
    head = repeated_rows(table, composer)
    columns = "".join(
        f'<col class="{composer.sheet.name(f"width:{points(width)}")}">' for width in table.columns
    )
    parts = [f'<table class="{composer.sheet.name(";".join(_css(table, setting, composer)))}">']
    parts.append(f"<colgroup>{columns}</colgroup>")
    if head:
        parts.append(f"<thead>{''.join(_rows(0, len(head), table, composer, 'th'))}</thead>")
    parts.append(
        f"<tbody>{''.join(_rows(len(head), len(table.rows), table, composer, 'td'))}</tbody></table>"
    )
    return "".join(parts)


def _css(table: Table, setting: Setting, composer: Composer) -> Iterator[str]:
    width = sum(table.columns)
    gap = table.spacing * 2
    room = composer.column - width - gap * (len(table.columns) + 1)
    left = {"left": table.left, "center": room / 2, "right": room}[table.alignment]
    if table.anchor is None:
        yield f"margin:{points(setting.above)} 0 0 {points(left)}"
    else:
        yield floating_css(table, table.anchor, setting, composer)
    yield f"table-layout:fixed;width:{points(width)}"
    if gap:
        yield f"border-collapse:separate;border-spacing:{points(gap)}"
    if table.right_to_left:
        yield "direction:rtl"
    if setting.new_page:
        yield "break-before:page"


def begins_page(row: TableRow) -> bool:
    """Tell whether a row asks for a new page: a paragraph that begins one of its cells does."""
    firsts = (cell.blocks[0] for cell in row.cells if cell.blocks)
    return any(isinstance(first, Paragraph) and first.format.page_break_before for first in firsts)


def _rows(start: int, end: int, table: Table, composer: Composer, element: str) -> Iterator[str]:
    placed = at_columns(table.rows)
    for at in range(start, end):
        row = table.rows[at]
        css = f"height:{points(row.height)}" if row.height else ""
        css += ";break-inside:avoid" if row.keep else ""
        css += ";break-after:avoid" if _kept_with_next(row) else ""
        css += ";break-before:page" if row is not table.rows[0] and begins_page(row) else ""
        yield f'<tr class="{composer.sheet.name(css)}">' if css else "<tr>"
        top = max((cell.padding[0] for cell in row.cells), default=0.0)
        for column, cell in placed[at]:
            size = (
                sum(table.columns[column : column + cell.columns]),
                _height(table.rows[at : at + cell.rows]),
            )
            inner = _contents(_with_top(cell, top), size, composer, exact=row.exact)
            yield _cell(_with_top(cell, top), inner, composer, element)
        yield "</tr>"


def _with_top(cell: Cell, top: float) -> Cell:
    """Return the cell with the widest of the top margins of its row, as Word sets it."""
    return replace(cell, padding=(top, *cell.padding[1:]))


def _kept_with_next(row: TableRow) -> bool:
    """Tell whether a row stays with the next one: Word asks the first paragraph of its cells."""
    firsts = [cell.blocks[0] for cell in row.cells if cell.blocks]
    return bool(firsts) and all(not isinstance(block, Table) and block.format.keep_next for block in firsts)


def _height(rows: tuple[TableRow, ...]) -> float:
    """Return the height in points that rows ask for together, 0 when one of them asks for none."""
    heights = [row.height for row in rows]
    return sum(heights) if all(heights) else 0.0


def _contents(cell: Cell, size: tuple[float, float], composer: Composer, *, exact: bool) -> str:
    """Return what is in a cell of a width and height in points.

    Text that has no room in an exact height is not cut off, as Word would, but reaches out of it.
    """
    width, height = size
    if cell.turn:
        return turned_html(cell, width, height, composer)
    top, right, bottom, left = cell.padding
    inner = composer.flow(cell.blocks, composer.within(max(width - left - right, 1.0)))
    if not exact or not inner:
        return inner
    most = composer.sheet.name(f"max-height:{points(max(height - top - bottom, 0.0))}")
    return f'<div class="{most}">{inner}</div>'


def _cell(cell: Cell, inner: str, composer: Composer, element: str) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    scope = ' scope="col"' if element == "th" else ""
    name = composer.sheet.name(";".join(_cell_css(cell)))
    return f'<{element} class="{name}"{spans}{scope}>{inner}</{element}>'


def _cell_css(cell: Cell) -> Iterator[str]:
    # Word measures the margins at the sides from the middle of the border, CSS from its inner edge.
    top, right, bottom, left = cell.padding
    right -= cell.borders.right.width / 2 if cell.borders.right else 0.0
    left -= cell.borders.left.width / 2 if cell.borders.left else 0.0
    yield f"padding:{' '.join(map(points, (top, max(right, 0.0), bottom, max(left, 0.0))))}"
    vertical = along(cell) if cell.turn else cell.vertical
    if vertical != "top":
        yield f"vertical-align:{'middle' if vertical == 'center' else 'bottom'}"
    if cell.background:
        yield f"background:#{cell.background}"
    if not cell.wrap:
        yield "white-space:nowrap"
    for side in ("top", "right", "bottom", "left"):
        edge = getattr(cell.borders, side)
        if edge:
            yield border_css(f"border-{side}", edge)
