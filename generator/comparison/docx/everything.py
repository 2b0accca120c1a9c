"""All of a .docx as lines and blocks: every part in a form that does not depend on how it was written.

Styles and lists that nothing uses are left out, as are the properties that say when and by which program a
document was saved. A part that is not markup is a fingerprint.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from generator.comparison.docx.flow import Block, flow_of
from generator.comparison.docx.markup import Markup, without_marks_of_saving
from generator.comparison.docx.package import Part, parts_by_role
from generator.word.markup import CORE_PROPERTIES, EXTENDED_PROPERTIES, W, local_name
from generator.word.opc.archive import Archive
from generator.word.opc.relationships import parse_xml

_STORIES = frozenset({"officeDocument", "header", "footer", "footnotes", "endnotes"})
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"


def _names(namespace: str, *names: str) -> frozenset[str]:
    return frozenset(f"{{{namespace}}}{name}" for name in names)


_SAVED = {
    "core-properties": _names(_TERMS, "created", "modified")
    | _names(CORE_PROPERTIES, "lastModifiedBy", "revision", "lastPrinted"),
    "extended-properties": _names(
        EXTENDED_PROPERTIES,
        *("Application", "AppVersion", "TotalTime", "Pages", "Words", "Characters", "Lines", "Paragraphs"),
        "CharactersWithSpaces",
    ),
    "settings": _names(W, "rsids", "proofState", "zoom"),
}
"""What says when, how long and by which program a document was saved, and how it was last looked at."""
_NAMED = {
    "core-properties": _names(_DC, "title", "creator", "subject", "description", "language")
    | _names(CORE_PROPERTIES, "keywords", "category")
}
"""What facts with names of their own tell in full; another name of the same end is another thing."""
_USED = frozenset({"styles", "numbering"})
_POINTERS = frozenset(
    {"pStyle", "rStyle", "tblStyle", "basedOn", "link", "next", "styleLink", "numStyleLink"}
)


@dataclass(frozen=True, slots=True)
class DocxContents:
    """A .docx by the roles of its parts: stories as blocks, all other parts as lines."""

    stories: Mapping[str, tuple[Block, ...]]
    lines: Mapping[str, tuple[tuple[str, str], ...]]


_IDS: Final = {"style": "styleId", "num": "numId", "abstractNum": "abstractNumId"}
"""By which attribute styles and lists are named."""


def everything_of(archive: Archive, shown: frozenset[str], skip: frozenset[str]) -> DocxContents:
    """Return all of a .docx but the roles in ``skip``; words of ``shown`` parts are compared as words."""
    parts = parts_by_role(archive)
    asks_for_use = any(part.kind in _USED for role, part in parts.items() if role not in skip)
    roots = {
        role: without_marks_of_saving(parse_xml(part.content))
        for role, part in parts.items()
        if part.is_xml and part.content and (asks_for_use or role not in skip)
    }
    used = _used(roots.values()) if asks_for_use else {}
    stories: dict[str, tuple[Block, ...]] = {}
    lines: dict[str, tuple[tuple[str, str], ...]] = {}
    for role, part in parts.items():
        if role in skip:
            continue
        facts = [*_facts(part)]
        root = roots.get(role)
        if root is None:
            facts += [("content", hashlib.sha256(part.content).hexdigest()[:12])] if part.content else []
        elif part.kind in _STORIES and part.name in shown:
            stories[role] = tuple(flow_of(root, Markup(tuple(sorted(part.targets.items())))))
        else:
            facts += _part_lines(part, root, used)
        lines[role] = tuple(facts)
    return DocxContents(stories, lines)


def same_parts(old: Archive, new: Archive) -> frozenset[str]:
    """Return the roles whose parts are the same bytes on both sides and lead to the same roles."""
    before, after = parts_by_role(old), parts_by_role(new)
    return frozenset(
        role
        for role in before.keys() & after.keys()
        if before[role].content == after[role].content
        and before[role].targets == after[role].targets
        and before[role].references == after[role].references
        and before[role].media_type == after[role].media_type
    )


def _facts(part: Part) -> Iterator[tuple[str, str]]:
    yield "content type", part.media_type
    for kind, target in part.references:
        yield f"relationship {kind}", target


def _part_lines(
    part: Part, root: etree._Element, used: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    markup = Markup(tuple(sorted(part.targets.items())))
    omitted = _SAVED.get(part.kind, frozenset()) | _NAMED.get(part.kind, frozenset())
    yield "root", str(root.tag)
    yield from markup.own(root)
    for child in root:
        if str(child.tag) in omitted or not _is_used(child, used):
            continue
        yield from markup.lines(child, _identity(child))


def _identity(element: etree._Element) -> str:
    """Return the id of a style or list, so that its lines are compared with its own."""
    name = next((n for n in ("styleId", "numId", "abstractNumId") if _attribute(element, n)), "")
    return (
        f"{local_name(element)} {_attribute(element, name)}"
        if name and local_name(element) in {"style", "num", "abstractNum"}
        else ""
    )


def _used(roots: Iterable[etree._Element]) -> dict[str, frozenset[str]]:
    """Return the styles and lists that some part names, or that a named one is made from."""
    styles: dict[str, etree._Element] = {}
    abstract: dict[str, str] = {}
    named: dict[str, set[str]] = {"style": set(), "num": set(), "abstractNum": set()}
    for root in roots:
        for element in root.iter("{*}style", "{*}num"):
            if local_name(element) == "style":
                styles[_attribute(element, "styleId")] = element
            else:
                abstract[_attribute(element, "numId")] = next(
                    (_attribute(e, "val") for e in element.iterchildren("{*}abstractNumId")), ""
                )
        if local_name(root) != "styles":
            _note(root, named)
    named["style"] |= {
        key for key, style in styles.items() if _attribute(style, "default") in {"1", "true", "on"}
    }
    waiting = list(named["style"])
    while waiting:
        style = styles.pop(waiting.pop(), None)
        if style is not None:
            by_style: dict[str, set[str]] = {"style": set(), "num": set()}
            _note(style, by_style)
            named["num"] |= by_style["num"]
            waiting += by_style["style"] - named["style"]
            named["style"] |= by_style["style"]
    named["abstractNum"] = {abstract[number] for number in named["num"] if number in abstract}
    return {kind: frozenset(ids) for kind, ids in named.items()}


def _note(element: etree._Element, named: dict[str, set[str]]) -> None:
    for node in element.iter():
        name = local_name(node)
        if name in _POINTERS:
            named["style"].add(_attribute(node, "val"))
        elif name == "numId":
            named["num"].add(_attribute(node, "val"))


def _is_used(element: etree._Element, used: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether something is used; where nobody asks for it, in a part of another kind, it is."""
    name = local_name(element)
    return name not in used or _attribute(element, _IDS[name]) in used[name]


def _attribute(element: etree._Element, name: str) -> str:
    return (
        next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")
        if name
        else ""
    )
