"""The contents of a paragraph: runs and what wraps them, in the order they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.word.document.content import Bookmark, Field, Inline, Text
from generator.word.document.formats import CharacterFormat
from generator.word.fields.instructions import read_instruction
from generator.word.markup import (
    MC,
    RANGE_MARKUP,
    Element,
    M,
    R,
    attribute,
    child,
    children,
    local_name,
    value,
)
from generator.word.reading.alternate_content import alternative
from generator.word.reading.formatting.resolution import character_format
from generator.word.reading.formatting.run_properties import RunBase
from generator.word.reading.story import Story
from generator.word.reading.text.field_characters import counted_field, report_nothing_shown
from generator.word.reading.text.field_fallback import unstored_text
from generator.word.reading.text.fields import link_of
from generator.word.reading.text.runs import read_run

_TRANSPARENT = frozenset({"ins", "moveTo", "smartTag", "sdtContent", "customXml", "dir", "bdo"})
_NOTHING_PRINTED = RANGE_MARKUP | frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "del", "moveFrom", "bookmarkEnd"}
    | {"proofErr"}
)


def read_inlines(parent: Element, base: RunBase, story: Story, target: str = "") -> Iterator[Inline]:
    """Yield what the children of a paragraph, hyperlink or content control print."""
    for element in parent:
        yield from _read_inline(element, base, story, target)


def _read_inline(element: Element, base: RunBase, story: Story, target: str) -> Iterator[Inline]:
    name = local_name(element)
    if element.tag == f"{{{MC}}}AlternateContent":
        for chosen in alternative(element):
            yield from _read_inline(chosen, base, story, target)
    elif name == "r" and element.tag != f"{{{M}}}r":
        yield from read_run(element, base, target, story)
    elif name in _TRANSPARENT:
        yield from read_inlines(element, base, story, target)
    elif name in _WRAPPERS:
        yield from _WRAPPERS[name](element, base, story, target)
    elif name in {"oMath", "oMathPara"}:
        story.refuse("has an equation, which cannot be shown", "replace the equation by a picture")
    elif name and name not in _NOTHING_PRINTED:
        story.refuse(f"contains '{name}', which cannot be shown", "remove it, or replace it by text")


def _hyperlink(element: Element, base: RunBase, story: Story, _target: str) -> Iterator[Inline]:
    anchor = attribute(element, "anchor")
    relationship = story.package.relationship(story.part, element.get(f"{{{R}}}id", ""))
    address = "" if relationship is None else relationship.target
    yield from read_inlines(element, base, story, f"{address}#{anchor}" if anchor else address)


def _simple_field(element: Element, base: RunBase, story: Story, target: str) -> Iterator[Inline]:
    code = attribute(element, "instr")
    instruction = read_instruction(code)
    result = tuple(read_inlines(element, base, story, target or link_of(instruction)))
    if not story.fields.prints:
        return
    look = _look(element, result, base, story)
    stored = "".join(inline.text for inline in result if isinstance(inline, Text))
    node = counted_field(instruction, look, stored.strip(), target, story)
    if node is not None:
        yield node
    elif result:
        yield from result
    elif text := unstored_text(instruction, code, story.package.properties):
        yield Text(text, look, target)
    else:
        report_nothing_shown(instruction, story)


def _look(element: Element, result: tuple[Inline, ...], base: RunBase, story: Story) -> CharacterFormat:
    """Return how the result of a field looks; without one, as its first run would."""
    shown = next((inline.format for inline in result if isinstance(inline, Text | Field)), None)
    if shown is not None:
        return shown
    settled = base.settle(child(element, "r", "rPr"), story)
    return character_format(settled, story.package.palette)


def _content_control(element: Element, base: RunBase, story: Story, target: str) -> Iterator[Inline]:
    properties = child(element, "sdtPr")
    printed = tuple(read_inlines(content, base, story, target) for content in children(element, "sdtContent"))
    if (
        value(properties, "showingPlcHdr", default="") == ""
        and child(properties, "showingPlcHdr") is not None
    ):
        story.approximate("prints the placeholder of an empty content control", "fill in the content control")
    for part in printed:
        yield from part


def _bookmark(element: Element, _base: RunBase, _story: Story, _target: str) -> Iterator[Inline]:
    name = attribute(element, "name")
    if name and name != "_GoBack":
        yield Bookmark(name)


_WRAPPERS: Mapping[str, Callable[[Element, RunBase, Story, str], Iterator[Inline]]] = {
    "hyperlink": _hyperlink,
    "fldSimple": _simple_field,
    "sdt": _content_control,
    "bookmarkStart": _bookmark,
}
