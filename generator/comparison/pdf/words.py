"""The words of a PDF with their places and their looks, as PDFium finds them."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby

from generator.comparison.pdf.opening import PdfPage
from generator.comparison.pdf.painting.painter import plain_font
from generator.comparison.records import Box
from generator.comparison.words.tokens import fold

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word on its page (from 1), in its box; ``index`` is its place in the text of the page."""

    text: str
    page: int
    box: Box
    index: int


def placed_words(document: Sequence[PdfPage]) -> tuple[PlacedWord, ...]:
    """Return the words of all pages in the order they are painted."""
    return tuple(word for number in range(len(document)) for word in _words(document[number], number + 1))


def _words(page: PdfPage, number: int) -> Iterator[PlacedWord]:
    height = page.get_height()
    with closing(page.get_textpage()) as textpage:
        text = textpage.get_text_range()
        for match in _WORD.finditer(text):
            count = textpage.count_rects(match.start(), len(match.group()))
            for index in range(count):
                left, bottom, right, top = textpage.get_rect(index)
                box = Box(left, height - top, right, height - bottom)
                yield PlacedWord(fold(match.group()), number, box, match.start())


def looks_of(document: Sequence[PdfPage], words: Iterable[PlacedWord]) -> Iterator[str]:
    """Yield the font, size and colour of words, which are in the order of their pages."""
    for number, match in groupby(words, key=lambda word: word.page):
        with closing(document[number - 1].get_textpage()) as textpage:
            yield from (_look(textpage, word.index) for word in match)


def _look(textpage: object, index: int) -> str:
    from pypdfium2 import raw

    size = raw.FPDFText_GetFontSize(textpage, index)
    channels = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(textpage, index, *channels)
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, name, len(name), flags)
    colour = "".join(f"{channel.value:02x}" for channel in channels[:3])
    return f"{plain_font(name.value.decode('utf-8', 'replace'))} {size:.1f} pt #{colour}"
