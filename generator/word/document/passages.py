"""The words of a resolved document in the order in which they are read, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.word.document.content import (
    Block,
    DrawingGroup,
    Drawn,
    Field,
    Inline,
    NoteReference,
    Paragraph,
    Table,
    Text,
    TextBox,
)
from generator.word.document.document import Document
from generator.word.document.paragraphs import text_boxes


@dataclass(frozen=True, slots=True)
class TextStretch:
    """Text of one paragraph between two numbers that are known only when pages are set.

    ``open_start`` says that such a number comes before the text, ``right_to_left`` that its paragraph is set
    from the right.
    """

    place: str
    text: str
    open_start: bool = False
    right_to_left: bool = False


def passages(document: Document) -> Iterator[TextStretch]:
    """Yield the text of the body with list labels and notes where their marks are; headers are not in it."""
    for section in document.sections:
        yield from block_passages(section.blocks)
    for note in document.endnotes:
        yield from block_passages(note.blocks)


def block_passages(blocks: tuple[Block, ...]) -> Iterator[TextStretch]:
    """Yield the text of blocks; tables row by row."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from block_passages(cell.blocks)
        elif block.format.right_to_left:
            yield from (replace(passage, right_to_left=True) for passage in _paragraph(block))
        else:
            yield from _paragraph(block)


def _paragraph(paragraph: Paragraph) -> Iterator[TextStretch]:
    """Yield the label of a list entry, what is anchored to the paragraph, and the paragraph itself."""
    label = () if paragraph.label is None else (TextStretch(paragraph.place, paragraph.label.text),)
    if not paragraph.heading:
        yield from label
    for inline in paragraph.inlines:
        if isinstance(inline, TextBox | DrawingGroup) and inline.anchor is not None:
            yield from _drawn(inline)
    if paragraph.heading:
        yield from label
    for inline in paragraph.inlines:
        yield from _inline(inline, paragraph.place)


def _inline(inline: Inline, place: str) -> Iterator[TextStretch]:
    match inline:
        case Text(text, _, _):
            yield TextStretch(place, text)
        case Field():
            yield TextStretch(place, "", open_start=True)
        case NoteReference(mark, _, note):
            yield TextStretch(place, mark)
            yield from block_passages(note.blocks)
        case TextBox(anchor=None) | DrawingGroup(anchor=None):
            yield from _drawn(inline)
        case _:
            return


def _drawn(thing: Drawn) -> Iterator[TextStretch]:
    for box in text_boxes(thing):
        yield from block_passages(box.blocks)
