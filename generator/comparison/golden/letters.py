"""A letter of today as golden letters are made of it, and what its golden files are called. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from generator.comparison.docx.passages import docx_passages
from generator.comparison.golden.approving import parts_hash
from generator.comparison.golden.choosing import golden_name
from generator.comparison.pdf.everything import everything_of
from generator.comparison.pdf.objects import ObjectLine
from generator.comparison.pdf.opening import opened_objects, opened_pdf
from generator.comparison.pdf.pictures import Raster, raster_of
from generator.comparison.records import LetterKey, Passage
from generator.comparison.words.ignoring import Hidden
from generator.word.opc.archive import read_archive


@dataclass(frozen=True, slots=True)
class RenderedLetter:
    """A letter as it comes out today; the PDF is empty where only the text is watched.

    ``sample`` says that its text is kept in full.
    """

    key: LetterKey
    docx: bytes
    pdf: bytes
    sample: bool

    @property
    def name(self) -> str:
        """The stem of its golden files."""
        return golden_name(self.key)


@dataclass(frozen=True, slots=True)
class Golden:
    """What is kept of a letter that comes out today, computed from it."""

    passages: tuple[Passage, ...]
    parts: str
    pages: tuple[Raster, ...] = ()
    structure: tuple[ObjectLine, ...] = ()


def golden_of(letter: RenderedLetter) -> Golden:
    """Return what is kept of a letter as it comes out today.

    Raises:
        ComparisonError: one of its files cannot be read.
    """
    archive = read_archive(letter.docx, source=letter.name)
    passages, parts = docx_passages(archive, Hidden()), parts_hash(archive.parts)[:16]
    if not letter.pdf:
        return Golden(passages, parts)
    with opened_pdf(letter.pdf, letter.name) as document, opened_objects(letter.pdf, letter.name) as objects:
        everything = everything_of(objects)
        pages = tuple(raster_of(document[number]) for number in range(len(document)))
        return Golden(passages, parts, pages, (*everything.lines, *everything.tags))


def text_hash(passages: tuple[Passage, ...]) -> str:
    """Return the hash by which the words of a letter are kept."""
    return hashlib.sha256(written(passages)).hexdigest()[:16]


def written(passages: tuple[Passage, ...]) -> bytes:
    """Return the words of a letter as its golden file has them: a paragraph a line, after its place."""
    return "".join(f"{passage.place}\t{passage.text}\n" for passage in passages).encode()


def file_hashes(letter: RenderedLetter) -> dict[str, str]:
    """Return the SHA-256 of each file of a letter by its name."""
    files = {f"{letter.name}.docx": letter.docx, f"{letter.name}.pdf": letter.pdf}
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if content}


def page_name(letter: RenderedLetter, number: int) -> str:
    """Return the name of the golden file of a page."""
    return f"{letter.name}.page-{number}.png"


def structure_name(letter: RenderedLetter) -> str:
    """Return the name of the golden file of the structure of the PDF."""
    return f"{letter.name}.pdf.json"
