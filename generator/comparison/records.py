"""The records of a comparison: letters of a side, changes of a letter, and what a comparison found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from generator.errors import Problem
from generator.model import Format

Level: TypeAlias = Literal["words", "picture", "formatting", "structure", "other"]
"""How deep a change lies: in what is said, in how the page looks, in what Word is told about looks, in what
screen readers and programs read, or in what no other level understands."""
Ignored: TypeAlias = Literal["metadata", "dates", "reference"]
Verdict: TypeAlias = Literal["same", "different", "only_old", "only_new", "unreadable"]

LEVELS: tuple[Level, ...] = ("words", "picture", "formatting", "structure", "other")


@dataclass(frozen=True, slots=True, order=True)
class LetterKey:
    """What makes a letter of one run the counterpart of a letter of another."""

    recipient_id: str
    kind: str
    level: int


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file in a folder."""

    path: Path


@dataclass(frozen=True, slots=True)
class InRevision:
    """A file in a revision of a git repository: ``commit`` is the full object name, ``path`` from its top."""

    repository: Path
    commit: str
    path: str


Location: TypeAlias = OnDisk | InRevision


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A file of a letter; ``sha256`` is what its manifest says, or empty without one."""

    format: Format
    name: str
    location: Location
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ComparableLetter:
    """A letter as one side has it.

    ``values`` are merge values known of it, as (field, text); ``template_sha256`` and ``row_sha256`` say
    which template and row it was made from, or are empty where nobody recorded it. ``golden`` says that the
    letter is one that ``golden update`` can keep, by its key.
    """

    key: LetterKey
    name: str
    files: tuple[LetterFile, ...]
    values: tuple[tuple[str, str], ...] = ()
    template_sha256: str = ""
    row_sha256: str = ""
    golden: bool = False


@dataclass(frozen=True, slots=True)
class Stray:
    """A file beside the letters, by its path below the side; ``unnamed`` by the side's manifest."""

    name: str
    location: Location
    unnamed: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison under the name the user gave it; no two letters share a key.

    ``strays`` are files that belong to no letter: those a manifest does not name, and what is neither .docx
    nor PDF in a folder without one.
    """

    name: str
    letters: tuple[ComparableLetter, ...]
    strays: tuple[Stray, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A letter on both sides, or on the one that has it."""

    key: LetterKey
    old: ComparableLetter | None
    new: ComparableLetter | None

    @property
    def name(self) -> str:
        """The name to show: that of the newer letter where there is one."""
        letter = self.new or self.old
        return letter.name if letter else self.key.recipient_id


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Mask:
    """A part of a page that is not compared as a picture; page 0 is every page."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Settings:
    """What counts as a change.

    ``tolerance`` is how far, of 255, a colour channel may stray before a pixel is another one; ``masks`` are
    parts of pages that are not compared as pictures.
    """

    ignore: frozenset[Ignored] = frozenset()
    tolerance: int = 32
    levels: tuple[Level, ...] = LEVELS
    masks: tuple[Mask, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a .docx or a line of a PDF, its spaces folded, with its place; page 0 is unknown."""

    text: str
    place: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that became other words; one of the two is empty when words were added or removed."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a changed paragraph, in reading order."""

    status: Literal["kept", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page that looks different: where it was, where it is, or both when it moved."""

    kind: Literal["changed", "moved"]
    old: Box | None
    new: Box | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one letter.

    ``what`` names the thing that changed ("wording", "font", "page 1"); ``old`` and ``new`` are its values
    or the whole text of the paragraph, of which ``edits`` and ``segments`` say the words. It ``follows`` when
    other words of the letter that changed account for it.
    """

    level: Level
    format: Format
    what: str
    place: str
    page: int
    old: str
    new: str
    edits: tuple[Edit, ...] = ()
    segments: tuple[Segment, ...] = ()
    regions: tuple[Region, ...] = ()
    follows: bool = False


@dataclass(frozen=True, slots=True)
class LetterComparison:
    """What the comparison of one pair found; ``problems`` are faults of the files themselves."""

    pair: Pair
    verdict: Verdict
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
