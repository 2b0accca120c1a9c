"""Longer documents as offices write them: contracts, minutes, policies, reports, agendas, decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fidelity.corpus.lists import abstract, level, saying, used
from fidelity.corpus.offices import CENTRED, FOOT, JUSTIFIED, LETTERHEAD
from fidelity.corpus.paragraphs import borders
from fidelity.corpus.references import FIELD_END
from fidelity.corpus.styles import CLASSIC, style
from fidelity.corpus.tabs import stops
from fidelity.making.drawing import inline, painted, picture
from fidelity.making.markup import (
    bookmark,
    cell,
    field,
    listed,
    note_mark,
    page_of_pages,
    paragraph,
    plain_table,
    row,
    run,
    table,
)
from fidelity.making.package import Extra, document, footer, header, note
from fidelity.making.prose import SENTENCE, prose
from fidelity.making.sections import ending, section

CLAUSES = ("Services", "Term", "Payment", "Records", "Changes", "Ending", "Notices", "Governing law")
FRAME = Extra("rId40", "image", painted(480, 240), "png")


def contract() -> bytes:
    """Return a contract of numbered clauses, cross-references and signature blocks side by side."""
    numbering = abstract(
        0,
        saying(level(0, "%1.", place='<w:ind w:left="432" w:hanging="432"/>'), '<w:pStyle w:val="Clause"/>'),
        level(1, "%1.%2", place='<w:ind w:left="1008" w:hanging="576"/>'),
        level(2, "(%3)", "lowerLetter", place='<w:ind w:left="1440" w:hanging="432"/>'),
    ) + used(1, 0)
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    styles = style(
        "Clause",
        "Normal",
        f'<w:keepNext/>{number}<w:spacing w:before="240" w:after="120"/>',
        "<w:b/><w:caps/>",
    )
    blocks = []
    for at, name in enumerate(CLAUSES):
        blocks += [paragraph(bookmark(f"clause{at}", at, run(name)), style="Clause")]
        blocks += [listed(each, 1, 1, JUSTIFIED) for each in prose(2, at)]
        blocks += [listed(each, 1, 2, JUSTIFIED) for each in prose(2, at + 3)] if at % 3 == 0 else []
    see = (run("Clause "), field("REF clause2 \\r \\h", "3"), run(" applies to each payment. " + SENTENCE))
    line = "______________________________"
    sides = row(
        cell(line, "For the City", "Date: ____________", width=4675),
        cell(line, "For the Contractor", "Date: ____________", width=4675),
        properties="<w:cantSplit/>",
    )
    return document(
        paragraph(run("Agreement for Services", '<w:b/><w:sz w:val="32"/>'), properties=CENTRED),
        paragraph(
            "between the City of Springfield (“the City”) and the contractor named below (“the Contractor”)",
            properties=CENTRED,
        ),
        *blocks,
        paragraph(*see, properties='<w:spacing w:before="240" w:after="480"/>' + JUSTIFIED),
        table(sides, widths=(4675, 4675), style="TableNormal"),
        properties=section("footer:rId90"),
        extras=(FOOT,),
        title="Agreement for services",
        defaults=CLASSIC,
        styles=styles,
        numbering=numbering,
    )


def minutes() -> bytes:
    """Return minutes with who was there, motions in a box and votes in a table."""
    present = (
        ("Present", "Five members of the committee"),
        ("Excused", "One member"),
        ("Staff", "Clerk, engineer"),
    )
    who = (
        row(cell(paragraph(run(a, "<w:b/>"), style="NoSpacing"), width=1500), cell(b, width=7850))
        for a, b in present
    )
    blocks = []
    for at, name in enumerate(
        ("Call to order", "Minutes of the last meeting", "Site plans", "Budget", "Adjournment")
    ):
        blocks += [paragraph(f"{at + 1}. {name}", style="Heading2"), *map(paragraph, prose(2, at))]
        if at % 2:
            moved = f"Motion {at}: to accept the recommendation of the staff. Carried, four to one."
            blocks.append(
                paragraph(
                    run(moved, "<w:i/>"), properties=borders(space=6) + '<w:ind w:left="360" w:right="360"/>'
                )
            )
    votes = (
        ("Matter", "For", "Against"),
        ("Minutes", "5", "0"),
        ("Site plan 12", "4", "1"),
        ("Budget", "4", "1"),
    )
    return document(
        paragraph("Planning committee", style="Title"),
        paragraph("Minutes of the meeting of January 14, 2020", style="Subtitle"),
        table(*who, widths=(1500, 7850)),
        *blocks,
        paragraph("Votes", style="Heading2"),
        plain_table(votes, (6350, 1500, 1500), "GridTable4-Accent1"),
        properties=section("footer:rId90"),
        extras=(FOOT,),
        title="Minutes",
    )


def policy() -> bytes:
    """Return a policy with a block of control data, contents, numbered headings and footnotes."""
    names = ("Purpose", "Scope", "Duties", "Keeping of records", "Review")
    lines = []
    for at, name in enumerate(names):
        begin = field('TOC \\o "1-1" \\h \\z \\u', "").removesuffix(FIELD_END) if at == 0 else ""
        page = field(f"PAGEREF _Toc{at} \\h", str(1 + at // 2))
        line = f"{run(f'{at + 1} {name}')}{run(chr(9))}{page}"
        link = f'<w:hyperlink w:anchor="_Toc{at}" w:history="1">{line}</w:hyperlink>'
        lines.append(paragraph(begin + link, style="TOC1"))
    body = []
    for at, name in enumerate(names):
        title = bookmark(f"_Toc{at}", at, run(f"{at + 1} {name}"))
        body += [paragraph(title, style="Heading1"), *map(paragraph, prose(2, at))]
        body += [paragraph(run(prose(1, at + 2)[0]), note_mark(at + 1))]
    control = (("Policy", "Number", "In effect"), ("Keeping of records", "R-7", "January 2, 2020"))
    notes = "".join(note(at + 1, run(f" {prose(1, at)[0]}")) for at in range(len(names)))
    return document(
        *LETTERHEAD,
        plain_table(control, (4350, 2000, 3000)),
        paragraph("Contents", style="Heading3", properties='<w:spacing w:before="360"/>'),
        *lines,
        paragraph(FIELD_END),
        *body,
        properties=section("footer:rId90"),
        extras=(FOOT,),
        title="Policy on records",
        footnotes=notes,
    )


def report() -> bytes:
    """Return a report with a title page, a figure with its caption, a table over pages and a wide annex."""
    rows = (
        ("Month", "Requests", "Answered in time", "Share"),
        *((f"Month {n}", str(40 + 7 * n), str(36 + 6 * n), f"{90 + n % 9} %") for n in range(1, 25)),
    )
    caption = (run("Figure "), field("SEQ Figure \\* ARABIC", "1"), run(": Requests by quarter"))
    titled = (
        paragraph("Annual report", style="Title", properties='<w:spacing w:before="4800"/>'),
        paragraph("Requests for records in 2019", style="Subtitle"),
        ending(section(start="nextPage")),
    )
    top = header("rId20", paragraph("Annual report\t\t2019", style="Header"))
    foot = footer("rId21", paragraph(page_of_pages(), style="Footer", properties=CENTRED))
    body = ending(section("header:rId20", "footer:rId21"))
    wide = tuple(f"Q{number}" for number in range(1, 9))
    annex = plain_table((wide, *((str(n),) * 8 for n in range(10, 60, 10))), (1620,) * 8)
    looks = section("header:rId20", "footer:rId21", paper=(15840, 12240))
    return document(
        *titled,
        paragraph("Summary", style="Heading1"),
        *map(paragraph, prose(3)),
        paragraph(
            inline(picture("rId40", 320, 160, "Bars"), 320, 160, "Bars"), properties="<w:keepNext/>" + CENTRED
        ),
        paragraph(*caption, style="Caption", properties=CENTRED),
        *map(paragraph, prose(2, 3)),
        paragraph("Figures", style="Heading1"),
        plain_table(rows, (3000, 2000, 2350, 2000), "GridTable4-Accent1"),
        paragraph("Findings", style="Heading1"),
        *map(paragraph, prose(4, 5)),
        body,
        paragraph("Annex", style="Heading1"),
        annex,
        properties=looks,
        extras=(top, foot, FRAME),
        title="Annual report",
    )


def agenda() -> bytes:
    """Return an agenda with times at the left, leaders to the page and an indented description."""
    looks = stops(("left", 1440, ""), ("right", 9350, "dot"))
    matters = (
        "Call to order",
        "Public comment",
        "Site plans",
        "Budget of the library",
        "Other business",
        "Close",
    )
    blocks = []
    for at, matter in enumerate(matters):
        blocks.append(
            paragraph(
                run(f"{6 + at // 4}:{15 * (at % 4):02}\t{matter}\t{at + 1}", "<w:b/>"),
                properties="<w:keepNext/>" + looks + '<w:spacing w:before="120" w:after="0"/>',
            )
        )
        blocks.append(paragraph(prose(1, at)[0], properties='<w:ind w:left="1440" w:right="720"/>'))
    return document(
        *LETTERHEAD,
        paragraph(run("AGENDA", '<w:b/><w:sz w:val="32"/>'), properties=CENTRED),
        paragraph("Tuesday, January 14, 2020", properties=CENTRED),
        *blocks,
        title="Agenda",
        defaults=CLASSIC,
    )


def decision() -> bytes:
    """Return a decision with a caption of two sides, double-spaced reasons and an order."""
    bracket = paragraph(")\n)\n)\n)", style="NoSpacing")
    parties = cell(
        "In the matter of the application of the Springfield Library Board", "for a variance", width=4350
    )
    caption = row(parties, cell(bracket, width=600), cell("No. 2020-17", "DECISION", width=4400))
    double = '<w:spacing w:line="480" w:lineRule="auto"/><w:ind w:firstLine="720"/>'
    return document(
        paragraph(run("BOARD OF APPEALS\nCITY OF SPRINGFIELD", "<w:b/>"), properties=CENTRED),
        table(caption, widths=(4350, 600, 4400), style="TableNormal"),
        paragraph("", style="NoSpacing"),
        *(paragraph(each, properties=double) for each in prose(5)),
        paragraph(
            run("IT IS SO ORDERED.", "<w:b/>"),
            properties='<w:keepNext/><w:spacing w:line="480" w:lineRule="auto"/>',
        ),
        paragraph(
            "____________________\nChair of the board", properties='<w:keepLines/><w:ind w:left="5040"/>'
        ),
        properties=section("footer:rId90"),
        extras=(FOOT,),
        title="Decision",
        defaults=CLASSIC,
    )


RECORDS: Mapping[str, Callable[[], bytes]] = {
    "contract": contract,
    "minutes": minutes,
    "policy": policy,
    "report": report,
    "agenda": agenda,
    "decision": decision,
}
