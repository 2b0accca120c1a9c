"""What the document says about itself: title, author, dates (ECMA-376 part 2, 8.3)."""

from __future__ import annotations

import re

from generator.word.archive import Archive
from generator.word.document import Properties
from generator.word.packaging import parse_xml, read_relationships

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"

_W3C_DATE = re.compile(
    r"[0-9]{4}(?:-(?:0[0-9]|1[0-2])(?:-(?:[0-2][0-9]|3[01])"
    r"(?P<time>T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
    r"(?P<zone>Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?)?)?)?"
)


def read_properties(archive: Archive, language: str) -> Properties:
    """Return the core properties, empty where the document has none; the language is the styles'."""
    relationships = read_relationships(archive.parts, "")
    part = next((found.target for found in relationships if found.kind == "core-properties"), "")
    content = archive.parts.get(part)
    if content is None:
        return Properties(language=language)
    root = parse_xml(content)

    def text(name: str) -> str:
        return " ".join((root.findtext(name) or "").split())

    return Properties(
        title=text(f"{_DC}title"),
        author=text(f"{_DC}creator"),
        subject=text(f"{_DC}subject") or text(f"{_DC}description"),
        keywords=text(f"{_CORE}keywords"),
        language=language,
        created=_moment(text(f"{_TERMS}created")),
        modified=_moment(text(f"{_TERMS}modified")),
    )


def _moment(written: str) -> str:
    """Return a date as the W3C profile of ISO 8601 has it: in UTC unless it says otherwise; empty if none."""
    match = _W3C_DATE.fullmatch(written)
    if match is None:
        return ""
    return f"{written}Z" if match["time"] and not match["zone"] else written
