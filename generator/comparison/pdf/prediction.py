"""What changed words explain of how the pages look: the words themselves, and what had to move for them. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from generator.comparison.pdf.painting import Painted
from generator.comparison.pdf.words import PlacedWord
from generator.comparison.records import Box

_STAYS = 0.5
"""A word within this many points of its old place did not move."""
_THIN = 3.0
_MOST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Restyled:
    """A word that is set otherwise than before though it is the same."""

    word: PlacedWord
    old_look: str


@dataclass(frozen=True, slots=True)
class Prediction:
    """By page, where the words explain that the old page or the new one looks different."""

    explained: dict[int, list[Box]] = field(default_factory=lambda: defaultdict(list))
    restyled: tuple[Restyled, ...] = ()


def predict(
    old: Sequence[PlacedWord],
    new: Sequence[PlacedWord],
    drawn: tuple[Sequence[Sequence[Painted]], Sequence[Sequence[Painted]]],
    heights: tuple[Sequence[float], Sequence[float]],
) -> Prediction:
    """Return what the difference of words explains; ``drawn`` and ``heights`` are by page, old and new."""
    prediction = Prediction()
    restyled: list[Restyled] = []
    for was, now in _pairs(old, new):
        if was is None or now is None or not _stays(was, now):
            for word in (was, now):
                if word:
                    prediction.explained[word.page].append(word.box)
        if was and now and was.look != now.look:
            restyled.append(Restyled(now, was.look))
    for page, box in _moved_drawings(drawn, heights):
        prediction.explained[page].append(box)
    return Prediction(prediction.explained, tuple(restyled))


def _pairs(
    old: Sequence[PlacedWord], new: Sequence[PlacedWord]
) -> Iterator[tuple[PlacedWord | None, PlacedWord | None]]:
    before, after = [word.text for word in old], [word.text for word in new]
    if len(before) + len(after) > _MOST_WORDS:
        yield from ((word, None) for word in old)
        yield from ((None, word) for word in new)
        return
    for tag, low, high, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(old[low:high], new[start:end], strict=True)
        else:
            yield from ((word, None) for word in old[low:high])
            yield from ((None, word) for word in new[start:end])


def _stays(was: PlacedWord, now: PlacedWord) -> bool:
    return (
        was.page == now.page
        and abs(was.box.left - now.box.left) < _STAYS
        and abs(was.box.top - now.box.top) < _STAYS
    )


def _moved_drawings(
    drawn: tuple[Sequence[Sequence[Painted]], Sequence[Sequence[Painted]]],
    heights: tuple[Sequence[float], Sequence[float]],
) -> Iterator[tuple[int, Box]]:
    """Yield where drawings stand that both letters have, at other places or of other lengths."""
    before, after = (list(_drawings(pages, of)) for pages, of in zip(drawn, heights, strict=True))
    known = Counter(key for key, _, _ in before), Counter(key for key, _, _ in after)
    for things, other in ((before, known[1]), (after, known[0])):
        places = {(key, page, box) for key, page, box in (after if things is before else before)}
        yield from ((page, box) for key, page, box in things if other[key] and (key, page, box) not in places)


def _drawings(
    pages: Iterable[Sequence[Painted]], heights: Sequence[float]
) -> Iterator[tuple[object, int, Box]]:
    for number, (things, height) in enumerate(zip(pages, heights, strict=False), start=1):
        for thing in things:
            if thing.kind in {"shape", "picture", "shading"}:
                left, bottom, right, top = thing.box
                box = Box(round(left, 1), round(height - top, 1), round(right, 1), round(height - bottom, 1))
                yield _build(thing, box), number, box


def _build(thing: Painted, box: Box) -> object:
    """Return what makes two drawings one: all but their place; of a thin line, its length does not count."""
    across, down = round(box.right - box.left), round(box.bottom - box.top)
    thin = min(across, down) <= _THIN
    return (
        thing.kind,
        thing.look,
        thing.numbers,
        (across < down, min(across, down)) if thin else (across, down),
    )
