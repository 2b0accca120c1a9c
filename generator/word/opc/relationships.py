"""The Open Packaging Conventions inside a .docx: content types and relationships (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import unquote

from lxml import etree

from generator.word.cache import judged, kept
from generator.word.markup import CONTENT_TYPES, RELATIONSHIPS

CONTENT_TYPES_PART = "[Content_Types].xml"
ROOT_RELATIONSHIPS_PART = "_rels/.rels"
MAIN_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A named arrow from one part (``""``: the package) to another part, or to an address outside.

    ``kind`` is the last word of the relationship type, such as ``header`` or ``hyperlink``. ``target`` is a
    part name without leading slash, or, when ``external``, the address as it is written.
    """

    source: str
    relationship_id: str
    kind: str
    target: str
    external: bool


def parse_xml(content: bytes) -> etree._Element:
    """Parse one XML part with entities, DTDs, the network and giant nodes refused.

    Raises ``lxml.etree.XMLSyntaxError`` when the part is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


@judged
def xml_fault(content: bytes) -> str:
    """Return why these bytes are no well-formed XML; empty when they are."""
    try:
        parse_xml(content)
    except etree.XMLSyntaxError as fault:
        return str(fault)
    return ""


def relationships_part(part: str) -> str:
    """Return the name of the part that holds the relationships of ``part`` (ECMA-376 part 2, 6.5.2)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relationships_source(part: str) -> str:
    """Return the part whose relationships ``part`` holds: the reverse of ``relationships_part``."""
    folder, name = posixpath.split(part)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def read_relationships(parts: Mapping[str, bytes], part: str) -> tuple[Relationship, ...]:
    """Return the relationships of ``part`` (``""``: of the package) in file order; none if it has none."""
    content = parts.get(relationships_part(part))
    if content is None:
        return ()
    return _relationships(content, part)


@kept
def _relationships(content: bytes, part: str) -> tuple[Relationship, ...]:
    elements = parse_xml(content).iterfind(f"{{{RELATIONSHIPS}}}Relationship")
    return tuple(_relationship(part, element) for element in elements)


def all_relationships(parts: Mapping[str, bytes]) -> Iterator[Relationship]:
    """Yield every relationship in the package, those of the package itself among them."""
    for name in parts:
        if name.endswith(".rels"):
            yield from read_relationships(parts, relationships_source(name))


def settings_parts(links: Iterable[Relationship]) -> frozenset[str]:
    """Return the parts that hold settings, of the document and of its building blocks."""
    return frozenset(link.target for link in links if link.kind == "settings" and not link.external)


def reached_parts(links: Iterable[Relationship]) -> frozenset[str]:
    """Return in lower case the names of the parts that a chain of these links leads to from the package.

    Names are the same in any case of letters (ECMA-376 part 2, 6.2.2.3). Word keeps no other part.
    """
    targets: dict[str, set[str]] = {}
    for link in links:
        if not link.external:
            targets.setdefault(link.source.lower(), set()).add(link.target.lower())
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        targets_of_part = targets.get(waiting.pop(), set()) - reached
        reached |= targets_of_part
        waiting += targets_of_part
    return frozenset(reached)


def content_type(types: Mapping[str, str], part: str) -> str:
    """Return the content type of ``part``, or the empty string when the package states none."""
    lowered = part.lower()
    extension = lowered.rpartition(".")[2]
    return types.get(f"/{lowered}") or types.get(extension, "")


def read_content_types(parts: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return content types by lower-case ``/part/name`` (Override) and by lower-case extension (Default)."""
    return _content_types(parts[CONTENT_TYPES_PART])


@kept
def _content_types(content: bytes) -> Mapping[str, str]:
    root = parse_xml(content)
    types: dict[str, str] = {}
    for element in root.iterfind(f"{{{CONTENT_TYPES}}}*"):
        key = element.get("PartName") or element.get("Extension") or ""
        types[key.lower()] = element.get("ContentType", "")
    return MappingProxyType(types)


def main_document(parts: Mapping[str, bytes]) -> str:
    """Return the name of the main document part, or the empty string when the package names none."""
    for relationship in read_relationships(parts, ""):
        if relationship.kind == "officeDocument" and relationship.target in parts:
            return relationship.target
    return ""


def without_parts(parts: Mapping[str, bytes], unwanted: frozenset[str]) -> dict[str, bytes]:
    """Return the parts without the unwanted ones, their relationships and their content type overrides."""
    kept = {name: content for name, content in parts.items() if name not in unwanted}
    if len(kept) == len(parts):
        return kept
    for name in (CONTENT_TYPES_PART, *(part for part in kept if part.endswith(".rels"))):
        kept[name] = _without_mentions(name, kept[name], unwanted)
    return kept


def _without_mentions(name: str, content: bytes, unwanted: frozenset[str]) -> bytes:
    root = parse_xml(content)
    source = "" if name == CONTENT_TYPES_PART else relationships_source(name)
    for element in list(root):
        address = element.get("PartName") or element.get("Target") or ""
        if element.get("TargetMode") != "External" and _resolve(source, address) in unwanted:
            root.remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relationship(source: str, element: etree._Element) -> Relationship:
    external = element.get("TargetMode", "Internal").lower() == "external"
    target = element.get("Target", "")
    return Relationship(
        source=source,
        relationship_id=element.get("Id", ""),
        kind=element.get("Type", "").rpartition("/")[2],
        target=target if external else _resolve(source, target),
        external=external,
    )


def _resolve(source: str, target: str) -> str:
    path = posixpath.join("/", posixpath.dirname(source), unquote(target.partition("#")[0]))
    return posixpath.normpath(path).lstrip("/")
