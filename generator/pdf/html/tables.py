"""Tables as HTML: the grid, header rows that repeat, cells with their borders and margins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from generator.pdf.html.composer import Composer
from generator.pdf.html.looks import border_css
from generator.pdf.html.sheet import points
from generator.pdf.html.surrounds import Setting
from generator.word.document import Cell, Row, Table


def compose_table(table: Table, setting: Setting, composer: Composer) -> str:
    """Return the table; its leading header rows are a head that repeats on each page."""
    table = _fitted(table, composer.column)
    head = tuple(takewhile(lambda row: row.header, table.rows))
    body = table.rows[len(head) :]
    if not body:
        head, body = (), table.rows
    columns = "".join(
        f'<col class="{composer.sheet.name(f"width:{points(width)}")}">' for width in table.columns
    )
    parts = [f'<table class="{composer.sheet.name(";".join(_css(table, setting, composer)))}">']
    parts.append("" if table.automatic else f"<colgroup>{columns}</colgroup>")
    if head:
        parts.append(f"<thead>{''.join(_rows(head, table, composer, 'th'))}</thead>")
    parts.append(f"<tbody>{''.join(_rows(body, table, composer, 'td'))}</tbody></table>")
    return "".join(parts)


def _fitted(table: Table, room: float) -> Table:
    """Return the table with columns that fill its share of the room, in points."""
    total = sum(table.columns)
    if not table.share or table.automatic or total <= 0:
        return table
    return replace(table, columns=tuple(width * room * table.share / total for width in table.columns))


def _css(table: Table, setting: Setting, composer: Composer) -> Iterator[str]:
    width = sum(table.columns)
    room = composer.column - width
    left = {"left": table.left, "center": room / 2, "right": room}[table.alignment]
    yield f"margin:{points(setting.above)} 0 0 {points(left)}"
    if table.automatic:
        yield (
            f"table-layout:auto;width:{points(composer.column * table.share)}"
            if table.share
            else "width:auto"
        )
    else:
        yield f"table-layout:fixed;width:{points(width)}"
    if table.spacing:
        yield f"border-collapse:separate;border-spacing:{points(table.spacing * 2)}"
    if table.right_to_left:
        yield "direction:rtl"
    if setting.new_page:
        yield "break-before:page"


def _rows(rows: tuple[Row, ...], table: Table, composer: Composer, element: str) -> Iterator[str]:
    for row in rows:
        css = f"height:{points(row.height)}" if row.height else ""
        css += ";break-inside:avoid" if row.keep else ""
        css += ";break-after:avoid" if _kept_with_next(row) else ""
        yield f'<tr class="{composer.sheet.name(css)}">' if css else "<tr>"
        column = 0
        for cell in _level(row.cells):
            widths = table.columns[column : column + cell.columns]
            column += cell.columns
            yield _cell(cell, sum(widths), composer, element)
        yield "</tr>"


def _level(cells: tuple[Cell, ...]) -> Iterator[Cell]:
    """Yield the cells of a row with the widest of their top margins, as Word sets them."""
    top = max((cell.padding[0] for cell in cells), default=0.0)
    return (replace(cell, padding=(top, *cell.padding[1:])) for cell in cells)


def _kept_with_next(row: Row) -> bool:
    """Tell whether a row stays with the next one: Word asks the first paragraph of its cells."""
    firsts = [cell.blocks[0] for cell in row.cells if cell.blocks]
    return bool(firsts) and all(not isinstance(block, Table) and block.format.keep_next for block in firsts)


def _cell(cell: Cell, width: float, composer: Composer, element: str) -> str:
    _, right, _, left = cell.padding
    inner = composer.within(max(width - left - right, 1.0))
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    scope = ' scope="col"' if element == "th" else ""
    name = composer.sheet.name(";".join(_cell_css(cell)))
    return f'<{element} class="{name}"{spans}{scope}>{composer.flow(cell.blocks, inner)}</{element}>'


def _cell_css(cell: Cell) -> Iterator[str]:
    # Word measures the margins at the sides from the middle of the border, CSS from its inner edge.
    top, right, bottom, left = cell.padding
    right -= cell.borders.right.width / 2 if cell.borders.right else 0.0
    left -= cell.borders.left.width / 2 if cell.borders.left else 0.0
    yield f"padding:{' '.join(map(points, (top, max(right, 0.0), bottom, max(left, 0.0))))}"
    if cell.vertical != "top":
        yield f"vertical-align:{'middle' if cell.vertical == 'center' else 'bottom'}"
    if cell.background:
        yield f"background:#{cell.background}"
    if not cell.wrap:
        yield "white-space:nowrap"
    for side in ("top", "right", "bottom", "left"):
        edge = getattr(cell.borders, side)
        if edge:
            yield border_css(f"border-{side}", edge)
