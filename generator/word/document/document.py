"""A whole document: its sections with their pages, headers and footers, and what it says about itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.word.document.content import Block, FootOrEndnote, Paragraph
from generator.word.document.formats import NO_BORDERS, Borders
from generator.word.document.paragraphs import paragraphs_in
from generator.word.document.positions import ONE_COLUMN, Columns, PageGeometry


@dataclass(frozen=True, slots=True)
class HeaderFooter:
    """What repeats at an edge of the pages of a section; None where a kind of page has the default."""

    default: tuple[Block, ...] = ()
    first: tuple[Block, ...] | None = None
    even: tuple[Block, ...] | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks on pages of one geometry; ``numbering`` is a CSS counter style, ``restart`` the first number.

    ``borders`` frame each page; their space is counted from the edge of the page or of the text.
    """

    blocks: tuple[Block, ...]
    page: PageGeometry
    start: Literal["next_page", "continuous", "even_page", "odd_page"]
    header: HeaderFooter
    footer: HeaderFooter
    columns: Columns = ONE_COLUMN
    numbering: str = "decimal"
    restart: int | None = None
    vertical: Literal["top", "center", "bottom", "justify"] = "top"
    borders: Borders = NO_BORDERS
    borders_from: Literal["page", "text"] = "text"
    right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class Properties:
    """What the document says about itself; dates are W3C date-times as written, or empty."""

    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    language: str = "en-US"
    created: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; ``default_tab`` is the distance of the tab stops nobody set, in points.

    ``decimal_point`` is the character at which decimal tab stops align numbers.

    ``splits_marks`` says that the mark of a paragraph which ends with a page break is on the next page.

    ``font_shapes`` tells what kind of type a family is (``roman``, ``swiss``, ``modern`` …), as the
    document's font table says.
    """

    sections: tuple[Section, ...]
    properties: Properties
    default_tab: float = 36.0
    decimal_point: str = "."
    splits_marks: bool = False
    font_shapes: tuple[tuple[str, str], ...] = ()
    endnotes: tuple[FootOrEndnote, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs of the text in order, those of tables row by row."""
        for section in self.sections:
            yield from paragraphs_in(section.blocks)
