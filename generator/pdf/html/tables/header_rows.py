"""Which rows of a table repeat on each page that it reaches (17.4.78)."""

from __future__ import annotations

import math
from itertools import takewhile

from generator.pdf.html.composer import Composer
from generator.pdf.html.headers_footers import text_width
from generator.pdf.html.tables.widths import at_columns
from generator.pdf.html.text.paragraph_box import natural_line
from generator.word.document.content import Block, Table, TableRow, Text

_MOST_OF_PAGE = 0.75
"""Rows that fill more of the page's text height than this are not repeated: too little room is left."""


def repeated_rows(table: Table, composer: Composer) -> tuple[TableRow, ...]:
    """Return the leading header rows; none when they are the whole table, or would fill the page."""
    head = tuple(takewhile(lambda row: row.header, table.rows))
    page = composer.page
    room = page.height - abs(page.top) - abs(page.bottom)
    filled = sum(_height(at, table, composer) for at in range(len(head)))
    return () if len(head) == len(table.rows) or filled > room * _MOST_OF_PAGE else head


def _height(at: int, table: Table, composer: Composer) -> float:
    """Return about how high a row is, in points: what it asks for, or the lines of its fullest cell."""
    row = table.rows[at]
    if row.exact:
        return row.height
    cells = [(cell, column) for column, cell in at_columns(table.rows)[at] if not cell.turn]
    widths = [sum(table.columns[column : column + cell.columns]) for cell, column in cells]
    texts = (
        sum(_text_height(block, width, composer) for block in cell.blocks)
        for (cell, _), width in zip(cells, widths, strict=True)
    )
    return max(row.height, *texts, 0.0)


def _text_height(block: Block, width: float, composer: Composer) -> float:
    if isinstance(block, Table):
        return 0.0
    ink = sum(text_width(inline, composer) for inline in block.inlines if isinstance(inline, Text))
    lines = max(math.ceil(ink / max(width, 1.0)), 1) if ink < math.inf else 1
    return natural_line(block, composer) * lines
