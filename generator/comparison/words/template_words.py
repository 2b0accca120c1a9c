"""Which words of a letter are the template's, learned from the letters of its kind. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.comparison.records import Change, LetterComparison, Segment
from generator.comparison.words.tokens import words

_SHARED = 0.5
"""A word that more than this share of the letters has is the template's."""
_ALIKE = 0.6
_FEW = 3
"""Fewer words than this say nothing about which paragraph of the template they are."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the changed letters of a kind have in common."""

    shared: Mapping[str, frozenset[str]]

    def are_alike(self, kind: str, one: Change, other: Change) -> bool:
        """Return whether two changed paragraphs can be one of the template: most kept words are in both.

        Template words decide; where a paragraph has none, as when few letters have it, all its words do.
        """
        kept = _kept_words(one), _kept_words(other)
        shared = self.shared.get(kind, frozenset())
        known = kept[0] & shared, kept[1] & shared
        if all(known):
            return _overlap(*known) >= _ALIKE
        return min(map(len, kept)) < _FEW or _overlap(*kept) >= _ALIKE

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
    for comparison in comparisons:
        kind = comparison.pair.key.kind
        worded = (change for change in comparison.changes if change.level == "words")
        said = {word for change in worded for word in words(_kept(change))}
        if said:
            letters[kind] += 1
            counts[kind].update(said)
    return Vocabulary(
        {
            kind: frozenset(word for word, times in comparison.items() if times > _SHARED * letters[kind])
            for kind, comparison in counts.items()
        }
    )


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other))


def _kept_words(change: Change) -> frozenset[str]:
    """Return the words of a changed paragraph that stayed, without marks."""
    return frozenset(word for word in words(_kept(change)) if any(map(str.isalnum, word)))


def _kept(change: Change) -> str:
    return " ".join(segment.text for segment in change.segments if segment.status == "kept")


def _nearest(segment: Segment | None, shared: frozenset[str], end: int) -> str:
    if segment is None or segment.status != "kept":
        return ""
    kept_words = [word for word in words(segment.text) if word in shared]
    return kept_words[end] if kept_words else ""
