"""One letter's PDF on both sides: which words changed, how its pages look, what else is true of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.comparison.ignoring import Hidden
from generator.comparison.pdf.passages import PdfPage, bands_of, opened_pdf, pdf_passages
from generator.comparison.pdf.structure import pdf_structure
from generator.comparison.records import Change, Edit, Passage, Segment, Settings
from generator.comparison.wording import LineEdit, edits_across_lines

PAGE_COUNT = "number of pages"
PUSHED = "text moved"


def pdf_changes(
    old: bytes, new: bytes, names: tuple[str, str], hiding: tuple[Hidden, Hidden], settings: Settings
) -> Iterator[Change]:
    """Yield what changed from one PDF to the other, by the levels of the settings.

    Raises:
        ComparisonError: one of them cannot be read.
    """
    with opened_pdf(old, names[0]) as before, opened_pdf(new, names[1]) as after:
        if len(before) != len(after):
            yield Change("words", "pdf", PAGE_COUNT, "the letter", 0, str(len(before)), str(len(after)))
        if "words" in settings.levels:
            yield from line_changes(pdf_passages(before, hiding[0]), pdf_passages(after, hiding[1]))
        if "picture" in settings.levels:
            for number in range(min(len(before), len(after))):
                yield from _page_changes(before[number], after[number], number + 1, hiding, settings)
    if "structure" in settings.levels:
        yield from pdf_structure(old, new, names)


def line_changes(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Change]:
    """Yield the words that changed; words that only went elsewhere are one change that names both pages."""
    edits = edits_across_lines(old, new)
    arrived = {edit.edit.new: edit for edit in edits if not edit.edit.old and _is_phrase(edit.edit.new)}
    left = {edit.edit.old for edit in edits if not edit.edit.new} & set(arrived)
    for edit in edits:
        if edit.edit.old in left and not edit.edit.new:
            yield _moved(old[edit.old_line], new[arrived[edit.edit.old].new_line], edit.edit.old)
        elif edit.edit.new not in left or edit.edit.old:
            yield _edited(edit, old, new)


def _is_phrase(text: str) -> bool:
    return " " in text


def _moved(was: Passage, now: Passage, text: str) -> Change:
    change = Change("words", "pdf", PUSHED, now.place, now.page, text, text, (), (Segment("kept", text),))
    pages = (
        f"page {was.page} to page {now.page}" if was.page != now.page else f"another place on page {now.page}"
    )
    return replace(change, place=pages)


def _edited(found: LineEdit, old: Sequence[Passage], new: Sequence[Passage]) -> Change:
    edit = found.edit
    line = new[found.new_line] if found.new_line < len(new) else old[found.old_line]
    segments = (
        Segment("kept", found.lead),
        Segment("removed", edit.old),
        Segment("added", edit.new),
        Segment("kept", found.tail),
    )
    return Change(
        level="words",
        format="pdf",
        what="wording",
        place=f"page {line.page}, {line.place}",
        page=line.page,
        old=_joined(found.lead, edit.old, found.tail),
        new=_joined(found.lead, edit.new, found.tail),
        edits=(Edit(edit.old, edit.new),),
        segments=tuple(segment for segment in segments if segment.text),
    )


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _page_changes(
    old: PdfPage, new: PdfPage, number: int, hiding: tuple[Hidden, Hidden], settings: Settings
) -> Iterator[Change]:
    from generator.comparison.pdf.pictures import blanked, raster_of, regions_between

    rasters = raster_of(old), raster_of(new)
    if hiding[0].patterns or hiding[1].patterns:
        bands = bands_of(old, hiding[0]) + bands_of(new, hiding[1])
        rasters = blanked(rasters[0], bands), blanked(rasters[1], bands)
    if regions := regions_between(*rasters, settings.tolerance):
        yield Change("picture", "pdf", f"page {number}", f"page {number}", number, "", "", regions=regions)
