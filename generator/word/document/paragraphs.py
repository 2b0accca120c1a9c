"""The paragraphs and text boxes of a resolved document, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.word.document.content import (
    Block,
    DrawingGroup,
    Drawn,
    NoteReference,
    Paragraph,
    Picture,
    Table,
    TextBox,
)


def paragraphs_in(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of the text, those of tables row by row."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from _paragraphs_of(block)


def _paragraphs_of(table: Table) -> Iterator[Paragraph]:
    for row in table.rows:
        for cell in row.cells:
            yield from paragraphs_in(cell.blocks)


def all_paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of the text, and behind each those of the boxes and notes in it."""
    for paragraph in paragraphs_in(blocks):
        yield paragraph
        for inline in paragraph.inlines:
            if isinstance(inline, TextBox | DrawingGroup):
                for box in text_boxes(inline):
                    yield from all_paragraphs(box.blocks)
            elif isinstance(inline, NoteReference):
                yield from all_paragraphs(inline.note.blocks)


def text_boxes(thing: Drawn) -> Iterator[TextBox]:
    """Yield the text box, or those of a group from the hindmost to the foremost."""
    match thing:
        case TextBox():
            yield thing
        case DrawingGroup(members):
            for member in members:
                yield from text_boxes(member.thing)
        case Picture():
            return
