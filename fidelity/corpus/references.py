"""Fields, links, bookmarks, footnotes and endnotes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fidelity.making.markup import (
    bookmark,
    cell,
    content_run,
    field,
    heading,
    note_mark,
    page_break,
    paragraph,
    row,
    run,
    simple_field,
    table,
)
from fidelity.making.package import Extra, document, note
from fidelity.making.prose import SENTENCE, prose

FIELD_END = content_run('<w:fldChar w:fldCharType="end"/>')


def kept_results() -> bytes:
    """Return fields whose result is the one that Word kept: dates, properties, sequences, conditions."""
    return document(
        paragraph(run("Printed on "), field('DATE \\@ "MMMM d, yyyy"', "January 2, 2020"), run(".")),
        paragraph(run("Saved on "), simple_field('SAVEDATE \\@ "M/d/yyyy"', "1/2/2020"), run(".")),
        paragraph(
            run("The file is "), field("FILENAME", "review.docx"), run(" by "), field("AUTHOR", "the office")
        ),
        paragraph(run("Table "), field("SEQ Table \\* ARABIC", "1"), run(": Fees"), style="Caption"),
        paragraph(run("Table "), field("SEQ Table \\* ARABIC", "2"), run(": Terms"), style="Caption"),
        paragraph(run("It is "), field('IF 1 = 1 "granted" "refused"', "granted"), run(". " + SENTENCE)),
        title="Kept results",
    )


def cross_references() -> bytes:
    """Return references to a heading, its page and its number, and pages that follow."""
    target = bookmark("_Ref100", 1, run("Procedure"))
    see = (
        run("See "),
        field("REF _Ref100 \\h", "Procedure"),
        run(" on page "),
        field("PAGEREF _Ref100 \\h", "2"),
    )
    blocks = (paragraph(*see, run(".")), *map(paragraph, prose(3)), page_break())
    return document(
        *blocks, paragraph(target, style="Heading1"), *map(paragraph, prose(2)), title="References"
    )


def links() -> bytes:
    """Return links to an address and to a bookmark, as elements and as a field."""
    look = '<w:rStyle w:val="Hyperlink"/>'
    out = f'<w:hyperlink r:id="rId30" w:history="1">{run("the office’s site", look)}</w:hyperlink>'
    within = f'<w:hyperlink w:anchor="terms">{run("the terms", look)}</w:hyperlink>'
    old = field('HYPERLINK "https://office.example/forms"', "the forms", look)
    words = (run("Read "), out, run(", then "), within, run(", then "), old, run(". " + SENTENCE))
    there = paragraph(bookmark("terms", 2, run("The terms. ")), run(prose(1)[0]))
    site = Extra("rId30", "hyperlink", "https://office.example/records?year=2020&part=1")
    return document(paragraph(*words), *map(paragraph, prose(2)), there, extras=(site,), title="Links")


def contents() -> bytes:
    """Return a table of contents with the page numbers that Word kept, each line a link."""
    names = ("Purpose", "Scope", "Procedure", "Review")
    lines = []
    for number, name in enumerate(names):
        begin = field('TOC \\o "1-3" \\h \\z \\u', "").removesuffix(FIELD_END)
        page = field(f"PAGEREF _Toc{number} \\h", str(number // 2 + 2), "<w:webHidden/>")
        link = (
            f'<w:hyperlink w:anchor="_Toc{number}" w:history="1">{run(name)}{run(chr(9))}{page}</w:hyperlink>'
        )
        lines.append(paragraph(*((begin,) if number == 0 else ()), link, style=f"TOC{number % 2 + 1}"))
    end = paragraph(FIELD_END)
    body = []
    for number, name in enumerate(names):
        before = page_break() if number % 2 == 0 else ""
        body.append(
            before + paragraph(bookmark(f"_Toc{number}", number, run(name)), style=f"Heading{number % 2 + 1}")
        )
        body += map(paragraph, prose(3, number))
    return document(heading("Contents", 3), *lines, end, *body, title="Contents")


def footnotes() -> bytes:
    """Return footnotes on two pages, two of them on one line and one of several lines."""
    texts = (
        " See the register.",
        f" {prose(1)[0]} {prose(1, 1)[0]}",
        " As amended in 2019.",
        " The last one.",
    )
    notes = "".join(note(number, run(each)) for number, each in enumerate(texts, start=1))
    first = paragraph(run("The first"), note_mark(1), run(" and second"), note_mark(2), run(". " + SENTENCE))
    third = paragraph(run("A third"), note_mark(3), run(" one. " + SENTENCE))
    last = paragraph(run(prose(1)[0]), note_mark(4))
    body = (first, *map(paragraph, prose(4)), third, *map(paragraph, prose(9)), last)
    return document(*body, title="Footnotes", footnotes=notes)


def footnote_in_table() -> bytes:
    """Return a footnote whose mark is in a cell."""
    inside = paragraph(run("Permit"), note_mark(2), style="NoSpacing")
    fees = table(row(cell("Fee"), cell("Amount")), row(cell(inside), cell("$ 40.00")), widths=(4675, 4675))
    return document(
        paragraph(prose(1)[0]), fees, paragraph(SENTENCE), title="Footnote in a table",
        footnotes=note(2, run(" Waived for public bodies.")),
    )  # fmt: skip


def endnotes() -> bytes:
    """Return notes at the end of the document, numbered as Word does it."""
    notes = "".join(
        note(number, run(f" {each}"), kind="endnote") for number, each in enumerate(prose(3), start=1)
    )
    words = [
        paragraph(run(each), note_mark(number, "endnote")) for number, each in enumerate(prose(3, 3), start=1)
    ]
    return document(*words, paragraph(SENTENCE), title="Endnotes", endnotes=notes)


REFERENCES: Mapping[str, Callable[[], bytes]] = {
    "kept-results": kept_results,
    "cross-references": cross_references,
    "links": links,
    "contents": contents,
    "footnotes": footnotes,
    "footnote-in-table": footnote_in_table,
    "endnotes": endnotes,
}
