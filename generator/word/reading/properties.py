"""What the document says about itself: title, author, dates (ECMA-376 part 2, 8.3)."""

from __future__ import annotations

import re
from datetime import date

from generator.word.document.document import Properties
from generator.word.markup import CORE_PROPERTIES
from generator.word.opc.archive import Archive
from generator.word.opc.relationships import parse_xml, read_relationships
from generator.word.reading.problems import ProblemsFound

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_DATE = re.compile(
    r"(\d{4}(?:-\d\d){0,2})(T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?"
)


def read_properties(archive: Archive, language: str, findings: ProblemsFound) -> Properties:
    """Return the core properties, empty where the document has none; the language is the styles'.

    A time without its zone is taken as UTC, what is not a date is left out with a warning.
    """
    relationships = read_relationships(archive.parts, "")
    part = next((link.target for link in relationships if link.kind == "core-properties"), "")
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
        keywords=text(f"{{{CORE_PROPERTIES}}}keywords"),
        language=language,
        created=_date(text(f"{_TERMS}created"), "created", findings),
        modified=_date(text(f"{_TERMS}modified"), "modified", findings),
    )


def _date(written: str, name: str, findings: ProblemsFound) -> str:
    """Return a W3C date-time; only whole dates and times are read."""
    match = _DATE.fullmatch(written)
    if match is not None and _is_in_the_calendar(match[1], timed=bool(match[2] or match[3])):
        return f"{written}Z" if match[2] and not match[3] else written
    if written:
        findings.approximate("core.xml", f"says '{name}' on {written!r}, which is not a date and is left out")
    return ""


def _is_in_the_calendar(written: str, *, timed: bool) -> bool:
    """Tell whether there is such a day, month or year; only a day can have a time."""
    try:
        date.fromisoformat(written if timed else f"{written}-01-01"[:10])
    except ValueError:
        return False
    return True
