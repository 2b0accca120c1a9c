"""A story: one run of paragraphs in one part, with what has happened in it so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from generator.word.document.content import Block
from generator.word.markup import Element
from generator.word.reading.formatting.cascade import NOTHING, Layer
from generator.word.reading.lists.numbering import Counters
from generator.word.reading.package import Package
from generator.word.reading.problems import ProblemsFound
from generator.word.reading.text.fields import ReadFields
from generator.word.reading.text.note_numbering import NoteCounts


@dataclass(frozen=True, slots=True)
class InheritedFormatting:
    """What a table style or a shape says to the paragraphs and runs in it, and the colour behind them."""

    paragraph: Layer = field(default_factory=dict)
    run: Layer = field(default_factory=dict)
    backdrop: str | None = None

    @property
    def key(self) -> str:
        """What tells it from other inherited formatting; empty where there is none."""
        return "" if self is PLAIN else repr((self.paragraph, self.run, self.backdrop))


PLAIN = InheritedFormatting(NOTHING, NOTHING)


@dataclass(slots=True)
class Story:
    """Where the reader is: the part, the paragraph, the open fields, the counters of lists and notes."""

    package: Package
    part: str
    findings: ProblemsFound
    counters: Counters
    read_blocks: Callable[[Element, Story], tuple[Block, ...]]
    notes: NoteCounts = field(default_factory=NoteCounts)
    fields: ReadFields = field(default_factory=ReadFields)
    stray_field_characters: frozenset[Element] = frozenset()
    paragraphs: int = 0
    place: str = ""
    note_mark: str = ""
    inherited: InheritedFormatting = PLAIN

    def beside(self, part: str, note_mark: str = "") -> Story:
        """Return a story of another part of the same document: a header, a note."""
        return Story(
            self.package,
            part,
            self.findings,
            self.counters,
            self.read_blocks,
            self.notes,
            note_mark=note_mark,
        )

    def inside(self, inherited: InheritedFormatting = PLAIN) -> Story:
        """Return a story within this one: a text box, which has its own fields but the same place."""
        return Story(
            self.package,
            self.part,
            self.findings,
            self.counters,
            self.read_blocks,
            self.notes,
            paragraphs=self.paragraphs,
            note_mark=self.note_mark,
            inherited=inherited,
        )

    def enter_paragraph(self, words: str) -> None:
        """Move on to the next paragraph, known by its first words."""
        self.paragraphs += 1
        excerpt = " ".join(words.split())
        excerpt = excerpt if len(excerpt) <= 40 else f"{excerpt[:40].rsplit(' ', 1)[0]} …"
        name = self.part.rpartition("/")[2]
        self.place = f"{name}, paragraph {self.paragraphs}" + (f" (“{excerpt}”)" if excerpt else "")

    def refuse(self, message: str, hint: str = "") -> None:
        """Note something that cannot be shown, at the present place."""
        self.findings.refuse(self.place, message, hint)

    def approximate(self, message: str, hint: str = "") -> None:
        """Note something shown differently from Word, at the present place."""
        self.findings.approximate(self.place, message, hint)
