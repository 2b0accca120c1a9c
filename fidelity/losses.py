"""Words of a Word document that its PDF does not have, found without our reader."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
from lxml import etree

from fidelity.lines import folded

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSHOWN = (
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
_PARTING = frozenset(f"{_W}{name}" for name in ("tab", "br", "cr", "footnoteReference", "endnoteReference"))
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


def lost_words(docx: bytes, pdf: bytes) -> tuple[str, ...]:
    """Return the words of the body and the notes that stand nowhere in the PDF, in order.

    Not meant to be shown, and so not looked for: hidden and deleted text, and the results of fields.
    """
    pages = tuple(_page_texts(pdf))
    text = "".join(map(_comparable, pages))
    letters = frozenset(_letters(word) for page in pages for word in page.split())
    return tuple(
        word for word in _words(docx) if _comparable(word) not in text and _letters(word) not in letters
    )


def _letters(word: str) -> str:
    """Return the letters of a word in one order: beside right-to-left text PDFium turns words around."""
    return "".join(sorted(filter(str.isalnum, _comparable(word))))


def _comparable(text: str) -> str:
    return folded(text).replace("-", "").casefold()


def _page_texts(pdf: bytes) -> Iterator[str]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            yield page.get_textpage().get_text_bounded()


def _words(docx: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in _PARTS:
            if name in package.namelist():
                for paragraph in etree.fromstring(package.read(name)).iter(f"{_W}p"):
                    yield from "".join(_texts(paragraph)).split()


def _texts(paragraph: etree._Element) -> Iterator[str]:
    """Yield the texts of a paragraph's own runs, and spaces for what parts them."""
    in_field = 0
    for run in paragraph.iter(f"{_W}r"):
        if next(run.iterancestors(f"{_W}p")) is not paragraph or _is_unshown(run):
            continue
        for part in run:
            if part.tag == f"{_W}fldChar":
                in_field += {"begin": 1, "end": -1}.get(part.get(f"{_W}fldCharType", ""), 0)
            elif part.tag == f"{_W}t" and not in_field:
                yield part.text or ""
            elif part.tag in _PARTING:
                yield " "


def _is_unshown(run: etree._Element) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish") is not None or run.find(f"{_W}rPr/{_W}webHidden") is not None
    computed = next(run.iterancestors(f"{_W}fldSimple"), None) is not None
    return hidden or computed or any(next(run.iterancestors(tag), None) is not None for tag in _UNSHOWN)
