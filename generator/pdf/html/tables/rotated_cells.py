"""Cells whose text runs up or down: set as wide as the cell is high, and turned (17.4.72)."""

from __future__ import annotations

import math
from typing import Literal

from generator.pdf.html.composer import Composer
from generator.pdf.html.stylesheet import points
from generator.pdf.html.text.lengths import longest_line, longest_word
from generator.pdf.html.text.paragraph_box import natural_line
from generator.word.document.content import Cell, Paragraph


def turned_html(cell: Cell, width: float, height: float, composer: Composer) -> str:
    """Return the contents of a cell, turned; ``width`` and ``height`` are those of the cell in points.

    A row of no height of its own is as high as the longest line.
    """
    top, right, bottom, left = cell.padding
    across = max(width - left - right, 1.0)
    along = _along(cell, height - top - bottom, composer)
    shift = f"translate(0,{points(along)}) rotate(-90deg)"
    if cell.turn == 90:
        shift = f"translate({points(across)},0) rotate(90deg)"
    inner = composer.within(along)
    css = (
        f"width:{points(along)};height:{points(across)};padding-top:{points(_above(cell, across, inner))};"
        f"box-sizing:border-box;transform-origin:0 0;transform:{shift}"
    )
    around = composer.sheet.name(f"height:{points(along)};break-inside:avoid")
    text = composer.flow(cell.blocks, inner)
    return f'<div class="{around}"><div class="{composer.sheet.name(css)}">{text}</div></div>'


def along(cell: Cell) -> Literal["top", "center", "bottom"]:
    """Return where turned lines stand in a cell higher than they are long: where their text begins."""
    first = next((block for block in cell.blocks if isinstance(block, Paragraph)), None)
    alignment = "left" if first is None else first.format.alignment
    if alignment == "center":
        return "center"
    return "top" if (alignment == "right") == (cell.turn == 270) else "bottom"


def _along(cell: Cell, height: float, composer: Composer) -> float:
    """Return how long the lines are: the height of the row, and no shorter than a word."""
    paragraphs = [block for block in cell.blocks if isinstance(block, Paragraph)]
    length = longest_word if height > 0 else longest_line
    most = composer.page.height - abs(composer.page.top) - abs(composer.page.bottom)
    needed = max((length(paragraph, composer) for paragraph in paragraphs), default=0.0)
    return min(max(height, needed + 0.1, 1.0), most)


def _above(cell: Cell, across: float, composer: Composer) -> float:
    """Return the room before the first line of text that stands in the middle or at the far side."""
    share = {"center": 0.5, "bottom": 1.0}.get(cell.vertical, 0.0)
    taken = sum(
        max(math.ceil(longest_line(block, composer) / composer.column), 1) * natural_line(block, composer)
        + block.format.before
        + block.format.after
        for block in cell.blocks
        if isinstance(block, Paragraph)
    )
    return max(across - taken, 0.0) * share
