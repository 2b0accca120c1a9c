"""Words behind the text: a drawing in the background of the page, which is decoration and never read out."""

from __future__ import annotations

from html import escape

from generator.pdf.html.composer import Composer
from generator.pdf.typefaces import FAMILY_PREFIX, face, family_for
from generator.word.document.content import Block, Paragraph, Watermark
from generator.word.document.positions import PageGeometry

_UNIT = 100.0


def watermark_css(blocks: tuple[Block, ...], page: PageGeometry, composer: Composer) -> str:
    """Return the background of pages whose header has these blocks, empty when there are no words in it."""
    paragraphs = (block for block in blocks if isinstance(block, Paragraph))
    words = (inline for block in paragraphs for inline in block.inlines if isinstance(inline, Watermark))
    first = next(words, None)
    if first is None:
        return ""
    address = composer.picture(_drawing(first, page, composer).encode(), "image/svg+xml")
    return f"background:url({address}) no-repeat 0 0/100% 100%;"


def _drawing(words: Watermark, page: PageGeometry, composer: Composer) -> str:
    """Return the words as SVG, stretched to their box in the middle of the text."""
    family = family_for(words.font, composer.shapes)
    typeface = face(family, bold=False, italic=False)
    natural = max(typeface.width(words.text) * _UNIT, 1.0)
    across, down = words.width / natural, words.height / (typeface.line * _UNIT)
    middle = (page.left + page.text_width / 2, (page.top + page.height - page.bottom) / 2)
    drop = (typeface.ascent - typeface.descent) / 2 * _UNIT
    place = (
        f"translate({middle[0]:g} {middle[1]:g}) rotate({words.rotation:g}) scale({across:.4f} {down:.4f})"
    )
    size = f'width="{page.width:g}" height="{page.height:g}" viewBox="0 0 {page.width:g} {page.height:g}"'
    look = f'font-family="{FAMILY_PREFIX}{family}" font-size="{_UNIT:g}" fill="#{words.colour}"'
    text = (
        f'<text transform="{place}" x="{-natural / 2:.2f}" y="{drop:.2f}" {look}>{escape(words.text)}</text>'
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{text}</svg>'
