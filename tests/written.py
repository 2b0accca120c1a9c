"""Word documents in a few words: what a test says in WordprocessingML becomes a .docx."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PAGE = (
    '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"'
    ' w:header="720" w:footer="720" w:gutter="0"/>'
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"'
    ' w:cs="Times New Roman"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-US"/></w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/>'
    '<w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
    "</w:lvlOverride></w:num>"
)


@dataclass(frozen=True)
class Part:
    """One part beside the main document, named by its relationship id in ``Written.parts``."""

    kind: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Written:
    """A document: the XML of its body, and of what belongs to it."""

    body: str
    section: str = PAGE
    styles: str = STYLES
    more_styles: str = ""
    numbering: str = NUMBERING
    settings: str = ""
    core: str = ""
    parts: dict[str, Part] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    def docx(self) -> bytes:
        """Return the document as the bytes of a .docx."""
        files = {part.name: part for part in self._parts().values()}
        overrides = {f"word/{name}": part.kind for name, part in files.items() if name.endswith(".xml")}
        members = {
            "[Content_Types].xml": _types(overrides | {"word/document.xml": "document.main"}),
            "_rels/.rels": _relations(
                {"d": ("officeDocument", "word/document.xml")}
                | ({"c": ("metadata/core-properties", "docProps/core.xml")} if self.core else {})
            ),
            "word/document.xml": _xml(
                "document", f"<w:body>{self.body}<w:sectPr>{self.section}</w:sectPr></w:body>"
            ),
            "word/_rels/document.xml.rels": _relations(
                {name: (part.kind, part.name) for name, part in self._parts().items()}, self.links
            ),
        }
        members |= {f"word/{name}": part.content for name, part in files.items()}
        if self.core:
            members["docProps/core.xml"] = _core(self.core)
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return written.getvalue()

    def _parts(self) -> dict[str, Part]:
        settings = (
            f'{self.settings}<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15"'
            ' w:uri="http://schemas.microsoft.com/office/word"/></w:compat>'
        )
        return {
            "s": Part("styles", "styles.xml", _xml("styles", self.styles + self.more_styles)),
            "n": Part("numbering", "numbering.xml", _xml("numbering", self.numbering)),
            "t": Part("settings", "settings.xml", _xml("settings", settings)),
            **self.parts,
        }


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "", *, runs: str = "") -> str:
    """Return a paragraph: its text, then further runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{runs}</w:p>"


def listed(text: str, list_id: int = 1, level: int = 0) -> str:
    """Return a paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def field_of(instruction: str, result: str = "") -> str:
    """Return a complex field; without a result it has no separator either."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    separator = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}' if result else ""
    return begin + code + separator + end


def cell(blocks: str, properties: str = "") -> str:
    """Return a table cell, 144 points wide."""
    return f'<w:tc><w:tcPr><w:tcW w:w="2880" w:type="dxa"/>{properties}</w:tcPr>{blocks}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    """Return a table row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int = 3, properties: str = "") -> str:
    """Return a ruled table with equal columns."""
    grid = '<w:gridCol w:w="2880"/>' * columns
    style = f'<w:tblPr><w:tblStyle w:val="Grid"/>{properties}</w:tblPr>'
    return f"<w:tbl>{style}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def picture(relationship_id: str, description: str = "") -> str:
    """Return a run with a picture in the line, one inch square."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/>'
        f'<wp:docPr id="1" name="Picture" descr="{escape(description)}"/><a:graphic><a:graphicData uri="u">'
        f'<pic:pic><pic:blipFill><a:blip r:embed="{relationship_id}"/></pic:blipFill><pic:spPr/></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def image(colour: str = "navy") -> Part:
    """Return a small PNG."""
    content = io.BytesIO()
    Image.new("RGB", (40, 40), colour).save(content, "PNG")
    return Part("image", f"media/{colour}.png", content.getvalue())


def header(blocks: str, name: str = "header1.xml") -> Part:
    """Return a header part."""
    return Part("header", name, _xml("hdr", blocks))


def footer(blocks: str, name: str = "footer1.xml") -> Part:
    """Return a footer part."""
    return Part("footer", name, _xml("ftr", blocks))


def footnotes(**notes: str) -> Part:
    """Return the footnotes part; each note is a text behind its mark, by id without the letter ``n``."""
    inner = "".join(
        f'<w:footnote w:id="{name.removeprefix("n")}">'
        f"{paragraph(runs=f'<w:r><w:footnoteRef/></w:r>{run(text)}')}</w:footnote>"
        for name, text in notes.items()
    )
    return Part("footnotes", "footnotes.xml", _xml("footnotes", inner))


def _xml(root: str, inner: str) -> bytes:
    return f"{_HEAD}<w:{root} {NAMESPACES}>{inner}</w:{root}>".encode()


def _types(overrides: dict[str, str]) -> bytes:
    lines = "".join(
        f'<Override PartName="/{name}" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in overrides.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{lines}</Types>'
    ).encode()


def _relations(targets: dict[str, tuple[str, str]], links: dict[str, str] | None = None) -> bytes:
    lines = "".join(
        f'<Relationship Id="{name}" Type="{_KINDS}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    lines += "".join(
        f'<Relationship Id="{name}" Type="{_KINDS}/hyperlink" Target="{escape(target)}"'
        ' TargetMode="External"/>'
        for name, target in (links or {}).items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'.encode()


def _core(inner: str) -> bytes:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inner}</cp:coreProperties>'
    ).encode()
