"""What changed words explain of how pages look: the words themselves, and what moved for them. Pure.

Words push what follows them, never what stands before. Behind them the lines of their paragraph break anew;
from the first line on that begins with the same word as before, lines keep their left edge, and they stand
higher or lower only by the lines that the paragraph gained or lost. Whatever moved otherwise did not move for
these words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeAlias

from generator.comparison.pdf.painting.painter import Painted
from generator.comparison.pdf.words import PlacedWord
from generator.comparison.records import Box

Pages: TypeAlias = Sequence[Sequence[Painted]]
_ByBuild: TypeAlias = dict[object, list[tuple[int, Box]]]
_Matched: TypeAlias = tuple[PlacedWord | None, PlacedWord | None]

_STAYS = 0.5
"""A word within this many points of its old place did not move."""
_NEAR = 1.0
"""Two shifts that differ by less than this many points are one."""
_THIN = 3.0
_MOST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Prediction:
    """By page, where the words explain that the old page or the new one looks different.

    ``moved`` are the words that are elsewhere now, and so not held against their old picture.
    """

    old: Mapping[int, Sequence[Box]]
    new: Mapping[int, Sequence[Box]]
    moved: tuple[tuple[PlacedWord, PlacedWord], ...] = ()


def predict(
    old: Sequence[PlacedWord],
    new: Sequence[PlacedWord],
    drawn: tuple[Pages, Pages],
    heights: tuple[Sequence[float], Sequence[float]],
) -> Prediction:
    """Return what the difference of words explains; ``drawn`` and ``heights`` are by page, old and new."""
    boxes: tuple[dict[int, list[Box]], dict[int, list[Box]]] = (defaultdict(list), defaultdict(list))
    explained = list(_explained(list(_matched(old, new))))
    for was, now in explained:
        for side, word in zip(boxes, (was, now), strict=True):
            if word:
                side[word.page].append(word.box)
    for number, page, box in _moved_drawings(drawn, heights, _shifts(explained)):
        boxes[number][page].append(box)
    return Prediction(*boxes, tuple((was, now) for was, now in explained if was and now))


def _matched(old: Sequence[PlacedWord], new: Sequence[PlacedWord]) -> Iterator[_Matched]:
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


@dataclass(slots=True)
class _Flow:
    """How far the words up to here have pushed what follows, and whether lines still break anew."""

    down: float = 0.0
    breaks_anew: bool = False
    pushed: bool = False
    lines: list[int] = field(default_factory=lambda: [0, 0])

    def reword(self) -> None:
        """Take note that words changed here."""
        self.breaks_anew = True

    def starts_line(self, was: PlacedWord, now: PlacedWord) -> None:
        """Take note that a line begins with the same word as before: from here on lines are as they were."""
        if self.breaks_anew:
            gained = self.lines[0] != self.lines[1] or was.page != now.page
            self.pushed = self.pushed or gained
            if gained:
                self.down = now.box.top - was.box.top
        self.breaks_anew, self.lines = False, [0, 0]

    def explains(self, was: PlacedWord, now: PlacedWord) -> bool:
        """Return whether words that changed before account for the new place of a word."""
        if self.breaks_anew or (self.pushed and was.page != now.page):
            return True
        across, down = now.box.left - was.box.left, now.box.top - was.box.top
        return abs(across) < _STAYS and abs(down - self.down) < _NEAR


def _explained(matched: Sequence[_Matched]) -> Iterator[_Matched]:
    """Yield the words that changed, and the others that moved for them, with both places."""
    flow = _Flow()
    edited = _edited_lines(matched)
    last: list[PlacedWord | None] = [None, None]
    for was, now in matched:
        begins = [
            word is not None and (other is None or not _one_line(other, word))
            for other, word in zip(last, (was, now), strict=True)
        ]
        flow.lines = [count + start for count, start in zip(flow.lines, begins, strict=True)]
        last = [was or last[0], now or last[1]]
        if was is None or now is None:
            flow.reword()
            yield was, now
            continue
        on_edited_line = _line(was) in edited[0] or _line(now) in edited[1]
        if all(begins) and not on_edited_line:
            if was.page != now.page:
                flow.down, flow.pushed = now.box.top - was.box.top, True
            flow.starts_line(was, now)
        if not _stays(was, now) and (on_edited_line or flow.explains(was, now)):
            yield was, now


def _edited_lines(matched: Sequence[_Matched]) -> tuple[set[object], set[object]]:
    """Return the lines that have a word which the other side has not."""
    return (
        {_line(was) for was, now in matched if was and not now},
        {_line(now) for was, now in matched if now and not was},
    )


def _line(word: PlacedWord) -> tuple[int, int]:
    return word.page, round(word.box.bottom)


def _one_line(one: PlacedWord, other: PlacedWord) -> bool:
    overlap = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return one.page == other.page and overlap > 0


def _stays(was: PlacedWord, now: PlacedWord) -> bool:
    return was.page == now.page and all(abs(shift) < _STAYS for shift in _shift(was.box, now.box))


def _shift(was: Box, now: Box) -> tuple[float, float]:
    return now.left - was.left, now.top - was.top


def _shifts(explained: Iterable[_Matched]) -> dict[tuple[int, int], list[tuple[float, float]]]:
    """Return how words moved, by their old and new page; what stands among them moved with them."""
    shifts: dict[tuple[int, int], set[tuple[float, float]]] = defaultdict(set)
    for was, now in explained:
        if was and now:
            across, down = _shift(was.box, now.box)
            shifts[was.page, now.page].add((round(across), round(down)))
    return {pages: sorted(found) for pages, found in shifts.items()}


def _moved_drawings(
    drawn: tuple[Pages, Pages],
    heights: tuple[Sequence[float], Sequence[float]],
    shifts: Mapping[tuple[int, int], list[tuple[float, float]]],
) -> Iterator[tuple[int, int, Box]]:
    """Yield where drawings stand that moved as words around them did: 0 for the old letter, 1 for the new."""
    by_build: tuple[_ByBuild, _ByBuild] = (defaultdict(list), defaultdict(list))
    for side, pages, of in zip(by_build, drawn, heights, strict=True):
        for build, page, box in _drawings(pages, of):
            side[build].append((page, box))
    for build, before in by_build[0].items():
        for (page, was), (other, now) in zip(before, by_build[1][build], strict=False):
            moved = _shift(was, now), (now.right - was.right, now.bottom - was.bottom)
            if any(_near(shift, known) for shift in moved for known in shifts.get((page, other), ())):
                yield 0, page, was
                yield 1, other, now


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) <= _NEAR and abs(one[1] - other[1]) <= _NEAR


def _drawings(pages: Pages, heights: Sequence[float]) -> Iterator[tuple[object, int, Box]]:
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
    return thing.kind, thing.look, thing.numbers, (across < down, min(across, down)) if thin else across
