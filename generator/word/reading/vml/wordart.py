"""WordArt, letters drawn as shapes: behind the text as a watermark, or in a text box (part 4, 14.1.2.22)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.word.document.content import Paragraph, Text, TextBox, Watermark
from generator.word.document.formats import CharacterFormat, ParagraphFormat
from generator.word.document.positions import Anchor
from generator.word.markup import Element, V
from generator.word.reading.drawingml.shapes import faded
from generator.word.reading.story import Story
from generator.word.reading.vml.appearance import read_colour, share_of
from generator.word.reading.vml.style import read_style, turn

_LINE = 1.25
"""About how high a line of a font is, in shares of its size."""
_LETTER = 0.65
"""About how wide a capital letter is, in shares of the size."""


def read_watermark(
    shape: Element, path: Element, size: tuple[float, float], rotation: float, story: Story
) -> Iterator[Watermark]:
    """Yield the words of WordArt in a header, which stand behind the text."""
    words = _words(path, story)
    if words:
        width, height = size
        yield Watermark(words, _family(path), _colour(shape), width, height, rotation % 360)


def read_wordart(
    shape: Element, path: Element, size: tuple[float, float], anchor: Anchor | None, story: Story
) -> Iterator[TextBox]:
    """Yield the words of WordArt as text in a box of its size, about as large as they would be drawn."""
    words = _words(path, story)
    if not words:
        return
    story.approximate("has WordArt, which is shown as plain text", "use a text box or a picture")
    across = size[0] / (len(words) * _LETTER)
    fitting = max(min(size[1] / _LINE, across), 6.0)
    look = CharacterFormat(font=_family(path), size=round(fitting, 1), colour=_colour(shape))
    paragraph = Paragraph((Text(words, look),), ParagraphFormat(alignment="center"), look, story.place)
    yield TextBox(
        (paragraph,), *size, anchor, vertical="center", rotation=turn(read_style(shape)), place=story.place
    )


def _words(path: Element, story: Story) -> str:
    words = " ".join((path.get("string") or "").split())
    if not words:
        story.approximate("has WordArt without words, which is left out", "delete it")
    return words


def _family(path: Element) -> str:
    return read_style(path).get("font-family", "Calibri").strip("\"' ") or "Calibri"


def _colour(shape: Element) -> str:
    fill = shape.find(f"{{{V}}}fill")
    strength = share_of(None if fill is None else fill.get("opacity"), 1.0)
    return faded(read_colour(shape.get("fillcolor")) or "c0c0c0", strength)
