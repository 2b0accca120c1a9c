"""What parts of WordprocessingML are called (ECMA-376 part 1), and which named change tells each in full."""

from __future__ import annotations

import re

from generator.comparison.docx.looks import CHARACTER_WORDS, PAGE_WORDS, PARAGRAPH_WORDS


def _named(pattern: str, *names: str) -> tuple[re.Pattern[str], frozenset[str]]:
    return re.compile(pattern), frozenset(names)


_ANY_LOOK = (*CHARACTER_WORDS.values(), *PARAGRAPH_WORDS.values(), "heading level", "number or bullet")
EXPLAINED_BY = (
    _named(r"rPr/rFonts|/fonts?/|latin@typeface", "font"),
    _named(r"rPr/szC?s?\b", "type size"),
    _named(r"rPr/b(?:Cs)?\b", "bold type"),
    _named(r"rPr/i(?:Cs)?\b", "italic type"),
    _named(r"rPr/color\b", "colour of the text"),
    _named(r"rPr/(?:highlight|shd)\b", "highlighting"),
    _named(r"rPr/u\b", "underlining", "colour of the underlining"),
    _named(r"rPr/d?strike\b", "struck-through text"),
    _named(r"rPr/(?:caps|smallCaps)\b", "capitals"),
    _named(r"rPr/vertAlign\b", "superscript or subscript"),
    _named(r"rPr/position\b", "raised text"),
    _named(r"rPr/spacing\b", "letter spacing"),
    _named(r"rPr/w\b", "width of letters"),
    _named(r"rPr/lang\b|themeFontLang", "language of the text"),
    _named(r"rPr/rtl\b", "direction of the text"),
    _named(r"rPr/bdr\b", "frame around text"),
    _named(r"(?:rPr/rStyle|pPr/pStyle)\b", *_ANY_LOOK),
    _named(r"pPr/jc\b", "alignment"),
    _named(r"pPr/ind\b", "left indent", "right indent", "first-line indent"),
    _named(r"pPr/spacing\b", "space before the paragraph", "space after the paragraph", "line spacing"),
    _named(r"pPr/keepNext\b", "keep with next paragraph"),
    _named(r"pPr/keepLines\b", "keep lines together"),
    _named(r"pPr/pageBreakBefore\b", "page break before the paragraph"),
    _named(r"pPr/pBdr\b", "borders of the paragraph"),
    _named(r"pPr/shd\b", "background of the paragraph"),
    _named(r"pPr/tabs\b", "tab stops"),
    _named(r"pPr/bidi\b", "direction of the paragraph"),
    _named(r"pPr/outlineLvl\b", "heading level"),
    _named(r"pPr/numPr\b|/(?:lvlText|numFmt|start|lvlJc|suff)@", "number or bullet"),
    _named(r"sectPr/pgSz@(?:w|h)", *PAGE_WORDS.values()),
    _named(r"sectPr/pgMar\b", *PAGE_WORDS.values()),
    _named(r"sectPr/cols\b", "text columns"),
    _named(r"sectPr/type\b", "start of the section"),
    _named(r"gridCol|tcW|tblW\b", "column widths"),
    _named(r"tblHeader\b", "heading rows"),
    _named(r"tblBorders|tcBorders", "lines of the table"),
    _named(r"tcPr/shd|tblPr/shd", "shading of the table"),
    _named(r"tblCaption|tblDescription", "description of the table"),
    _named(r"docPr@(?:descr|title)", "description of the picture (alt text)"),
    _named(r"drawing/.*extent@|/ext@c", "size of the picture"),
    _named(r"position[HV]|simplePos", "place of the picture"),
    _named(r"blip@|image", "picture"),
    _named(r"^/drawing|^/pict", "picture"),
    _named(r"^/hyperlink|hyperlink", "link"),
    _named(r"^/tr\b|^tr\b", "rows of the table"),
)
"""A line, and the named changes of which any tells what differs there."""

_NAMES = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"documentProtection|writeProtection", "protection"),
        (r"watermark|WaterMark|textpath", "watermark"),
        (r"rPr/vanish|rPr/webHidden", "hidden text"),
        (r"footnoteReference|^footnote", "footnote reference"),
        (r"endnoteReference|^endnote", "endnote reference"),
        (r"comment", "comment"),
        (r"bookmark", "bookmark"),
        (r"^field|instr|fldChar", "field code"),
        (r"pgBorders", "page borders"),
        (r"pgNumType", "page numbers"),
        (r"titlePg", "different first page"),
        (r"evenAndOddHeaders", "different even pages"),
        (r"lnNumType", "line numbers"),
        (r"/br@type|^/br", "break"),
        (r"vAlign", "vertical alignment"),
        (r"srcRect", "crop of the picture"),
        (r"xfrm@rot", "rotation"),
        (r"vml\}|wordprocessingShape\}", "shape"),
        (r"oMath", "formula"),
        (r"^/sym\b", "symbol"),
        (r"^/ins\b|^/del\b|moveFrom|moveTo", "tracked change"),
        (r"/drawing|/pict|/object", "drawing"),
        (r"sdt", "content control"),
        (r"^/tab|tab\b", "tab"),
        (r"(?:header|footer)Reference", "header or footer of the section"),
        (r"sectPr", "layout of the section"),
        (r"rPr/", "type"),
        (r"pPr/", "layout of the paragraph"),
        (r"^/?(?:tbl|tr|tc|tblPr|trPr|tcPr|tblGrid|tblPrEx)\b", "build of the table"),
        (r"hyperlink", "link"),
        (r"^content$", "content of a part"),
        (r"^content type", "type of a part"),
        (r"^relationship", "relationship"),
        (r"empty paragraph", "empty paragraph"),
    )
)


def what_of(path: str) -> str:
    """Return what a line is about as a reader would call it, or its last name in the markup."""
    for pattern, name in _NAMES:
        if pattern.search(path):
            return name
    return re.sub(r"\S*\}", "", path).rpartition("/")[2].removesuffix(" text") or path
