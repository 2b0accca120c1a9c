"""What is true of a PDF beside words and looks: properties, tags, fonts, links, pages, conformance.

When and by what a file was written, its id and how its objects are stored are no facts of a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from generator.comparison.facts import ABSENT, DocumentFact, changed_facts
from generator.comparison.records import Change
from generator.comparison.words.ignoring import PROPERTIES
from generator.comparison.words.tokens import fold

if TYPE_CHECKING:
    import pikepdf

_PROPERTIES = {"/Title": "title", "/Author": "author", "/Subject": "subject", "/Keywords": "keywords"}
_SUBSET = re.compile(r"^/?[A-Z]{6}\+")
_CONFORMANCE = re.compile(
    rb"<(pdfaid:part|pdfaid:conformance|pdfuaid:part)>([^<]*)<|(pdfaid:part|pdfaid:conformance|pdfuaid:part)=\"([^\"]*)\""
)
_MOST_TAGS = 200_000
ROLES = {
    "P": "paragraph",
    "Sect": "section",
    "Document": "document",
    "TH": "table heading cell",
    "TD": "table cell",
    "TR": "table row",
    "LI": "list entry",
    "L": "list",
    "Lbl": "list label",
    "LBody": "list text",
    "Figure": "figure",
    "Link": "link",
    "Span": "stretch of text",
    "Note": "note",
    "Div": "division",
    "Table": "table",
    "Art": "article",
    "BlockQuote": "quotation",
    "Caption": "caption",
    "NonStruct": "no structure",
} | {f"H{level}": f"heading of level {level}" for level in range(1, 7)}
"""What the standard structure types mean (ISO 32000-1, 14.8.4)."""


@dataclass(frozen=True, slots=True)
class _Tag:
    role: str
    depth: int
    alternative: str
    language: str


def pdf_structure(old: pikepdf.Pdf, new: pikepdf.Pdf) -> Iterator[Change]:
    """Yield each difference of structure that has a name of its own."""
    yield from changed_facts(_facts(old), _facts(new), "pdf")
    yield from _tag_changes(tuple(_tags(old)), tuple(_tags(new)))


def _facts(pdf: pikepdf.Pdf) -> Iterator[DocumentFact]:
    place = PROPERTIES
    for key, name in _PROPERTIES.items():
        yield DocumentFact(name, place, _text(pdf.docinfo.get(key)))
    yield DocumentFact("language", place, _text(pdf.Root.get("/Lang")))
    yield DocumentFact("conformance", place, _conformance(pdf))
    yield DocumentFact("tagged for screen readers", place, "yes" if "/StructTreeRoot" in pdf.Root else "no")
    yield DocumentFact("attachments", place, ", ".join(sorted(pdf.attachments)) or "none")
    yield DocumentFact("encrypted", place, "yes" if pdf.is_encrypted else "no")
    yield DocumentFact("fonts of the file", place, ", ".join(sorted(set(_fonts(pdf)))) or "none")
    for number, page in enumerate(pdf.pages, start=1):
        width, height = (float(page.mediabox[i + 2]) - float(page.mediabox[i]) for i in (0, 1))
        yield DocumentFact("size of the page", f"page {number}", f"{width:.1f} × {height:.1f} pt", number)
        yield DocumentFact("links of the page", f"page {number}", "; ".join(_links(page)) or "none", number)


def _text(value: object) -> str:
    return fold(str(value)) or ABSENT if value is not None else ABSENT


def _conformance(pdf: pikepdf.Pdf) -> str:
    metadata = pdf.Root.get("/Metadata")
    if metadata is None:
        return "none"
    conformances = _CONFORMANCE.findall(metadata.read_bytes())
    claims = sorted(
        {f"{(a or c).decode()} {(b or d).decode('utf-8', 'replace')}" for a, b, c, d in conformances}
    )
    return ", ".join(claims) or "none"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        for font in dict(page.resources.get("/Font", {})).values():
            yield _SUBSET.sub("", str(font.get("/BaseFont", "unnamed"))).lstrip("/")


def _links(page: pikepdf.Page) -> Iterator[str]:
    for note in page.get("/Annots", ()):
        action = note.get("/A")
        if action is not None and "/URI" in action:
            yield str(action["/URI"])


def _tags(pdf: pikepdf.Pdf) -> Iterator[_Tag]:
    """Yield the structure elements in reading order, without following a loop."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    roles = {key: str(value) for key, value in dict(root.get("/RoleMap", {})).items()}
    seen: set[tuple[int, int]] = set()
    stack = [(element, 0) for element in reversed(list(_children(root)))]
    while stack and len(seen) < _MOST_TAGS:
        element, depth = stack.pop()
        if element.is_indirect and element.objgen in seen:
            continue
        seen.add(element.objgen if element.is_indirect else (-1, len(seen)))
        role = element.get("/S")
        if role is not None:
            yield _Tag(
                roles.get(str(role), str(role)).lstrip("/"),
                depth,
                _text(element.get("/Alt")),
                _text(element.get("/Lang")),
            )
        stack.extend((child, depth + 1) for child in reversed(list(_children(element))))


def _children(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    import pikepdf

    kids = element.get("/K")
    entries: Iterable[object] = kids if isinstance(kids, pikepdf.Array) else (kids,)
    for entry in entries:
        if isinstance(entry, pikepdf.Dictionary) and "/S" in entry:
            with suppress(RuntimeError):
                yield entry


def _tag_changes(old: tuple[_Tag, ...], new: tuple[_Tag, ...]) -> Iterator[Change]:
    before, after = [(t.role, t.depth) for t in old], [(t.role, t.depth) for t in new]
    for tag, low, high, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from _attribute_changes(old[low:high], new[start:end])
        else:
            place = f"tag {low + 1} of {len(old)}"
            was, now = _roles(old[low:high]), _roles(new[start:end])
            yield Change("structure", "pdf", "tags for screen readers", place, 0, was, now)


def _attribute_changes(old: tuple[_Tag, ...], new: tuple[_Tag, ...]) -> Iterator[Change]:
    for was, now in zip(old, new, strict=True):
        place = ROLES.get(now.role, now.role)
        if was.alternative != now.alternative:
            what = "description of the picture (alt text)"
            yield Change("structure", "pdf", what, place, 0, was.alternative, now.alternative)
        if was.language != now.language:
            yield Change("structure", "pdf", "language of the text", place, 0, was.language, now.language)


def _roles(tags: tuple[_Tag, ...]) -> str:
    named = [f"{ROLES[tag.role]} ({tag.role})" if tag.role in ROLES else tag.role for tag in tags]
    return ", ".join(named[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "") or "none"
