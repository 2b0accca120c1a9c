"""How many pages a document would fill, told before hours are spent on setting it."""

from __future__ import annotations

from generator.word.document.content import Text
from generator.word.document.document import Document, Section
from generator.word.document.paragraphs import paragraphs_in

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
        for block in paragraphs_in(section.blocks)
        for inline in block.inlines
        if isinstance(inline, Text)
    )
    return inked / ground
