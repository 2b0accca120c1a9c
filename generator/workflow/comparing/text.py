"""``letterbook text``: the words of one letter, as a comparison reads them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.comparison.docx.levels import admitted
from generator.comparison.docx.passages import docx_passages
from generator.comparison.pdf.opening import opened_pdf
from generator.comparison.pdf.passages import pdf_passages, with_hyphens
from generator.comparison.records import OnDisk, Passage
from generator.comparison.sides.contents import read_content
from generator.comparison.words.ignoring import Hidden

_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph of a .docx or line of a PDF; ``part`` is its page, or its story, empty for the body."""

    part: str
    text: str


def read_text(path: Path) -> tuple[Said, ...]:
    """Return the words of a letter in the order of reading.

    What the file is, is told by its first bytes: git gives files to compare other names.

    Raises:
        ComparisonError: it is neither .docx nor PDF, or cannot be read.
    """
    content = read_content(OnDisk(path))
    return tuple(Said(_part(passage), passage.text) for passage in _passages(content, path.name))


def _passages(content: bytes, name: str) -> tuple[Passage, ...]:
    if not content.startswith(_PDF):
        return docx_passages(admitted(content, name), Hidden())
    with opened_pdf(content, name) as document:
        return with_hyphens(pdf_passages(document, Hidden()), ())[0]


def _part(passage: Passage) -> str:
    """Return the page of a PDF, or the story of a .docx other than its body."""
    if passage.page:
        return f"page {passage.page}"
    story = passage.place.partition(",")[0]
    return story if story.startswith(("header", "footer", "footnote", "endnote")) else ""
