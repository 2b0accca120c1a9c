"""Pictures of the pages of both PDFs, and of one laid over the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import pypdfium2
from PIL import Image

_SCALE = 80 / 72


@dataclass(frozen=True, slots=True)
class PagePictures:
    """The files with our page, the reference's and both overlaid, relative to the report."""

    ours: str
    reference: str
    overlay: str


def draw(name: str, ours: bytes, reference: bytes, folder: Path) -> tuple[PagePictures, ...]:
    """Write the pictures of a document and both PDFs to ``folder`` and return the names of the pictures.

    In the overlay, black is in both, light blue is ours alone and red is the reference's alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for kind, pdf in (("ours", ours), ("reference", reference)):
        (folder / f"{name}.{kind}.pdf").write_bytes(pdf)
    blank = Image.new("L", (1, 1), 255)
    pairs = zip_longest(_rasters(ours), _rasters(reference), fillvalue=blank)
    return tuple(_write(f"{name}-{number}", *pair, folder) for number, pair in enumerate(pairs, start=1))


def _rasters(pdf: bytes) -> Iterator[Image.Image]:
    if not pdf:
        return
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            yield page.render(scale=_SCALE).to_pil().convert("L")


def _write(stem: str, mine: Image.Image, theirs: Image.Image, folder: Path) -> PagePictures:
    overlay = Image.merge("RGB", (on_sheet(mine, theirs), on_sheet(theirs, mine), on_sheet(theirs, mine)))
    named = {"ours": mine, "reference": theirs, "overlay": overlay}
    for kind, picture in named.items():
        picture.save(folder / f"{stem}.{kind}.webp", quality=80)
    return PagePictures(*(f"{folder.name}/{stem}.{kind}.webp" for kind in named))


def on_sheet(picture: Image.Image, other: Image.Image) -> Image.Image:
    """Return the picture on white, as large as both."""
    sheet = Image.new("L", (max(picture.width, other.width), max(picture.height, other.height)), 255)
    sheet.paste(picture)
    return sheet
