"""Comments at their words on the pages of a PDF.

Where somebody marked them, and where they stand in another draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from generator.review.anchors import Found, Gone, Span, anchor_at, find_again
from generator.vocabulary import Anchor, PageBox
from generator.workflow.office.paper import Line, PageText


@dataclass(frozen=True, slots=True)
class Marked:
    """Where words stand: on a page, in a box for each stretch of a line."""

    page: int
    boxes: tuple[Line, ...]


def mark_words(pages: Sequence[PageText], quote: str, *, prefix: str = "") -> Anchor | None:
    """Return the anchor of words that somebody marked or typed.

    None when they stand on no page, or on several.
    """
    texts = [page.text for page in pages]
    match find_again(Anchor(quote, prefix), texts) if quote else Gone():
        case Found(spans=(span, *_), how="exact" | "context"):
            boxes = tuple(_page_box(line, pages[span.page - 1]) for line in _lines(pages, span))
            return anchor_at(texts, span, boxes)
        case _:
            return None


def find_words(pages: Sequence[PageText], anchor: Anchor) -> tuple[tuple[Marked, ...], str]:
    """Return where the words of an anchor stand now, and what stands in their place when they are gone."""
    match find_again(anchor, [page.text for page in pages]):
        case Found(spans=spans):
            return tuple(Marked(span.page, tuple(_lines(pages, span))) for span in spans), ""
        case Gone(instead=instead):
            return (), instead


def _lines(pages: Sequence[PageText], span: Span) -> Iterator[Line]:
    """Yield the boxes of the words in a stretch of a page's text, those on one line as one."""
    words = pages[span.page - 1].words
    starts = accumulate((len(word.text) + 1 for word in words), initial=0)
    inside = [
        word
        for word, at in zip(words, starts, strict=False)
        if span.start < at + len(word.text) and at < span.end
    ]
    line: Line | None = None
    for word in inside:
        if line and abs(line.top - word.top) < (word.bottom - word.top) / 2 and word.left >= line.left:
            top, bottom = min(line.top, word.top), max(line.bottom, word.bottom)
            line = Line(f"{line.text} {word.text}", line.left, top, word.right, bottom)
            continue
        if line:
            yield line
        line = word
    if line:
        yield line


def _page_box(line: Line, page: PageText) -> PageBox:
    left, top = max(0, int(line.left)), max(0, int(line.top))
    right, bottom = (
        min(int(line.right) + 1, int(page.width) + 1),
        min(int(line.bottom) + 1, int(page.height) + 1),
    )
    return PageBox(left, top, max(left, right), max(top, bottom))
