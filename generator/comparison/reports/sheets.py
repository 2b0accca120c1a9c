"""The pages of a changed letter as pictures: old, new, and one over the other."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from generator.comparison.describe import regions_told
from generator.comparison.pdf.opening import opened_pdf
from generator.comparison.pdf.png import png_of, png_of_image
from generator.comparison.records import ComparableLetter, LetterComparison, Pair, Region
from generator.comparison.sides.contents import read_content

if TYPE_CHECKING:
    from generator.comparison.pdf.pictures import Raster

_MOST_SHEETS = 40
"""A longer letter shows its first pages only: each page takes some 100 KB of the report."""


Size: TypeAlias = tuple[float, float]
"""Width and height in points."""


@dataclass(frozen=True, slots=True)
class PagePictures:
    """A page of both letters as ``data:`` addresses, empty where a side has no such page.

    ``sizes`` are those of the old page, the new one, and both laid over each other; marks are drawn on them.
    """

    number: int
    caption: str
    sizes: tuple[Size, Size, Size]
    old: str
    new: str
    overlay: str
    regions: tuple[Region, ...]


def sheets_of(comparison: LetterComparison) -> Iterator[PagePictures]:
    """Yield the pages of a letter that has a PDF on both sides, marked where its changes say."""
    yield from marked_sheets(comparison, _pages_of(comparison.pair))


def marked_sheets(
    comparison: LetterComparison, pages: Iterable[tuple[Raster | None, Raster | None]]
) -> Iterator[PagePictures]:
    """Yield pages, old and new, with the marks of the letter's changes; None is no page."""
    for number, (old, new) in enumerate(islice(pages, _MOST_SHEETS), start=1):
        regions = tuple(r for c in comparison.changes if c.page == number for r in c.regions)
        yield _pictures(old, new, number, regions)


def _pages_of(pair: Pair) -> Iterator[tuple[Raster | None, Raster | None]]:
    from generator.comparison.pdf.pictures import raster_of

    old, new = _pdf(pair.old), _pdf(pair.new)
    if not old or not new:
        return
    with opened_pdf(old, pair.name) as before, opened_pdf(new, pair.name) as after:
        for number in range(max(len(before), len(after))):
            yield (
                raster_of(before[number]) if number < len(before) else None,
                raster_of(after[number]) if number < len(after) else None,
            )


def _pdf(letter: ComparableLetter | None) -> bytes:
    files = letter.files if letter else ()
    return next((read_content(file.location) for file in files if file.format == "pdf"), b"")


def _pictures(
    before: Raster | None, after: Raster | None, number: int, regions: tuple[Region, ...]
) -> PagePictures:
    sizes = _size(before), _size(after)
    whole = max(sizes[0][0], sizes[1][0]), max(sizes[0][1], sizes[1][1])
    if before is None or after is None:
        caption = "only in the new letter" if before is None else "only in the old letter"
        return PagePictures(number, caption, (*sizes, whole), _picture(before), _picture(after), "", ())
    caption = regions_told(regions) or "looks the same"
    overlay = _address(_overlay(before, after)) if regions else ""
    return PagePictures(number, caption, (*sizes, whole), _picture(before), _picture(after), overlay, regions)


def _size(page: Raster | None) -> Size:
    from generator.comparison.pdf.pictures import DPI

    if page is None:
        return 1.0, 1.0
    height, width = page.shape[:2]
    return round(width * 72 / DPI, 1), round(height * 72 / DPI, 1)


def _picture(raster: Raster | None) -> str:
    return "" if raster is None else _address(png_of(raster))


def _overlay(old: Raster, new: Raster) -> bytes:
    """Return both pages as one: ink of the old one alone is red, of the new one alone blue."""
    from PIL import Image, ImageChops

    from generator.comparison.pdf.pictures import on_one_sheet

    before, after = (Image.fromarray(sheet).convert("L") for sheet in on_one_sheet(old, new))
    return png_of_image(Image.merge("RGB", (after, ImageChops.darker(before, after), before)))


def _address(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
