"""Changes planted in a .docx: name, level, what is told, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.comparison.records import Level
from tests.comparison.specimens import BODY, LOGO, PICTURE, Parts, docx_parts, paragraph, png, swapped

MAIN, CORE, STYLES = "word/document.xml", "docProps/core.xml", "word/styles.xml"
HEADER, FOOTER, SETTINGS = "word/header1.xml", "word/footer1.xml", "word/settings.xml"
NUMBERING, LINKS, FOOTNOTES = "word/numbering.xml", "word/_rels/document.xml.rels", "word/footnotes.xml"
COMMENTS, CUSTOM, APP = "word/comments.xml", "customXml/item1.xml", "docProps/app.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
Change = Callable[[Parts], Parts]


Made = TypeVar("Made")


@dataclass(frozen=True)
class PlantedIn(Generic[Made]):
    """A change, the level at which it is told, and words that tell it."""

    level: Level
    told: str
    change: Made


Planted = PlantedIn


def swap(old: str | bytes, new: str | bytes, part: str = MAIN) -> Change:
    """Replace one text of one part."""
    return lambda parts: swapped(parts, part, old, new)


def then(*changes: Change) -> Change:
    """Make several changes, one after the other."""

    def made(parts: Parts) -> Parts:
        for change in changes:
            parts = change(parts)
        return parts

    return made


def with_part(name: str, content: str | bytes, kind: str, media_type: str) -> Change:
    """Add a part that the document leads to."""

    def made(parts: Parts) -> Parts:
        link = f'<Relationship Id="rIdX{kind}" Type="{_OFFICE}/{kind}" Target="/{name}"/></Relationships>'
        override = f'<Override PartName="/{name}" ContentType="{media_type}"/></Types>'
        parts = swapped({**parts, name: content}, LINKS, "</Relationships>", link)
        return swapped(parts, "[Content_Types].xml", "</Types>", override)

    return made


def run(inner: str, look: str = "") -> str:
    """Return one run."""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inner}</w:r>"


def field(instruction: str, result: str) -> str:
    """Return a field with its stored result."""
    marks = {name: run(f'<w:fldChar w:fldCharType="{name}"/>') for name in ("begin", "separate", "end")}
    told = run(f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>')
    return f"{marks['begin']}{told}{marks['separate']}{run(f'<w:t>{result}</w:t>')}{marks['end']}"


SHAPE = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:rect id="s1" style="width:90pt;height:40pt" '
    'fillcolor="#ddeeff"><v:textbox><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p>'
    "</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
)
WATERMARK = (
    '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="PowerPlusWaterMarkObject1" '
    'type="#_x0000_t136" style="position:absolute;width:400pt;height:100pt;rotation:315" fillcolor="silver">'
    '<v:textpath style="font-family:Arial" string="DRAFT"/></v:shape></w:pict></w:r></w:p>'
)
CONTROL = (
    '<w:sdt><w:sdtPr><w:alias w:val="Office"/><w:tag w:val="office"/></w:sdtPr><w:sdtContent>'
    f"{paragraph('Office of Records')}</w:sdtContent></w:sdt>"
)
LINK = '<w:p><w:hyperlink r:id="rIdLink"><w:r><w:t>Our page</w:t></w:r></w:hyperlink></w:p>'
NOTE_MARK = run('<w:footnoteReference w:id="2"/>')
REMARK_MARK = run('<w:commentReference w:id="0"/>')
NOTE = f"<w:p>{run('<w:t>See the note</w:t>')}{NOTE_MARK}</w:p>"
REMARK = (
    f'<w:p><w:commentRangeStart w:id="0"/>{run("<w:t>Remarked on</w:t>")}<w:commentRangeEnd w:id="0"/>'
    f"{REMARK_MARK}</w:p>"
)
MARKED = (
    f'<w:p><w:bookmarkStart w:id="5" w:name="here"/>{run("<w:t>A marked place</w:t>")}'
    '<w:bookmarkEnd w:id="5"/></w:p>'
)
MONTH = field("DATE \\@ &quot;MMMM&quot;", "March")
DATED = f"{paragraph('Printed on ').removesuffix('</w:p>')}{MONTH}</w:p>"
BROKEN = f"<w:p>{run('<w:t>Before</w:t><w:br/><w:t>after the break</w:t>')}</w:p>"
TABBED = f"<w:p>{run('<w:t>Item</w:t><w:tab/><w:t>one</w:t>')}</w:p>"
STYLED = paragraph("In the style of a quotation", '<w:pStyle w:val="Quote"/>')
INSERTED = (
    f"{paragraph('Agreed ').removesuffix('</w:p>')}"
    f'<w:ins w:id="9" w:author="A" w:date="2018-01-01T00:00:00Z">{run("<w:t>in writing</w:t>")}</w:ins></w:p>'
)
EXTRA = (CONTROL, LINK, NOTE, REMARK, MARKED, DATED, BROKEN, TABBED, STYLED, INSERTED)


def rich_parts() -> Parts:
    """Return the specimen with one of everything that a plain letter has not."""
    body = "\n".join((*EXTRA, f"<w:p>{SHAPE}</w:p>"))
    notes = "".join(
        f'<w:footnote w:id="{n}"{kind}>{paragraph(text)}</w:footnote>'
        for n, kind, text in ((0, ' w:type="separator"', ""), (2, "", "The note itself."))
    )
    remark = f'<w:comment w:id="0" w:author="A" w:initials="A">{paragraph("Check this.")}</w:comment>'
    style = (
        '<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>'
    )
    target = 'Target="https://a.example/" TargetMode="External"'
    link = f'<Relationship Id="rIdLink" Type="{_OFFICE}/hyperlink" {target}/>'
    return then(
        swap(BODY[-1], f"{BODY[-1]}\n{body}"),
        swap("</w:hdr>", f"{WATERMARK}</w:hdr>", HEADER),
        swap("</w:styles>", f"{style}</w:styles>", STYLES),
        swap("</Relationships>", f"{link}</Relationships>", LINKS),
        with_part(FOOTNOTES, f"<w:footnotes {W}>{notes}</w:footnotes>", "footnotes", f"{_WML}.footnotes+xml"),
        with_part(COMMENTS, f"<w:comments {W}>{remark}</w:comments>", "comments", f"{_WML}.comments+xml"),
        with_part(CUSTOM, '<case xmlns="urn:case"><id>7</id></case>', "customXml", "application/xml"),
    )(docx_parts())


def move(first: int, second: int) -> Change:
    """Move a paragraph."""
    body = list(BODY)
    body.insert(second, body.pop(first))
    return swap("\n".join(BODY), "\n".join(body))


def look(old: str, new: str) -> Change:
    """Give the paragraph that begins with “If you have” another look."""
    return swap(
        f'<w:rPr>{old}</w:rPr><w:t xml:space="preserve">If',
        f'<w:rPr>{new}</w:rPr><w:t xml:space="preserve">If',
    )


def laid(properties: str) -> Change:
    """Give the first paragraph after the date properties."""
    return swap(
        '<w:p><w:r><w:t xml:space="preserve">City',
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">City',
    )


def sectioned(properties: str) -> Change:
    """Give the section a property."""
    return swap("</w:sectPr>", f"{properties}</w:sectPr>")


def celled(properties: str) -> Change:
    """Give the cell of the first amount a property."""
    return swap(
        '</w:tcPr><w:p><w:r><w:t xml:space="preserve">$18,000',
        f'{properties}</w:tcPr><w:p><w:r><w:t xml:space="preserve">$18,000',
    )


def at_end(inner: str) -> Change:
    """Put something at the end of the paragraph “Sincerely,”."""
    return swap("Sincerely,</w:t></w:r>", f"Sincerely,</w:t></w:r>{inner}")


def setting(element: str) -> Change:
    """Add a setting."""
    return swap("<w:zoom", f"{element}<w:zoom", SETTINGS)


NEW_ROW = BODY[7].rpartition("<w:tr>")[1] + BODY[7].rpartition("<w:tr>")[2].removesuffix("</w:tbl>")
_ADDED_ROW = NEW_ROW + NEW_ROW.replace("2017", "2018").replace("20,926", "21,000")
_INLINE_LOGO = PICTURE.removeprefix("<w:p>").removesuffix("</w:p>")

WORDS = {
    "one word": Planted("words", "“must” became “shall”", swap("You must send", "You shall send")),
    "one comma": Planted(
        "words", "punctuation “,” removed", swap("document, say so, and", "document, say so and")
    ),
    "a date": Planted(
        "words", "date “March 8, 2018” became “March 9, 2018”", swap("March 8, 2018", "March 9, 2018")
    ),
    "an amount": Planted("words", "amount “$38,926” became “$38,962”", swap("$38,926", "$38,962")),
    "a citation": Planted(
        "words", "number “10225” became “10226”", swap("34 U.S.C. 10225", "34 U.S.C. 10226")
    ),
    "a sentence added": Planted(
        "words", "“Keep a copy.” added", swap("the statement.", "the statement. Keep a copy.")
    ),
    "a paragraph added": Planted(
        "words",
        "paragraph added: “This request",
        swap(BODY[6], BODY[6] + paragraph("This request is continuing.")),
    ),
    "a paragraph removed": Planted("words", "paragraph removed: “The award of", swap(BODY[6], "")),
    "a paragraph moved": Planted("words", "paragraph 7, from paragraph 5", move(4, 6)),
    "a table row added": Planted("words", "table row added: “2018 | $21,000”", swap(NEW_ROW, _ADDED_ROW)),
    "a table row removed": Planted("words", "table row removed: “2017 | $20,926”", swap(NEW_ROW, "")),
    "a table cell": Planted("words", "table 1, row 3, column 2", swap("$20,926", "$20,900")),
    "the header": Planted("words", "“Bureau” became “Office”", swap("Bureau of", "Office of", HEADER)),
    "the footer": Planted("words", "footer, paragraph 1", swap("BERKELEY-02", "BERKELEY-03", FOOTER)),
    "capitals": Planted("words", "“Mayor” became “mayor”", swap("Dear Mayor:", "Dear mayor:")),
    "an apostrophe": Planted("words", "punctuation “,” became “’”", swap("Sincerely,", "Sincerely’")),
    "an exponent": Planted("words", "“and 1²” added", swap("$18,000", "$18,000 and 1²")),
    "a digit to an exponent": Planted("words", "34²", swap("under 34 U.S.C.", "under 34² U.S.C.")),
    "a fraction": Planted("words", "½", swap("Sincerely,", "Sincerely, ½")),
    "a footnote": Planted("words", "“itself” became “alone”", swap("note itself", "note alone", FOOTNOTES)),
    "a text box": Planted("words", "“box” became “frame”", swap("In a box", "In a frame")),
    "a content control": Planted(
        "words", "“Records” became “Letters”", swap("Office of Records", "Office of Letters")
    ),
    "a link's words": Planted("words", "“page” became “site”", swap("Our page", "Our site")),
    "a field's result": Planted("words", "“March” became “April”", swap("<w:t>March<", "<w:t>April<")),
    "tracked words": Planted("words", "“writing” became “person”", swap("in writing", "in person")),
    "the order of two words": Planted("words", "“", swap("sharing information", "information sharing")),
    "a number in figures": Planted("words", "“2016” became “2015”", swap(">2016<", ">2015<")),
    "a word twice": Planted(
        "words", "“for” added", swap("asked you for documents", "asked you for for documents")
    ),
    "a reference": Planted("words", "DR-2018-CA-BERKELEY-12", swap("BERKELEY-02", "BERKELEY-12", FOOTER)),
    "an e-mail address": Planted("words", "added", swap("Sincerely,", "Sincerely, a@b.example")),
}

FORMATTING = {
    "the font": Planted(
        "formatting", "font changed from Times New Roman to Arial", swap("Times New Roman", "Arial", STYLES)
    ),
    "the type size": Planted(
        "formatting",
        "type size changed from 11 pt to 12 pt",
        swap('w:sz w:val="22"', 'w:sz w:val="24"', STYLES),
    ),
    "bold off": Planted("formatting", "bold type changed from yes to no", swap("<w:rPr><w:b/></w:rPr>", "")),
    "italic": Planted("formatting", "italic type changed from no to yes", look("<w:b/>", "<w:b/><w:i/>")),
    "red type": Planted(
        "formatting", "colour of the text changed", look("<w:b/>", '<w:b/><w:color w:val="FF0000"/>')
    ),
    "24 pt": Planted(
        "formatting", "type size changed from 11 pt to 24 pt", look("<w:b/>", '<w:b/><w:sz w:val="48"/>')
    ),
    "underlining": Planted(
        "formatting", "underlining changed", look("<w:b/>", '<w:b/><w:u w:val="single"/>')
    ),
    "struck through": Planted(
        "formatting", "struck-through text changed", look("<w:b/>", "<w:b/><w:strike/>")
    ),
    "small capitals": Planted("formatting", "capitals changed", look("<w:b/>", "<w:b/><w:smallCaps/>")),
    "superscript": Planted(
        "formatting",
        "superscript or subscript changed",
        look("<w:b/>", '<w:b/><w:vertAlign w:val="superscript"/>'),
    ),
    "raised": Planted("formatting", "raised text changed", look("<w:b/>", '<w:b/><w:position w:val="6"/>')),
    "letter spacing": Planted(
        "formatting", "letter spacing changed", look("<w:b/>", '<w:b/><w:spacing w:val="40"/>')
    ),
    "wide letters": Planted(
        "formatting", "width of letters changed", look("<w:b/>", '<w:b/><w:w w:val="150"/>')
    ),
    "highlighting": Planted(
        "formatting", "highlighting changed", look("<w:b/>", '<w:b/><w:highlight w:val="yellow"/>')
    ),
    "a frame around text": Planted(
        "formatting",
        "frame around text changed",
        look("<w:b/>", '<w:b/><w:bdr w:val="single" w:sz="4" w:color="000000"/>'),
    ),
    "a run's language": Planted(
        "formatting", "language of the text changed", look("<w:b/>", '<w:b/><w:lang w:val="de-DE"/>')
    ),
    "the language": Planted(
        "formatting",
        "language of the text changed from en-US to es-ES",
        swap('w:lang w:val="en-US"', 'w:lang w:val="es-ES"', STYLES),
    ),
    "alignment": Planted("formatting", "alignment changed from left to right", laid('<w:jc w:val="right"/>')),
    "a left indent": Planted("formatting", "left indent changed", laid('<w:ind w:left="720"/>')),
    "a right indent": Planted("formatting", "right indent changed", laid('<w:ind w:right="720"/>')),
    "a first-line indent": Planted(
        "formatting", "first-line indent changed", laid('<w:ind w:firstLine="360"/>')
    ),
    "space before": Planted(
        "formatting", "space before the paragraph changed", laid('<w:spacing w:before="480"/>')
    ),
    "space after": Planted(
        "formatting",
        "space after the paragraph changed from 12 pt to 6 pt",
        swap('w:after="240"', 'w:after="120"'),
    ),
    "line spacing": Planted(
        "formatting", "line spacing changed", laid('<w:spacing w:line="480" w:lineRule="auto"/>')
    ),
    "kept with the next": Planted("formatting", "keep with next paragraph changed", laid("<w:keepNext/>")),
    "lines kept together": Planted("formatting", "keep lines together changed", laid("<w:keepLines/>")),
    "a page break before": Planted(
        "formatting", "page break before the paragraph changed", laid("<w:pageBreakBefore/>")
    ),
    "a border": Planted(
        "formatting",
        "borders of the paragraph changed",
        laid('<w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="000000"/></w:pBdr>'),
    ),
    "a paragraph's shading": Planted(
        "formatting",
        "background of the paragraph changed",
        laid('<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>'),
    ),
    "a tab stop": Planted(
        "formatting", "tab stops changed", laid('<w:tabs><w:tab w:val="left" w:pos="2000"/></w:tabs>')
    ),
    "right to left": Planted("formatting", "direction of the paragraph changed", laid("<w:bidi/>")),
    "a heading": Planted("formatting", "heading level changed", laid('<w:outlineLvl w:val="0"/>')),
    "list numbers": Planted(
        "formatting", "number or bullet changed from 1. to (1)", swap('"%1."', '"(%1)"', NUMBERING)
    ),
    "a list entry that is none": Planted(
        "formatting",
        "number or bullet changed",
        swap('<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>', ""),
    ),
    "a style's look": Planted(
        "formatting",
        "italic type changed from yes to no",
        swap("<w:rPr><w:i/></w:rPr></w:style>", "</w:style>", STYLES),
    ),
    "a paragraph's style": Planted(
        "formatting", "italic type changed", swap('<w:pStyle w:val="Quote"/>', '<w:pStyle w:val="Normal"/>')
    ),
    "the left margin": Planted(
        "formatting", "left margin changed from 72 pt to 64.8 pt", swap('w:left="1440"', 'w:left="1296"')
    ),
    "the top margin": Planted("formatting", "top margin changed", swap('w:top="1440"', 'w:top="1300"')),
    "the header's distance": Planted(
        "formatting", "distance of the header", swap('w:header="720"', 'w:header="700"')
    ),
    "the paper": Planted(
        "formatting",
        "page width changed from 612 pt to 595.3 pt",
        swap('w:w="12240" w:h="15840"', 'w:w="11906" w:h="16838"'),
    ),
    "two columns": Planted(
        "formatting", "text columns changed", sectioned('<w:cols w:num="2" w:space="720"/>')
    ),
    "column widths": Planted(
        "formatting",
        "column widths changed",
        swap(
            '<w:gridCol w:w="3000"/><w:gridCol w:w="3000"/>', '<w:gridCol w:w="2000"/><w:gridCol w:w="4000"/>'
        ),
    ),
    "a heading row": Planted(
        "formatting",
        "heading rows changed",
        swap("<w:tr><w:tc>", "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>"),
    ),
    "lines of a table": Planted(
        "formatting",
        "lines of the table changed",
        celled('<w:tcBorders><w:top w:val="single" w:sz="8" w:color="000000"/></w:tcBorders>'),
    ),
    "a cell's shading": Planted(
        "formatting",
        "shading of the table changed",
        celled('<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'),
    ),
    "a table's description": Planted(
        "formatting",
        "description of the table changed",
        swap("<w:tblPr>", '<w:tblPr><w:tblDescription w:val="Amounts"/>'),
    ),
    "alt text": Planted(
        "formatting", "(alt text) changed from Seal of the office to Logo", swap("Seal of the office", "Logo")
    ),
    "alt text gone": Planted(
        "formatting",
        "(alt text) changed from Seal of the office to none",
        swap(' descr="Seal of the office"', ""),
    ),
    "the logo's colour": Planted(
        "formatting", "picture changed", lambda parts: {**parts, "word/media/logo.png": png(120, 20, 20)}
    ),
    "the logo's size": Planted(
        "formatting",
        "size of the picture changed from 72 pt × 36 pt",
        swap('cx="914400" cy="457200"', 'cx="1828800" cy="914400"'),
    ),
}

STRUCTURE = {
    "the title": Planted(
        "structure",
        "title changed from Follow-up to Reminder",
        swap("<dc:title>Follow-up", "<dc:title>Reminder", CORE),
    ),
    "the author": Planted(
        "structure",
        "author changed from Records Office to A. Person",
        swap("Records Office", "A. Person", CORE),
    ),
    "keywords": Planted(
        "structure",
        "keywords changed",
        swap("</cp:coreProperties>", "<cp:keywords>secret</cp:keywords></cp:coreProperties>", CORE),
    ),
    "a category": Planted(
        "structure",
        "category changed",
        swap("</cp:coreProperties>", "<cp:category>x</cp:category></cp:coreProperties>", CORE),
    ),
}


def _other(told: str, change: Change) -> Planted:
    return Planted("other", told, change)


OTHER = {
    "protection": _other(
        "protection changed", setting('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>')
    ),
    "changes tracked": _other("trackRevisions changed", setting("<w:trackRevisions/>")),
    "different even pages": _other("different even pages changed", setting("<w:evenAndOddHeaders/>")),
    "the tab of the document": _other("defaultTabStop", setting('<w:defaultTabStop w:val="360"/>')),
    "hyphenation": _other("autoHyphenation", setting("<w:autoHyphenation/>")),
    "a document variable": _other(
        "docVar", setting('<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars>')
    ),
    "a picture in a paragraph": Planted(
        "formatting", "picture changed", at_end(_INLINE_LOGO.replace('name="Logo"', 'name="Two"'))
    ),
    "a picture in the header": _other(
        "shape changed",
        swap("Assistance</w:t></w:r>", f"Assistance</w:t></w:r>{SHAPE.replace('In a box', '')}", HEADER),
    ),
    "a crop": _other("crop of the picture changed", swap("<a:stretch>", '<a:srcRect l="20000"/><a:stretch>')),
    "a rotation": _other("rotation changed", swap("<a:xfrm>", '<a:xfrm rot="5400000">')),
    "a watermark's words": _other("watermark changed", swap('string="DRAFT"', 'string="FINAL"', HEADER)),
    "a watermark gone": _other("watermark changed", swap(WATERMARK, "<w:p/>", HEADER)),
    "hidden text": _other("hidden text changed", look("<w:b/>", "<w:b/><w:vanish/>")),
    "a footnote's mark gone": _other("footnote reference changed", swap(NOTE_MARK, "")),
    "a footnote's mark moved": _other(
        "footnote reference changed",
        then(swap(NOTE_MARK, ""), at_end(NOTE_MARK)),
    ),
    "a page break": _other("break changed", at_end(run('<w:br w:type="page"/>'))),
    "a column break": _other("break changed", at_end(run('<w:br w:type="column"/>'))),
    "a line break gone": _other(
        "break changed", swap("Before</w:t><w:br/><w:t>", 'Before</w:t><w:t xml:space="preserve"> ')
    ),
    "a tab for a space": _other(
        "tab changed", swap("Item</w:t><w:tab/><w:t>", 'Item</w:t><w:t xml:space="preserve"> ')
    ),
    "page borders": _other(
        "page borders changed",
        sectioned(
            '<w:pgBorders><w:top w:val="single" w:sz="8" w:space="24" w:color="000000"/></w:pgBorders>'
        ),
    ),
    "the first page's number": _other("page numbers changed", sectioned('<w:pgNumType w:start="5"/>')),
    "the form of page numbers": _other(
        "page numbers changed", sectioned('<w:pgNumType w:fmt="lowerRoman"/>')
    ),
    "another first page": _other("different first page changed", sectioned("<w:titlePg/>")),
    "line numbers": _other("line numbers changed", sectioned('<w:lnNumType w:countBy="1"/>')),
    "vertical alignment of the page": _other(
        "vertical alignment changed", sectioned('<w:vAlign w:val="center"/>')
    ),
    "text running down": _other(
        "layout of the section changed", sectioned('<w:textDirection w:val="tbRl"/>')
    ),
    "a gutter": Planted("formatting", "left margin changed", swap('w:gutter="0"', 'w:gutter="200"')),
    "a footer gone from its pages": Planted(
        "words",
        "header or footer of the section",
        swap('<w:footerReference w:type="default" r:id="rId3"/>', ""),
    ),
    "vertical alignment of a cell": _other(
        "vertical alignment changed", celled('<w:vAlign w:val="bottom"/>')
    ),
    "a cell that does not wrap": _other("build of the table", celled("<w:noWrap/>")),
    "a cell's margins": _other(
        "build of the table", celled('<w:tcMar><w:left w:w="300" w:type="dxa"/></w:tcMar>')
    ),
    "a row's height": _other(
        "build of the table", swap("<w:tr><w:tc>", '<w:tr><w:trPr><w:trHeight w:val="900"/></w:trPr><w:tc>')
    ),
    "a row that may not split": _other(
        "build of the table", swap("<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>")
    ),
    "a table's place": _other("build of the table", swap("<w:tblPr>", '<w:tblPr><w:jc w:val="center"/>')),
    "a shape": _other("shape", at_end(SHAPE.replace("In a box", ""))),
    "a shape's fill": _other("shape changed", swap('fillcolor="#ddeeff"', 'fillcolor="#ff0000"')),
    "a shape's size": _other("shape changed", swap("width:90pt", "width:190pt")),
    "a field's code": _other("field code changed", swap("MMMM", "MMM")),
    "a field where words were": _other(
        "field code changed", swap(run("<w:t>Our page</w:t>"), field("QUOTE x", "Our page"))
    ),
    "a field that is words now": _other("field code changed", swap(MONTH, run("<w:t>March</w:t>"))),
    "a bookmark's name": _other("bookmark changed", swap('w:name="here"', 'w:name="there"')),
    "a bookmark": _other(
        "bookmark changed", at_end('<w:bookmarkStart w:id="7" w:name="end"/><w:bookmarkEnd w:id="7"/>')
    ),
    "a bookmark's reach": _other(
        "bookmark changed",
        swap(
            'A marked place</w:t></w:r><w:bookmarkEnd w:id="5"/>',
            '</w:t></w:r><w:bookmarkEnd w:id="5"/><w:r><w:t>A marked place</w:t></w:r>',
        ),
    ),
    "a comment's words": _other("comment", swap("Check this", "Check that", COMMENTS)),
    "a comment's author": _other("comment", swap('w:author="A"', 'w:author="B"', COMMENTS)),
    "a comment's place": _other("comment changed", swap('<w:commentRangeStart w:id="0"/>', "")),
    "who tracked a change": _other("tracked change", swap('w:author="A" w:date', 'w:author="B" w:date')),
    "a tracked change accepted": _other(
        "tracked change",
        swap(INSERTED, INSERTED.replace("<w:ins ", "<w:smartTag ").replace("</w:ins>", "</w:smartTag>")),
    ),
    "a tracked deletion": _other(
        "tracked change",
        at_end('<w:del w:id="11" w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del>'),
    ),
    "a content control's tag": _other("content control changed", swap('w:val="office"', 'w:val="bureau"')),
    "a content control gone": _other(
        "content control changed", swap(CONTROL, paragraph("Office of Records"))
    ),
    "a link's target": Planted(
        "formatting",
        "link changed from https://a.example/ to https://b.example/",
        swap("https://a.example/", "https://b.example/", LINKS),
    ),
    "a link gone": Planted(
        "formatting", "link changed from https://a.example/ to none", swap(LINK, paragraph("Our page"))
    ),
    "an empty paragraph": _other("empty paragraph changed", swap(BODY[3], BODY[3] + "<w:p/>")),
    "custom XML": _other("id", swap("<id>7<", "<id>8<", CUSTOM)),
    "a part gone": _other(
        "document part",
        lambda parts: swapped(
            {n: p for n, p in parts.items() if n != CUSTOM}, LINKS, "customXml/item1.xml", "word/header1.xml"
        ),
    ),
    "a part that nothing uses": _other(
        "document part", lambda parts: {**parts, "word/media/extra.png": LOGO}
    ),
    "the company": _other("Company changed", swap("</Properties>", "<Company>B</Company></Properties>", APP)),
    "a custom property": _other(
        "document part",
        with_part(
            "docProps/custom.xml",
            '<Properties xmlns="urn:p"><p>1</p></Properties>',
            "custom-properties",
            "application/xml",
        ),
    ),
    "a theme": _other(
        "document part",
        with_part(
            "word/theme/theme1.xml",
            '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="T"/>',
            "theme",
            "application/vnd.openxmlformats-officedocument.theme+xml",
        ),
    ),
    "embossed type": _other("type", look("<w:b/>", "<w:b/><w:emboss/>")),
    "kerning": _other("type", look("<w:b/>", '<w:b/><w:kern w:val="20"/>')),
    "no proofing": _other("type", look("<w:b/>", "<w:b/><w:noProof/>")),
    "widow control": _other("layout of the paragraph", laid('<w:widowControl w:val="0"/>')),
    "no line numbers": _other("layout of the paragraph", laid("<w:suppressLineNumbers/>")),
    "a character style": _other("type", look("<w:b/>", '<w:rStyle w:val="Quote2"/><w:b/>')),
    "a paragraph's mark": _other("hidden text changed", laid("<w:rPr><w:vanish/></w:rPr>")),
    "the page's colour": _other("background", swap("<w:body>", '<w:background w:color="FFEEDD"/><w:body>')),
    "a formula": Planted(
        "words",
        "formula changed",
        at_end(
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath>'
        ),
    ),
    "a symbol's font": Planted("words", "symbol", at_end(run('<w:sym w:font="Wingdings" w:char="F04A"/>'))),
    "a picture's name": _other(
        "drawing", swap('<wp:docPr id="1" name="Logo"', '<wp:docPr id="1" name="Seal"')
    ),
    "a latent style": _other(
        "style", swap("</w:styles>", '<w:latentStyles w:count="3"/></w:styles>', STYLES)
    ),
    "a list's alignment": _other("lvlJc", swap("</w:lvl>", '<w:lvlJc w:val="right"/></w:lvl>', NUMBERING)),
    "the kind of a part": _other(
        "type of a part",
        swap(
            'Extension="png" ContentType="image/png"',
            'Extension="png" ContentType="image/x-png"',
            "[Content_Types].xml",
        ),
    ),
}

PLANTED = {**WORDS, **FORMATTING, **STRUCTURE, **OTHER}
