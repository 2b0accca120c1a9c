"""WordprocessingML, element by element. Widths and places are in twips (1/20 pt), as in the file."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

SINGLE = "<w:top {0}/><w:left {0}/><w:bottom {0}/><w:right {0}/><w:insideH {0}/><w:insideV {0}/>".format(
    'w:val="single" w:sz="4" w:space="0" w:color="auto"'
)
"""Single borders round and inside a table."""


def text(written: str) -> str:
    """Return the text of a run; a tab and a line break are written as elements."""
    parts = written.replace("\t", "|\t|").replace("\n", "|\n|").split("|")
    marks = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    return "".join(
        marks.get(part, f'<w:t xml:space="preserve">{escape(part)}</w:t>') for part in parts if part
    )


def run(written: str, properties: str = "") -> str:
    """Return a run with its properties, given as XML."""
    return content_run(text(written), properties)


def content_run(content: str, properties: str = "") -> str:
    """Return a run that holds any content."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{looks}{content}</w:r>"


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph. A run that is not XML is taken as its text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    looks = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    inner = "".join(each if each.startswith(("<w:", "<mc:")) else run(each) for each in runs)
    return f"<w:p>{looks}{inner}</w:p>"


def heading(written: str, level: int = 1) -> str:
    """Return a heading in the style of its level."""
    return paragraph(written, style=f"Heading{level}")


def listed(written: str, number: int = 1, level: int = 0, properties: str = "") -> str:
    """Return a paragraph of a list."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(written, style="ListParagraph", properties=numbered + properties)


def cell(*blocks: str, width: int = 0, properties: str = "") -> str:
    """Return a cell; text stands for a paragraph. The width is automatic when 0."""
    measure = f'<w:tcW w:w="{width}" w:type="{"dxa" if width else "auto"}"/>'
    inner = "".join(each if each.startswith("<w:") else paragraph(each, style="NoSpacing") for each in blocks)
    return f"<w:tc><w:tcPr>{measure}{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a row of cells."""
    looks = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{looks}{''.join(cells)}</w:tr>"


def table(*rows: str, widths: tuple[int, ...], style: str = "TableGrid", properties: str = "") -> str:
    """Return a table with its grid; ``properties`` follow the style in the order of the schema."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    measured = properties if "<w:tblW" in properties else '<w:tblW w:w="0" w:type="auto"/>' + properties
    look = (
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="1"/>'
    )
    looks = f'<w:tblStyle w:val="{style}"/>{measured}{"" if "<w:tblLook" in properties else look}'
    return f"<w:tbl><w:tblPr>{looks}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def plain_table(texts: tuple[tuple[str, ...], ...], widths: tuple[int, ...], style: str = "TableGrid") -> str:
    """Return a table of texts whose first row repeats on each page."""
    head, *body = texts
    rows = [
        row(*_cells(head, widths), properties="<w:tblHeader/>"),
        *(row(*_cells(each, widths)) for each in body),
    ]
    return table(*rows, widths=widths, style=style)


def _cells(texts: tuple[str, ...], widths: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(cell(each, width=width) for each, width in zip(texts, widths, strict=True))


def field(code: str, shown: str, properties: str = "") -> str:
    """Return a field with the result that Word kept."""
    begin, separate, end = (
        content_run(f'<w:fldChar w:fldCharType="{kind}"/>', properties)
        for kind in ("begin", "separate", "end")
    )
    instruction = content_run(f'<w:instrText xml:space="preserve"> {escape(code)} </w:instrText>', properties)
    return f"{begin}{instruction}{separate}{run(shown, properties)}{end}"


def simple_field(code: str, shown: str) -> str:
    """Return a field in the short form."""
    return f"<w:fldSimple w:instr={quoteattr(f' {code} ')}>{run(shown)}</w:fldSimple>"


def bookmark(name: str, number: int, *runs: str) -> str:
    """Return runs inside a bookmark."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{"".join(runs)}<w:bookmarkEnd w:id="{number}"/>'


def note_mark(number: int, kind: str = "footnote") -> str:
    """Return the mark of a footnote or endnote in the text."""
    style = f'<w:rStyle w:val="{kind.capitalize()}Reference"/>'
    return content_run(f'<w:{kind}Reference w:id="{number}"/>', style)


def page_of_pages() -> str:
    """Return the words ``Page X of Y`` as runs with fields."""
    return f"{run('Page ')}{field('PAGE', '1')}{run(' of ')}{field('NUMPAGES', '1')}"


def page_break() -> str:
    """Return a paragraph that ends its page."""
    return paragraph(content_run('<w:br w:type="page"/>'))
