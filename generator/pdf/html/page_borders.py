"""Borders around whole pages."""

from __future__ import annotations

from generator.pdf.html.composer import Composer
from generator.pdf.html.stylesheet import points
from generator.pdf.html.text.character_css import border_css
from generator.word.document.document import Document, Section
from generator.word.document.formats import Border

_SIDES = ("top", "right", "bottom", "left")


def page_frame(document: Document, composer: Composer) -> str:
    """Return the frame that repeats on each page: an empty box, which is decoration and never read out."""
    framed = [section for section in document.sections if any(_edges(section))]
    if not framed:
        return ""
    if len({(section.borders, section.page) for section in document.sections}) > 1:
        composer.approximate("", "has page borders in some sections only, which are left out")
        return ""
    css = ";".join(("position:fixed", *_place(framed[0]), *_lines(framed[0])))
    return f'<div class="{composer.sheet.name(css)}"></div>'


def _edges(section: Section) -> tuple[Border | None, ...]:
    return tuple(getattr(section.borders, side) for side in _SIDES)


def _place(section: Section) -> tuple[str, ...]:
    """Return how far outside of the text the frame stands at each side (17.6.10)."""
    page = section.page
    margins = (abs(page.top), page.right, abs(page.bottom), page.left)
    offsets = []
    for side, edge, margin in zip(_SIDES, _edges(section), margins, strict=True):
        space = edge.space if edge else 0.0
        width = edge.width if edge else 0.0
        outside = margin - space if section.borders_from == "page" else space + width
        offsets.append(f"{side}:{points(-outside)}")
    return tuple(offsets)


def _lines(section: Section) -> tuple[str, ...]:
    pairs = zip(_SIDES, _edges(section), strict=True)
    return tuple(border_css(f"border-{side}", edge) for side, edge in pairs if edge)
