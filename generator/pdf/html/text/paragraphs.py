"""Paragraphs as HTML: indents, spacing, borders, keep rules, list labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.pdf.html.composer import Composer
from generator.pdf.html.elements import LIST_LABEL, PARAGRAPH, element
from generator.pdf.html.floating.boxes import placed
from generator.pdf.html.floating.floats import placed_thing
from generator.pdf.html.stylesheet import points
from generator.pdf.html.text.glyphs import width
from generator.pdf.html.text.inlines import compose_inlines, jump_html, merged, text_html
from generator.pdf.html.text.paragraph_box import (
    Setting,
    Surround,
    foot_html,
    is_empty,
    natural_line,
    surround,
    surround_css,
)
from generator.pdf.html.text.tab_stops import Jump, Measure, jumps, label_jump
from generator.pdf.typefaces import FAMILY_PREFIX, face_of
from generator.word.document.content import (
    Break,
    DrawingGroup,
    Inline,
    Paragraph,
    Picture,
    Tab,
    Text,
    TextBox,
)
from generator.word.document.formats import ParagraphFormat
from generator.word.document.positions import Anchor


def compose_paragraph(paragraph: Paragraph, setting: Setting, composer: Composer) -> str:
    """Return the paragraph as one element, anchored pictures and boxes before it."""
    anchored, below = _anchored_html(paragraph, setting.above, composer)
    paragraph = replace(
        paragraph, inlines=merged([inline for inline in paragraph.inlines if not _anchored(inline)])
    )
    if is_empty(paragraph):
        return anchored + _empty(paragraph, setting, composer)
    label, start = _label(paragraph, composer)
    measure = Measure(
        paragraph, composer.column, composer.default_tab, composer.shapes, composer.decimal_point
    )
    tabs = any(isinstance(inline, Tab) or hasattr(inline, "leader") for inline in paragraph.inlines)
    inner = compose_inlines(paragraph, jumps(measure, start) if tabs else (), composer)
    around = surround(paragraph, setting, composer)
    css = ";".join(_css(paragraph, setting, around, composer))
    tag = _tag(paragraph, composer)
    direction = ' dir="rtl"' if paragraph.format.right_to_left else ""
    name = composer.sheet.name(css)
    inner += foot_html(around, composer)
    indent = _turned_indent(paragraph, composer)
    attributes = f' class="{name}"{direction}'
    return f"{anchored}{element(tag, f'{indent}{label}{inner}', attributes)}{below}"


def _anchored_html(paragraph: Paragraph, above: float, composer: Composer) -> tuple[str, str]:
    """Return what is anchored to a paragraph: what stands before it, and what leaves its one line above.

    What stands before it begins where the paragraph before ends, ``above`` its own top.
    """
    before, below = "", ""
    for inline in paragraph.inlines:
        if not isinstance(inline, Picture | TextBox | DrawingGroup) or inline.anchor is None:
            continue
        line = natural_line(paragraph, composer)
        picture = isinstance(inline, Picture) and inline.anchor.top >= line / 2
        if picture and _clears_one_line(paragraph, inline.anchor, composer):
            below += placed(inline, replace(inline.anchor, top=max(inline.anchor.top - line, 0.0)), composer)
        else:
            anchor = _lowered(inline.anchor, above)
            before += placed_thing(inline, anchor, composer)
    return before, below


def _lowered(anchor: Anchor, above: float) -> Anchor:
    if anchor.vertical not in {"paragraph", "line"}:
        return anchor
    return replace(anchor, top=anchor.top + above)


def _clears_one_line(paragraph: Paragraph, anchor: Anchor, composer: Composer) -> bool:
    """Tell whether a thing that leaves its band free is anchored to a paragraph of one line."""
    if anchor.wrap != "band" or anchor.vertical not in {"paragraph", "line"}:
        return False
    texts = [inline for inline in paragraph.inlines if isinstance(inline, Text)]
    pieces = (composer.glyphs(text.text, text.format, paragraph.place) for text in texts)
    return sum(glyphs.width for piece in pieces for glyphs in piece) < composer.column


def _anchored(inline: Inline) -> bool:
    return isinstance(inline, Picture | TextBox | DrawingGroup) and inline.anchor is not None


def _empty(paragraph: Paragraph, setting: Setting, composer: Composer) -> str:
    """Return an empty paragraph: nothing to read out, but as high as its line."""
    around = surround(paragraph, setting, composer)
    css = ";".join(_css(paragraph, setting, around, composer))
    room = f"height:{points(natural_line(paragraph, composer))}"
    inner = compose_inlines(paragraph, (), composer)
    if not around.has_foot:
        return f'<div class="{composer.sheet.name(f"{css};{room}")}">{inner}</div>'
    line = f'<div class="{composer.sheet.name(room)}">{inner}</div>'
    return f'<div class="{composer.sheet.name(css)}">{line}{foot_html(around, composer)}</div>'


def _tag(paragraph: Paragraph, composer: Composer) -> str:
    """Return the element: headings go down one level at a time, as PDF/UA-1 (7.4.2) wants."""
    if not paragraph.heading or composer.in_header_footer:
        return PARAGRAPH
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
    taken = width(label.text, label.format, composer.shapes)
    start -= {"left": 0.0, "center": taken / 2, "right": taken}[label.alignment]
    shown = text_html(label.text, label.format, style.line, paragraph.place, composer)
    if not paragraph.heading:
        shown = element(LIST_LABEL, shown)
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


def _css(paragraph: Paragraph, setting: Setting, around: Surround, composer: Composer) -> Iterator[str]:
    style = paragraph.format
    yield from surround_css(around)
    indent = _indent(paragraph, composer)
    if indent and not style.right_to_left:
        yield f"text-indent:{points(indent)}"
    if style.alignment != ("right" if style.right_to_left else "left"):
        yield f"text-align:{style.alignment}"
    if style.line.rule == "at_least":
        face = face_of(paragraph.mark, composer.shapes)
        yield f"font-family:{FAMILY_PREFIX}{face.family};font-size:{points(paragraph.mark.size)}"
        yield f"line-height:{points(style.line.amount)}"
    if style.background:
        yield f"background:#{style.background}"
    yield from _keeping(style, setting)


def _turned_indent(paragraph: Paragraph, composer: Composer) -> str:
    """Return the indent of right-to-left text, which the typesetter would put at the left of its line."""
    indent = _indent(paragraph, composer)
    if not indent or not paragraph.format.right_to_left:
        return ""
    css = f"padding-right:{points(indent)}" if indent > 0 else f"margin-right:{points(indent)}"
    return f'<span class="{composer.sheet.name(css)}"></span>'


def _indent(paragraph: Paragraph, composer: Composer) -> float:
    return paragraph.format.first_line - _label_shift(paragraph, composer)


def _label_shift(paragraph: Paragraph, composer: Composer) -> float:
    label = paragraph.label
    if label is None or label.alignment == "left":
        return 0.0
    taken = sum(glyphs.width for glyphs in composer.glyphs(label.text, label.format, paragraph.place))
    return taken / (1 if label.alignment == "right" else 2)


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


def split_at_breaks(
    paragraph: Paragraph, *, splits_mark: bool
) -> tuple[tuple[tuple[Paragraph, str], ...], str]:
    """Cut a paragraph at its page and column breaks.

    Returns the pieces, each with the kind of break before it, and the kind of break that ends the paragraph,
    ``""`` where there is none. The first piece keeps label and first-line indent. The mark of a paragraph
    that ends with a break stays before it, unless ``splits_mark`` makes it a piece of its own
    (``w:splitPgBreakAndParaMark``).
    """
    pieces: list[tuple[list[Inline], str]] = [([], "")]
    for inline in paragraph.inlines:
        if isinstance(inline, Break) and inline.kind != "line":
            pieces.append(([], inline.kind))
        else:
            pieces[-1][0].append(inline)
    if len(pieces) == 1:
        return ((paragraph, ""),), ""
    ends = "" if pieces[-1][0] or splits_mark else pieces.pop()[1]
    first = (replace(paragraph, inlines=tuple(pieces[0][0])), "")
    later = replace(paragraph.format, first_line=0.0, before=0.0, page_break_before=False)
    rest = (
        (replace(paragraph, inlines=tuple(cut), format=later, label=None), kind) for cut, kind in pieces[1:]
    )
    return (first, *rest), ends
