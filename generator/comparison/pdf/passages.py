"""The lines of a PDF as text, page by page, in the order they are painted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing

from generator.comparison.ignoring import Hidden
from generator.comparison.pdf.opening import PdfPage
from generator.comparison.records import Passage
from generator.comparison.spelling import fold

_HYPHENATED = re.compile(r"[\x02\ufffe]\r?\n?")
_BROKEN_AT_HYPHEN = re.compile(r"(?<=\w-)\r?\n(?=\w)")


def pdf_passages(document: Sequence[PdfPage], hidden: Hidden) -> tuple[Passage, ...]:
    """Return the lines that hold text; a word broken over two lines is one word, on the first."""
    return tuple(
        passage for number in range(len(document)) for passage in _lines(document[number], number + 1, hidden)
    )


def bands_of(page: PdfPage, hidden: Hidden) -> tuple[tuple[float, float], ...]:
    """Return where hidden words stand on a page: top and bottom of their lines, in points from the top."""
    height = page.get_height()
    bands: list[tuple[float, float]] = []
    with closing(page.get_textpage()) as textpage:
        text = textpage.get_text_range()
        for pattern, _ in hidden.patterns:
            for found in pattern.finditer(text):
                count = textpage.count_rects(found.start(), found.end() - found.start())
                rectangles = (textpage.get_rect(index) for index in range(count))
                bands += [(height - top, height - bottom) for _, bottom, _, top in rectangles]
    return tuple(sorted(bands))


def _lines(page: PdfPage, number: int, hidden: Hidden) -> Iterator[Passage]:
    with closing(page.get_textpage()) as textpage:
        text = textpage.get_text_bounded()
    joined = _BROKEN_AT_HYPHEN.sub("", _HYPHENATED.sub("", text))
    for line, words in enumerate(hidden(joined).splitlines(), start=1):
        if folded := fold(words):
            yield Passage(folded, f"line {line}", number)
