"""What letters of one template have in common is read once.

A paragraph of plain runs reads the same wherever the parts it refers to are the same: styles, lists, theme
and settings. So it is kept by its XML, as its plain runs are; how paragraphs and runs look is kept by the XML
of their properties.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from lxml import etree

from generator.word.document.content import Inline, Paragraph
from generator.word.document.formats import CharacterFormat, ParagraphFormat
from generator.word.markup import Element, W
from generator.word.reading.formatting.cascade import Layer
from generator.word.reading.formatting.resolution import ScriptClass
from generator.word.reading.formatting.styles import Style
from generator.word.reading.lists.labels import LabelFormat

Value = TypeVar("Value")

_ROOM = 4 * 2**20
_LONGEST = 16_384
_VALUE = 512
"""Bytes, about, that a thing takes itself."""
_PLAIN_CHILDREN = ("pPr", "r", "proofErr", "bookmarkStart", "bookmarkEnd")
_PLAIN_CONTENTS = ("rPr", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak")


def _other_than(names: tuple[str, ...]) -> str:
    return f"*[not({' or '.join(f'self::w:{name}' for name in names)})]"


_ODD_IN_RUN = etree.XPath(f"boolean({_other_than(_PLAIN_CONTENTS)})", namespaces={"w": W})
_ODD_IN_PARAGRAPH = etree.XPath(
    f"boolean(w:pPr/w:sectPr | {_other_than(_PLAIN_CHILDREN)} | w:r/{_other_than(_PLAIN_CONTENTS)})",
    namespaces={"w": W},
)


@dataclass(frozen=True, slots=True)
class ResolvedRun:
    """The settled layer of runs, and how their characters look, by script, as far as it was asked for."""

    layer: Layer
    formats: dict[ScriptClass, CharacterFormat] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResolvedParagraph:
    """How a paragraph looks by its properties: all but its contents, its place and its number.

    ``backdrop`` is the colour behind its text, if it has one of its own; ``vanishes`` tells that it is not
    printed when it is empty.
    """

    style: Style
    backdrop: str | None
    settled: Layer
    label: LabelFormat | None
    format: ParagraphFormat
    mark: CharacterFormat
    vanishes: bool


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph as it was read, its first words, and how its label looks if it is one of a list."""

    words: str
    paragraph: Paragraph
    label: LabelFormat | None


class Cache(Generic[Value]):
    """Things kept by XML and by what is around it; it is emptied before that XML takes more than its room."""

    def __init__(self) -> None:
        self._known: dict[tuple[bytes, Hashable], Value] = {}
        self._taken = 0

    def get(self, written: bytes, around: Hashable) -> Value | None:
        """Return what is kept by that, or None."""
        return self._known.get((written, around))

    def put(self, written: bytes, around: Hashable, value: Value) -> None:
        """Keep a thing by its XML, unless that is very long."""
        if len(written) > _LONGEST:
            return
        self._taken += len(written) + _VALUE
        if self._taken > _ROOM:
            self._known.clear()
            self._taken = len(written) + _VALUE
        self._known[written, around] = value


@dataclass(frozen=True, slots=True)
class ReadingCache:
    """What was read before from documents with the same styles, lists, theme and settings.

    Whole paragraphs and the looks of paragraphs are kept by their inherited, what runs settle to and what
    plain ones print by those, the paragraph's style and its backdrop.
    """

    paragraphs: Cache[ReadParagraph] = field(default_factory=Cache)
    looks: Cache[ResolvedParagraph] = field(default_factory=Cache)
    settled: Cache[ResolvedRun] = field(default_factory=Cache)
    printed: Cache[tuple[Inline, ...]] = field(default_factory=Cache)


@lru_cache(maxsize=16)
def memory_of(*_parts: bytes | None) -> ReadingCache:
    """Return the memory for documents whose shared parts are these."""
    return ReadingCache()


def is_plain(element: Element) -> bool:
    """Tell whether a paragraph has only characters in it: nothing that is linked or placed."""
    return not _ODD_IN_PARAGRAPH(element)


def is_plain_run(run: Element) -> bool:
    """Tell whether a run has only characters in it, and breaks."""
    return not _ODD_IN_RUN(run)
