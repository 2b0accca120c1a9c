"""The lines of a PDF's pages: what is written at one height, without gaps wider than a word's.

Text is taken by its place on the page, not by its order in the file, so that files of different makers can
be compared. Lengths are in points, heights are counted from the top of the page.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_LEADERS = re.compile(r"[.·_\-–]{4,}|(?:[.·_] ?){6,}")
_HYPHENS = dict.fromkeys(map(ord, "\u00ad\u2010\u2011\u0002\ufffe"), "-")
_BULLETS = dict.fromkeys(
    map(ord, "\u2022\u25cf\uf0b7\uf0a7\u25aa\u25a0\u25e6\u2023\uf0d8\u27a2\uf0fc\u2713\u2714\u2751\u25c7"),
    "•",
)
_SAME_HEIGHT = 0.7
_WIDEST_SPACE = 1.2
_NARROWEST_SPACE = 0.17
_RAISED = 0.62
_SMALLER = 0.85


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character on a page: its origin, its extent and the size of its type."""

    text: str
    left: float
    right: float
    height: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand side by side, and how far their base line is from the top of the page."""

    words: tuple[str, ...]
    height: float
    left: float

    @property
    def key(self) -> str:
        """The text by which the line is found again: without spaces and leaders."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its lines from the top."""

    lines: tuple[Line, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words, sorted, so that pages can be compared whatever the order of their text."""
        return tuple(sorted(word for line in self.lines for word in line.words))


def read_sheets(pdf: bytes) -> tuple[Sheet, ...]:
    """Return the pages of a PDF."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return tuple(Sheet(tuple(_lines(_glyphs(page)))) for page in document)


def folded(text: str) -> str:
    """Return text in the form in which it is compared; one bullet and one hyphen stand for all."""
    plain = unicodedata.normalize("NFKC", text.translate(_HYPHENS)).translate(_HYPHENS)
    return "".join(plain.split())


def _glyphs(page: Any) -> list[Glyph]:  # noqa: ANN401 - the library ships no types
    text_page = page.get_textpage()
    with closing(text_page):
        top = page.get_height()
        count = pdfium.FPDFText_CountChars(text_page)
        return [glyph for at in range(count) if (glyph := _glyph(text_page, at, top)) is not None]


def _glyph(text_page: Any, at: int, top: float) -> Glyph | None:  # noqa: ANN401 - as above
    character = chr(pdfium.FPDFText_GetUnicode(text_page, at))
    if pdfium.FPDFText_IsGenerated(text_page, at) == 1 or character in "\r\n\0":
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetLooseCharBox(text_page, at, box)
    pdfium.FPDFText_GetMatrix(text_page, at, matrix)
    size = pdfium.FPDFText_GetFontSize(text_page, at) * abs(matrix.d or 1.0)
    return Glyph(character, x.value, max(box.right, x.value), top - y.value, size)


def _lines(glyphs: list[Glyph]) -> Iterator[Line]:
    pieces = [piece for row in _rows(glyphs) for piece in _pieces(row)]
    for piece in sorted(_with_scripts(pieces), key=lambda piece: (round(piece[0].height), piece[0].left)):
        words = tuple(_words(piece))
        if words:
            inked = next(glyph for glyph in piece if not glyph.text.isspace())
            yield Line(words, max(piece, key=lambda glyph: glyph.size).height, inked.left)


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the glyphs of each height."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.height):
        if row and glyph.height - row[0].height > _SAME_HEIGHT:
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _pieces(row: list[Glyph]) -> Iterator[list[Glyph]]:
    """Split glyphs of one height where a gap is too wide for a space between words."""
    ordered = sorted(row, key=lambda glyph: glyph.left)
    piece: list[Glyph] = []
    end = 0.0
    for glyph in ordered:
        if piece and not glyph.text.isspace() and glyph.left - end > _WIDEST_SPACE * glyph.size:
            yield piece
            piece = []
        piece.append(glyph)
        end = end if glyph.text.isspace() and len(piece) > 1 else glyph.right
    if piece:
        yield piece


def _with_scripts(pieces: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join superscripts and subscripts with the line they belong to."""
    whole: list[list[Glyph]] = []
    for piece in sorted(pieces, key=lambda piece: -_size(piece)):
        host = next((line for line in whole if _is_script_of(piece, line)), None)
        if host is None:
            whole.append(piece)
        else:
            host[:] = sorted((*host, *piece), key=lambda glyph: glyph.left)
    return whole


def _is_script_of(piece: list[Glyph], line: list[Glyph]) -> bool:
    size, shift = _size(line), abs(piece[0].height - line[0].height)
    near = line[0].left - 2 <= piece[0].left <= max(glyph.right for glyph in line) + 2
    return near and shift < _RAISED * size and _size(piece) < _SMALLER * size


def _size(piece: list[Glyph]) -> float:
    return max(glyph.size for glyph in piece)


def _words(piece: list[Glyph]) -> Iterator[str]:
    gaps = [(after.left - before.right) / after.size for before, after in pairwise(piece)]
    usual = max(median(gaps), 0.0) if gaps else 0.0
    text = piece[0].text
    for gap, glyph in zip(gaps, piece[1:], strict=True):
        text += f" {glyph.text}" if gap > usual + _NARROWEST_SPACE else glyph.text
    for word in _apart(_LEADERS.sub(" ", text)).split():
        compared = folded(word).translate(_BULLETS)
        yield "•" if compared == "o" else compared


def _apart(text: str) -> str:
    """Return the text with each symbol as a word: whether a space stands beside it depends on its font."""
    return "".join(f" {each} " if unicodedata.category(each) in {"So", "Co"} else each for each in text)
