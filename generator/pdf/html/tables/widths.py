"""Widths of the columns of a table: those it asks for, unless its words need more (17.18.87)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from generator.pdf.html.composer import Composer
from generator.pdf.html.text.lengths import could_be_longer, longest_line, longest_word
from generator.word.document.content import Block, Cell, Paragraph, Table, TableRow

_SLACK = 0.1
"""What a column is wider than its words, so that rounding never breaks them, in points."""

Placed = tuple[int, Cell]
Length = Callable[[Paragraph, Composer], float]


def at_columns(rows: Sequence[TableRow]) -> tuple[tuple[Placed, ...], ...]:
    """Return the cells of each row with the columns where they begin, right of those that reach down."""
    covered: dict[int, int] = {}
    placed = []
    for row in rows:
        column, here = 0, []
        for cell in row.cells:
            while covered.get(column, 0):
                column += 1
            here.append((column, cell))
            column += cell.columns
        covered = {at: left - 1 for at, left in covered.items() if left > 1}
        covered |= {at + n: cell.rows - 1 for at, cell in here if cell.rows > 1 for n in range(cell.columns)}
        placed.append(tuple(here))
    return tuple(placed)


def fitted(table: Table, composer: Composer) -> Table:
    """Return the table with the widths that its columns have, in points.

    Word breaks no word in a table of automatic layout while the page or another column has room to spare.
    """
    room = composer.column - max(table.left, 0.0)
    wanted = composer.column * table.share or table.width
    cells = tuple(placed for row in at_columns(table.rows) for placed in row)
    columns = _natural(table, cells, wanted or room, composer) if table.automatic else table.columns
    total = sum(columns)
    if wanted and total > 0:
        columns = tuple(width * wanted / total for width in columns)
    if not table.fixed and any(_is_tight(cell, columns[at : at + cell.columns]) for at, cell in cells):
        least = _spread(cells, columns, longest_word, composer)
        columns = _grown(columns, least, wanted, max(room, sum(columns)))
    return replace(table, columns=columns)


def _natural(table: Table, cells: Sequence[Placed], limit: float, composer: Composer) -> tuple[float, ...]:
    """Return the widths of the contents: between longest words and longest lines where they must shrink."""
    none = (0.0,) * len(table.columns)
    most = _spread(cells, none, longest_line, composer)
    if sum(most) <= limit:
        return most
    least = _spread(cells, none, longest_word, composer)
    spare = sum(most) - sum(least)
    share = max(limit - sum(least), 0.0) / spare if spare else 0.0
    return tuple(short + (long - short) * share for short, long in zip(least, most, strict=True))


def _spread(
    cells: Sequence[Placed], columns: Sequence[float], length: Length, composer: Composer
) -> tuple[float, ...]:
    """Return what the cells need of each column; cells of many columns share out what these lack."""
    needed = [0.0] * len(columns)
    for at, cell in sorted(cells, key=lambda placed: placed[1].columns):
        need = _need(cell, length, composer)
        if cell.columns == 1:
            needed[at] = max(needed[at], need)
            continue
        span = range(at, at + cell.columns)
        lack = need - sum(max(needed[n], columns[n]) for n in span)
        for n in span if lack > 0 else ():
            needed[n] = max(needed[n], columns[n]) + lack / cell.columns
    return tuple(needed)


def _need(cell: Cell, length: Length, composer: Composer) -> float:
    """Return how wide a cell must be for the longest line or word in it, its margins included."""
    if not cell.blocks or cell.turn:
        return 0.0
    length = length if cell.wrap else longest_line
    inner = max(_block_need(block, length, composer) for block in cell.blocks)
    return inner + cell.padding[1] + cell.padding[3] + _SLACK if inner else 0.0


def _block_need(block: Block, length: Length, composer: Composer) -> float:
    if isinstance(block, Paragraph):
        return length(block, composer)
    cells = tuple(placed for row in at_columns(block.rows) for placed in row)
    if block.fixed and not block.automatic:
        return sum(block.columns)
    return sum(_spread(cells, (0.0,) * len(block.columns), length, composer))


def _is_tight(cell: Cell, widths: Sequence[float]) -> bool:
    """Tell whether a word of the cell could be too long for it, without measuring any."""
    inner = sum(widths) - cell.padding[1] - cell.padding[3]
    return not cell.turn and any(
        isinstance(block, Table) or could_be_longer(block, inner, wraps=cell.wrap) for block in cell.blocks
    )


def _grown(columns: Sequence[float], least: Sequence[float], wanted: float, most: float) -> tuple[float, ...]:
    """Return the columns with room for their words: other columns shrink, or the table grows to ``most``.

    A table that asks for a width keeps it as long as its words allow.
    """
    need = tuple(map(max, columns, least))
    limit = min(max(wanted, sum(least)), most) if wanted else most
    excess = sum(need) - limit
    if excess <= 0:
        return need
    spare = sum(need) - sum(least)
    if spare >= excess:
        return tuple(wide - (wide - short) * excess / spare for wide, short in zip(need, least, strict=True))
    return _shared(least, limit)


def _shared(least: Sequence[float], limit: float) -> tuple[float, ...]:
    """Return the least widths cut to a limit, the widest columns first."""
    shares = list(least)
    left = limit
    for done, at in enumerate(sorted(range(len(least)), key=least.__getitem__)):
        shares[at] = min(least[at], left / (len(least) - done))
        left -= shares[at]
    return tuple(shares)
