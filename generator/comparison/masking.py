"""Which words of a letter are the template's, learned from the letters of its kind. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.comparison.records import Change, LetterComparison, Segment
from generator.comparison.spelling import words

_SHARED = 0.5
"""A word that more than this share of the letters has is the template's."""
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the changed letters of a kind have in common."""

    shared: Mapping[str, frozenset[str]]

    def template_words(self, kind: str, change: Change) -> frozenset[str]:
        """Return the kept words of a changed paragraph that its template gives it."""
        kept = " ".join(segment.text for segment in change.segments if segment.status == "kept")
        return frozenset(words(kept)) & self.shared.get(kind, frozenset())

    def surroundings(self, kind: str, segments: tuple[Segment, ...]) -> tuple[str, ...]:
        """Return for each run of edits the nearest template word before it and behind it."""
        shared = self.shared.get(kind, frozenset())
        near: list[str] = []
        for before, segment, after in zip((None, *segments), segments, (*segments[1:], None), strict=False):
            if segment.status != "kept":
                near += [_nearest(before, shared, -1), _nearest(after, shared, 0)]
        return tuple(word for word in near if word)


def vocabulary_of(comparisons: Iterable[LetterComparison]) -> Vocabulary:
    """Learn the template words of each kind from its changed letters; with a single letter all are."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    letters: Counter[str] = Counter()
    for found in comparisons:
        kind = found.pair.key.kind
        said = {word for change in found.changes if change.level == "words" for word in words(_kept(change))}
        if said:
            letters[kind] += 1
            counts[kind].update(said)
    return Vocabulary(
        {
            kind: frozenset(word for word, times in found.items() if times > _SHARED * letters[kind])
            for kind, found in counts.items()
        }
    )


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two paragraphs can be one of the template: the shorter's words are mostly in both."""
    least = min(len(one), len(other))
    return least == 0 or len(one & other) / least >= _ALIKE


def _kept(change: Change) -> str:
    return " ".join(segment.text for segment in change.segments if segment.status == "kept")


def _nearest(segment: Segment | None, shared: frozenset[str], end: int) -> str:
    if segment is None or segment.status != "kept":
        return ""
    found = [word for word in words(segment.text) if word in shared]
    return found[end] if found else ""
