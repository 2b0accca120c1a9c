"""A comment's words found again in another draft, or known to be gone. Pure.

An anchor holds the words quoted with those before and after them, as the TextQuoteSelector of the W3C Web
Annotation Data Model (4.2.4) does. Spaces and line breaks make no difference anywhere. The words are looked
for in this order, and the first way that finds exactly one place decides:

1. the quote, where it stands once;
2. of several places where it stands, the one whose surroundings agree best with the prefix and the suffix;
3. words that differ from the quote in at most a quarter of its words (put in, left out or replaced), counted
   as Levenshtein does, capitals and marks aside; of fewer than four words none may differ.

Words that are gone may have been replaced: what stands between the old prefix and suffix now is told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, TypeAlias

from generator.vocabulary import Anchor, PageBox

_BESIDE = 60
"""So many characters before and after the quote are kept."""
_TOLERATED = 4
"""One word in so many may differ."""
_MOST_WORDS = 20_000
"""Beyond this, words are not looked for by likeness: it would take too long."""

_MARKS = ".,;:!?()[]“”’\"'"

How: TypeAlias = Literal["exact", "context", "alike"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a page's text as it was given: the page from 1, and character offsets from 0."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words stand: one stretch, or one on each page that they run over; and how they were found."""

    spans: tuple[Span, ...]
    words: str
    how: How


@dataclass(frozen=True, slots=True)
class Gone:
    """The words stand nowhere, or (``unclear``) at several places of which none fits better.

    ``instead`` is what stands between the words before and after them now; blank when that is not clear.
    """

    unclear: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The text of all pages with one space between words, and where each of its characters stands."""

    text: str
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, pages: Sequence[str]) -> _Reading:
        characters: list[str] = []
        places: list[tuple[int, int]] = []
        for number, page in enumerate(pages, start=1):
            for offset, character in enumerate(f"{page} " if number < len(pages) else page):
                plain = _seen(character)
                if plain and (plain != " " or (characters and characters[-1] != " ")):
                    characters.append(plain)
                    places.append((number, offset))
        return cls("".join(characters), tuple(places))

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the stretches of the pages that a stretch of the text stands on."""
        by_page: dict[int, list[int]] = {}
        for page, offset in self.places[start:end]:
            by_page.setdefault(page, []).append(offset)
        return tuple(Span(page, offsets[0], offsets[-1] + 1) for page, offsets in by_page.items())


def anchor_at(pages: Sequence[str], span: Span, boxes: tuple[PageBox, ...] = ()) -> Anchor:
    """Return the anchor of a stretch of a page, with the words before and after it.

    Raises:
        ValueError: there are no words in the stretch.
    """
    text = pages[span.page - 1]
    quote = _plain(text[span.start : span.end])
    if not quote:
        raise ValueError("there are no words in this stretch")
    before = _plain(" ".join((*pages[: span.page - 1], text[: span.start])))
    after = _plain(" ".join((text[span.end :], *pages[span.page :])))
    return Anchor(quote, before[-_BESIDE:], after[:_BESIDE], span.page, boxes)


def anchor_to(quote: str, pages: Sequence[str]) -> Anchor | Gone:
    """Return the anchor of words that stand exactly once in the text."""
    match find_again(Anchor(_plain(quote)), pages):
        case Found(spans=spans, how="exact"):
            return anchor_at(pages, spans[0])
        case Gone() as gone:
            return gone
        case _:
            return Gone()


def find_again(anchor: Anchor, pages: Sequence[str]) -> Found | Gone:
    """Return where the words of an anchor stand in the text of pages, or that they are gone."""
    reading = _Reading.of(pages)
    quote = _plain(anchor.quote)
    places = [(start, start + len(quote)) for start in _occurrences(quote, reading.text)]
    if len(places) == 1:
        return _found(reading, places[0], "exact")
    if places:
        best = _best_surrounded(anchor, places, reading.text)
        return _found(reading, best, "context") if best else Gone(unclear=True)
    alike = _alike(quote, reading.text)
    if len(alike) > 1:
        best = _best_surrounded(anchor, alike, reading.text)
        return _found(reading, best, "alike") if best else Gone(unclear=True)
    return _found(reading, alike[0], "alike") if alike else Gone(instead=_between(anchor, reading.text))


def _found(reading: _Reading, place: tuple[int, int], how: How) -> Found:
    start, end = place
    return Found(reading.spans(start, end), reading.text[start:end], how)


def _plain(text: str) -> str:
    return " ".join("".join(map(_seen, text)).split())


def _seen(character: str) -> str:
    """Return a character as it is looked for: any space as the plain one, what has no ink not at all.

    PDFium tells a hyphen at the end of some lines as U+0002.
    """
    if character == "\x02":
        return "-"
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Cn"} else character


def _occurrences(part: str, text: str) -> Iterator[int]:
    start = text.find(part) if part else -1
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _best_surrounded(anchor: Anchor, places: Sequence[tuple[int, int]], text: str) -> tuple[int, int] | None:
    """Return the place whose surroundings agree in most characters with the anchor's; ``None`` in a tie."""
    prefix, suffix = _plain(anchor.prefix), _plain(anchor.suffix)
    agreeing = [
        _shared(prefix[::-1], text[max(0, start - _BESIDE * 2) : start].rstrip()[::-1])
        + _shared(suffix, text[end : end + _BESIDE * 2].lstrip())
        for start, end in places
    ]
    most = max(agreeing)
    best = [place for place, count in zip(places, agreeing, strict=True) if count == most]
    return best[0] if len(best) == 1 else None


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _between(anchor: Anchor, text: str) -> str:
    """Return the words between the prefix and the suffix, where both stand once and close to each other."""
    prefix, suffix = _plain(anchor.prefix), _plain(anchor.suffix)
    before, after = list(_occurrences(prefix, text)), list(_occurrences(suffix, text))
    if len(before) != 1 or len(after) != 1:
        return ""
    between = text[before[0] + len(prefix) : after[0]].strip() if before[0] < after[0] else ""
    return between if len(between) <= 2 * len(anchor.quote) + _BESIDE else ""


def _alike(quote: str, text: str) -> list[tuple[int, int]]:
    """Return the stretches of whole words that differ least from the quote, within what is tolerated.

    Sellers' algorithm: the edit distance of the quote to each stretch, in one walk over the text. Of the
    stretches that overlap, the first of the least distance is meant.
    """
    wanted, words = quote.split(), text.split()
    tolerated = len(wanted) // _TOLERATED
    if not tolerated or len(words) > _MOST_WORDS:
        return []
    starts = list(accumulate((len(word) + 1 for word in words), initial=len(text) - len(text.lstrip())))
    ends = _ends_alike([_bare(word) for word in wanted], [_bare(word) for word in words], tolerated)
    least = min((distance for distance, _, _ in ends), default=0)
    places: list[tuple[int, int]] = []
    for distance, first, last in ends:
        if distance == least and (not places or starts[first] >= places[-1][1]):
            places.append((starts[first], starts[last] + len(words[last])))
    return places


def _ends_alike(wanted: list[str], words: list[str], tolerated: int) -> list[tuple[int, int, int]]:
    """Return distance, first and last word of each stretch of the text within the tolerated distance."""
    column = [(count, 0) for count in range(len(wanted) + 1)]
    found: list[tuple[int, int, int]] = []
    for place, word in enumerate(words):
        above, column[0] = column[0], (0, place + 1)
        for row, expected in enumerate(wanted, start=1):
            left = column[row]
            replaced = (above[0] + (word != expected), above[1] if row > 1 else place)
            put_in, left_out = (left[0] + 1, left[1]), (column[row - 1][0] + 1, column[row - 1][1])
            above, column[row] = left, min(replaced, put_in, left_out, key=_distance)
        distance, first = column[-1]
        if distance <= tolerated and first <= place:
            found.append((distance, first, place))
    return found


def _bare(word: str) -> str:
    """Return a word without the marks around it, in small letters."""
    return word.strip(_MARKS).casefold() or word


def _distance(cell: tuple[int, int]) -> int:
    return cell[0]
