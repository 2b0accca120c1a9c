"""The space around paragraphs: margins, borders, padding, and how high their text stands in its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.pdf.html.composer import Composer
from generator.pdf.html.stylesheet import points
from generator.pdf.html.text.character_css import border_css, is_wide, line_height
from generator.pdf.typefaces import face_of
from generator.word.document.content import Bookmark, Paragraph
from generator.word.document.formats import Border, Borders

_EXACT_BASELINE = 0.8
"""Where the baseline of a line of exact height is, in shares of that height from its top."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a paragraph's neighbours decide: the space above and below, page breaks, shared borders.

    ``overhang`` is how far the paragraph above reaches down too far, because its text was lowered.
    """

    above: float = 0.0
    below: float = 0.0
    new_page: bool = False
    new_column: bool = False
    joins_above: bool = False
    joins_below: bool = False
    opens_page: bool = False
    overhang: float = 0.0
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Surround:
    """What is around the text of a paragraph, in points: its edges, the space inside of them and outside."""

    edges: Borders
    margin: tuple[float, float, float, float]
    padding: tuple[float, float, float, float]

    @property
    def has_foot(self) -> bool:
        """Tell whether anything is drawn below the text."""
        return self.edges.bottom is not None


def surround(paragraph: Paragraph, setting: Setting, composer: Composer) -> Surround:
    """Return what is around a paragraph; text keeps its indents, borders stand outside of it (17.3.1.7)."""
    style = paragraph.format
    edges = _edges(style.borders, setting)
    lift = _lift(paragraph, composer)
    above = -setting.overhang + (0.0 if setting.joins_above else setting.above)
    top, right, bottom, left = (edge.space if edge else 0.0 for edge in _sides(edges))
    top += setting.above if setting.joins_above else 0.0
    boxed = bool(style.background) or any(_sides(edges))
    taken = min(max(lift, 0.0), bottom) if boxed else 0.0
    raised = min(max(-lift, 0.0), top) if boxed else max(-lift, 0.0)
    above -= 0.0 if boxed else raised
    below = setting.below - (max(lift, 0.0) - taken if setting.is_last else 0.0)
    return Surround(
        edges,
        (above, style.right - _reach(edges.right), below, style.left - _reach(edges.left)),
        (top + max(lift, 0.0) - (raised if boxed else 0.0), right, bottom + raised - taken, left),
    )


def _sides(edges: Borders) -> tuple[Border | None, ...]:
    return (edges.top, edges.right, edges.bottom, edges.left)


def _reach(edge: Border | None) -> float:
    return edge.width + edge.space if edge else 0.0


def surround_css(around: Surround) -> Iterator[str]:
    """Yield the declarations for a paragraph; what is drawn below its text is left to its foot."""
    top, right, bottom, left = around.padding
    padding = (top, right, 0.0 if around.has_foot else bottom, left)
    yield f"margin:{' '.join(map(points, around.margin))}"
    if any(padding):
        yield f"padding:{' '.join(map(points, padding))}"
    for side in ("top", "right", "left"):
        edge = getattr(around.edges, side)
        if edge:
            yield border_css(f"border-{side}", edge)


def foot_html(around: Surround, composer: Composer) -> str:
    """Return the lower edge as a box at the end of the paragraph.

    The typesetter counts a block's own lower padding and border twice when it looks for room on the page.
    """
    if not around.has_foot:
        return ""
    _, right, bottom, left = around.padding
    across = [
        padding + (edge.width if edge else 0.0)
        for padding, edge in ((right, around.edges.right), (left, around.edges.left))
    ]
    css = (
        f"height:{points(bottom)};margin:0 {points(-across[0])} 0 {points(-across[1])};break-before:avoid;"
        f"{border_css('border-bottom', around.edges.bottom)}"
    )
    return f'<div class="{composer.sheet.name(css)}"></div>'


def _edges(borders: Borders, setting: Setting) -> Borders:
    """Return the edges that are drawn: neighbours of one look share one box (17.3.1.24)."""
    top = borders.between if setting.joins_above else borders.top
    bottom = None if setting.joins_below else borders.bottom
    return replace(borders, top=top, bottom=bottom)


def overhang(paragraph: Paragraph, composer: Composer) -> float:
    """Return how much too far the paragraph's box reaches down for its text to stand as low as it should."""
    edges = paragraph.format.borders
    spare = edges.bottom.space if edges.bottom else 0.0
    if edges.bottom or edges.top or edges.left or edges.right or paragraph.format.background:
        return max(_lift(paragraph, composer) - spare, 0.0)
    return max(_lift(paragraph, composer), 0.0)


def natural_line(paragraph: Paragraph, composer: Composer) -> float:
    """Return the height of an empty line of the paragraph in points."""
    mark = replace(paragraph.mark, script="baseline", raised=0.0)
    height = line_height(mark, face_of(mark, composer.shapes), paragraph.format.line)
    return max(height, paragraph.format.line.amount) if paragraph.format.line.rule == "at_least" else height


def _lift(paragraph: Paragraph, composer: Composer) -> float:
    """Return how much lower the text stands than CSS sets it, which halves the extra height of lines.

    Measured on Word and LibreOffice: the font's own gap and the room of a least height are above the text, a
    multiple leaves its extra room below and takes missing room from above, an exact height has its baseline
    at four fifths.
    """
    if is_empty(paragraph):
        return 0.0
    look = next((inline.format for inline in paragraph.inlines if hasattr(inline, "format")), paragraph.mark)
    face, rule, amount = (
        face_of(look, composer.shapes),
        paragraph.format.line.rule,
        paragraph.format.line.amount,
    )
    natural, gap = face.line * look.size, face.gap * look.size
    if is_wide(paragraph.format.line):
        return gap / 2
    if rule == "multiple":
        return (gap - abs(natural * (amount - 1))) / 2
    if rule == "at_least":
        return (gap + max(amount - natural, 0.0)) / 2
    ink = (face.ascent + face.descent) * look.size
    return _EXACT_BASELINE * amount - face.ascent * look.size - (amount - ink) / 2


def is_empty(paragraph: Paragraph) -> bool:
    """Tell whether nothing of a paragraph is seen but its height."""
    return paragraph.label is None and all(isinstance(inline, Bookmark) for inline in paragraph.inlines)
