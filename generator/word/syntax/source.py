"""A part of a template as Jinja source: docxtpl's own preparation, each tag on a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from generator.word.fields.merge_fields import repeat_rows
from generator.word.syntax.protection import LINE_FEED, put_aside, put_back
from generator.word.syntax.tags import TAG, Tag, TaggedParagraph, align, read_paragraphs, read_tags

_BODY = re.compile(r"<w:body\b.*</w:body>", re.DOTALL)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OLD_ESCAPES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}


@dataclass(frozen=True, slots=True)
class Source:
    """One part as Jinja source between two texts that never vary.

    Tag ``n`` of ``tags`` starts line ``n + 2`` of ``text``, so that a line number is a place. ``written`` are
    the tags as their author wrote them.
    """

    part: str
    before: str
    text: str
    after: str
    tags: tuple[Tag | None, ...]
    written: tuple[Tag, ...]


def parse_like_docxtpl(content: bytes) -> etree._Element:
    """Parse a part as python-docx does: blank text between elements is dropped; no entities, no network."""
    parser = etree.XMLParser(
        remove_blank_text=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(content, parser)


def word_source(root: etree._Element, part: str) -> Source:
    """Return the source of a document, header, footer or note part; of a document only the body varies."""
    from docxtpl import DocxTemplate

    written = tuple(read_tags(read_paragraphs(root, part)))
    put_aside(root)
    xml = etree.tostring(root, encoding="unicode", pretty_print=False)
    body = _BODY.search(xml)
    start, end = body.span() if body else (0, len(xml))
    prepared: str = DocxTemplate.patch_xml(None, xml[start:end])
    return _source(part, xml[:start], repeat_rows(prepared), xml[end:], written)


def property_source(root: etree._Element, part: str) -> Source:
    """Return the source of the core properties, whose elements count as paragraphs."""
    texts = tuple(
        TaggedParagraph(part, number, element.text or "") for number, element in enumerate(root, start=1)
    )
    return _source(part, "", etree.tostring(root, encoding="unicode"), "", tuple(read_tags(texts)))


def unescape_old(text: str) -> str:
    """Return static text with docxtpl's old way to write braces, ``{_{``, as braces."""
    for escape, braces in _OLD_ESCAPES.items():
        text = text.replace(escape, braces)
    return text


def _source(part: str, before: str, prepared: str, after: str, written: tuple[Tag, ...]) -> Source:
    text = TAG.sub(_on_a_line, prepared.replace("\n", LINE_FEED))
    codes = (match[0] for match in TAG.finditer(text))
    return Source(part, _DECLARATION + before, text, after, tuple(align(written, codes)), written)


def _on_a_line(match: re.Match[str]) -> str:
    """Start a line with the tag, keep the tag on it, and read its XML escapes as the author wrote them."""
    code = match[0].replace(LINE_FEED, " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return f"\n{put_back(code)}"
