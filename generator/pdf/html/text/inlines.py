"""The contents of a paragraph as HTML: text, tabs, fields, notes, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import cast

from generator.pdf.html.composer import Composer
from generator.pdf.html.elements import NOTE, element
from generator.pdf.html.floating.boxes import in_line
from generator.pdf.html.stylesheet import points
from generator.pdf.html.text.character_css import boxed_css, needs_box, run_css
from generator.pdf.html.text.glyphs import Glyphs
from generator.pdf.html.text.tab_stops import Jump
from generator.word.document.content import (
    AlignedTab,
    Bookmark,
    Break,
    DrawingGroup,
    Field,
    Inline,
    NoteReference,
    Paragraph,
    Picture,
    Rule,
    Tab,
    Text,
    TextBox,
)
from generator.word.document.formats import CharacterFormat, LineSpacing

_SPACES = re.compile(r" (?= )")
_HYPHENATED = re.compile(r"(?<=[^\W_]-)(?=\d)")
_OPPORTUNITY = "\u200b"
_LINKS = re.compile(r"(?:https?|mailto|tel|ftp):", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LEADERS = {".": "dotted", "·": "dotted", "-": "dashed", "_": "solid"}


def merged(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Join neighbouring texts of one look, fix the spaces that HTML would drop, let lines end at hyphens."""
    joined: list[Inline] = []
    for look, group in groupby(inlines, key=_look):
        if look is None:
            joined.extend(group)
        else:
            first, *more = cast("Iterator[Text]", group)
            joined.append(
                replace(first, text="".join([first.text, *(text.text for text in more)])) if more else first
            )
    return tuple(_with_fixed_spaces(joined))


def opportunities(text: str) -> str:
    """Return the text with a place to end the line after hyphens before digits, as in ``DR-2018-01``.

    Word ends lines after any hyphen in a word; UAX 14 (LB25) keeps hyphen and digit together.
    """
    return _HYPHENATED.sub(_OPPORTUNITY, text)


def _look(inline: Inline) -> tuple[CharacterFormat, str] | None:
    return (inline.format, inline.target) if isinstance(inline, Text) else None


def _with_fixed_spaces(inlines: Sequence[Inline]) -> Iterator[Inline]:
    """Fix spaces at the start of lines, doubled ones, and drawn ones at the end of lines."""
    spaced = True
    for at, inline in enumerate(inlines):
        if not isinstance(inline, Text):
            spaced = spaced if isinstance(inline, Bookmark) else isinstance(inline, Break)
            yield inline
            continue
        text = _SPACES.sub("\u00a0", inline.text)
        if spaced and text.startswith(" "):
            text = "\u00a0" + text[1:]
        following = inlines[at + 1] if at + 1 < len(inlines) else None
        ends = following is None or isinstance(following, Break | Tab | AlignedTab)
        if ends and text.endswith(" ") and (inline.format.underline or inline.format.background):
            text = text[:-1] + "\u00a0"
        spaced = text.endswith(" ")
        yield inline if text == inline.text else replace(inline, text=text)


def compose_inlines(paragraph: Paragraph, jumps: Sequence[Jump], composer: Composer) -> str:
    """Return the paragraph's contents as HTML; ``jumps`` are the widths of its tabs in order."""
    widths = iter(jumps)
    parts = []
    boxed = False
    for target, group in groupby(paragraph.inlines, key=lambda inline: getattr(inline, "target", "")):
        inner = []
        for inline in group:
            if boxed and isinstance(inline, Tab | AlignedTab | Break):
                boxed = False
                inner.append("</span>")
            jump = next(widths) if isinstance(inline, Tab | AlignedTab) else Jump(0.0)
            inner.append(_compose(inline, jump, paragraph, composer))
            if jump.box:
                boxed = True
                inner.append(_open_box(jump, composer))
        if boxed and target:
            boxed = False
            inner.append("</span>")
        parts.append(_linked("".join(inner), target, paragraph, composer) if target else "".join(inner))
    return "".join(parts) + ("</span>" if boxed else "")


def _open_box(jump: Jump, composer: Composer) -> str:
    css = f"display:inline-block;text-indent:0;white-space:nowrap;width:{points(jump.box)};"
    css += f"margin-right:{points(-jump.beyond)};" if jump.beyond else ""
    return f'<span class="{composer.sheet.name(f"{css}text-align:{jump.alignment}")}">'


def text_html(text: str, look: CharacterFormat, line: LineSpacing, place: str, composer: Composer) -> str:
    """Return text of one look as spans, one for each face that it needs."""
    spans = "".join(_run(glyphs, line, composer) for glyphs in composer.glyphs(text, look, place))
    if _is_foreign(look.language, composer.language):
        return f'<span lang="{look.language}">{spans}</span>'
    return spans


def _is_foreign(language: str, main: str) -> bool:
    return language.lower() != main.lower() and _LANGUAGE.fullmatch(language) is not None


def jump_html(jump: Jump, look: CharacterFormat, paragraph: Paragraph, composer: Composer) -> str:
    """Return a tab: a fixed space that is as wide as the jump, with its leader as decoration."""
    leader = jump.leader or ("_" if look.underline else "")
    ink = look.colour if jump.leader else look.underline_colour or look.colour
    side = "right" if paragraph.format.right_to_left else "left"
    start = "<br>" if jump.fresh_line else ""
    space = composer.glyphs("\u00a0", replace(look, underline=None), paragraph.place)
    room = jump.width - sum(glyphs.width for glyphs in space)
    if leader:
        return f"{start}{_leader(leader, jump.width, replace(look, colour=ink), composer)}"
    if not space or room < 0:
        return f'{start}<span class="{composer.sheet.name(f"padding-{side}:{points(jump.width)}")}"></span>'
    padding = composer.sheet.name(f"padding-{side}:{points(room)}")
    return f'{start}<span class="{padding}"></span>{_run(space[0], paragraph.format.line, composer)}'


def _compose(inline: Inline, jump: Jump, paragraph: Paragraph, composer: Composer) -> str:
    line = paragraph.format.line
    match inline:
        case Text(text, look, _):
            return text_html(text, look, line, paragraph.place, composer)
        case Tab(look, _) | AlignedTab(look, _, _):
            return jump_html(jump, look, paragraph, composer)
        case Field():
            return _field(inline, line, paragraph.place, composer)
        case NoteReference(mark, look, note):
            shown = text_html(mark, look, line, paragraph.place, composer)
            inner = composer.flow(note.blocks, composer.within(composer.page.text_width))
            return shown + element(NOTE, inner, ' class="note"')
        case _:
            return _object(inline, paragraph, composer)


def _object(inline: Inline, paragraph: Paragraph, composer: Composer) -> str:
    match inline:
        case Break(_, look):
            space = composer.glyphs(" ", look, paragraph.place)
            return _boxed(space[0], paragraph.format.line, '<br class="{}">', composer)
        case Bookmark(name) if name in composer.bookmarks:
            return f'<span id="{_anchor(name)}"></span>'
        case Picture(anchor=None) | TextBox(anchor=None) | DrawingGroup(anchor=None):
            return in_line(inline, composer)
        case Rule(height, colour):
            css = f"display:inline-block;width:100%;height:{points(height)};background:#{colour}"
            return f'<span class="{composer.sheet.name(css)}"></span>'
        case _:
            return ""


def _run(glyphs: Glyphs, line: LineSpacing, composer: Composer) -> str:
    text = _literal(escape(opportunities(glyphs.text)))
    return _boxed(glyphs, line, f'<span class="{{}}">{text}</span>', composer)


def _boxed(glyphs: Glyphs, line: LineSpacing, template: str, composer: Composer) -> str:
    """Return the element that ``template`` makes of a class, in the box that its line needs."""
    if not needs_box(glyphs.look, line):
        return template.format(composer.sheet.name(run_css(glyphs, line)))
    around, css = boxed_css(glyphs, line)
    inner = template.format(composer.sheet.name(css))
    return f'<span class="{composer.sheet.name(around)}">{inner}</span>'


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _leader(leader: str, width: float, look: CharacterFormat, composer: Composer) -> str:
    """Draw a leader as the lower edge of an empty box, which is decoration and never read out."""
    thickness = max(look.size / 16, 0.5)
    drop = -look.size / 10 if leader == "_" else 0.0
    css = (
        f"display:inline-block;width:{points(max(width, 0.0))};vertical-align:{points(drop)};"
        f"border-bottom:{points(thickness)} {_LEADERS.get(leader, 'dotted')} #{look.colour}"
    )
    return f'<span class="{composer.sheet.name(css)}"></span>'


def _field(inline: Field, line: LineSpacing, place: str, composer: Composer) -> str:
    """Return a number that the typesetter counts, in the look of its digits."""
    glyphs = composer.glyphs("0", inline.format, place)
    if not glyphs:
        return ""
    numbering = inline.numbering or (composer.numbering if inline.kind == "page" else "decimal")
    content = {
        "page": f"counter(page,{numbering})",
        "pages": f"counter(pages,{numbering})",
        "section_pages": f"target-counter('#{composer.part}',{composer.part},{numbering})"
        if composer.part
        else f"counter(pages,{numbering})",
        "page_reference": f"target-counter('#{_anchor(inline.bookmark)}',page,{numbering})",
    }[inline.kind]
    if inline.kind == "page_reference" and inline.bookmark not in composer.bookmarks:
        return _stale(inline, line, place, composer)
    template = f'<span class="{{}} {composer.sheet.counter(content)}"></span>'
    return _boxed(glyphs[0], line, template, composer)


def _stale(inline: Field, line: LineSpacing, place: str, composer: Composer) -> str:
    """Return the stored number of a reference to a bookmark that is gone; without one it is refused."""
    if not inline.stored:
        composer.report(
            place, f"refers to the bookmark {inline.bookmark}, which is missing", "update the fields"
        )
        return ""
    composer.approximate(
        place, f"refers to the bookmark {inline.bookmark}, which is missing; the stored number is shown"
    )
    return text_html(inline.stored, inline.format, line, place, composer)


def _linked(inner: str, target: str, paragraph: Paragraph, composer: Composer) -> str:
    if composer.in_header_footer:
        # Headers and footers are artifacts, which cannot hold links (ISO 14289-1, 7.18.1).
        return inner
    if target.startswith("#"):
        return f'<a href="#{_anchor(target[1:])}">{inner}</a>' if target[1:] in composer.bookmarks else inner
    if not _LINKS.match(target):
        composer.approximate(
            paragraph.place, f"links to {target!r}, which is left out", "link to a web address"
        )
        return inner
    return f'<a href="{escape(target)}">{inner}</a>'


def _anchor(name: str) -> str:
    return "b" + name.encode().hex()
