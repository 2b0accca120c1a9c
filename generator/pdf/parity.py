"""The finished PDF is read again and compared with the document: every word, in the order of the tags."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from generator.errors import Problem
from generator.pdf.structure import Mark
from generator.pdf.weasyprint_types import PdfObject
from generator.word.document.passages import TextStretch

_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\u0002\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\ufe0e\ufe0f-\u2010\u2011"
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
)
"""Characters without ink, or that come and go where a line ends: PDFium tells a hyphen there as U+0002."""
_MIRRORED = str.maketrans(")]}>\xbb\u203a", "([{<\xab\u2039")
_LONGEST_NUMBER = 16
_TELLING = 24
"""So many characters after a number tell where it ends: a page 11 before a chapter 1 is not page 1."""


def differences(
    pdf: bytes, order: Sequence[Mark], passages: Iterable[TextStretch], source: str
) -> tuple[Problem, ...]:
    """Return the first place where the PDF does not say what the document says, or nothing.

    ``order`` lists the marked content of the PDF as assistive technology reads it. Compared are the
    characters in Unicode form NFKC, without case, spaces and hyphens. Paragraphs with right-to-left text are
    compared by how often they have each character, as the order on their lines is that of the eye; so are
    paragraphs of left-to-right text that are set from the right.
    """
    printed = "".join(map(folded, _texts(pdf, order)))
    position, loose = 0, False
    for passage in _whole(tuple(passages)):
        loose = loose or passage.open_start
        expected = folded(passage.text)
        if not expected:
            continue
        at = _find(printed, expected, position, loose=loose, turned=_is_turned(passage))
        if at < 0:
            message = (
                f"lost text: expected {passage.text[:60]!r}, "
                f"the PDF has {printed[position : position + 60]!r}"
            )
            return (
                Problem(
                    f"{source}: {passage.place}", "", message, "report this document: it is a fault here"
                ),
            )
        position, loose = at + len(expected), False
    rest = printed[position:]
    if len(rest) > (_LONGEST_NUMBER if loose else 0):
        return (Problem(source, "", f"gained text: the PDF ends with {rest[:60]!r}", "report this document"),)
    return ()


def _whole(passages: Sequence[TextStretch]) -> Iterator[TextStretch]:
    """Yield the passages joined where they can only be compared together, up to the next number.

    That are those of a paragraph with right-to-left text, and the first words after a number.
    """
    mixed = {passage.place for passage in passages if _is_turned(passage)}
    pending: TextStretch | None = None
    for passage in passages:
        if pending is not None and not passage.open_start and _belongs(passage, pending, mixed):
            pending = replace(pending, text=pending.text + passage.text)
            continue
        if pending is not None:
            yield pending
        pending = passage
    if pending is not None:
        yield pending


def _belongs(passage: TextStretch, pending: TextStretch, mixed: AbstractSet[str]) -> bool:
    if passage.place in mixed or pending.place in mixed:
        return passage.place == pending.place
    return pending.open_start and len(pending.text) < _TELLING


def folded(text: str) -> str:
    """Return the text in the form in which it is compared."""
    compatible = unicodedata.normalize("NFKC", text).casefold().translate(_INVISIBLE)
    return "".join(compatible.split())


def _find(printed: str, expected: str, position: int, *, loose: bool, turned: bool) -> int:
    """Return where the expected text stands: at ``position``, or when loose after a number; -1 if nowhere."""
    for at in range(position, position + (_LONGEST_NUMBER if loose else 0) + 1):
        if printed.startswith(expected, at):
            return at
        piece = printed[at : at + len(expected)]
        if turned and Counter(_faced(piece)) == Counter(_faced(expected)):
            return at
    return -1


def _faced(text: str) -> str:
    """Return the text with all brackets turned one way, as right-to-left text mirrors them."""
    return text.translate(_MIRRORED)


def _is_turned(passage: TextStretch) -> bool:
    """Tell whether the order of the characters on the line may differ from that in the text."""
    return passage.right_to_left or any(
        unicodedata.bidirectional(character) in {"R", "AL"} for character in passage.text
    )


def _texts(pdf: bytes, order: Sequence[Mark]) -> Iterator[str]:
    """Yield the text of each mark, as the PDF's own character maps tell it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [_page_texts(document[number]) for number in range(len(document))]
        for mark in order:
            yield texts[mark.page][mark.number]
    finally:
        document.close()


def _page_texts(page: PdfObject) -> defaultdict[int, str]:
    """Return the text of a page by the number of its mark."""
    import pypdfium2.raw as pdfium

    texts: defaultdict[int, str] = defaultdict(str)
    text_page = page.get_textpage()
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        content = pdfium.FPDFPage_GetObject(page, at)
        if pdfium.FPDFPageObj_GetType(content) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        size = pdfium.FPDFTextObj_GetText(content, text_page, None, 0)
        buffer = (ctypes.c_ushort * (size // 2))()
        pdfium.FPDFTextObj_GetText(content, text_page, buffer, size)
        texts[pdfium.FPDFPageObj_GetMarkedContentID(content)] += (
            bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
        )
    text_page.close()
    return texts
