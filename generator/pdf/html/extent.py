"""How many pages a document would fill, told before hours are spent on setting it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.word.document.content import Block, Paragraph, Table, Text
from generator.word.document.document import Document, Section

MOST_PAGES = 1_500
_CHARACTER_SHARE = 0.6
"""The ground that a character takes, in shares of the square of its size, spaces between lines included."""


def pages_at_least(document: Document) -> float:
    """Return how many pages the text would fill if it covered them entirely."""
    return sum(_extent(section) for section in document.sections)


def _extent(section: Section) -> float:
    page = section.page
    ground = page.text_width * max(page.height - abs(page.top) - abs(page.bottom), 1.0)
    inked = sum(
        len(inline.text) * inline.format.size**2 * _CHARACTER_SHARE
        for block in _paragraphs(section.blocks)
        for inline in block.inlines
        if isinstance(inline, Text)
    )
    return inked / ground


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (each for row in block.rows for cell in row.cells for each in _paragraphs(cell.blocks))
        else:
            yield block
