"""A .docx from its blocks: the parts that Word always writes, and those that a document adds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, Unpack
from xml.sax.saxutils import escape

from fidelity.making.sections import section

PARTS = Path(__file__).parent / "parts"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{_OFFICE}/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' mc:Ignorable="w14"'
)
_ALWAYS = ("styles", "settings", "fontTable", "numbering", "footnotes", "endnotes", "theme/theme1")
_NOTES = (
    '<w:{0} w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240"'
    ' w:lineRule="auto"/></w:pPr><w:r><w:separator/></w:r></w:p></w:{0}>'
    '<w:{0} w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0" w:line="240"'
    ' w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:{0}>'
)
_MOMENT = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Extra:
    """A part beside the usual ones: ``kind`` is header, footer, image, comments or hyperlink."""

    relationship: str
    kind: str
    content: str | bytes
    suffix: str = "xml"

    @property
    def path(self) -> str:
        """The part's path below ``word/``."""
        if self.kind == "comments":
            return "comments.xml"
        name = self.relationship.removeprefix("rId")
        return f"media/image{name}.{self.suffix}" if self.kind == "image" else f"{self.kind}{name}.xml"


class Additions(TypedDict, total=False):
    """XML that a document adds to the part of that name; ``defaults`` replaces those of the styles."""

    styles: str
    defaults: str
    numbering: str
    footnotes: str
    endnotes: str
    settings: str


def document(
    *blocks: str, title: str, properties: str = "", extras: Iterable[Extra] = (), **added: Unpack[Additions]
) -> bytes:
    """Return the bytes of a document: always the same for the same blocks.

    ``properties`` are those of the last section. Without ``defaults`` text is as in a new document of Word:
    Calibri 11, 8 pt after, lines of 1.08.
    """
    beside = tuple(extras)
    body = "".join(blocks) + (properties or section())
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": _styles(added.get("styles", ""), added.get("defaults", "")),
        "word/settings.xml": _read("settings.xml").replace("<!--more-->", added.get("settings", "")),
        "word/fontTable.xml": _read("fontTable.xml"),
        "word/theme/theme1.xml": _read("theme1.xml"),
        "word/numbering.xml": f"<w:numbering {NAMESPACES}>{added.get('numbering', '')}</w:numbering>",
        "word/footnotes.xml": _notes("footnote", added.get("footnotes", "")),
        "word/endnotes.xml": _notes("endnote", added.get("endnotes", "")),
        "docProps/core.xml": _core(title),
    }
    parts |= {f"word/{extra.path}": extra.content for extra in beside if extra.kind != "hyperlink"}
    return _zipped({"[Content_Types].xml": _content_types(beside), **_links(beside), **parts})


def note(number: int, *runs: str, kind: str = "footnote") -> str:
    """Return a footnote or endnote that begins with its mark."""
    name = kind.capitalize()
    mark = f'<w:r><w:rPr><w:rStyle w:val="{name}Reference"/></w:rPr><w:{kind}Ref/></w:r>'
    start = f'<w:p><w:pPr><w:pStyle w:val="{name}Text"/></w:pPr>{mark}'
    return f'<w:{kind} w:id="{number}">{start}{"".join(runs)}</w:p></w:{kind}>'


def header(relationship: str, *blocks: str) -> Extra:
    """Return a header to be named in a section."""
    return Extra(relationship, "header", f"<w:hdr {NAMESPACES}>{''.join(blocks)}</w:hdr>")


def footer(relationship: str, *blocks: str) -> Extra:
    """Return a footer to be named in a section."""
    return Extra(relationship, "footer", f"<w:ftr {NAMESPACES}>{''.join(blocks)}</w:ftr>")


def _read(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8").removeprefix(HEAD)


def _styles(more: str, defaults: str) -> str:
    written = _read("styles.xml")
    if defaults:
        start, end = written.index("<w:docDefaults>"), written.index("</w:docDefaults>")
        written = f"{written[:start]}<w:docDefaults>{defaults}{written[end:]}"
    return written.replace("</w:styles>", f"{more}</w:styles>")


def _notes(kind: str, notes: str) -> str:
    separators = _NOTES.format(kind)
    return f"<w:{kind}s {NAMESPACES}>{separators}{notes}</w:{kind}s>"


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(title)}</dc:title>'
        '<dc:language>en-US</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">2020-01-02T09:00:00Z'
        '</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">2020-01-02T09:00:00Z'
        "</dcterms:modified></cp:coreProperties>"
    )


def _content_types(extras: Iterable[Extra]) -> str:
    kinds = {f"word/{name}.xml": f"{_WORD}.{name}+xml" for name in _ALWAYS[:-1]}
    kinds |= {"word/document.xml": f"{_WORD}.document.main+xml"}
    kinds |= {"word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml"}
    kinds |= {"docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml"}
    for extra in extras:
        if extra.kind not in {"image", "hyperlink"}:
            kinds[f"word/{extra.path}"] = f"{_WORD}.{extra.kind}+xml"
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png"'
        f' ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>{overrides}</Types>'
    )


def _links(extras: tuple[Extra, ...]) -> dict[str, str]:
    """Return the relationship parts; a header may show every picture of the document."""
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    root = (
        f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
    )
    root += f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/>'
    usual = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{name.partition("/")[0]}"'
        f' Target="{name}.xml"/>'
        for number, name in enumerate(_ALWAYS, start=1)
    )
    pictures = "".join(_link(extra) for extra in extras if extra.kind == "image")
    links = {"_rels/.rels": _relationships(root)}
    links["word/_rels/document.xml.rels"] = _relationships(usual + "".join(map(_link, extras)))
    for extra in extras:
        if pictures and extra.kind in {"header", "footer"}:
            links[f"word/_rels/{extra.path}.rels"] = _relationships(pictures)
    return links


def _link(extra: Extra) -> str:
    kind = f'Id="{extra.relationship}" Type="{_OFFICE}/relationships/{extra.kind}"'
    if extra.kind == "hyperlink":
        return f'<Relationship {kind} Target="{escape(str(extra.content))}" TargetMode="External"/>'
    return f'<Relationship {kind} Target="{extra.path}"/>'


def _relationships(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _zipped(parts: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            written = content if isinstance(content, bytes) else (HEAD + content).encode()
            package.writestr(zipfile.ZipInfo(name, _MOMENT), written, zipfile.ZIP_DEFLATED)
    return made.getvalue()
