"""How long the words and lines of a paragraph are: what a column of a table must have room for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.pdf.html.composer import Composer
from generator.word.document.content import (
    Break,
    Field,
    NoteReference,
    Paragraph,
    Picture,
    Tab,
    Text,
    TextBox,
)
from generator.word.document.formats import CharacterFormat

_ENDS = " \\-\u00ad\u200b\u2e80-\uffdc"
"""Where a line may end: after spaces and hyphens, and after each character of East Asian scripts."""
_PIECES = re.compile(f"[^{_ENDS}]*(?:[{_ENDS}]|$)")
_LONGEST_OF_SIZE = 1.2
"""No character is wider than this share of its size."""


def longest_word(paragraph: Paragraph, composer: Composer) -> float:
    """Return how wide a column must be so that no word of the paragraph is broken, in points."""
    return _with_indents(paragraph, max(_words(paragraph, composer), default=0.0))


def longest_line(paragraph: Paragraph, composer: Composer) -> float:
    """Return how wide a column must be so that no line of the paragraph is broken, in points."""
    return _with_indents(paragraph, max(_lines(paragraph, composer), default=0.0))


def could_be_longer(paragraph: Paragraph, room: float, *, wraps: bool) -> bool:
    """Tell whether a word, or line, could be longer than the room in points; it is not measured."""
    texts = [inline for inline in paragraph.inlines if isinstance(inline, Text)]
    if any(isinstance(inline, Picture | TextBox) and inline.anchor is None for inline in paragraph.inlines):
        return True
    text = "".join(inline.text for inline in texts)
    longest = max(map(len, re.split(f"[{_ENDS}]", text) if wraps else (text,)))
    size = max((inline.format.size for inline in texts), default=0.0)
    return _with_indents(paragraph, longest * size * _LONGEST_OF_SIZE) > room


def _with_indents(paragraph: Paragraph, length: float) -> float:
    style = paragraph.format
    return length + max(style.left + style.right, 0.0) if length else 0.0


def _words(paragraph: Paragraph, composer: Composer) -> Iterator[float]:
    """Yield the widths of what stands between two places where a line may end."""
    word = 0.0
    for inline in paragraph.inlines:
        match inline:
            case Text(text, look, _):
                for piece in _PIECES.findall(text):
                    word += _width(piece.rstrip(" \u00ad"), look, paragraph, composer)
                    if re.search(f"[{_ENDS}]$", piece):
                        yield word
                        word = 0.0
            case Tab() | Break():
                yield word
                word = 0.0
            case Picture(anchor=None) | TextBox(anchor=None):
                yield inline.width
            case Field() | NoteReference():
                word += _mark(inline, paragraph, composer)
    yield word


def _lines(paragraph: Paragraph, composer: Composer) -> Iterator[float]:
    """Yield the widths of what stands between two breaks."""
    line = 0.0
    for inline in paragraph.inlines:
        match inline:
            case Text(text, look, _):
                line += _width(text, look, paragraph, composer)
            case Break():
                yield line
                line = 0.0
            case Tab():
                line += composer.default_tab
            case Picture(anchor=None) | TextBox(anchor=None):
                line += inline.width
            case Field() | NoteReference():
                line += _mark(inline, paragraph, composer)
    yield line + max(paragraph.format.first_line, 0.0)


def _mark(inline: Field | NoteReference, paragraph: Paragraph, composer: Composer) -> float:
    text = inline.mark if isinstance(inline, NoteReference) else inline.stored or "0"
    return _width(text, inline.format, paragraph, composer)


def _width(text: str, look: CharacterFormat, paragraph: Paragraph, composer: Composer) -> float:
    return sum(glyphs.width for glyphs in composer.glyphs(text, look, paragraph.place)) if text else 0.0
