"""A watermark in a copy of a .docx: in each kind of header, as Word's own command puts it there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from lxml import etree

from generator.errors import DocumentError, Problem
from generator.model import PageMark
from generator.word.markup import CONTENT_TYPES, RELATIONSHIPS, R, W
from generator.word.opc.archive import Archive, read_archive, write_archive
from generator.word.opc.relationships import (
    CONTENT_TYPES_PART,
    parse_xml,
    read_relationships,
    relationships_part,
)

_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_KINDS = ("default", "first", "even")
_EMPTY_HEADER = f'<w:hdr xmlns:w="{W}"><w:p/></w:hdr>'.encode()
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
_FORMULAS = (
    "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0",
    "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8", "mid @6 @7",
    "sum @6 0 @5",
)  # fmt: skip
_WATERMARK = (
    f"<w:r {_NAMESPACES}><w:rPr><w:noProof/></w:rPr><w:pict>"
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
    + "".join(f'<v:f eqn="{formula}"/>' for formula in _FORMULAS)
    + '</v:formulas><v:path textpathok="t" o:connecttype="custom"'
    ' o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/>'
    '</v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
    '<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136"'
    ' style="position:absolute;margin-left:0;margin-top:0;{size};rotation:315;'
    "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f"'
    ' fillcolor="silver" stroked="f"><v:fill opacity=".5"/>'
    '<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt" string="{mark}"/>'
    '<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
)
_SIZES: Mapping[PageMark, str] = {
    "DRAFT": "width:412.4pt;height:247.45pt",
    "SPECIMEN": "width:494.9pt;height:164.95pt",
}
"""The sizes that Word gives to words of these lengths."""
_FIRST_SHAPE = 2049
"""The number from which Word counts the shapes in headers."""


def stamp(docx: bytes, mark: PageMark, *, source: str = "letter.docx") -> bytes:
    """Return a copy of a .docx with the mark behind each page; the same bytes for the same .docx.

    Kinds of header that the first section lacks are made, and later sections inherit them (ECMA-376 part 1,
    17.10.5). Raises ``DocumentError`` when the archive is not safe or no Word document.
    """
    archive = read_archive(docx, source=source)
    parts = _with_all_headers(archive)
    links = read_relationships(parts, archive.main)
    headers = {link.target for link in links if link.kind == "header" and link.target in parts}
    for number, name in enumerate(sorted(headers)):
        parts[name] = _marked(parts[name], mark, number)
    return write_archive(parts)


def _with_all_headers(archive: Archive) -> dict[str, bytes]:
    """Return the parts with a header of each kind in the first section."""
    parts = dict(archive.parts)
    root = parse_xml(parts[archive.main])
    section = _first_section(root, archive.source)
    there = {entry.get(f"{{{W}}}type") for entry in section.iterfind(f"{{{W}}}headerReference")}
    for kind in (kind for kind in _KINDS if kind not in there):
        name = next(name for name in _names(archive.main) if name not in parts)
        reference = etree.Element(f"{{{W}}}headerReference", {f"{{{W}}}type": kind})
        reference.set(f"{{{R}}}id", _connect(parts, archive.main, name))
        section.insert(0, reference)
        parts[name] = _EMPTY_HEADER
    parts[archive.main] = _serialised(root)
    return parts


def _first_section(root: etree._Element, source: str) -> etree._Element:
    """Return the properties of the first section, made at the end of the body when it has none."""
    body = root.find(f"{{{W}}}body")
    if body is None:
        raise DocumentError((Problem(source, "", "has no body that could be marked"),))
    inner = body.find(f".//{{{W}}}pPr/{{{W}}}sectPr")
    section = body.find(f"{{{W}}}sectPr") if inner is None else inner
    return etree.SubElement(body, f"{{{W}}}sectPr") if section is None else section


def _names(main: str) -> Iterator[str]:
    folder = main.rpartition("/")[0]
    return (f"{folder}/header{number}.xml".lstrip("/") for number in count(1))


def _connect(parts: dict[str, bytes], main: str, name: str) -> str:
    """Add a relationship to a new header and its content type; return the relationship's id."""
    taken = {link.relationship_id for link in read_relationships(parts, main)}
    identity = next(it for it in (f"rIdMark{number}" for number in count(1)) if it not in taken)
    place = relationships_part(main)
    links = parse_xml(parts.get(place) or f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())
    target = name.rpartition("/")[2]
    etree.SubElement(
        links, f"{{{RELATIONSHIPS}}}Relationship", {"Id": identity, "Type": f"{R}/header", "Target": target}
    )
    types = parse_xml(parts[CONTENT_TYPES_PART])
    etree.SubElement(
        types, f"{{{CONTENT_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": _HEADER_TYPE}
    )
    parts[place], parts[CONTENT_TYPES_PART] = _serialised(links), _serialised(types)
    return identity


def _marked(header: bytes, mark: PageMark, number: int) -> bytes:
    """Return a header with the watermark at the start of its first paragraph."""
    root = parse_xml(header)
    paragraph = root.find(f".//{{{W}}}p")
    if paragraph is None:
        paragraph = etree.SubElement(root, f"{{{W}}}p")
    shape = {"number": 1000 + number, "spid": _FIRST_SHAPE + number, "size": _SIZES[mark], "mark": mark}
    run = parse_xml(_WATERMARK.format(**shape).encode())
    paragraph.insert(1 if paragraph.find(f"{{{W}}}pPr") is not None else 0, run)
    return _serialised(root)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
