"""Figures for one document, figures for all, and what they must not fall below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from statistics import median

from fidelity.lines import Sheet
from fidelity.matching import match

_NO_SHEET = Sheet(())


@dataclass(frozen=True, slots=True)
class Figures:
    """How two PDFs of one document compare.

    Offsets (down) and shifts (to the right) of lines are in points, ours minus the reference's.
    """

    pages: int
    reference_pages: int
    same_words: bool
    lines: int
    same_lines: int
    offsets: tuple[float, ...]
    shifts: tuple[float, ...]
    lost: tuple[str, ...]

    @property
    def same_pages(self) -> bool:
        """Whether both have as many pages."""
        return self.pages == self.reference_pages

    @property
    def median_offset(self) -> float:
        """The median distance between a line and the same line of the reference."""
        return median(map(abs, self.offsets)) if self.offsets else 0.0

    @property
    def worst_offset(self) -> float:
        """The longest such distance, with its sign: below is positive."""
        return max(self.offsets, key=abs, default=0.0)

    @property
    def worst_shift(self) -> float:
        """The longest distance to the side, with its sign: to the right is positive."""
        return max(self.shifts, key=abs, default=0.0)

    @property
    def line_share(self) -> float:
        """The share of lines that hold the same words."""
        return self.same_lines / self.lines if self.lines else 1.0


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure over all documents and the value that it must reach."""

    name: str
    value: float
    least: float | None = None
    most: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the value is within the bounds."""
        return (self.least is None or self.value >= self.least) and (
            self.most is None or self.value <= self.most
        )

    @property
    def bound(self) -> str:
        """The bound in words."""
        return f"at least {self.least:g}" if self.least is not None else f"at most {self.most:g}"


def compare(ours: Sequence[Sheet], reference: Sequence[Sheet]) -> Figures:
    """Return the figures of a document from its pages in both PDFs."""
    pairs = list(zip_longest(ours, reference, fillvalue=_NO_SHEET))
    matches = [match(mine.lines, theirs.lines) for mine, theirs in pairs]
    same = sum(len(each.offsets) for each in matches)
    return Figures(
        pages=len(ours),
        reference_pages=len(reference),
        same_words=all(mine.words == theirs.words for mine, theirs in pairs),
        lines=same + sum(max(len(each.ours), len(each.reference)) for each in matches),
        same_lines=same,
        offsets=tuple(offset for each in matches for offset in each.offsets),
        shifts=tuple(shift for each in matches for shift in each.shifts),
        lost=tuple(_lost(ours, reference)),
    )


def thresholds(figures: Sequence[Figures], lost_words: int) -> tuple[Threshold, ...]:
    """Return what is asked of all documents together."""
    count = max(len(figures), 1)
    lines = max(sum(each.lines for each in figures), 1)
    offsets = [abs(offset) for each in figures for offset in each.offsets]
    pages = _count(each.same_pages for each in figures)
    words = _count(each.same_words for each in figures)
    same = sum(each.same_lines for each in figures)
    return (
        Threshold("documents with as many pages, %", _percent(pages, count), least=98),
        Threshold("documents with the same words on each page, %", _percent(words, count), least=98),
        Threshold("lines that break at the same word, %", _percent(same, lines), least=97),
        Threshold("median vertical offset of lines, pt", median(offsets) if offsets else 0.0, most=2),
        Threshold("lost words", lost_words, most=0),
    )


def _lost(ours: Sequence[Sheet], reference: Sequence[Sheet]) -> Iterator[str]:
    """Yield the words of the reference that stand nowhere in ours."""
    text = "".join(line.key for sheet in ours for line in sheet.lines)
    for word in sorted({word for sheet in reference for word in sheet.words}):
        if word not in text:
            yield word


def _count(truths: Iterable[bool]) -> int:
    return sum(truths)


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2)
