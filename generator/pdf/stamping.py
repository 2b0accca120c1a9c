"""A mark on each page of a copy of a finished PDF, which stays PDF/A-2a and PDF/UA-1.

The mark is drawn as outlines over the page, so that no picture hides it, and is an artifact, so that nobody
hears it and no search finds it (ISO 32000-1, 14.8.2.2).
"""

from __future__ import annotations

import io
import math
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.errors import DocumentError, Problem
from generator.model import PageMark
from generator.pdf.typefaces import face

if TYPE_CHECKING:
    import pikepdf

_SHARE = 0.75
"""How much of the diagonal of a page the mark takes."""
PagePen: TypeAlias = Any
"""A pen of fontTools, which ships no types, whose ``operators`` are what it has drawn."""
Point: TypeAlias = tuple[float, float]
_STATE = "/LetterbookMark"


def stamp(pdf: bytes, mark: PageMark) -> bytes:
    """Return a copy of a PDF with the mark across each page; the same bytes for the same PDF.

    The PDF is one of ``from_docx``. Raises ``DocumentError`` when the bytes are no PDF that can be read.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            _stamp_pages(document, mark)
            written = io.BytesIO()
            document.save(
                written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve
            )
            return written.getvalue()
    except pikepdf.PdfError as exc:
        problem = Problem("", "", f"is not a PDF that can be marked: {exc}")
        raise DocumentError((problem,)) from exc


def _stamp_pages(document: pikepdf.Pdf, mark: PageMark) -> None:
    import pikepdf

    faint = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, ca=0.25))
    before = _stream(document, b"q")
    marks: dict[tuple[float, float, float, float], pikepdf.Stream] = {}
    for page in document.pages:
        left, bottom, right, top = map(float, page.mediabox)
        size = (left, bottom, right, top)
        if size not in marks:
            marks[size] = _stream(document, b"Q\n" + _drawn(mark, *size))
        if "/ExtGState" not in page.resources:
            page.resources["/ExtGState"] = pikepdf.Dictionary()
        page.resources["/ExtGState"][_STATE] = faint
        page.contents_add(before, prepend=True)
        page.contents_add(marks[size])


def _stream(document: pikepdf.Pdf, operators: bytes) -> pikepdf.Stream:
    """Return a compressed stream that ends with no line break, which would make its length ambiguous."""
    import pikepdf

    compressed = (zlib.compress(operators + b" " * spaces, 9) for spaces in range(256))
    content = next(candidate for candidate in compressed if not candidate.endswith((b"\r", b"\n")))
    return pikepdf.Stream(document, content, Filter=pikepdf.Name.FlateDecode)


def _drawn(mark: PageMark, left: float, bottom: float, right: float, top: float) -> bytes:
    """Return the operators that draw the mark from corner to corner of a page."""
    across, up = right - left, top - bottom
    width, outline = _outline(mark)
    size = math.hypot(across, up) * _SHARE / width
    turn = math.atan2(up, across)
    cosine, sine = math.cos(turn) * size, math.sin(turn) * size
    height = face("LiberationSans", bold=True, italic=False).ascent * 0.8
    middle = (
        left + across / 2 - cosine * width / 2 + sine * height / 2,
        bottom + up / 2 - sine * width / 2 - cosine * height / 2,
    )
    matrix = " ".join(f"{number:.4f}" for number in (cosine, sine, -sine, cosine, *middle))
    return (
        f"/Artifact <</Type /Pagination /Subtype /Watermark>> BDC q {_STATE} gs 0.5 0.5 0.5 rg {matrix} cm "
        f"{outline} f Q EMC"
    ).encode()


@cache
def _outline(mark: PageMark) -> tuple[float, str]:
    """Return the width of the mark at size 1, and its outlines as operators of a page."""
    from fontTools.pens.transformPen import TransformPen
    from fontTools.ttLib import TTFont

    bold = face("LiberationSans", bold=True, italic=False)
    pen, at = _page_pen(), 0.0
    with TTFont(bold.file, lazy=True) as font:
        names, glyphs = font.getBestCmap(), font.getGlyphSet()
        scale = 1 / font["head"].unitsPerEm
        for character in mark:
            glyphs[names[ord(character)]].draw(TransformPen(pen, (scale, 0, 0, scale, at, 0)))
            at += bold.width(character)
    return at, " ".join(pen.operators)


def _page_pen() -> PagePen:
    """Return a pen that writes outlines as operators of a page (ISO 32000-1, 8.5.2)."""
    from fontTools.pens.basePen import BasePen

    class OperatorPen(BasePen):  # type: ignore[misc] # fontTools ships no types
        def __init__(self) -> None:
            super().__init__()
            self.operators: list[str] = []

        def _moveTo(self, pt: Point) -> None:  # noqa: N802 - the library's name
            self._write("m", pt)

        def _lineTo(self, pt: Point) -> None:  # noqa: N802 - the library's name
            self._write("l", pt)

        def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:  # noqa: N802 - the library's name
            self._write("c", pt1, pt2, pt3)

        def _closePath(self) -> None:  # noqa: N802 - the library's name
            self._write("h")

        def _write(self, operator: str, *points: Point) -> None:
            self.operators += [f"{length:.4f}" for point in points for length in point]
            self.operators.append(operator)

    return OperatorPen()
