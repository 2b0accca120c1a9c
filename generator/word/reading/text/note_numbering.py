"""How footnotes and endnotes are counted: their form, their first number, where they begin anew (17.11)."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.word.document.content import FootOrEndnote
from generator.word.markup import Element, child, value
from generator.word.reading.lists.number_formats import written_number
from generator.word.reading.measures import integer


@dataclass(frozen=True, slots=True)
class NoteNumbering:
    """The form of the numbers, the first of them, and whether each section or page begins with it again."""

    number_format: str
    start: int = 1
    restart: str = "continuous"


FOOTNOTES = NoteNumbering("decimal")
ENDNOTES = NoteNumbering("lowerRoman")


def note_numbering(properties: Element | None, name: str, otherwise: NoteNumbering) -> NoteNumbering:
    """Return what the ``footnotePr`` or ``endnotePr`` of settings or a section says, over ``otherwise``."""
    said = child(properties, name)
    return NoteNumbering(
        value(said, "numFmt", default=otherwise.number_format),
        integer(value(said, "numStart"), otherwise.start),
        value(said, "numRestart", default=otherwise.restart),
    )


@dataclass(slots=True)
class NoteCount:
    """Where one kind of note stands."""

    numbering: NoteNumbering
    count: int | None = None

    def enter_section(self, numbering: NoteNumbering) -> None:
        """Count on as this section says."""
        self.numbering = numbering
        if self.count is None or numbering.restart == "eachSect":
            self.count = numbering.start - 1

    def next_mark(self) -> str:
        """Count one note and return its number as it is written."""
        self.count = (self.numbering.start - 1 if self.count is None else self.count) + 1
        return written_number(self.count, self.numbering.number_format)


@dataclass(slots=True)
class NoteCounts:
    """Both kinds of note, and the endnotes so far in the order of their marks."""

    footnotes: NoteCount = field(default_factory=lambda: NoteCount(FOOTNOTES))
    endnotes: NoteCount = field(default_factory=lambda: NoteCount(ENDNOTES))
    collected: list[FootOrEndnote] = field(default_factory=list)
