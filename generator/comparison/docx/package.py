"""The parts of a .docx by what they are for, rather than by their names: the way relationships lead to them.

Two letters of one template may number relationships and name parts otherwise; a part's role, such as
``officeDocument/header 1``, is the same in both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from generator.word.opc.archive import Archive
from generator.word.opc.relationships import (
    CONTENT_TYPES_PART,
    ROOT_RELATIONSHIPS_PART,
    Relationship,
    content_type,
    parse_xml,
    read_content_types,
    read_relationships,
    relationships_part,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package: its name and bytes, and what its relationships lead to, by their ids."""

    role: str
    kind: str
    name: str
    content: bytes
    media_type: str
    targets: Mapping[str, str]
    references: tuple[tuple[str, str], ...]

    @property
    def is_xml(self) -> bool:
        """Whether the part is markup."""
        return self.media_type.endswith("xml") or self.name.endswith((".xml", ".vml"))


def parts_by_role(archive: Archive) -> dict[str, Part]:
    """Return every part of the package by its role; one that nothing leads to by its name."""
    parts: dict[str, Part] = {}
    roles: dict[str, str] = {}
    waiting = [("", "", "package")]
    while waiting:
        name, role, kind = waiting.pop(0)
        links = list(_links(archive, name))
        below = dict(_roles(links, role))
        parts[role] = _part(archive, name, role, kind, links, {**below})
        for link in links:
            if not link.external and link.target in archive.parts and link.target not in roles:
                roles[link.target] = below[link.relationship_id]
                waiting.append((link.target, roles[link.target], link.kind))
    for name in archive.parts:
        if name not in roles and not name.endswith(".rels") and name != CONTENT_TYPES_PART:
            parts[f"unused {name}"] = _part(archive, name, f"unused {name}", "unused", [], {})
    return parts


def _links(archive: Archive, name: str) -> Iterator[Relationship]:
    """Yield the relationships of a part in the order in which it uses them, those it does not name last."""
    content = archive.parts.get(name, b"")

    def first_use(link: Relationship) -> tuple[int, str, str]:
        at = content.find(f'"{link.relationship_id}"'.encode()) if link.relationship_id else -1
        return (at if at >= 0 else len(content), link.kind, link.target)

    yield from sorted(read_relationships(archive.parts, name), key=first_use)


def _roles(links: list[Relationship], role: str) -> Iterator[tuple[str, str]]:
    counts: Counter[str] = Counter()
    for link in links:
        counts[link.kind] += 1
        number = f" {counts[link.kind]}" if counts[link.kind] > 1 else ""
        target = link.target if link.external else f"{role}/{link.kind}{number}".lstrip("/")
        yield link.relationship_id, target


def _part(  # noqa: PLR0913, PLR0917 - a part and what leads to it
    archive: Archive, name: str, role: str, kind: str, links: list[Relationship], below: dict[str, str]
) -> Part:
    types = _types(archive, name)
    references = tuple(
        sorted((types.get(link.relationship_id, ""), below[link.relationship_id]) for link in links)
    )
    media_type = content_type(read_content_types(archive.parts), name or ROOT_RELATIONSHIPS_PART)
    return Part(
        role, kind, name, archive.parts.get(name, b""), media_type, MappingProxyType(below), references
    )


def _types(archive: Archive, name: str) -> dict[str, str]:
    """Return the full type of each relationship, with whether it leads outside."""
    content = archive.parts.get(relationships_part(name))
    elements: list[etree._Element] = list(parse_xml(content)) if content is not None else []
    return {e.get("Id", ""): f"{e.get('Type', '')} {e.get('TargetMode', 'Internal')}" for e in elements}
