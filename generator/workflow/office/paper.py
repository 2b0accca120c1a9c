"""The pages of a finished PDF: as pictures, and their words with the places where they stand.

PDFium is not made for threads, so one page is worked on at a time. What was made is kept by the hash of its
file, up to a bound; a hash never comes to mean other bytes.
"""

from __future__ import annotations

import io
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from generator.comparison.pdf.opening import opened_pdf
from generator.storage.store import Store

Kept = TypeVar("Kept")

WIDTHS: Final = (240, 1000, 1600)
"""How wide pictures are made, in pixels: thumbnails, pages on a screen, pages on a sharp one."""
_MOST_PICTURES: Final = 48 * 2**20
_MOST_TEXTS: Final = 400
_WORD: Final = re.compile(r"\S+")
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand together on a line, in their box, in points from the page's left and top edges."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageText:
    """A page: its size in points, its ``lines``, and each of its ``words``, in the order of painting."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    words: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Return the words with a blank between each two, which is the text that comments are anchored in."""
        return " ".join(word.text for word in self.words)


class _Shelf:
    """What was made last, up to a bound in the unit that ``weigh`` tells."""

    def __init__(self, most: int, weigh: Callable[[Any], int]) -> None:
        self._most, self._weigh = most, weigh
        self._kept: OrderedDict[object, Any] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: object, make: Callable[[], Kept]) -> Kept:
        """Return what is kept under a key, made now if it is not."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: Kept = self._kept[key]
                return found
        made = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._weight += self._weigh(made)
            while self._weight > self._most and len(self._kept) > 1:
                _, old = self._kept.popitem(last=False)
                self._weight -= self._weigh(old)
        return made


_PICTURES: Final = _Shelf(_MOST_PICTURES, len)
_TEXTS: Final = _Shelf(_MOST_TEXTS, lambda _: 1)


def page_texts(store: Store, sha256: str) -> tuple[PageText, ...]:
    """Return the pages of a PDF of the store with their text.

    Raises:
        StorageError: the file is gone or was changed.
        ComparisonError: it cannot be read as a PDF.
    """
    return _TEXTS.get(sha256, lambda: _read_texts(store.get(sha256), sha256))


def page_picture(store: Store, sha256: str, number: int, width: int) -> bytes:
    """Return a page, counted from 1, as PNG of one of the ``WIDTHS``.

    Raises:
        IndexError: there is no such page.
        StorageError, ComparisonError: as ``page_texts`` does.
    """
    return _PICTURES.get((sha256, number, width), lambda: _paint(store.get(sha256), sha256, number, width))


def _paint(content: bytes, name: str, number: int, width: int) -> bytes:
    with _ONE_AT_A_TIME, opened_pdf(content, name) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        with closing(page.render(scale=width / page.get_width())) as bitmap:
            image = bitmap.to_pil().convert("RGB")
    stream = io.BytesIO()
    grey = image.convert("L")
    is_grey = all(low == high for low, high in zip(image.getextrema(), (grey.getextrema(),) * 3, strict=True))
    (grey if is_grey else image.quantize(64)).save(stream, "PNG", compress_level=6)
    return stream.getvalue()


def _read_texts(content: bytes, name: str) -> tuple[PageText, ...]:
    with _ONE_AT_A_TIME, opened_pdf(content, name) as document:
        return tuple(_read_page(document[index], index + 1) for index in range(len(document)))


def _read_page(page: Any, number: int) -> PageText:  # noqa: ANN401 - pypdfium2 ships no types
    height = page.get_height()
    with closing(page.get_textpage()) as textpage:
        text = textpage.get_text_range()
        lines = []
        for index in range(textpage.count_rects()):
            left, bottom, right, top = textpage.get_rect(index)
            said = textpage.get_text_bounded(left, bottom, right, top).replace("\r\n", " ").strip()
            if said:
                lines.append(Line(said, left, height - top, right, height - bottom))
        words = tuple(_words_of(textpage, text, height))
    return PageText(number, page.get_width(), height, tuple(lines), words)


def _words_of(textpage: Any, text: str, height: float) -> Iterator[Line]:  # noqa: ANN401
    for found in _WORD.finditer(text):
        count = textpage.count_rects(found.start(), len(found.group()))
        if count:
            boxes = [textpage.get_rect(index) for index in range(count)]
            left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
            right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
            yield Line(found.group(), left, height - top, right, height - bottom)
