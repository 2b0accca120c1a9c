"""HTML and CSS become PDF: one file that is PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1)."""

from __future__ import annotations

import atexit
import gc
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from generator.errors import Problem, TypesettingError
from generator.pdf.absolute_placement import settle
from generator.pdf.embedding import StructureError, has_ambiguous_stream
from generator.pdf.html import Page
from generator.pdf.structure import Mark
from generator.pdf.tagging import Finisher
from generator.pdf.typefaces import FAMILY_PREFIX, FONTS, KERNED_PREFIX
from generator.pdf.weasyprint_types import (
    Fetcher,
    FontConfiguration,
    HtmlElement,
    LaidOut,
    PdfObject,
    StyleSheet,
)

_FONT_SCHEME = "letterbook-font:"
_INTENT = "sRGB"
_HEIGHTS: dict[tuple[str, str, float], float] = {}
_MOST_HEIGHTS = 2_000
_TRIES = 8
_BASE = """
html{font-size:1pt;line-height:1pt;hyphenate-character:"-";overflow-wrap:break-word;image-rendering:crisp-edges}
body,h1,h2,h3,h4,h5,h6,list-label,aside,ul,text-paragraph,list-entry{margin:0;padding:0;font-size:1pt;font-weight:normal}
text-paragraph,list-entry,aside,ul,h1,h2,h3,h4,h5,h6{display:block;orphans:2;widows:2;break-before:auto;break-after:auto;break-inside:auto}
text-paragraph,list-entry,aside,ul,div,table,h1,h2,h3,h4,h5,h6{margin-break:discard}
list-label{display:inline}
a{color:inherit;text-decoration:none}
table{border-collapse:collapse;border-spacing:0;text-align:left}
th,td{padding:0;vertical-align:top;font-weight:normal;text-align:left;text-indent:0}
img{max-width:none}
.note{float:footnote;footnote-policy:line;padding-bottom:.01pt}
.note::footnote-call,.note::footnote-marker{content:none}
.endnotes{padding-top:10pt;background:linear-gradient(#000) no-repeat 0 6pt/144pt .5pt}
@page{@footnote{margin:0;padding:10pt 0 .1pt;
  background:linear-gradient(#000) no-repeat 0 6pt/144pt .5pt}}
"""


class _LogWatch(logging.Handler):
    """Keeps what the typesetter logs, so that a warning can become an error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF, its marked content in reading order, and what its pages show differently from Word."""

    pdf: bytes
    order: tuple[Mark, ...]
    warnings: tuple[Problem, ...] = ()


def typeset(page: Page, source: str) -> Typeset:
    """Return the PDF of a composed document.

    A document with a picture that nobody described is PDF/A-2a and does not say that it is PDF/UA-1.
    Nothing is fetched but the bundled fonts and the document's own pictures. Whatever the typesetter warns
    about is a ``TypesettingError``, and so is a PDF that came out otherwise than it was told.
    """
    with _watched(source):
        document, html = _render(page)
        warnings = settle(document, source)
        for padding in range(_TRIES):
            finisher = Finisher(html, padding, is_accessible=page.is_accessible)
            pdf: bytes = document.write_pdf(finisher=finisher, pdf_variant="pdf/a-2a", output_intent=_INTENT)
            if not has_ambiguous_stream(pdf):
                return Typeset(pdf, finisher.order, warnings)
        raise StructureError("a stream ends with a line break however it is padded")


def heights(page: Page, fragments: Mapping[str, str], width: float) -> dict[str, float]:
    """Return how high each fragment of HTML comes out in a column of that width, in points.

    Letters of one template share most of their headers, so heights are kept by what decides them.
    """
    wanted = {name: (html, page.css, width) for name, html in fragments.items()}
    unknown = {name: html for name, html in fragments.items() if wanted[name] not in _HEIGHTS}
    if unknown:
        if len(_HEIGHTS) > _MOST_HEIGHTS:
            _HEIGHTS.clear()
        measured = _measure(page, unknown, width)
        _HEIGHTS.update({wanted[name]: height for name, height in measured.items()})
    return {name: _HEIGHTS[key] for name, key in wanted.items()}


def _measure(page: Page, fragments: Mapping[str, str], width: float) -> dict[str, float]:
    parts = [f'<div id="{name}" style="display:flow-root">{html}</div>' for name, html in fragments.items()]
    size = f"@page{{size:{width}pt 20000pt;margin:0}}"
    html = f'<html lang="en"><title>.</title><body>{"".join(parts)}<div id="end"></div></body></html>'
    document, _ = _render(Page(html, page.css + size, page.pictures, ()))
    tops = {name: place[1] for name, place in document.pages[0].anchors.items()}
    return {name: (tops[after] - tops[name]) * 0.75 for name, after in pairwise([*fragments, "end"])}


def _render(page: Page) -> tuple[LaidOut, HtmlElement]:
    from weasyprint import CSS, HTML

    fetcher = _fetcher(page.pictures)
    style = CSS(string=page.css, font_config=_fonts(), url_fetcher=fetcher)
    html = HTML(string=page.html, url_fetcher=fetcher)
    document = html.render(
        stylesheets=[_base(), style],
        font_config=_fonts(),
        color_profiles={_INTENT: _profile()},
        output_intent=_INTENT,
        pdf_variant="pdf/a-2a",
    )
    return document, html.etree_element


def _profile() -> PdfObject:
    """Return the sRGB profile that weasyprint ships, for one document.

    Weasyprint itself would leave the file open; littlecms writes a profile differently the second time.
    """
    import weasyprint
    from weasyprint.css import ColorProfile

    with (Path(weasyprint.__file__).parent / "pdf" / "sRGB2014.icc").open("rb") as icc:
        return ColorProfile(icc, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


@cache
def _fonts() -> FontConfiguration:
    from weasyprint.text.fonts import FontConfiguration

    # It removes its temporary folder when it dies, for which Python must not be half gone.
    atexit.register(_let_go)
    return FontConfiguration()


def _let_go() -> None:
    _base.cache_clear()
    _fonts.cache_clear()
    gc.collect()


@cache
def _base() -> StyleSheet:
    from weasyprint import CSS

    return CSS(string=_BASE + "".join(_font_rules()), font_config=_fonts(), url_fetcher=_fetcher({}))


def _font_rules() -> Iterator[str]:
    """Yield the rules that bring the bundled fonts in.

    Word sets neither ligatures nor kerning unless it is asked to. To say so of the fonts and not of the text
    keeps memory flat: WeasyPrint never frees what it allocates for the features of a piece of text.
    """
    for file in sorted(FONTS.glob("*.ttf")):
        family = file.stem.partition("-")[0]
        weight = "bold" if "Bold" in file.stem else "normal"
        style = "italic" if "Italic" in file.stem else "normal"
        for prefix, kerning in ((FAMILY_PREFIX, 0), (KERNED_PREFIX, 1)):
            yield (
                f"@font-face{{font-family:{prefix}{family};font-weight:{weight};font-style:{style};"
                f"src:url({_FONT_SCHEME}{file.name});"
                f'font-feature-settings:"kern" {kerning},"liga" 0,"clig" 0,"calt" 0}}\n'
            )


def _fetcher(pictures: Mapping[str, tuple[bytes, str]]) -> Fetcher:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnPictures(URLFetcher):  # type: ignore[misc] # weasyprint ships no types
        """Hands out the document's pictures and the bundled fonts, and refuses everything else."""

        def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002 - the library's signature
            if url in pictures:
                content, media_type = pictures[url]
                return URLFetcherResponse(url, content, {"Content-Type": media_type})
            name = url.removeprefix(_FONT_SCHEME)
            if url.startswith(_FONT_SCHEME) and name in {file.name for file in FONTS.glob("*.ttf")}:
                return URLFetcherResponse(url, (FONTS / name).read_bytes(), {"Content-Type": "font/ttf"})
            raise FatalURLFetchingError(f"{url} is not part of the document")

    return OwnPictures()


@contextmanager
def _watched(source: str) -> Iterator[None]:
    watch = _LogWatch()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(watch)
    try:
        yield
    except StructureError as exc:
        hint = "report this document: it is a fault here"
        raise TypesettingError((Problem(source, "", f"cannot be typeset: {exc}", hint),)) from exc
    finally:
        logger.removeHandler(watch)
    if watch.messages:
        messages = tuple(
            Problem(source, "", f"cannot be typeset: {message}") for message in dict.fromkeys(watch.messages)
        )
        raise TypesettingError(messages)
