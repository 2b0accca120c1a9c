"""Sections, headers and footers: first and even pages, landscape, margins, page numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fidelity.making.markup import cell, field, page_of_pages, paragraph, row, run, table
from fidelity.making.package import document, footer, header
from fidelity.making.prose import prose
from fidelity.making.sections import A4, LETTER, ending, section

LANDSCAPE = (LETTER[1], LETTER[0])
NUMBERS = footer("rId90", paragraph(page_of_pages(), style="Footer", properties='<w:jc w:val="center"/>'))
FIRST = "<w:titlePg/>"


def _text(count: int, start: int = 0) -> tuple[str, ...]:
    return tuple(map(paragraph, prose(count, start)))


def header_and_footer() -> bytes:
    """Return a header with three parts and the page's number at the foot of three pages."""
    top = header("rId20", paragraph("Annual review\tOffice of the clerk\t2020", style="Header"))
    looks = section("header:rId20", "footer:rId90")
    return document(*_text(26), properties=looks, extras=(top, NUMBERS), title="Header and footer")


def first_page() -> bytes:
    """Return a letterhead on the first page and a short header on the others."""
    head = header(
        "rId20",
        paragraph(run("Office of Records", '<w:b/><w:sz w:val="36"/>'), properties='<w:jc w:val="center"/>'),
        paragraph("12 Main Street, Springfield", style="Header", properties='<w:jc w:val="center"/>'),
    )
    more = header("rId21", paragraph(run("Office of Records, page "), field("PAGE", "2"), style="Header"))
    looks = section("header/first:rId20", "header:rId21", "footer/first:rId90", extra=FIRST)
    return document(*_text(16), properties=looks, extras=(head, more, NUMBERS), title="First page")


def even_pages() -> bytes:
    """Return headers that differ on left and right pages."""
    odd = header("rId20", paragraph("On right pages", style="Header", properties='<w:jc w:val="right"/>'))
    even = header("rId21", paragraph("On left pages", style="Header"))
    looks = section("header:rId20", "header/even:rId21", "footer:rId90", "footer/even:rId90")
    return document(
        *_text(36),
        properties=looks,
        extras=(odd, even, NUMBERS),
        title="Even pages",
        settings="<w:evenAndOddHeaders/>",
    )


def several() -> bytes:
    """Return two sections with their own headers; the second has the first's footer."""
    one, two = (header(f"rId2{n}", paragraph(f"Part {n}", style="Header")) for n in (1, 2))
    first = ending(section("header:rId21", "footer:rId90"))
    looks = section("header:rId22")
    return document(
        *_text(12), first, *_text(4, 3), properties=looks, extras=(one, two, NUMBERS), title="Sections"
    )


def landscape() -> bytes:
    """Return a wide page between two upright ones."""
    upright = ending(section("footer:rId90"))
    wide = ending(section("footer:rId90", paper=LANDSCAPE))
    texts = tuple(f"Column {number}" for number in range(1, 9))
    lines = (row(*(cell(each, width=1620) for each in texts)) for _ in range(5))
    broad = table(*lines, widths=(1620,) * 8)
    blocks = (*_text(2), upright, *_text(1), broad, wide, *_text(2, 4))
    return document(*blocks, properties=section("footer:rId90"), extras=(NUMBERS,), title="Landscape")


def continuous() -> bytes:
    """Return a section that goes on on the same page, within other margins."""
    first = ending(section(), "The end of the first part.")
    narrow = ending(
        section(margins=(1440, 2880, 1440, 2880), start="continuous"), "The end of the narrow part."
    )
    blocks = (*_text(2), first, *_text(2, 2), narrow, *_text(2, 5))
    return document(*blocks, properties=section(start="continuous"), title="Continuous")


def paper_and_margins() -> bytes:
    """Return A4 paper with uneven margins."""
    looks = section("footer:rId90", paper=A4, margins=(1134, 850, 1134, 1701))
    return document(*_text(16), properties=looks, extras=(NUMBERS,), title="A4")


def page_numbers() -> bytes:
    """Return front matter with roman numbers and a body that begins at one."""
    count = field("SECTIONPAGES", "2")
    foot = footer(
        "rId91", paragraph(field("PAGE", "i"), run(" of "), count, run(" in this part"), style="Footer")
    )
    front = ending(section("footer:rId91", extra='<w:pgNumType w:fmt="lowerRoman"/>'))
    looks = section("footer:rId91", extra='<w:pgNumType w:start="1"/>')
    return document(*_text(14), front, *_text(14, 2), properties=looks, extras=(foot,), title="Page numbers")


def tall_header() -> bytes:
    """Return a header higher than the margin, which pushes the text down, and such a footer."""
    lines = (paragraph(f"Line {number} of the header", style="Header") for number in range(1, 8))
    notes = (paragraph(f"Line {number} of the footer", style="Footer") for number in range(1, 7))
    extras = (header("rId20", *lines), footer("rId21", *notes))
    looks = section("header:rId20", "footer:rId21")
    return document(*_text(14), properties=looks, extras=extras, title="Tall header")


def table_in_footer() -> bytes:
    """Return a footer made of a table with the file's reference and the page's number."""
    numbers = paragraph(page_of_pages(), style="Footer", properties='<w:jc w:val="right"/>')
    parts = row(cell(paragraph("R-104", style="Footer"), width=4675), cell(numbers, width=4675))
    foot = footer("rId20", table(parts, widths=(4675, 4675)), paragraph("", style="Footer"))
    return document(*_text(14), properties=section("footer:rId20"), extras=(foot,), title="Table in footer")


SECTIONS: Mapping[str, Callable[[], bytes]] = {
    "header-and-footer": header_and_footer,
    "first-page": first_page,
    "even-pages": even_pages,
    "several": several,
    "landscape": landscape,
    "continuous": continuous,
    "paper-and-margins": paper_and_margins,
    "page-numbers": page_numbers,
    "tall-header": tall_header,
    "table-in-footer": table_in_footer,
}
