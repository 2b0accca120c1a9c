"""A letter as .docx and as PDF, small and complete, that a test changes by replacing text in its source."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from functools import cache
from pathlib import Path

from generator.comparison.comparing import compare_pair
from generator.comparison.outcome import Outcome, conclude
from generator.comparison.records import (
    ComparableLetter,
    LetterComparison,
    LetterFile,
    LetterKey,
    OnDisk,
    Pair,
    Settings,
)
from generator.model import Format
from generator.word.archive import write_archive

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Parts = dict[str, str | bytes]


def png(red: int, green: int, blue: int) -> bytes:
    """Return a picture of 24 × 12 pixels in one colour."""
    row = b"\0" + bytes((red, green, blue)) * 24

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", 24, 12, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * 12))
        + chunk(b"IEND", b"")
    )


LOGO = png(20, 40, 120)


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """Return one paragraph of one run."""
    style = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p>{style}<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _row(*cells: str) -> str:
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{paragraph(cell)}</w:tc>' for cell in cells
    )
    return f"<w:tr>{told}</w:tr>"


PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="914400" cy="457200"/><wp:docPr id="1" name="Logo" descr="Seal of the office"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="Logo"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId9"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="457200"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r></w:p>"
)
BODY = (
    PICTURE,
    paragraph("February 26, 2018", '<w:spacing w:after="240"/>'),
    paragraph("City of Berkeley"),
    paragraph("Dear Mayor:"),
    paragraph("On January 24, 2018, we asked you for documents. You must send them by March 8, 2018."),
    paragraph("If you have no document, say so, and sign the statement.", run="<w:b/>"),
    paragraph("The award of $38,926 was made under 34 U.S.C. 10225."),
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/>'
    '<w:gridCol w:w="3000"/></w:tblGrid>'
    f"{_row('Fiscal year', 'Amount')}{_row('2016', '$18,000')}{_row('2017', '$20,926')}</w:tbl>",
    paragraph(
        "Each policy about sharing information.", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    ),
    paragraph("Sincerely,"),
)
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
    '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
    'w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
)


def docx_parts() -> Parts:
    """Return the parts of the specimen letter."""
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    overrides = {
        "word/document.xml": f"{types}document.main+xml",
        "word/styles.xml": f"{types}styles+xml",
        "word/numbering.xml": f"{types}numbering+xml",
        "word/settings.xml": f"{types}settings+xml",
        "word/header1.xml": f"{types}header+xml",
        "word/footer1.xml": f"{types}footer+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    named = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    links = {
        "rId1": ("styles", "styles.xml"),
        "rId2": ("header", "header1.xml"),
        "rId3": ("footer", "footer1.xml"),
    }
    links |= {"rId4": ("numbering", "numbering.xml"), "rId5": ("settings", "settings.xml")}
    links |= {"rId9": ("image", "media/logo.png")}
    arrows = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in links.items()
    )
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_P}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" '
        f'ContentType="image/png"/>{named}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_P}/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_P}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{_R}/extended-properties" Target="docProps/app.xml"/></Relationships>',
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{W}" xmlns:r="{_R}"><w:body>{"".join(BODY)}{SECTION}'
        "</w:body></w:document>",
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_P}/relationships">{arrows}</Relationships>',
        "word/styles.xml": f'{_HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts '
        'w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="22"/><w:lang w:val="en-US"/></w:rPr>'
        '</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style></w:styles>',
        "word/numbering.xml": f'{_HEAD}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/settings.xml": f'{_HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/></w:settings>',
        "word/header1.xml": f'{_HEAD}<w:hdr xmlns:w="{W}">{paragraph("Bureau of Justice Assistance")}</w:hdr>',
        "word/footer1.xml": f'{_HEAD}<w:ftr xmlns:w="{W}">{paragraph("Reference DR-2018-CA-BERKELEY-02")}</w:ftr>',
        "word/media/logo.png": LOGO,
        "docProps/core.xml": f'{_HEAD}<cp:coreProperties xmlns:cp="{_P}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Follow-up</dc:title>'
        "<dc:creator>Records Office</dc:creator><cp:lastModifiedBy>a</cp:lastModifiedBy>"
        '<cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">2018-02-26T00:00:00Z</dcterms:created>'
        "</cp:coreProperties>",
        "docProps/app.xml": f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>Writer A</Application></Properties>',
    }


def swapped(parts: Parts, part: str, old: str | bytes, new: str | bytes) -> Parts:
    """Return the parts with one text of one part replaced; it must be there."""
    content = parts[part]
    if isinstance(content, bytes) or isinstance(old, bytes) or isinstance(new, bytes):
        assert isinstance(content, bytes)
        assert isinstance(old, bytes)
        assert isinstance(new, bytes)
        assert old in content
        return {**parts, part: content.replace(old, new)}
    assert old in content, f"{old!r} is not in {part}"
    return {**parts, part: content.replace(old, new)}


def docx(parts: Parts) -> bytes:
    """Return the .docx of these parts."""
    return write_archive({name: p if isinstance(p, bytes) else p.encode() for name, p in parts.items()})


HTML = f"""<html lang="en"><head><title>Follow-up</title><meta name="author" content="Records Office"><style>
@page{{size:letter;margin:72pt;@bottom-left{{content:"Reference DR-2018-CA-BERKELEY-02";font:9pt serif}}}}
body{{font:11pt/14pt serif;margin:0}}h1{{font-size:14pt}}td,th{{text-align:left;padding:0 20pt 0 0;font-weight:normal}}
img{{width:72pt;height:36pt}}</style></head><body>
<img src="data:image/png;base64,{base64.b64encode(LOGO).decode()}" alt="Seal of the office">
<h1>Follow-up to document request</h1><p>February 26, 2018</p><p>City of Berkeley</p><p>Dear Mayor:</p>
<p>On January 24, 2018, we asked you for documents. You must send them by March 8, 2018.</p>
<p class="strong">If you have no document, say so, and sign the statement.</p>
<p>The award of $38,926 was made under 34 U.S.C. 10225.</p>
<table><tr><th>Fiscal year</th><th>Amount</th></tr><tr><td>2016</td><td>$18,000</td></tr>
<tr><td>2017</td><td>$20,926</td></tr></table>
<p>Write to <a href="mailto:records@bja.example">records@bja.example</a> if you have a question.</p>
<p>Sincerely,</p></body></html>"""


@cache
def pdf(html: str = HTML, *, tagged: bool = True) -> bytes:
    """Return the PDF of a page of HTML."""
    from weasyprint import HTML as Page

    stream = io.BytesIO()
    Page(string=html).write_pdf(stream, pdf_tags=tagged)
    return stream.getvalue()


def html_with(*swaps: tuple[str, str]) -> str:
    """Return the specimen's HTML with texts replaced; each must be there."""
    html = HTML
    for old, new in swaps:
        assert old in html, old
        html = html.replace(old, new)
    return html


def letter(folder: Path, key: LetterKey, files: dict[Format, bytes], **known: object) -> ComparableLetter:
    """Write the files of a letter into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for form, content in files.items():
        path = folder / f"{key.recipient_id or 'letter'}.{key.level}.{form}"
        path.write_bytes(content)
        entries.append(LetterFile(form, path.name, OnDisk(path)))
    name = f"{key.recipient_id}.{key.kind}"
    return ComparableLetter(key, name, tuple(entries), **known)  # type: ignore[arg-type] # keywords of the record


def compare(
    folder: Path, old: dict[Format, bytes], new: dict[Format, bytes], settings: Settings | None = None
) -> LetterComparison:
    """Compare two versions of one letter."""
    key = LetterKey("ca-berkeley", "follow_up", 1)
    pair = Pair(key, letter(folder / "old", key, old), letter(folder / "new", key, new))
    return compare_pair(pair, settings or Settings())


def outcome_of(*comparisons: LetterComparison) -> Outcome:
    """Return the outcome of these comparisons."""
    return conclude("old", "new", comparisons)
