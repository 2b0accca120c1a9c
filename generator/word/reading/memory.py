"""What letters of one template have in common is read once.

A paragraph of plain runs reads the same wherever the parts it refers to are the same: styles, lists, theme
and settings. So it is kept by its XML, and what its runs settle to by the XML of their properties.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from generator.word.document import Paragraph
from generator.word.formats import CharacterFormat
from generator.word.reading.cascade import Layer
from generator.word.reading.formatting import ScriptClass
from generator.word.reading.markup import Element, child, is_word, local_name

_MOST = 4_096
_LONGEST = 16_384
_PLAIN_CHILDREN = frozenset({"pPr", "r", "proofErr", "bookmarkStart", "bookmarkEnd"})
_PLAIN_CONTENTS = frozenset(
    {"rPr", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak"}
)


@dataclass(frozen=True, slots=True)
class Settled:
    """The settled layer of runs, and how their characters look, by script, as far as it was asked for."""

    layer: Layer
    formats: dict[ScriptClass, CharacterFormat] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Memory:
    """What was read before from documents with the same styles, lists, theme and settings.

    ``around`` is the key of a paragraph's surroundings. Looks are kept by that, the paragraph's style and
    backdrop, and the properties of the run.
    """

    paragraphs: dict[tuple[bytes, str], tuple[str, Paragraph]] = field(default_factory=dict)
    looks: dict[tuple[str, str, str | None], dict[bytes, Settled]] = field(default_factory=dict)

    def remember(self, written: bytes, around: str, words: str, paragraph: Paragraph) -> None:
        """Keep a paragraph and its first words by its XML, as long as there is room for it."""
        if len(written) <= _LONGEST:
            if len(self.paragraphs) >= _MOST:
                self.paragraphs.clear()
            self.paragraphs[written, around] = (words, paragraph)

    def looks_of(self, style_id: str, around: str, backdrop: str | None) -> dict[bytes, Settled]:
        """Return what the runs of such paragraphs are known to settle to."""
        if len(self.looks) >= _MOST:
            self.looks.clear()
        known = self.looks.setdefault((style_id, around, backdrop), {})
        if len(known) >= _MOST:
            known.clear()
        return known


@lru_cache(maxsize=16)
def memory_of(*_parts: bytes | None) -> Memory:
    """Return the memory for documents whose shared parts are these."""
    return Memory()


def is_plain(element: Element) -> bool:
    """Tell whether a paragraph has only characters in it: nothing that is counted, linked or placed."""
    return (
        child(element, "pPr", "sectPr") is None
        and child(element, "pPr", "numPr") is None
        and _has_only(element, _PLAIN_CHILDREN)
        and all(_has_only(run, _PLAIN_CONTENTS) for run in element.iterfind("{*}r"))
    )


def _has_only(element: Element, names: frozenset[str]) -> bool:
    return all(is_word(part) and local_name(part) in names for part in element)
