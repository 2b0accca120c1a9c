"""Marks of footnotes and endnotes, and the notes they stand for (17.11)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.word.document.content import FootOrEndnote, Inline, NoteReference, Text
from generator.word.markup import (
    Element,
    attribute,
    is_on,
)
from generator.word.reading.formatting.run_properties import RunProperties
from generator.word.reading.package import notes_part
from generator.word.reading.story import Story


def read_footnote(element: Element, look: RunProperties, story: Story) -> Iterator[Inline]:
    """Yield the mark of a footnote with the note."""
    custom = _is_switched_on(element, "customMarkFollows")
    note = story.package.footnotes.get(attribute(element, "id"))
    if note is None:
        story.refuse(
            "refers to a footnote that does not exist", "delete the mark and insert the footnote again"
        )
        return
    mark = "" if custom else story.notes.footnotes.next_mark()
    if mark and story.notes.footnotes.numbering.restart == "eachPage":
        story.approximate("has a footnote counted anew on each page, which is shown as one count")
    inner = story.beside(notes_part(story.package, "footnotes"), mark)
    yield NoteReference(mark, look.format(), FootOrEndnote(story.read_blocks(note, inner)))


def read_endnote(element: Element, look: RunProperties, story: Story) -> Iterator[Inline]:
    """Yield the mark of an endnote and keep the note for the end of the document."""
    custom = _is_switched_on(element, "customMarkFollows")
    note = story.package.endnotes.get(attribute(element, "id"))
    if note is None:
        story.refuse(
            "refers to an endnote that does not exist", "delete the mark and insert the endnote again"
        )
        return
    mark = "" if custom else story.notes.endnotes.next_mark()
    inner = story.beside(notes_part(story.package, "endnotes"), mark)
    story.notes.collected.append(FootOrEndnote(story.read_blocks(note, inner)))
    if mark:
        yield Text(mark, look.format())


def read_note_mark(_element: Element, look: RunProperties, story: Story) -> Iterator[Inline]:
    """Yield the mark of the note that is being read."""
    if story.note_mark:
        yield Text(story.note_mark, look.format())


def _is_switched_on(element: Element, name: str) -> bool:
    """Tell whether an on/off attribute is there and on."""
    return is_on(attribute(element, name, "0"))
