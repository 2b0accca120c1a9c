"""What a .docx may not carry, told by name before anything in it is used: code, objects, links that load."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from generator.errors import Problem
from generator.word.opc.relationships import (
    CONTENT_TYPES_PART,
    MAIN_DOCUMENT_TYPE,
    ROOT_RELATIONSHIPS_PART,
    TEMPLATE_TYPE,
    Relationship,
    all_relationships,
    content_type,
    main_document,
    reached_parts,
    read_content_types,
    settings_parts,
    xml_fault,
)

SETTINGS_LINKS = frozenset({"attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "recipientData"})
"""Relationships of settings parts that Word follows on opening and no letter needs. They are cut."""

_REFUSED_TYPES = {
    "vbaproject": ("a macro project (VBA)", "save the document as .docx, not .docm"),
    "vbadata": ("macro data (VBA)", "save the document as .docx, not .docm"),
    "macroenabled": ("macros", "save the document as .docx, not .docm"),
    "oleobject": ("an embedded OLE object", "replace the object by a picture or by text"),
    "activex": ("an ActiveX control", "remove the control; a content control does the same safely"),
}
_REFUSED_KINDS = {
    "vbaProject": _REFUSED_TYPES["vbaproject"],
    "wordVbaData": _REFUSED_TYPES["vbadata"],
    "oleObject": _REFUSED_TYPES["oleobject"],
    "package": ("an embedded document", "replace the embedded document by a picture or by text"),
    "control": _REFUSED_TYPES["activex"],
    "aFChunk": ("an imported foreign document (altChunk)", "open and save the document in Word once"),
    "subDocument": ("a subdocument of a master document", "paste the text of the subdocument instead"),
    "frame": ("a frame of another document", "remove the frame"),
}
_XML_KINDS = frozenset(
    {"officeDocument", "core-properties", "extended-properties", "custom-properties", "glossaryDocument"}
    | {
        "styles",
        "stylesWithEffects",
        "settings",
        "webSettings",
        "numbering",
        "fontTable",
        "theme",
        "themeOverride",
    }
    | {"header", "footer", "footnotes", "endnotes", "comments", "commentsExtended", "commentsIds", "people"}
    | {"chart", "chartUserShapes", "chartStyle", "chartColorStyle", "diagramData", "diagramLayout"}
    | {"diagramQuickStyle", "diagramColors", "diagramDrawing", "customXml", "customXmlProps"}
)
"""Relationships to parts that are read as XML, whatever their content type says (ECMA-376 part 1, 11.3)."""
_XML_TYPE = re.compile(r"(?:\+|/)xml$", re.IGNORECASE)
_XML_NAME = re.compile(r"\.(?:xml|rels|vml)$", re.IGNORECASE)
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def package_problems(parts: Mapping[str, bytes], source: str) -> Iterator[Problem]:
    """Yield every reason not to touch the document that these parts make; none means it is admitted."""
    doctypes = tuple(_markup_problems(parts, source))
    if doctypes:
        yield from doctypes
        return
    missing = [name for name in (CONTENT_TYPES_PART, ROOT_RELATIONSHIPS_PART) if name not in parts]
    if missing:
        yield Problem(
            source, "", f"is not a Word document: it has no {missing[0]}", "save it in Word as .docx"
        )
        return
    try:
        types = read_content_types(parts)
        relationships = tuple(all_relationships(parts))
    except etree.XMLSyntaxError as fault:
        yield Problem(source, "", f"has a damaged table of contents: {fault}", "save it in Word again")
        return
    yield from _content_problems(parts, types, relationships, source)
    settings = settings_parts(relationships) & parts.keys()
    for relationship in relationships:
        if not (relationship.kind in SETTINGS_LINKS and relationship.source in settings):
            yield from _relationship_problems(relationship, types, source)
    yield from _main_document_problems(parts, types, source)


def _markup_problems(parts: Mapping[str, bytes], source: str) -> Iterator[Problem]:
    for name, content in parts.items():
        if not _XML_NAME.search(name):
            continue
        place = f"{source}: {name}"
        text = _ascii_view(content)
        if text is None:
            yield Problem(place, "", "is in an encoding other than UTF-8 and UTF-16", "save it in Word again")
        elif b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            yield Problem(
                place,
                "",
                "declares a DOCTYPE or entities, which can read files or explode in size",
                "Word never writes one: save the document in Word again, or do not trust it",
            )


def _ascii_view(content: bytes) -> bytes | None:
    """Return the part with each ASCII character as one byte, or None in a forbidden encoding (OPC 6.2.5)."""
    if content.startswith(_UTF16_STARTS):
        return content.replace(b"\x00", b"")
    declared = _ENCODING.match(content)
    if declared and declared.group(1).lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        return None
    return content


def malformed_strays(parts: Mapping[str, bytes]) -> frozenset[str]:
    """Return the parts of an admitted document that are no well-formed XML and that nothing leads to.

    Word drops them: what archivers and other programs left behind.
    """
    types = read_content_types(parts)
    reached = reached_parts(all_relationships(parts))
    strays = (name for name in parts if _is_stray(name, reached))
    stated = (name for name in strays if _XML_TYPE.search(content_type(types, name)))
    return frozenset(name for name in stated if any(_malformed(name, parts[name])))


def _is_stray(name: str, reached: frozenset[str]) -> bool:
    return name.lower() not in reached and name != CONTENT_TYPES_PART and not name.endswith(".rels")


def _content_problems(
    parts: Mapping[str, bytes],
    types: Mapping[str, str],
    relationships: Collection[Relationship],
    source: str,
) -> Iterator[Problem]:
    reached = reached_parts(relationships)
    read_as_xml = {link.target for link in relationships if link.kind in _XML_KINDS}
    for name in parts:
        stated = content_type(types, name).lower()
        named = name.lower().rpartition("/")[2] if name.lower().endswith((".bin", ".xml")) else ""
        for word, (thing, remedy) in _REFUSED_TYPES.items():
            if word in stated or named.startswith(word):
                yield Problem(f"{source}: {name}", "", f"contains {thing}", remedy)
                break
        else:
            if not _is_stray(name, reached):
                is_xml = name in read_as_xml or _XML_TYPE.search(stated) is not None
                yield from _malformed(f"{source}: {name}", parts[name]) if is_xml else ()


def _malformed(place: str, content: bytes) -> Iterator[Problem]:
    if b"<!DOCTYPE" in (_ascii_view(content) or b"<!DOCTYPE"):
        yield Problem(place, "", "declares a DOCTYPE", "save the document in Word again")
        return
    if fault := xml_fault(content):
        yield Problem(place, "", f"is not well-formed XML: {fault}", "save the document in Word again")


def _relationship_problems(
    relationship: Relationship, types: Mapping[str, str], source: str
) -> Iterator[Problem]:
    place = f"{source}: {relationship.source or 'package'}"
    if relationship.kind in _REFUSED_KINDS and not _is_chart_workbook(relationship, types):
        thing, remedy = _REFUSED_KINDS[relationship.kind]
        yield Problem(place, "", f"refers to {thing}", remedy)
    elif relationship.external and relationship.kind != "hyperlink":
        yield Problem(
            place,
            "",
            f"loads {relationship.kind} from outside the document: {_shortened(relationship.target)}",
            "put it into the document itself; only hyperlinks may lead outside",
        )


def _is_chart_workbook(relationship: Relationship, types: Mapping[str, str]) -> bool:
    return (
        relationship.kind == "package"
        and not relationship.external
        and "chart" in content_type(types, relationship.source)
    )


def _main_document_problems(
    parts: Mapping[str, bytes], types: Mapping[str, str], source: str
) -> Iterator[Problem]:
    main = main_document(parts)
    stated = content_type(types, main) if main else ""
    if "macroenabled" in stated.lower():
        return
    if stated in {MAIN_DOCUMENT_TYPE, TEMPLATE_TYPE}:
        return
    reason = f": its main part is {stated}" if stated else ": it names no main document"
    yield Problem(source, "", f"is not a Word document{reason}", "save it in Word as .docx")


def _shortened(address: str) -> str:
    return address if len(address) <= 80 else f"{address[:77]}..."
