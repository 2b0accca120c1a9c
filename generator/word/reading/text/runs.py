"""Runs: characters of one format, tabs, breaks, symbols, field characters, note marks (17.3.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from generator.word.document.content import AlignedTab, Break, Inline, Tab
from generator.word.markup import (
    MC,
    Element,
    attribute,
    child,
    is_word,
    local_name,
)
from generator.word.reading.alternate_content import alternative
from generator.word.reading.cache import is_plain_run
from generator.word.reading.drawingml.drawings import read_drawing
from generator.word.reading.formatting.cascade import said, toggled
from generator.word.reading.formatting.run_properties import RunBase, RunProperties
from generator.word.reading.story import Story
from generator.word.reading.text.characters import (
    read_no_break_hyphen,
    read_soft_hyphen,
    read_symbol,
    read_text,
)
from generator.word.reading.text.field_characters import read_code, read_field_character, read_page_number
from generator.word.reading.text.note_references import read_endnote, read_footnote, read_note_mark
from generator.word.reading.vml.vml import read_vml

_NOTHING_PRINTED = frozenset(
    {
        "rPr",
        "lastRenderedPageBreak",
        "proofErr",
        "annotationRef",
        "commentReference",
        "delText",
        "delInstrText",
    }
    | {"separator", "continuationSeparator", "softHyphenation"}
)
_EFFECTS = {
    "outline": "outlined characters", "shadow": "shadowed characters", "emboss": "embossed characters",
    "imprint": "engraved characters", "effect": "animated characters", "em": "emphasis marks",
    "fitText": "text fitted to a width", "eastAsianLayout": "combined characters",
}  # fmt: skip
_NO_EFFECT = frozenset({"0", "false", "off", "none"})


def read_run(run: Element, base: RunBase, target: str, story: Story) -> Iterator[Inline]:
    """Yield what a run prints; field characters in it open and close fields of the story."""
    alone = not target and not story.fields.open
    written = etree.tostring(run, with_tail=False) if alone else b""
    known = base.memory.printed.get(written, base.around)
    if known is not None:
        yield from known
        return
    problems_before = len(story.findings.problems)
    inlines = tuple(_read(run, base, target, story))
    if alone and problems_before == len(story.findings.problems) and is_plain_run(run):
        base.memory.printed.put(written, base.around, inlines)
    yield from inlines


def _read(run: Element, base: RunBase, target: str, story: Story) -> Iterator[Inline]:
    settled = base.settled(child(run, "rPr"), story)
    link = target or story.fields.link
    look = RunProperties(settled.layer, link, story, base.backdrop, settled.formats)
    story.fields.saw(look.format())
    for effect in _EFFECTS.keys() & look.settled.keys():
        if said(look.settled, effect) not in _NO_EFFECT:
            story.approximate(f"has {_EFFECTS[effect]}, which is left out")
    stretch = look.format().stretch
    if stretch < 1:
        story.approximate(f"has characters scaled to {stretch * 100:.0f} %, which are shown smaller")
    hidden = toggled(look.settled, "vanish")
    for element in run:
        for inline in _read_element(element, look, story):
            if story.fields.prints and not hidden:
                yield inline


def _read_element(element: Element, look: RunProperties, story: Story) -> Iterator[Inline]:
    name = local_name(element)
    if element.tag == f"{{{MC}}}AlternateContent":
        for chosen in alternative(element):
            yield from _read_element(chosen, look, story)
    elif not name or (is_word(element) and name in _NOTHING_PRINTED):
        return
    elif is_word(element) and name in _READERS:
        yield from _READERS[name](element, look, story)
    else:
        story.refuse(
            f"contains '{name}', which cannot be shown", "remove it, or replace it by a picture or text"
        )


def _tab(_element: Element, look: RunProperties, _story: Story) -> Iterator[Inline]:
    yield Tab(look.blank(), look.target)


def _aligned_tab(element: Element, look: RunProperties, _story: Story) -> Iterator[Inline]:
    leader = {"dot": ".", "hyphen": "-", "underscore": "_", "middleDot": "·"}
    alignment = attribute(element, "alignment", "left")
    if alignment in {"left", "center", "right"}:
        yield AlignedTab(look.blank(), alignment, leader.get(attribute(element, "leader"), ""))  # type: ignore[arg-type] # just checked


def _break(element: Element, look: RunProperties, _story: Story) -> Iterator[Inline]:
    kind = attribute(element, "type", "textWrapping")
    yield Break("page" if kind == "page" else "column" if kind == "column" else "line", look.format())


def _drawing(element: Element, _look: RunProperties, story: Story) -> Iterator[Inline]:
    yield from read_drawing(element, story)


def _vml(element: Element, _look: RunProperties, story: Story) -> Iterator[Inline]:
    yield from read_vml(element, story)


def _ruby(element: Element, look: RunProperties, story: Story) -> Iterator[Inline]:
    story.approximate("has phonetic guides (ruby), which are left out", "")
    for run in element.iterfind("{*}rubyBase/{*}r"):
        for part in run:
            yield from _read_element(part, look, story)


_READERS: Mapping[str, Callable[[Element, RunProperties, Story], Iterator[Inline]]] = {
    "t": read_text,
    "tab": _tab,
    "ptab": _aligned_tab,
    "br": _break,
    "cr": _break,
    "noBreakHyphen": read_no_break_hyphen,
    "softHyphen": read_soft_hyphen,
    "sym": read_symbol,
    "fldChar": read_field_character,
    "instrText": read_code,
    "pgNum": read_page_number,
    "footnoteReference": read_footnote,
    "endnoteReference": read_endnote,
    "footnoteRef": read_note_mark,
    "endnoteRef": read_note_mark,
    "drawing": _drawing,
    "pict": _vml,
    "object": _vml,
    "ruby": _ruby,
}
