"""The paragraphs of a .docx as text: body, headers, footers and notes, whatever else the document holds.

This reads less than ``word.reading`` on purpose: a document that cannot be typeset can still be compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from generator.comparison.docx.text import paragraph_text
from generator.comparison.records import Passage
from generator.comparison.words.ignoring import Hidden
from generator.comparison.words.tokens import fold
from generator.word.markup import any_attribute, local_name
from generator.word.opc.archive import Archive
from generator.word.opc.relationships import parse_xml, read_relationships

_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_HEADERS_FOOTERS = {"headerReference": "header", "footerReference": "footer"}
_PAGES = {"first": " of the first page", "even": " of even pages"}
_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "rPr", "pPr", "delText", "sectPr", "txbxContent"})


@dataclass(frozen=True, slots=True)
class _Position:
    """Where the walk stands: the story, and the table, row and column when it is in one."""

    story: str
    cell: str = ""


def docx_passages(archive: Archive, hidden: Hidden) -> tuple[Passage, ...]:
    """Return the paragraphs that hold text, in document order; tracked changes are read as accepted."""
    return tuple(
        replace(passage, text=hidden(passage.text)) for passage in _passages(archive) if passage.text
    )


def shown_parts(archive: Archive) -> frozenset[str]:
    """Return the parts whose paragraphs are read: the body, what sections name, and the notes."""
    return frozenset({archive.main, *(name for name, _ in _beside(archive))})


def _passages(archive: Archive) -> Iterator[Passage]:
    yield from _story(parse_xml(archive.parts[archive.main]), "")
    for name, story in _beside(archive):
        yield from _story(parse_xml(archive.parts[name]), story)


def _beside(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield each part beside the body that a page shows, with what it is called."""
    links = {link.relationship_id: link for link in read_relationships(archive.parts, archive.main)}
    stories = dict(_headers_footers(parse_xml(archive.parts[archive.main])))
    stories |= {key: _NOTES[link.kind] for key, link in links.items() if link.kind in _NOTES}
    for key, story in stories.items():
        if key in links and links[key].target in archive.parts:
            yield links[key].target, story


def _headers_footers(main: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the headers and footers that sections name, by relationship, whatever their parts are called."""
    for section in main.iter("{*}sectPr"):
        for reference in section:
            if story := _HEADERS_FOOTERS.get(local_name(reference)):
                yield any_attribute(reference, "id"), story + _PAGES.get(any_attribute(reference, "type"), "")


def _story(root: etree._Element, story: str) -> Iterator[Passage]:
    for number, (text, place) in enumerate(_paragraphs(root, _Position(story)), start=1):
        where = place.cell or f"paragraph {number}"
        yield Passage(fold(text), f"{story}, {where}" if story else where)


def _paragraphs(element: etree._Element, place: _Position) -> Iterator[tuple[str, _Position]]:
    tables = 0
    for child in element:
        match local_name(child):
            case "p":
                yield paragraph_text(child), place
                for box in child.iter(_sibling_tag(child, "txbxContent")):
                    if not any(local_name(above) == "Fallback" for above in box.iterancestors()):
                        yield from _paragraphs(box, place)
            case "tbl":
                tables += 1
                yield from _table(child, replace(place, cell=_within(place, f"table {tables}")))
            case name if name not in _UNSEEN:
                yield from _paragraphs(child, place)


def _table(table: etree._Element, place: _Position) -> Iterator[tuple[str, _Position]]:
    rows = [row for row in table.iter(_sibling_tag(table, "tr")) if _table_of(row) is table]
    for number, row in enumerate(rows, start=1):
        cells = (cell for cell in row.iter(_sibling_tag(table, "tc")) if _table_of(cell) is table)
        for column, cell in enumerate(cells, start=1):
            yield from _paragraphs(cell, replace(place, cell=f"{place.cell}, row {number}, column {column}"))


def _table_of(element: etree._Element) -> etree._Element | None:
    return next((above for above in element.iterancestors() if local_name(above) == "tbl"), None)


def _within(place: _Position, table: str) -> str:
    return f"{place.cell}, {table}" if place.cell else table


def _sibling_tag(element: etree._Element, name: str) -> str:
    """Return the tag ``name`` in the namespace of ``element``, transitional or strict."""
    return f"{{{etree.QName(element).namespace}}}{name}"
