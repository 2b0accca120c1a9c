"""Letters grouped by the text that they share, so that one of each group can be read for all. Pure.

Two letters share their text when one becomes the other by putting the values of one recipient in the place of
the other's: every word that differs lies within a value that both print there. Anything else that differs, be
it one word, puts them into different groups. What the finished PDFs say has to agree: they have as many
pages, and the words in which they differ are those in which the texts differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.comparison.words.tokens import joint

Words: TypeAlias = tuple[str, ...]
Values: TypeAlias = Mapping[str, Words]
"""The words of each value as it can be printed, by its name; the forms of one have a ``|`` in theirs."""

_MOST_STATES = 200_000
"""Beyond so many pairs of places two texts are told as different: they share too little."""
_CONTEXT = 6


@dataclass(frozen=True, slots=True)
class LetterText:
    """What a letter says: its words in reading order, and the values that it may print.

    ``finished`` are the words on the pages of its PDF, ``pages`` their number; 0 where there is no PDF.
    """

    letter_id: str
    kind: str
    words: Words
    values: Values
    finished: Words = ()
    pages: int = 0


@dataclass(frozen=True, slots=True)
class AlikeGroup:
    """Letters that share their text; the first is the one to read.

    ``fields`` are the values in which they differ, ``rows`` what each letter prints there, in the order of
    ``letters``. ``differs`` tells what sets the group apart from the largest of its kind; blank for that one.
    """

    kind: str
    letters: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    differs: str = ""

    @property
    def example(self) -> str:
        """Return the letter to be read in full."""
        return self.letters[0]


def group_alike(texts: Iterable[LetterText]) -> tuple[AlikeGroup, ...]:
    """Return all letters in groups that share their text, by kind in the order given, the largest first.

    A group of one has to be read by itself.
    """
    kinds: dict[str, list[_Group]] = {}
    for text in texts:
        groups = kinds.setdefault(text.kind, [])
        if not any(group.take(text) for group in groups):
            groups.append(_Group(text))
    return tuple(group for groups in kinds.values() for group in _told(groups))


class _Group:
    """A group while it is formed: every letter is held against the first."""

    def __init__(self, first: LetterText) -> None:
        self.letters = [first]
        self.names: set[str] = set()

    def take(self, text: LetterText) -> bool:
        """Take a letter in if it shares the text of the first; say whether it does."""
        names = differing_values(self.letters[0], text)
        if isinstance(names, Difference) or (self.letters[0].pages != text.pages):
            return False
        if not finished_agree(self.letters[0], text):
            return False
        self.letters.append(text)
        self.names |= names
        return True


def _told(groups: list[_Group]) -> Iterator[AlikeGroup]:
    ordered = sorted(groups, key=lambda group: -len(group.letters))
    largest = ordered[0].letters[0]
    for group in ordered:
        fields = tuple(sorted(group.names))
        rows = tuple(tuple(_printed(text, name) for name in fields) for text in group.letters)
        first = group.letters[0]
        differs = "" if first is largest else what_differs(largest, first)
        shown = tuple(name.partition("|")[0] for name in fields)
        yield AlikeGroup(first.kind, tuple(it.letter_id for it in group.letters), shown, rows, differs)


def _printed(text: LetterText, name: str) -> str:
    return _joined(text.values.get(name, ()))


@dataclass(frozen=True, slots=True)
class Difference:
    """The first words of two texts that no value accounts for, with a few that follow; one may be blank."""

    here: str
    there: str


def what_differs(one: LetterText, other: LetterText) -> str:
    """Return in words what keeps two letters from sharing their text."""
    names = differing_values(one, other)
    if isinstance(names, Difference):
        return f"“{names.there}” where another says “{names.here}”"
    if one.pages != other.pages:
        return f"has {other.pages} pages, and another {one.pages}"
    return "the words on its pages differ otherwise than its text" if not finished_agree(one, other) else ""


def finished_agree(one: LetterText, other: LetterText) -> bool:
    """Say whether the PDFs of two letters differ in the same words as their texts."""
    if not one.pages or not other.pages:
        return True
    return _own(one.finished, other.finished) == _own(one.words, other.words) and (
        _own(other.finished, one.finished) == _own(other.words, one.words)
    )


def _own(words: Words, others: Words) -> frozenset[str]:
    """Return the words of which there are more than in the others, without marks, which stick to words."""
    more = Counter(words) - Counter(others)
    return frozenset(word for word in more if any(map(str.isalnum, word)))


def differing_values(one: LetterText, other: LetterText) -> frozenset[str] | Difference:
    """Return the values in which two texts differ, if in nothing else; otherwise the first other difference.

    Both texts are walked at once: over a word that both have, or over a value of one and the same of the
    other. That both walks can end together shows that nothing else differs.
    """
    steps = _steps(one.values, other.values)
    came_from: dict[tuple[int, int], tuple[tuple[int, int], str]] = {(0, 0): ((0, 0), "")}
    waiting, furthest, end = [(0, 0)], (0, 0), (len(one.words), len(other.words))
    while waiting and len(came_from) < _MOST_STATES:
        here = waiting.pop()
        if here == end:
            return _names_on_the_way(came_from, here)
        furthest = max(furthest, here)
        for there, name in _next(here, one.words, other.words, steps):
            if there not in came_from:
                came_from[there] = (here, name)
                waiting.append(there)
    at, beside = furthest
    return Difference(_shown(one.words, at), _shown(other.words, beside))


_Step: TypeAlias = tuple[str, Words, Words]


def _steps(one: Values, other: Values) -> Mapping[str, Sequence[_Step]]:
    """Return the values in which two letters differ, by the first word of one; blanks under ``""``."""
    steps: dict[str, list[_Step]] = {}
    for name in dict.fromkeys((*one, *other)):
        words, others = one.get(name, ()), other.get(name, ())
        if words != others:
            steps.setdefault(words[0] if words else "", []).append((name, words, others))
    return steps


def _next(
    here: tuple[int, int], one: Words, other: Words, steps: Mapping[str, Sequence[_Step]]
) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the places that can be reached from here, the one by a shared word last: it is tried first."""
    at, beside = here
    word = one[at] if at < len(one) else ""
    for name, words, others in (*steps.get("", ()), *(steps.get(word, ()) if word else ())):
        if one[at : at + len(words)] == words and other[beside : beside + len(others)] == others:
            yield (at + len(words), beside + len(others)), name
    if word and beside < len(other) and word == other[beside]:
        yield (at + 1, beside + 1), ""


def _names_on_the_way(
    came_from: Mapping[tuple[int, int], tuple[tuple[int, int], str]], end: tuple[int, int]
) -> frozenset[str]:
    names: set[str] = set()
    while end != (0, 0):
        end, name = came_from[end]
        names.add(name)
    return frozenset(names - {""})


def _shown(words: Words, at: int) -> str:
    return _joined(words[at : at + _CONTEXT])


def _joined(words: Words) -> str:
    """Return words as a text: without a space before a mark, and behind a bracket that opens."""
    text = ""
    for word in words:
        text += f"{joint(text, word)}{word}"
    return text
