"""Cutting what a .docx is used without: links to its author's machine, thumbnail, stray parts, objects."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from generator.errors import Problem
from generator.word.markup import W
from generator.word.opc.relationships import (
    all_relationships,
    parse_xml,
    read_relationships,
    relationships_part,
    settings_parts,
    without_parts,
)
from generator.word.opc.validation import SETTINGS_LINKS

_REMOTE = re.compile(r"(?i)https?:|ftp:|\\\\|//|file:/*\\\\|file:////(?![a-z]:)|file://[^/]")
_OBJECTS = frozenset({"oleObject", "package", "control", "activeXControlBinary"})
"""Relationships to what another program would open: of each, the text holds a picture to print."""
_SETTINGS_ELEMENTS = ("attachedTemplate", "mailMerge")


def without_thumbnail(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts without the preview picture, which would show the template instead of the letter."""
    thumbnails = (link.target for link in read_relationships(parts, "") if link.kind == "thumbnail")
    return without_parts(parts, frozenset(thumbnails))


def without_objects(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts without embedded and linked objects, documents and controls; none is ever opened.

    Raises ``lxml.etree.XMLSyntaxError`` when the relationships are damaged.
    """
    links = [link for link in all_relationships(parts) if link.kind in _OBJECTS]
    objects = {link.target for link in links if not link.external}
    kept = without_parts(parts, frozenset(objects | {relationships_part(name) for name in objects}))
    for source in {link.source for link in links if link.external}:
        name = relationships_part(source)
        kept[name] = _without_links(kept[name], _OBJECTS)
    return kept


def without_settings_links(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts without the attached template and the mail-merge data source of the settings.

    Both hold paths of the author's machine or network, Word follows them on opening, and a merged letter has
    no use for either (ECMA-376 part 1, 17.14.22 and 17.15.1.7).
    """
    detached = dict(parts)
    for settings in sorted(settings_parts(all_relationships(parts)) & detached.keys()):
        links = [link for link in read_relationships(parts, settings) if link.kind in SETTINGS_LINKS]
        if links:
            inside = frozenset(link.target for link in links if not link.external)
            detached = without_parts(_cut(detached, settings), inside)
    return detached


def stray_problems(strays: Collection[str], source: str) -> Iterator[Problem]:
    """Yield a warning for each part that is left out because no part leads to it and it is not XML."""
    for name in strays:
        message = "belongs to no part of the document and is not well-formed XML; it is left out"
        yield Problem(f"{source}: {name}", "", message, "save the document in Word again", "warning")


def remote_template_problems(parts: Mapping[str, bytes], source: str) -> Iterator[Problem]:
    """Yield a warning for each template on a network that Word would load whenever the document is opened."""
    for link in all_relationships(parts):
        if link.kind == "attachedTemplate" and link.external and _REMOTE.match(link.target):
            yield Problem(
                f"{source}: {link.source}",
                "",
                f"is attached to the template {link.target}, which is left out of letters",
                "attach Normal.dotm instead (Developer → Document Template)",
                "warning",
            )


def _cut(parts: Mapping[str, bytes], settings: str) -> dict[str, bytes]:
    root = parse_xml(parts[settings])
    for name in _SETTINGS_ELEMENTS:
        for element in root.findall(f"{{{W}}}{name}"):
            root.remove(element)
    name = relationships_part(settings)
    return {**parts, settings: _serialised(root), name: _without_links(parts[name], SETTINGS_LINKS)}


def _without_links(content: bytes, kinds: frozenset[str]) -> bytes:
    """Return a relationships part without those of some kinds."""
    relationships = parse_xml(content)
    for element in list(relationships):
        if element.get("Type", "").rpartition("/")[2] in kinds:
            relationships.remove(element)
    return _serialised(relationships)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
