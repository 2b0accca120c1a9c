"""Other forms of a Word document made into the one that is merged and read: the transitional .docx.

Two are met: the template file (.dotx), whose main part has another content type, and the Strict form (ISO/IEC
29500-1), which says the same in other namespaces and with units where the transitional form (29500-4) counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from generator.word.markup import CHART, W
from generator.word.opc.relationships import CONTENT_TYPES_PART, MAIN_DOCUMENT_TYPE, TEMPLATE_TYPE, parse_xml

_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"""(?<=["'])http://purl\.oclc\.org/ooxml/(\w+)/([\w/]+)(?=["'])""")
_HYPHENATED = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_DRAWINGS = "http://schemas.openxmlformats.org/drawingml/2006/"
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|pi)")
_SHARE = re.compile(r"(-?\d+(?:\.\d+)?)%")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0}
_HALF_POINTS = frozenset({"sz", "szCs", "kern", "position", "hps", "hpsRaise", "hpsBaseText"})
_MEASURES = _HALF_POINTS | frozenset(
    {"spacing", "w", "trHeight", "fitText", "defaultTabStop", "hyphenationZone", "marTop", "marBottom"}
    | {"marLeft", "marRight", "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing"}
    | {"drawingGridHorizontalOrigin", "drawingGridVerticalOrigin"}
)
"""Elements of WordprocessingML whose ``w:val`` is a measure; in others it may be the author's own words."""
_WORDS = frozenset({"name", "descr", "title", "value", "displayText", "instr", "author", "initials", "text"})
"""Attributes that hold words, which may look like a measure."""
_EDGES = {"start": "left", "end": "right"}
_RENAMED = {
    "jc": _EDGES,
    "lvlJc": _EDGES,
    "tab": _EDGES,
    "textDirection": {
        "tb": "lrTb", "rl": "tbRl", "lr": "btLr", "tbV": "lrTbV", "rlV": "tbRlV", "lrV": "tbLrV",
    },
}  # fmt: skip
"""Values of ``w:val`` by element that the two forms call differently."""


def as_document(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts with the main part of a template file as a document's, as Word makes one from it."""
    types = parts[CONTENT_TYPES_PART]
    return {**parts, CONTENT_TYPES_PART: types.replace(TEMPLATE_TYPE.encode(), MAIN_DOCUMENT_TYPE.encode())}


def as_transitional(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts with those in the Strict form in the transitional one; the others as they are."""
    return {name: _translated(content) if _is_strict(content) else content for name, content in parts.items()}


def _is_strict(content: bytes) -> bool:
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return _STRICT in (content.replace(b"\0", b"") if is_utf16 else content)


def _translated(content: bytes) -> bytes:
    try:
        written = etree.tostring(parse_xml(content), encoding="UTF-8")
    except etree.XMLSyntaxError:
        return content
    root = parse_xml(_STRICT_NAME.sub(_transitional_name, written))
    for element in root.iter(etree.Element):
        _translate_values(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _transitional_name(match: re.Match[bytes]) -> bytes:
    """Return the transitional name of a namespace or a kind of relationship (29500-4, annex A)."""
    *path, last = match[2].split(b"/")
    return b"/".join((
        b"http://schemas.openxmlformats.org", match[1], b"2006", *path, _HYPHENATED.get(last, last),
    ))  # fmt: skip


def _translate_values(element: etree._Element) -> None:
    name = etree.QName(element)
    for attribute, value in element.items():
        translated = _translated_value(name, etree.QName(attribute).localname, str(value))
        if translated != value:
            element.set(attribute, translated)
    # A transitional document does not say which of the two forms it is in.
    conformance = f"{{{W}}}conformance"
    if conformance in element.attrib:
        del element.attrib[conformance]


def _translated_value(element: etree.QName, attribute: str, value: str) -> str:
    namespace = element.namespace or ""
    if attribute in _WORDS:
        return value
    if namespace == W:
        return _word_value(element.localname, attribute, value)
    if namespace.startswith(_DRAWINGS):
        return _drawing_value(value, 1 if namespace == CHART else 1000)
    return value


def _word_value(element: str, attribute: str, value: str) -> str:
    if attribute == "val" and element not in _MEASURES:
        return _RENAMED.get(element, {}).get(value, value)
    if length := _LENGTH.fullmatch(value):
        return str(round(_points(length) * (2 if element in _HALF_POINTS else 20)))
    if share := _SHARE.fullmatch(value):
        # Widths count fiftieths of a percent (ST_MeasurementOrPercent in 29500-4); the rest whole ones.
        return str(round(float(share[1]) * (50 if attribute == "w" else 1)))
    return value


def _drawing_value(value: str, per_percent: int) -> str:
    if length := _LENGTH.fullmatch(value):
        return str(round(_points(length) * 12_700))
    if share := _SHARE.fullmatch(value):
        return str(round(float(share[1]) * per_percent))
    return value


def _points(length: re.Match[str]) -> float:
    return float(length[1]) * _POINTS[length[2]]
