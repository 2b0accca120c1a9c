"""Paragraphs as HTML: indents, spacing, borders, keep rules, list labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.pdf.html.boxes import placed
from generator.pdf.html.composer import Composer
from generator.pdf.html.glyphs import width
from generator.pdf.html.inlines import compose_inlines, jump_html, merged, text_html
from generator.pdf.html.lines import Jump, Measure, jumps, label_jump
from generator.pdf.html.looks import border_css, is_wide, line_height
from generator.pdf.html.sheet import points
from generator.pdf.typefaces import FAMILY_PREFIX, face_of
from generator.word.document import (
    Anchor,
    Bookmark,
    Borders,
    Break,
    Inline,
    Label,
    Paragraph,
    ParagraphFormat,
    Picture,
    Tab,
    Text,
    TextBox,
)

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


def compose_paragraph(paragraph: Paragraph, setting: Setting, composer: Composer) -> str:
    """Return the paragraph as one element, anchored pictures and boxes before it."""
    anchored, below = _anchored_html(paragraph, composer)
    paragraph = replace(
        paragraph, inlines=merged([inline for inline in paragraph.inlines if not _anchored(inline)])
    )
    if _is_empty(paragraph):
        return anchored + _empty(paragraph, setting, composer)
    label, start = _label(paragraph, composer)
    measure = Measure(
        paragraph, composer.column, composer.default_tab, composer.shapes, composer.decimal_point
    )
    tabs = any(isinstance(inline, Tab) or hasattr(inline, "leader") for inline in paragraph.inlines)
    inner = compose_inlines(paragraph, jumps(measure, start) if tabs else (), composer)
    css = ";".join(_css(paragraph, setting, composer))
    element = _element(paragraph, composer)
    direction = ' dir="rtl"' if paragraph.format.right_to_left else ""
    name = composer.sheet.name(css)
    return f'{anchored}<{element} class="{name}"{direction}>{label}{inner}</{element}>{below}'


def _anchored_html(paragraph: Paragraph, composer: Composer) -> tuple[str, str]:
    """Return what is anchored to a paragraph: what stands before it, and what leaves its one line above."""
    before, below = "", ""
    for inline in paragraph.inlines:
        if not isinstance(inline, Picture | TextBox) or inline.anchor is None:
            continue
        line = natural_line(paragraph, composer)
        picture = isinstance(inline, Picture) and inline.anchor.top >= line / 2
        if picture and _clears_one_line(paragraph, inline.anchor, composer):
            below += placed(inline, replace(inline.anchor, top=max(inline.anchor.top - line, 0.0)), composer)
        else:
            before += placed(inline, inline.anchor, composer)
    return before, below


def _clears_one_line(paragraph: Paragraph, anchor: Anchor, composer: Composer) -> bool:
    """Tell whether a thing that leaves its band free is anchored to a paragraph of one line."""
    if anchor.wrap != "band" or anchor.vertical not in {"paragraph", "line"}:
        return False
    texts = [inline for inline in paragraph.inlines if isinstance(inline, Text)]
    pieces = (composer.glyphs(text.text, text.format, paragraph.place) for text in texts)
    return sum(glyphs.width for piece in pieces for glyphs in piece) < composer.column


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


def _anchored(inline: Inline) -> bool:
    return isinstance(inline, Picture | TextBox) and inline.anchor is not None


def _is_empty(paragraph: Paragraph) -> bool:
    return paragraph.label is None and all(isinstance(inline, Bookmark) for inline in paragraph.inlines)


def _empty(paragraph: Paragraph, setting: Setting, composer: Composer) -> str:
    """Return an empty paragraph: nothing to read out, but as high as its line."""
    css = [*_css(paragraph, setting, composer), f"height:{points(natural_line(paragraph, composer))}"]
    inner = compose_inlines(paragraph, (), composer)
    return f'<div class="{composer.sheet.name(";".join(css))}">{inner}</div>'


def _element(paragraph: Paragraph, composer: Composer) -> str:
    """Return the element: headings go down one level at a time, as PDF/UA-1 (7.4.2) wants."""
    if not paragraph.heading or composer.furniture:
        return "section"
    level = min(paragraph.heading, composer.headings[-1] + 1, 6)
    composer.headings[-1] = level
    return f"h{level}"


def _label(paragraph: Paragraph, composer: Composer) -> tuple[str, float]:
    """Return the list label with the space after it, and where the text of the first line begins."""
    style = paragraph.format
    start = (style.right if style.right_to_left else style.left) + style.first_line
    label = paragraph.label
    if label is None or not label.text:
        return "", start
    taken = width(label.text, label.format, composer.shapes) if _settable(label, paragraph, composer) else 0.0
    start -= {"left": 0.0, "center": taken / 2, "right": taken}[label.alignment]
    shown = text_html(label.text, label.format, style.line, paragraph.place, composer)
    if not paragraph.heading:
        shown = f"<blockquote>{shown}</blockquote>"
    end = start + taken
    jump = Jump(0.0)
    if label.suffix == "tab":
        jump = label_jump(Measure(paragraph, composer.column, composer.default_tab, composer.shapes), end)
        return shown + jump_html(
            jump, replace(label.format, underline=None), paragraph, composer
        ), end + jump.width
    if label.suffix == "space":
        shown += text_html("\u00a0", label.format, style.line, paragraph.place, composer)
        end += width("\u00a0", label.format, composer.shapes)
    return shown, end


def _settable(label: Label, paragraph: Paragraph, composer: Composer) -> bool:
    return bool(composer.glyphs(label.text, label.format, paragraph.place))


def _css(paragraph: Paragraph, setting: Setting, composer: Composer) -> Iterator[str]:
    style = paragraph.format
    yield from _spacing(paragraph, setting, composer)
    indent = style.first_line - _label_shift(paragraph, composer)
    if indent:
        yield f"text-indent:{points(indent)}"
    if style.alignment != "left":
        yield f"text-align:{style.alignment}"
    if style.line.rule == "at_least":
        face = face_of(paragraph.mark, composer.shapes)
        yield f"font-family:{FAMILY_PREFIX}{face.family};font-size:{points(paragraph.mark.size)}"
        yield f"line-height:{points(style.line.amount)}"
    if style.background:
        yield f"background:#{style.background}"
    yield from _keeping(style, setting)


def _label_shift(paragraph: Paragraph, composer: Composer) -> float:
    label = paragraph.label
    if label is None or label.alignment == "left":
        return 0.0
    taken = sum(glyphs.width for glyphs in composer.glyphs(label.text, label.format, paragraph.place))
    return taken / (1 if label.alignment == "right" else 2)


def _spacing(paragraph: Paragraph, setting: Setting, composer: Composer) -> Iterator[str]:
    """Yield margins, borders and padding; text keeps its indents, borders stand outside of it (17.3.1.7)."""
    style = paragraph.format
    edges = _edges(style.borders, setting)
    lift = _lift(paragraph, composer)
    sides = {side: getattr(edges, side) for side in ("top", "right", "bottom", "left")}
    outside = {side: (edge.width + edge.space if edge else 0.0) for side, edge in sides.items()}
    above = -setting.overhang + (0.0 if setting.joins_above else setting.above)
    inside = {side: (edge.space if edge else 0.0) for side, edge in sides.items()}
    inside["top"] += setting.above if setting.joins_above else 0.0
    boxed = bool(style.background) or any(sides.values())
    taken = min(max(lift, 0.0), inside["bottom"]) if boxed else 0.0
    raised = min(max(-lift, 0.0), inside["top"]) if boxed else max(-lift, 0.0)
    inside["bottom"] += raised - taken
    inside["top"] += max(lift, 0.0) - (raised if boxed else 0.0)
    above -= 0.0 if boxed else raised
    below = setting.below - (max(lift, 0.0) - taken if setting.is_last else 0.0)
    yield f"margin:{points(above)} {points(style.right - outside['right'])} {points(below)} " + (
        points(style.left - outside["left"])
    )
    padding = list(inside.values())
    if any(padding):
        yield f"padding:{' '.join(map(points, padding))}"
    yield from (border_css(f"border-{side}", edge) for side, edge in sides.items() if edge)


def _edges(borders: Borders, setting: Setting) -> Borders:
    """Return the edges that are drawn: neighbours of one look share one box (17.3.1.24)."""
    top = borders.between if setting.joins_above else borders.top
    bottom = None if setting.joins_below else borders.bottom
    return replace(borders, top=top, bottom=bottom)


def _lift(paragraph: Paragraph, composer: Composer) -> float:
    """Return how much lower the text stands than CSS sets it, which halves the extra height of lines.

    Measured on Word and LibreOffice: the font's own gap and the room of a least height are above the text, a
    multiple leaves its extra room below and takes missing room from above, an exact height has its baseline
    at four fifths.
    """
    if _is_empty(paragraph):
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


def _keeping(style: ParagraphFormat, setting: Setting) -> Iterator[str]:
    if setting.new_page or style.page_break_before:
        yield "break-before:page"
    elif setting.new_column:
        yield "break-before:column"
    if setting.opens_page or setting.new_page or style.page_break_before:
        yield "margin-break:keep"
    if style.keep_next:
        yield "break-after:avoid"
    if style.keep_lines:
        yield "break-inside:avoid"
    if not style.widow_control:
        yield "orphans:1;widows:1"


def split_at_breaks(paragraph: Paragraph) -> tuple[tuple[tuple[Paragraph, str], ...], str]:
    """Cut a paragraph at its page and column breaks.

    Returns the pieces, each with the kind of break before it, and the kind of break that ends the paragraph,
    ``""`` where there is none. The first piece keeps label and first-line indent.
    """
    pieces: list[tuple[list[Inline], str]] = [([], "")]
    for inline in paragraph.inlines:
        if isinstance(inline, Break) and inline.kind != "line":
            pieces.append(([], inline.kind))
        else:
            pieces[-1][0].append(inline)
    if len(pieces) == 1:
        return ((paragraph, ""),), ""
    ends = "" if pieces[-1][0] else pieces.pop()[1]
    first = (replace(paragraph, inlines=tuple(pieces[0][0])), "")
    later = replace(paragraph.format, first_line=0.0, before=0.0, page_break_before=False)
    rest = (
        (replace(paragraph, inlines=tuple(cut), format=later, label=None), kind) for cut, kind in pieces[1:]
    )
    return (first, *rest), ends
