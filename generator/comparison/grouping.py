"""The same change in many letters is one change with many places. Pure; review pages use it as it is.

Letters of one kind are made from one template, so that the words most of them share are the template's and
the others are merge values. A change is told apart by that, and by what the manifests know:

1. Changes that turn the same words into the same words, in paragraphs alike, are one group.
2. Changes that differ from letter to letter, but stand between the same words of the template, are one group
   too: a merge value that changed, with its own old and new text at each place.
3. The *cause* of a group is what accounts for it, strongest evidence first: the edit replaces the old text of
   a merge value with its new text; the template is the same file on both sides, the row is, or both are. What
   the manifests do not prove is unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.comparison.records import LEVELS, Change, Edit, LetterComparison, Level, Pair
from generator.comparison.sides.evidence import field_of, knows_row, knows_template, same_row, same_template
from generator.comparison.words.template_words import Vocabulary, vocabulary_of

Cause: TypeAlias = Literal["template", "merge value", "program", "layout", "unknown"]
"""What accounts for a change; ``layout`` is how a page looks because of words that changed, ``program`` what
is left where neither the template nor the row did: the program, or ``campaign.toml``."""

WORDLESS = frozenset({"text"})
"""What is known to have changed by hashes alone, which say nothing of how."""


@dataclass(frozen=True, slots=True)
class Place:
    """One letter's share in a group."""

    pair: Pair
    change: Change


@dataclass(frozen=True, slots=True)
class Group:
    """One change with all its places; ``field`` names the merge value when it is known.

    ``places`` are in the order of the letters; the first is the example. ``uniform`` says whether every place
    has the same old and new words.
    """

    level: Level
    kind: str
    what: str
    cause: Cause
    field: str
    uniform: bool
    places: tuple[Place, ...]

    @property
    def example(self) -> Change:
        """The change at the first place."""
        return self.places[0].change

    @property
    def letters(self) -> int:
        """How many letters have the change."""
        return len({place.pair.key for place in self.places})


def group_changes(comparisons: Iterable[LetterComparison]) -> tuple[Group, ...]:
    """Return the changes of all letters as groups: words, then pictures, then structure; widest first."""
    different = [comparison for comparison in comparisons if comparison.changes]
    groups = (
        *_word_groups(different, vocabulary_of(different)),
        *_looks_groups(different),
        *_fact_groups(different),
    )
    return tuple(sorted(groups, key=_order))


def _order(group: Group) -> tuple[int, bool, bool, int, str, str]:
    last = group.cause == "layout", group.what in WORDLESS
    return (LEVELS.index(group.level), *last, -group.letters, group.kind, group.what)


def _places(comparisons: Iterable[LetterComparison], level: Level) -> Iterator[Place]:
    for comparison in comparisons:
        for change in comparison.changes:
            if change.level == level:
                yield Place(comparison.pair, change)


def _word_groups(comparisons: list[LetterComparison], vocabulary: Vocabulary) -> Iterator[Group]:
    uniform: defaultdict[tuple[object, ...], list[Place]] = defaultdict(list)
    for place in _places(comparisons, "words"):
        uniform[_edit_key(place)].append(place)
    alone: defaultdict[tuple[object, ...], list[Place]] = defaultdict(list)
    for bucket in uniform.values():
        for cluster in _alike_clusters(bucket, vocabulary):
            if len(cluster) > 1 or not cluster[0].change.edits:
                yield _word_group(cluster, uniform=True)
            else:
                alone[_slot_key(cluster[0], vocabulary)].append(cluster[0])
    for bucket in alone.values():
        for cluster in _alike_clusters(bucket, vocabulary):
            yield _word_group(cluster, uniform=len(cluster) == 1)


def _edit_key(place: Place) -> tuple[object, ...]:
    change = place.change
    moved = (change.old,) if not change.edits and change.what not in WORDLESS else ()
    return (place.pair.key.kind, change.format, change.what, change.edits, moved)


def _slot_key(place: Place, vocabulary: Vocabulary) -> tuple[object, ...]:
    """Return what is the same of a value's slot in every letter: the template words on both sides of it."""
    change = place.change
    kind = place.pair.key.kind
    return (kind, change.format, change.what, vocabulary.surroundings(kind, change.segments))


def _alike_clusters(places: list[Place], vocabulary: Vocabulary) -> Iterator[list[Place]]:
    """Split places whose edits agree by the paragraph of the template they stand in.

    A letter has each paragraph of its template once, so that two places of one letter are two paragraphs.
    """
    clusters: list[list[Place]] = []
    for place in places:
        for cluster in clusters:
            fits = vocabulary.are_alike(place.pair.key.kind, cluster[0].change, place.change)
            if fits and cluster[-1].pair.key != place.pair.key:
                cluster.append(place)
                break
        else:
            clusters.append([place])
    yield from clusters


def _word_group(places: list[Place], *, uniform: bool) -> Group:
    change = places[0].change
    field = _field(places)
    follows = all(place.change.follows for place in places)
    cause: Cause = "layout" if follows else "merge value" if field else cause_of(places)
    return Group("words", places[0].pair.key.kind, change.what, cause, field, uniform, tuple(places))


def _field(places: list[Place]) -> str:
    names = {field_of(place.pair, place.change.edits) for place in places}
    return names.pop() if len(names) == 1 else ""


def cause_of(places: list[Place]) -> Cause:
    """Return what the manifests prove to account for changes that are no known merge value."""
    pairs = [place.pair for place in places]
    template, row = all(map(same_template, pairs)), all(map(same_row, pairs))
    if template and row:
        return "program"
    if template and all(map(knows_row, pairs)) and all(place.change.level == "words" for place in places):
        return "merge value"
    return "template" if row and all(map(knows_template, pairs)) else "unknown"


def _looks_groups(comparisons: list[LetterComparison]) -> Iterator[Group]:
    """Group how pages look: what follows from words that changed, and what stands for itself."""
    buckets: defaultdict[tuple[str, str, bool], list[Place]] = defaultdict(list)
    for place in _places(comparisons, "picture"):
        buckets[place.pair.key.kind, place.change.what, place.change.follows].append(place)
    for (kind, what, follows), places in buckets.items():
        cause: Cause = "layout" if follows else cause_of(places)
        yield Group("picture", kind, what, cause, "", uniform=True, places=tuple(places))


def _fact_groups(comparisons: list[LetterComparison]) -> Iterator[Group]:
    """Group facts by name, old and new value; one that differs in each letter (a title) by name and place."""
    buckets: defaultdict[tuple[object, ...], list[Place]] = defaultdict(list)
    for place in (place for level in LEVELS[2:] for place in _places(comparisons, level)):
        change = place.change
        key = place.pair.key.kind, change.level, change.format, change.what, change.old, change.new
        buckets[key].append(place)
    alone: defaultdict[tuple[object, ...], list[Place]] = defaultdict(list)
    for places in buckets.values():
        if len(places) > 1:
            yield _fact_group(places, uniform=True)
        else:
            change = places[0].change
            kind = places[0].pair.key.kind
            alone[kind, change.level, change.format, change.what, change.place].append(places[0])
    for places in alone.values():
        yield _fact_group(places, uniform=len(places) == 1)


def _fact_group(places: list[Place], *, uniform: bool) -> Group:
    change = places[0].change
    edit = (Edit(change.old, change.new),)
    names = {field_of(place.pair, edit) for place in places} if not uniform else {""}
    field = names.pop() if len(names) == 1 else ""
    cause: Cause = "merge value" if field else cause_of(places)
    return Group(change.level, places[0].pair.key.kind, change.what, cause, field, uniform, tuple(places))
