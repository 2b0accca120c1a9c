"""All of a PDF but words and picture: catalog, properties, pages, tags, fonts, and what is painted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from generator.comparison.pdf.objects import STORED, ObjectLine, Walk, stream_bytes, value_told
from generator.comparison.pdf.painting.painter import Painted, plain_font
from generator.comparison.pdf.painting.painting import painted
from generator.comparison.xml_lines import xml_lines

if TYPE_CHECKING:
    import pikepdf

_APART = frozenset({"/Pages", "/StructTreeRoot", "/Metadata"})
"""What of the catalog has sections of its own."""
_OF_PAGE = frozenset({"/Contents", "/Resources", "/Thumb"})
_OF_FONT = frozenset(
    {"/BaseFont", "/FontName", "/FontFile", "/FontFile2", "/FontFile3", "/CIDSet", "/CharSet"}
)
_SAVED = frozenset({"/CreationDate", "/ModDate", "/Producer", "/Creator"})
"""When and by which program a file was written (ISO 32000-1, table 317)."""
_FORGED = b"FFTM"
"""When FontForge saved a font; subsetting keeps it or not."""
_SAVED_XMP = re.compile(
    r"CreateDate|ModifyDate|MetadataDate|CreatorTool|Producer|DocumentID|InstanceID|VersionID|x:xmptk|xmptk"
)


@dataclass(frozen=True, slots=True)
class PdfContents:
    """A PDF as lines and records; ``fonts`` are by their names without the letters of a subset."""

    lines: tuple[ObjectLine, ...]
    tags: tuple[ObjectLine, ...]
    fonts: tuple[ObjectLine, ...] = ()
    pages: tuple[tuple[Painted, ...], ...] = ()
    heights: tuple[float, ...] = ()


def everything_of(pdf: pikepdf.Pdf) -> PdfContents:
    """Return all of a PDF that neither its words nor its picture show."""
    names = _names(pdf)
    walk = Walk(names)
    lines = (
        *_properties(pdf),
        *walk.lines(pdf.Root, "", without=_APART),
        *_metadata(pdf),
        *_pages(pdf, walk),
    )
    tags, fonts = tuple(_tags(pdf, walk, names)), tuple(_fonts(pdf))
    pages = tuple(painted(page) for page in pdf.pages)
    heights = tuple(float(page.mediabox[3]) for page in pdf.pages)
    damages = _damages(pdf)  # known once all was read
    return PdfContents((*lines, *damages), tags, fonts, pages, heights)


def _damages(pdf: pikepdf.Pdf) -> tuple[ObjectLine, ...]:
    """Return that a file is damaged, though it could be read: another program may read it otherwise."""
    return (ObjectLine("/damage", "it had to be repaired to be read"),) if pdf.get_warnings() else ()


def _names(pdf: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    """Name pages and tags by their order, so that whatever refers to one names it."""
    named: dict[tuple[int, int], str] = {
        page.obj.objgen: f"page {number}" for number, page in enumerate(pdf.pages, start=1)
    }
    root = pdf.Root.get("/StructTreeRoot")
    if root is not None and root.is_indirect:
        named[root.objgen] = "the tags"
    return named | {element.objgen: name for name, element in _elements(pdf) if element.is_indirect}


def _elements(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Yield the structure elements in reading order, each once."""
    import pikepdf

    root = pdf.Root.get("/StructTreeRoot")
    waiting = [root] if isinstance(root, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    number = 0
    while waiting:
        element = waiting.pop()
        if element.is_indirect and element.objgen in seen:
            continue
        if element.is_indirect:
            seen.add(element.objgen)
        if "/S" in element:
            number += 1
            yield f"tag {number}", element
        waiting += reversed(
            [kid for kid in kids_of(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        )


def kids_of(element: pikepdf.Object) -> tuple[object, ...]:
    """Return what stands below a structure element: elements, marked content, objects."""
    import pikepdf

    kids = element.get("/K")
    if isinstance(kids, pikepdf.Array):
        return tuple(kids)
    return () if kids is None else (kids,)


def _properties(pdf: pikepdf.Pdf) -> Iterator[ObjectLine]:
    for key in sorted(set(pdf.docinfo.keys()) - _SAVED):
        yield ObjectLine(f"/Info{key}", value_told(pdf.docinfo[key]))


def _metadata(pdf: pikepdf.Pdf) -> Iterator[ObjectLine]:
    metadata = pdf.Root.get("/Metadata")
    if metadata is None:
        return
    yield from Walk({}).lines(metadata, "/Metadata", without=STORED, streams=False)
    content = stream_bytes(metadata)
    try:
        for path, value in xml_lines(content):
            if not _SAVED_XMP.search(path):
                yield ObjectLine(f"/Metadata {path}", value)
    except etree.XMLSyntaxError:
        yield ObjectLine("/Metadata", hashlib.sha256(content).hexdigest()[:12])


def _pages(pdf: pikepdf.Pdf, walk: Walk) -> Iterator[ObjectLine]:
    yield from walk.lines(pdf.Root.get("/Pages"), "/Pages", without=frozenset({"/Kids", "/Resources"}))
    for number, page in enumerate(pdf.pages, start=1):
        for key in ("/MediaBox", "/CropBox", "/Rotate"):
            inherited = page.obj.get(key, _inherited(page.obj, key))
            for line in walk.lines(inherited, key) if inherited is not None else ():
                yield ObjectLine(line.path, line.value, number)
        yield from _areas(page.obj, number)
        for line in walk.lines(page.obj, "", without=_OF_PAGE | {"/MediaBox", "/CropBox", "/Rotate"}):
            yield ObjectLine(line.path, line.value, number)


def _areas(page: pikepdf.Object, number: int) -> Iterator[ObjectLine]:
    """Yield how large the areas of links and notes are, which no word that moves changes."""
    for index, note in enumerate(page.get("/Annots", ())):
        if "/Rect" in note:
            left, bottom, right, top = (float(edge) for edge in note["/Rect"])
            yield ObjectLine(
                f"/Annots[{index}]/Rect size", f"{abs(right - left):.0f} × {abs(top - bottom):.0f}", number
            )


def _inherited(page: pikepdf.Object, key: str) -> object:
    above = page.get("/Parent")
    for _ in range(50):
        if above is None:
            return None
        if key in above:
            return above[key]
        above = above.get("/Parent")
    return None


def _tags(pdf: pikepdf.Pdf, walk: Walk, names: dict[tuple[int, int], str]) -> Iterator[ObjectLine]:
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    yield from walk.lines(root, "/StructTreeRoot", without=frozenset({"/K"}))
    for name, element in _elements(pdf):
        tag = element.get("/S")
        own = walk.lines(element, "", without=frozenset({"/K", "/S"}))
        yield from (ObjectLine(f"{name} {tag}{line.path}", line.value) for line in own)
        page = names.get(element["/Pg"].objgen, "") if "/Pg" in element else ""
        for kid in kids_of(element):
            yield from _content_of_tag(f"{name} {tag} content", kid, page, walk)


def _content_of_tag(path: str, kid: object, page: str, walk: Walk) -> Iterator[ObjectLine]:
    import pikepdf

    if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
        return
    if isinstance(kid, pikepdf.Dictionary):
        yield from walk.lines(kid, path)
    else:
        yield ObjectLine(path, f"{value_told(kid)} {page}".strip())


def _fonts(pdf: pikepdf.Pdf) -> Iterator[ObjectLine]:
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for font in dict(page.resources.get("/Font", {})).values():
            if font.is_indirect and font.objgen in seen:
                continue
            seen.add(font.objgen)
            name = plain_font(str(font.get("/BaseFont", "unnamed")))
            yield from _font_lines(font, f"font {name}")
            for below in font.get("/DescendantFonts", ()):
                yield from _font_lines(below, f"font {name} /DescendantFonts")


def _font_lines(font: pikepdf.Object, path: str) -> Iterator[ObjectLine]:
    walk = Walk({})
    descriptor = font.get("/FontDescriptor")
    skipped = _OF_FONT | {"/DescendantFonts", "/FontDescriptor"}
    yield from walk.lines(font, path, without=skipped)
    if descriptor is None:
        return
    yield from walk.lines(descriptor, f"{path}/FontDescriptor", without=_OF_FONT)
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            program = descriptor[key]
            yield from (
                ObjectLine(f"{path} program {of}", value) for of, value in _program(stream_bytes(program))
            )
            yield ObjectLine(f"{path} program", " ".join(sorted(set(program.keys()) - STORED)))


def _program(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield a fingerprint of each table of a font, but for what says when it was subset and its sums."""
    tables = _tables(content)
    if not tables:
        yield "bytes", hashlib.sha256(content).hexdigest()[:12]
    for name, table in tables.items():
        if name == _FORGED:
            continue
        kept = table[:8] + table[12:20] + table[36:] if name == b"head" else table
        yield name.decode("latin-1"), hashlib.sha256(kept).hexdigest()[:12]


def _tables(content: bytes) -> dict[bytes, bytes]:
    """Return the tables of an OpenType font by name (ISO/IEC 14496-22, 4.3); none of what is no such font."""
    count = int.from_bytes(content[4:6], "big")
    if content[:4] not in {b"\0\1\0\0", b"true", b"OTTO"} or len(content) < 12 + 16 * count:
        return {}
    tables: dict[bytes, bytes] = {}
    for number in range(count):
        entry = content[12 + 16 * number : 28 + 16 * number]
        start, size = int.from_bytes(entry[8:12], "big"), int.from_bytes(entry[12:16], "big")
        tables[entry[:4]] = content[start : start + size]
    return dict(sorted(tables.items()))
