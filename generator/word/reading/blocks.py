"""Blocks: the paragraphs and tables of a body, cell, header, note or text box, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.word.document.content import Block
from generator.word.markup import MC, RANGE_MARKUP, Element, child, children, local_name
from generator.word.reading.alternate_content import alternative
from generator.word.reading.story import InheritedFormatting, Story
from generator.word.reading.tables.tables import read_table
from generator.word.reading.text.field_characters import stray_field_characters
from generator.word.reading.text.frames import Framed, anchored_frames
from generator.word.reading.text.paragraphs import read_paragraph

_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
_NOTHING_PRINTED = RANGE_MARKUP | frozenset(
    {"sectPr", "tcPr", "sdtPr", "sdtEndPr", "bookmarkStart", "bookmarkEnd", "proofErr", "del", "moveFrom"}
    | {"customXmlPr"}
)
_DEEPEST = 24


def read_story(parent: Element, story: Story) -> tuple[Block, ...]:
    """Return the blocks of a whole story."""
    story.stray_field_characters = stray_field_characters(parent)
    return read_blocks(parent, story, story.inherited)


def read_blocks(parent: Element, story: Story, inherited: InheritedFormatting) -> tuple[Block, ...]:
    """Return the blocks in ``parent``, whose inherited formatting is that of a table cell, or plain."""
    blocks = (block for element in parent for block in read_block(element, story, inherited))
    return tuple(anchored_frames(blocks, story))


def read_block(element: Element, story: Story, inherited: InheritedFormatting) -> Iterator[Block | Framed]:
    """Yield the paragraphs and tables that one child of a body or cell stands for."""
    name = local_name(element)
    if element.tag == f"{{{MC}}}AlternateContent":
        for chosen in alternative(element):
            yield from read_block(chosen, story, inherited)
    elif name in _TRANSPARENT:
        for inner in element:
            yield from read_block(inner, story, inherited)
    elif name in _READERS:
        yield from _READERS[name](element, story, inherited)
    elif name and name not in _NOTHING_PRINTED:
        story.refuse(f"is followed by '{name}', which cannot be shown", "remove it, or replace it by text")


def _table(element: Element, story: Story, inherited: InheritedFormatting) -> Iterator[Block]:
    if sum(1 for _ in element.iterancestors("{*}tbl")) > _DEEPEST:
        story.refuse("has tables nested too deeply", "use fewer tables inside tables")
        return
    yield from read_table(element, story, inherited, read_blocks)


_READERS: Mapping[str, Callable[[Element, Story, InheritedFormatting], Iterator[Block | Framed]]] = {
    "p": read_paragraph,
    "tbl": _table,
}


def section_properties(element: Element) -> Element | None:
    """Return the properties of the section that ends with this child of the body, or None."""
    if local_name(element) == "sectPr":
        return element
    return child(element, "pPr", "sectPr") if local_name(element) == "p" else None


def body_children(body: Element) -> Iterator[Element]:
    """Yield the children of the body, those of content controls in their place."""
    for element in body:
        if local_name(element) == "sdt":
            for content in children(element, "sdtContent"):
                yield from body_children(content)
        else:
            yield element
