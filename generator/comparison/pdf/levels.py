"""One letter's PDF on both sides: which words changed, how its pages look, and everything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from generator.comparison.pdf.everything import everything_of
from generator.comparison.pdf.lines import PAGE_COUNT, line_changes
from generator.comparison.pdf.opening import PdfPage, opened_objects, opened_pdf
from generator.comparison.pdf.passages import bands_of, pdf_passages, with_hyphens
from generator.comparison.pdf.remainder import remainder
from generator.comparison.pdf.structure import pdf_structure
from generator.comparison.records import Change, Level, Passage, Region, Settings
from generator.comparison.words.ignoring import Hidden

if TYPE_CHECKING:
    import pikepdf

    from generator.comparison.pdf.everything import PdfContents
    from generator.comparison.pdf.pictures import Raster
    from generator.comparison.pdf.prediction import Prediction
    from generator.comparison.pdf.words import PlacedWord

_MOST_NAMED = 5
Hiding = tuple[Hidden, Hidden]


@dataclass(frozen=True, slots=True)
class _Sides:
    """A letter's PDF before and after, as both libraries read it."""

    shown: tuple[Sequence[PdfPage], Sequence[PdfPage]]
    objects: tuple[pikepdf.Pdf, pikepdf.Pdf]
    everything: tuple[PdfContents, PdfContents]


def pdf_changes(
    old: bytes, new: bytes, names: tuple[str, str], hiding: Hiding, settings: Settings
) -> Iterator[Change]:
    """Yield what changed from one PDF to the other, by the levels of the settings.

    Raises:
        ComparisonError: one of them cannot be read.
    """
    with ExitStack() as stack:
        files = list(zip((old, new), names, strict=True))
        before, after = (list(stack.enter_context(opened_pdf(*file))) for file in files)
        was, now = (stack.enter_context(opened_objects(*file)) for file in files)
        sides = _Sides((before, after), (was, now), (everything_of(was), everything_of(now)))
        worded = list(_word_changes(sides, hiding))
        changes = [*worded, *_picture_changes(sides, hiding, settings, reworded=bool(worded))]
        changes += pdf_structure(was, now)
        reworded = any(_word_changes(sides, (Hidden(), Hidden()))) if hiding[0].patterns else bool(worded)
        everything = sides.everything
        changes += remainder(*everything, changes, tolerance=settings.tolerance, reworded=reworded)
    levels: tuple[Level, ...] = settings.levels
    yield from (change for change in changes if change.level in levels)


def _word_changes(sides: _Sides, hiding: Hiding) -> Iterator[Change]:
    old, new = _passages(sides, hiding)
    before, after = map(len, sides.shown)
    yield from line_changes(old, new)
    if before != after:
        yield Change("words", "pdf", PAGE_COUNT, "the letter", 0, str(before), str(after))
        yield from _page_changes(_texts(old, before), _texts(new, after))


def _passages(sides: _Sides, hiding: Hiding) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    return with_hyphens(
        *(pdf_passages(shown, hidden) for shown, hidden in zip(sides.shown, hiding, strict=True))
    )


def _texts(passages: Sequence[Passage], pages: int) -> list[str]:
    return [" ".join(p.text for p in passages if p.page == number) for number in range(1, pages + 1)]


def _page_changes(old: list[str], new: list[str]) -> Iterator[Change]:
    """Yield each page that is on one side alone."""
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = (low, high) if tag == "delete" else (0, 0), (start, end) if tag == "insert" else (0, 0)
        for what, numbers, texts in (("page removed", gone, old), ("page added", come, new)):
            for number in range(*numbers):
                was, now = (texts[number], "") if texts is old else ("", texts[number])
                yield Change("words", "pdf", what, f"page {number + 1}", number + 1, was, now)


def _counterparts(sides: _Sides, hiding: Hiding) -> Iterator[tuple[int, int]]:
    """Yield the pages to lay over each other, counted from 0: those of one text where the numbers differ."""
    before, after = map(len, sides.shown)
    if before == after:
        yield from ((number, number) for number in range(before))
        return
    passages = _passages(sides, hiding)
    old, new = (_texts(side, count) for side, count in zip(passages, (before, after), strict=True))
    for _, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield from zip(range(low, high), range(start, end), strict=False)


def _picture_changes(
    sides: _Sides, hiding: Hiding, settings: Settings, *, reworded: bool
) -> Iterator[Change]:
    prediction = _prediction(sides) if reworded else None
    for was, now in _counterparts(sides, hiding):
        yield from _sheet_changes(sides, was, now, hiding, settings, prediction)
    yield from _restyled(sides, prediction.moved if prediction else ())


def _restyled(sides: _Sides, moved: Sequence[tuple[PlacedWord, PlacedWord]]) -> Iterator[Change]:
    """Yield the words that are set otherwise at their new place, a change for each look."""
    from generator.comparison.pdf.words import looks_of

    looks = [
        looks_of(shown, words) for shown, words in zip(sides.shown, zip(*moved, strict=True), strict=False)
    ]
    words_of: dict[tuple[int, str, str], list[PlacedWord]] = {}
    for (_, word), old, new in zip(moved, *looks, strict=True) if looks else ():
        if old != new:
            words_of.setdefault((word.page, old, new), []).append(word)
    for (page, old, new), words in words_of.items():
        regions = tuple(Region("changed", None, word.box) for word in words)
        what = f"type of “{' '.join(word.text for word in words[:_MOST_NAMED])}”"
        yield Change("picture", "pdf", what, f"page {page}", page, old, new, regions=regions)


def _prediction(sides: _Sides) -> Prediction:
    from generator.comparison.pdf.prediction import predict
    from generator.comparison.pdf.words import placed_words

    old, new = map(placed_words, sides.shown)
    drawn = sides.everything[0].pages, sides.everything[1].pages
    heights = tuple([page.get_height() for page in shown] for shown in sides.shown)
    return predict(old, new, drawn, (heights[0], heights[1]))


def _sheet_changes(  # noqa: PLR0913, PLR0917 - a page on both sides, and what is known of it
    sides: _Sides, was: int, now: int, hiding: Hiding, settings: Settings, prediction: Prediction | None
) -> Iterator[Change]:
    from generator.comparison.pdf.pictures import covered, explained_regions, regions_between

    rasters = _rasters(sides, was, now, hiding)
    if masked := [mask.box for mask in settings.masks if mask.page in {0, now + 1}]:
        rasters = covered(rasters[0], masked), covered(rasters[1], masked)
    place, number = f"page {now + 1}", now + 1
    if prediction is None:
        own = regions_between(*rasters, settings.tolerance)
    else:
        explained = [*prediction.old.get(was + 1, ()), *prediction.new.get(number, ())]
        follows, own = explained_regions(*rasters, explained, settings.tolerance)
        if follows:
            yield Change("picture", "pdf", place, place, number, "", "", regions=follows, follows=True)
    if own:
        yield Change("picture", "pdf", place, place, number, "", "", regions=own)


def _rasters(sides: _Sides, was: int, now: int, hiding: Hiding) -> tuple[Raster, Raster]:
    from generator.comparison.pdf.pictures import blanked, raster_of

    pages = sides.shown[0][was], sides.shown[1][now]
    rasters = raster_of(pages[0]), raster_of(pages[1])
    if hiding[0].patterns or hiding[1].patterns:
        bands = bands_of(pages[0], hiding[0]) + bands_of(pages[1], hiding[1])
        rasters = blanked(rasters[0], bands), blanked(rasters[1], bands)
    return rasters
