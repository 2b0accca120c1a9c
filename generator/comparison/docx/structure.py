"""What is true of a .docx beside its words: properties, looks, pictures, other parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import chain

from lxml import etree

from generator.comparison.docx.looks import (
    character_changes,
    flow_of,
    page_facts,
    paragraph_facts,
    table_facts,
    text_of,
)
from generator.comparison.facts import DocumentFact, changed_facts
from generator.comparison.records import Change
from generator.comparison.words.ignoring import PROPERTIES
from generator.comparison.words.tokens import fold
from generator.errors import TypesettingError
from generator.word.document.content import Paragraph
from generator.word.document.document import Document
from generator.word.opc.archive import Archive
from generator.word.opc.relationships import parse_xml, read_relationships
from generator.word.reading import read_document

_TEXT = re.compile(rb"<w:t(?: [^>]*)?>[^<]*</w:t>")
_SAVED = re.compile(rb' w:rsid\w*="[^"]*"| w14:(?:paraId|textId)="[^"]*"')
_PROPERTIES = {
    "title": "title",
    "creator": "author",
    "subject": "subject",
    "keywords": "keywords",
    "description": "comments",
    "category": "category",
    "language": "language",
}
_RESOLVED = frozenset(
    {
        *("officeDocument", "styles", "stylesWithEffects", "numbering", "theme", "fontTable", "font"),
        *("header", "footer", "footnotes", "endnotes", "image", "webSettings"),
        *("extended-properties", "core-properties", "thumbnail"),
    }
)
"""Parts whose content the resolved document holds, or that say only how and by what a file was written."""


def docx_structure(old: Archive, new: Archive) -> Iterator[Change]:
    """Yield each difference of structure; how the XML is written, ordered or saved is none.

    A document that cannot be resolved is compared by its properties and other parts only.
    """
    yield from changed_facts(_property_facts(old), _property_facts(new), "docx")
    if _skeleton(old) != _skeleton(new):
        yield from _look_changes(old, new)


def _look_changes(old: Archive, new: Archive) -> Iterator[Change]:
    try:
        before, after = read_document(old).document, read_document(new).document
    except TypesettingError:
        return
    yield from changed_facts(page_facts(before), page_facts(after), "docx", "formatting")
    yield from changed_facts(table_facts(before), table_facts(after), "docx", "formatting")
    for was, now in _aligned(before, after):
        yield from changed_facts(paragraph_facts(was, now), paragraph_facts(now, now), "docx", "formatting")
        yield from character_changes(was, now)


def _aligned(old: Document, new: Document) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Yield paragraphs that are each other's counterpart: same words, or same place between such."""
    before, after = list(flow_of(old)), list(flow_of(new))
    matcher = SequenceMatcher(None, [text_of(p) for p in before], [text_of(p) for p in after], autojunk=False)
    for _, low, high, start, end in matcher.get_opcodes():
        if high - low == end - start:
            yield from zip(before[low:high], after[start:end], strict=True)


def _property_facts(archive: Archive) -> Iterator[DocumentFact]:
    links = read_relationships(archive.parts, "")
    for part in (link.target for link in links if link.kind == "core-properties"):
        for element in parse_xml(archive.parts[part]) if part in archive.parts else ():
            name = _PROPERTIES.get(etree.QName(element).localname) if isinstance(element.tag, str) else None
            if name and element.text:
                yield DocumentFact(name, PROPERTIES, fold(element.text))


def _kinds(archive: Archive) -> Iterator[tuple[str, str]]:
    for link in chain(read_relationships(archive.parts, ""), read_relationships(archive.parts, archive.main)):
        if not link.external:
            yield link.target, link.kind


def _skeleton(archive: Archive) -> Mapping[str, bytes]:
    """Return the parts that decide the looks, with every text blanked: equal skeletons look the same."""
    looks = {
        name
        for name, kind in _kinds(archive)
        if kind in _RESOLVED - {"core-properties", "extended-properties"}
    }
    return {
        name: _TEXT.sub(b"<w:t/>", _SAVED.sub(b"", content))
        for name, content in archive.parts.items()
        if name in looks or name.endswith(".rels") or "/media/" in name
    }
