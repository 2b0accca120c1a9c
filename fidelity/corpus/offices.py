"""Documents as offices write them: notices, forms, memoranda, invoices, permits, certificates."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fidelity.corpus.lists import BOTH
from fidelity.corpus.paragraphs import borders
from fidelity.corpus.styles import CLASSIC, style
from fidelity.corpus.tables import edges
from fidelity.corpus.tabs import stops
from fidelity.making.drawing import Place, anchored, painted, picture
from fidelity.making.markup import (
    cell,
    listed,
    page_of_pages,
    paragraph,
    plain_table,
    row,
    run,
    table,
)
from fidelity.making.package import Extra, document, footer, header
from fidelity.making.prose import SENTENCE, prose
from fidelity.making.sections import section

CENTRED = '<w:jc w:val="center"/>'
JUSTIFIED = '<w:jc w:val="both"/>'
RIGHT = '<w:jc w:val="right"/>'
CLOSE = '<w:spacing w:after="0"/>'
SEAL = Extra("rId40", "image", painted(240, 240), "png")
FOOT = footer(
    "rId90",
    paragraph(
        run("Reference R-2020-104\t\t"),
        page_of_pages(),
        style="Footer",
        properties=borders(("top",), space=4),
    ),
)
LETTERHEAD = (
    paragraph(
        run("City of Springfield", '<w:b/><w:caps/><w:spacing w:val="20"/><w:sz w:val="32"/>'),
        properties=CLOSE + CENTRED,
    ),
    paragraph(
        run("Office of Records · 12 Main Street · Springfield", '<w:sz w:val="18"/>'),
        properties=borders(("bottom",), size=8, space=4) + '<w:spacing w:after="240"/>' + CENTRED,
    ),
)


def notice() -> bytes:
    """Return a notice of hearing with a letterhead, a bold heading, dates and how to take part."""
    when = (
        ("Date", "Tuesday, March 10, 2020"),
        ("Time", "6:30 p.m."),
        ("Place", "Hearing room, third floor"),
    )
    rows = (
        row(cell(paragraph(run(name, "<w:b/>"), style="NoSpacing"), width=1800), cell(value, width=7550))
        for name, value in when
    )
    steps = (
        "Write to the clerk by noon on the day before.",
        "Speak for no longer than three minutes.",
        SENTENCE,
    )
    return document(
        *LETTERHEAD,
        paragraph(run("NOTICE OF PUBLIC HEARING", '<w:b/><w:sz w:val="28"/>'), properties=CENTRED),
        paragraph(prose(1, 3)[0], properties=JUSTIFIED),
        table(*rows, widths=(1800, 7550), style="TableNormal"),
        paragraph("How to take part", style="Heading2"),
        *map(listed, steps),
        paragraph(prose(1)[0], properties=JUSTIFIED),
        paragraph("By order of the council", properties='<w:spacing w:before="480"/>' + RIGHT),
        properties=section("footer:rId90"),
        extras=(FOOT,),
        title="Notice of public hearing",
        numbering=BOTH,
    )


def form() -> bytes:
    """Return an application form of framed cells, boxes to tick and lines to sign on."""
    wide = '<w:gridSpan w:val="2"/>'
    grey = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>'
    small = '<w:sz w:val="16"/>'

    def asked(label: str, width: int = 4675, properties: str = "") -> str:
        lines = (paragraph(run(label, small), style="NoSpacing"), paragraph("", style="NoSpacing"))
        return cell(*lines, width=width, properties=properties)

    def part(label: str) -> str:
        words = paragraph(run(label, "<w:b/>"), style="NoSpacing")
        return row(cell(words, width=9350, properties=wide + grey))

    boxes = paragraph("☐ new   ☒ renewal   ☐ change of plans", style="NoSpacing")
    rows = (
        part("1. Applicant"),
        row(asked("Name of the body or business"), asked("Telephone")),
        row(asked("Street and number", 9350, wide)),
        row(asked("City and state"), asked("ZIP code")),
        part("2. Application"),
        row(cell(boxes, width=9350, properties=wide)),
        row(asked("Description of the work", 9350, wide), properties='<w:trHeight w:val="1800"/>'),
        part("3. Declaration"),
        row(cell(prose(1, 1)[0], width=9350, properties=wide)),
    )
    lines = stops(("left", 5040, "underscore"), ("left", 5760, ""), ("left", 9350, "underscore"))
    return document(
        paragraph("Application for a permit", style="Title"),
        table(*rows, widths=(4675, 4675)),
        paragraph("\t\t\t", properties=lines + '<w:spacing w:before="720" w:after="0"/>'),
        paragraph("Signature\t\tDate", properties=stops(("left", 5040, ""), ("left", 5760, ""))),
        properties=section("footer:rId90", margins=(1080, 1440, 1080, 1440)),
        extras=(FOOT,),
        title="Application",
    )


def memorandum() -> bytes:
    """Return a memorandum with its four lines at the head, sections and a list."""
    heads = (
        "TO:\tAll departments",
        "FROM:\tOffice of Records",
        "DATE:\tJanuary 2, 2020",
        "RE:\tAnnual review",
    )
    looks = stops(("left", 1440, "")) + CLOSE + '<w:ind w:left="1440" w:hanging="1440"/>'
    return document(
        paragraph(run("MEMORANDUM", '<w:b/><w:spacing w:val="40"/><w:sz w:val="32"/>')),
        *(paragraph(each, properties=looks) for each in heads),
        paragraph("", properties=borders(("bottom",), size=12)),
        paragraph("Background", style="Heading2"),
        *map(paragraph, prose(2)),
        paragraph("What to do", style="Heading2"),
        *(listed(each, 2) for each in prose(3, 2)),
        paragraph("Timetable", style="Heading2"),
        plain_table(
            (
                ("Step", "By"),
                ("Lists are sent", "January 31"),
                ("Lists are reviewed", "March 15"),
                ("Report to the council", "April 20"),
            ),
            (6350, 3000),
        ),
        paragraph(SENTENCE, properties='<w:spacing w:before="240"/>'),
        title="Memorandum",
        defaults=CLASSIC,
        numbering=BOTH,
    )


def invoice() -> bytes:
    """Return an invoice whose amounts and totals stand at the right under each other."""
    lines = (
        ("1", "Search for records, four hours", "4", "28.00", "112.00"),
        ("2", "Copies of plans, large", "12", "3.50", "42.00"),
        ("3", "Certification of two documents under the seal of the office", "2", "15.00", "30.00"),
    )
    widths = (700, 4850, 900, 1400, 1500)
    white = '<w:b/><w:color w:val="FFFFFF"/>'
    blue = '<w:shd w:val="clear" w:color="auto" w:fill="1F3763"/>'

    def told(texts: tuple[str, ...], properties: str = "", looks: str = "") -> str:
        cells = (
            cell(
                paragraph(run(each, looks), style="NoSpacing", properties="" if at in {0, 1} else RIGHT),
                width=width,
                properties=properties,
            )
            for at, (each, width) in enumerate(zip(texts, widths, strict=True))
        )
        return row(*cells)

    def total(label: str, amount: str, looks: str = "") -> str:
        name = paragraph(run(label, looks), style="NoSpacing", properties=RIGHT)
        value = paragraph(run(amount, looks), style="NoSpacing", properties=RIGHT)
        plain = edges(left="nil 0 auto", bottom="nil 0 auto")
        wide = cell(name, width=7850, properties='<w:gridSpan w:val="4"/>' + plain)
        return row(wide, cell(value, width=1500))

    rows = (told(("No.", "Service", "Count", "Price", "Amount"), blue, white), *map(told, lines))
    sums = (total("Subtotal", "184.00"), total("Credit", "-20.00"), total("Due", "164.00", "<w:b/>"))
    facts = stops(("right", 9350, ""))
    return document(
        *LETTERHEAD,
        paragraph(run("Invoice 2020-0815", '<w:b/><w:sz w:val="36"/>')),
        paragraph("Planning division\tDate: January 2, 2020", properties=facts + CLOSE),
        paragraph("40 Court Street\tDue: February 1, 2020", properties=facts),
        table(*rows, *sums, widths=widths),
        paragraph(prose(1, 6)[0], properties='<w:spacing w:before="360"/>'),
        title="Invoice",
    )


def certificate() -> bytes:
    """Return a certificate on a wide page in large letters, with a seal and two signatures."""
    seal = anchored(
        picture("rId40", 90, 90, "The seal of the office"),
        90,
        90,
        Place("margin align center", "margin align bottom"),
        "The seal of the office",
    )
    looks = '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria"/>'
    lines = stops(("center", 2160, ""), ("center", 10800, ""))

    def centred(words: str, size: int, more: str = "", above: int = 0) -> str:
        place = f'<w:spacing w:before="{above}" w:after="120"/>{CENTRED}'
        return paragraph(run(words, f'{looks}{more}<w:sz w:val="{size}"/>'), properties=place)

    return document(
        centred("Certificate of Completion", 64, "<w:b/><w:smallCaps/>", 480),
        centred("This is to certify that the", 28),
        centred("Planning Division of the City of Springfield", 44, "<w:i/>"),
        centred("has completed the course on the keeping of records, of twenty-four hours", 28),
        centred("January 2, 2020", 28, above=240),
        paragraph(
            seal,
            run("\t____________________\t____________________"),
            properties=lines + '<w:spacing w:before="960" w:after="0"/>',
        ),
        paragraph("\tClerk of the council\tDirector of records", properties=lines),
        properties=section(paper=(15840, 12240)),
        extras=(SEAL,),
        title="Certificate of completion",
    )


def permit() -> bytes:
    """Return a permit with a frame of facts, numbered conditions and a box for the stamp."""
    facts = (
        ("Permit", "B-2020-0042"),
        ("Holder", "Springfield Library Board"),
        ("Site", "300 Oak Avenue"),
        ("Work", "New ramp and doors"),
        ("Valid until", "January 2, 2021"),
    )
    rows = (
        row(cell(paragraph(run(name, "<w:b/>"), style="NoSpacing"), width=2400), cell(value, width=6950))
        for name, value in facts
    )
    stamp = table(
        row(cell("Stamp of the office", width=3600), properties='<w:trHeight w:val="1600" w:hRule="exact"/>'),
        widths=(3600,),
        properties='<w:tblW w:w="3600" w:type="dxa"/><w:jc w:val="right"/>',
    )
    return document(
        *LETTERHEAD,
        paragraph(run("BUILDING PERMIT", '<w:b/><w:sz w:val="36"/>'), properties=CENTRED),
        table(*rows, widths=(2400, 6950)),
        paragraph("Conditions", style="Heading2", properties='<w:spacing w:before="240" w:after="120"/>'),
        *(listed(each, 1) for each in prose(4, 5)),
        paragraph("", style="NoSpacing"),
        stamp,
        paragraph(SENTENCE),
        properties=section("footer:rId90"),
        extras=(FOOT,),
        title="Building permit",
        numbering=BOTH,
    )


def answer_letter() -> bytes:
    """Return an answer in the old defaults, with a block of address, a reference line and enclosures."""
    block = ("Springfield Library Board", "300 Oak Avenue", "Springfield, Vermont 05156")
    head = header("rId20", *LETTERHEAD)
    more = header(
        "rId21", paragraph(run("Springfield Library Board, page "), page_of_pages(), style="Header")
    )
    looks = section("header/first:rId20", "header:rId21", extra="<w:titlePg/>")
    styles = style("Body", "Normal", '<w:spacing w:after="200"/>' + JUSTIFIED)
    return document(
        paragraph("January 2, 2020", properties='<w:spacing w:after="360"/>'),
        *(paragraph(each) for each in block),
        paragraph(
            run("RE:\tYour request of December 9, 2019", "<w:b/>"),
            properties='<w:spacing w:before="240" w:after="240"/><w:ind w:left="720" w:hanging="720"/>',
        ),
        paragraph("Dear Board:", style="Body"),
        *(paragraph(each, style="Body") for each in prose(8)),
        paragraph("Very truly yours,", properties="<w:keepNext/>"),
        *(paragraph("", properties="<w:keepNext/>"),) * 3,
        paragraph("Director of Records", style="Body"),
        paragraph("Enclosures (2)"),
        properties=looks,
        extras=(head, more),
        title="Answer",
        defaults=CLASSIC,
        styles=styles,
    )


OFFICES: Mapping[str, Callable[[], bytes]] = {
    "notice": notice,
    "form": form,
    "memorandum": memorandum,
    "invoice": invoice,
    "certificate": certificate,
    "permit": permit,
    "answer": answer_letter,
}
