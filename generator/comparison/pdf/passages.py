"""The lines of a PDF as text, page by page, in the order they are painted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from generator.comparison.pdf.opening import PdfPage
from generator.comparison.records import Passage
from generator.comparison.words.ignoring import Hidden
from generator.comparison.words.tokens import fold

_BROKEN = re.compile(r"[\x02\ufffe]\r?\n?|(?<=\w)[-\u2010]\r?\n(?=\w)")
"""A hyphen where a line ends: PDFium tells some as U+0002, and joins the lines."""
_BREAK = "\u2027"
_BREAKS = re.compile(rf"\S*{_BREAK}\S*")


def pdf_passages(document: Sequence[PdfPage], hidden: Hidden) -> tuple[Passage, ...]:
    """Return the lines that hold text; a word broken over two lines is one word, on the first.

    Whether its hyphen is the word's own is settled by ``with_hyphens``.
    """
    return tuple(
        passage for number in range(len(document)) for passage in _lines(document[number], number + 1, hidden)
    )


def with_hyphens(
    old: tuple[Passage, ...], new: tuple[Passage, ...]
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Return both sides with the words that lines break: with a hyphen, unless a whole word has none.

    A reference keeps its hyphen when it falls at the end of a line; a word that was broken there has none.
    """
    known = frozenset(word for p in (*old, *new) for word in p.text.split() if _BREAK not in word)
    return tuple(_settled(p, known) for p in old), tuple(_settled(p, known) for p in new)


def _settled(passage: Passage, known: frozenset[str]) -> Passage:
    def whole(match: re.Match[str]) -> str:
        joined, kept = match.group().replace(_BREAK, ""), match.group().replace(_BREAK, "-")
        return joined if joined in known and kept not in known else kept

    return replace(passage, text=_BREAKS.sub(whole, passage.text)) if _BREAK in passage.text else passage


def bands_of(page: PdfPage, hidden: Hidden) -> tuple[tuple[float, float], ...]:
    """Return where hidden words stand on a page: top and bottom of their lines, in points from the top."""
    height = page.get_height()
    bands: list[tuple[float, float]] = []
    with closing(page.get_textpage()) as textpage:
        text = textpage.get_text_range()
        for pattern, _ in hidden.patterns:
            for match in pattern.finditer(text):
                count = textpage.count_rects(match.start(), match.end() - match.start())
                rectangles = (textpage.get_rect(index) for index in range(count))
                bands += [(height - top, height - bottom) for _, bottom, _, top in rectangles]
    return tuple(sorted(bands))


def _lines(page: PdfPage, number: int, hidden: Hidden) -> Iterator[Passage]:
    with closing(page.get_textpage()) as textpage:
        text = textpage.get_text_bounded()
    joined = _BROKEN.sub(_BREAK, text)
    for line, words in enumerate(hidden(joined).splitlines(), start=1):
        if folded := fold(words):
            yield Passage(folded, f"line {line}", number)
