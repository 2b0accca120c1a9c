"""Content controls, tracked changes, comments, right-to-left text, and what editing leaves in a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fidelity.making.markup import cell, content_run, paragraph, row, run, table
from fidelity.making.package import NAMESPACES, Extra, document
from fidelity.making.prose import SENTENCE, prose

BY = 'w:author="Records office" w:date="2020-01-02T09:00:00Z"'
RIGHT_TO_LEFT = "<w:rtl/>"
HEBREW = "הלשכה משיבה לכל בקשה בתוך שלושים ימים מיום קבלתה. הרשימה פתוחה לציבור בשעות העבודה."
ARABIC = "يجيب المكتب عن كل طلب خلال ثلاثين يوما من تاريخ استلامه. السجل مفتوح للجمهور."


def control(content: str, properties: str = "") -> str:
    """Return a content control round runs, blocks or a cell."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def content_controls() -> bytes:
    """Return controls in a line, round paragraphs, round a cell, a list of choices and a box to tick."""
    choice = '<w:dropDownList><w:listItem w:displayText="by mail" w:value="1"/></w:dropDownList>'
    tick = (
        '<w14:checkbox><w14:checked w14:val="1"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        "</w14:checkbox>"
    )
    box = control(
        run(
            "☒",
            '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>',
        ),
        tick,
    )
    held = control(cell("in a cell", width=4675))
    return document(
        paragraph(
            run("Name: "), control(run("Records office"), '<w:alias w:val="Name"/><w:text/>'), run(".")
        ),
        paragraph(run("Answer "), control(run("by mail"), choice), run(", please.")),
        control("".join(map(paragraph, prose(2))), '<w:alias w:val="Body"/>'),
        paragraph(box, run(" I have read the terms.")),
        table(row(cell("left", width=4675), held), widths=(4675, 4675)),
        paragraph(SENTENCE),
        title="Content controls",
    )


def tracked_changes() -> bytes:
    """Return insertions, deletions and changed formatting, shown as if accepted."""
    added = f'<w:ins w:id="1" {BY}>{run("twenty ")}</w:ins>'
    gone = f'<w:del w:id="2" {BY}><w:r><w:delText xml:space="preserve">thirty </w:delText></w:r></w:del>'
    changed = f'<w:b/><w:rPrChange w:id="3" {BY}><w:rPr/></w:rPrChange>'
    words = (run("An answer is due within "), gone, added, run("days", changed), run(". " + SENTENCE))
    end = f'<w:rPr><w:ins w:id="4" {BY}/></w:rPr>'
    return document(
        paragraph(*words), paragraph(prose(1)[0], properties=end), paragraph(SENTENCE), title="Tracked"
    )


def comments() -> bytes:
    """Return a comment in the margin, which a letter does not show."""
    said = f'<w:comment w:id="0" {BY} w:initials="RO">{paragraph("Check the date.")}</w:comment>'
    part = Extra("rId50", "comments", f"<w:comments {NAMESPACES}>{said}</w:comments>")
    mark = content_run('<w:commentReference w:id="0"/>')
    words = ('<w:commentRangeStart w:id="0"/>', run("This date"), '<w:commentRangeEnd w:id="0"/>', mark)
    return document(paragraph(*words, run(" may change. " + SENTENCE)), extras=(part,), title="Comments")


def right_to_left() -> bytes:
    """Return paragraphs in Hebrew and Arabic with a number and a name in Latin letters."""
    hebrew = run(HEBREW, RIGHT_TO_LEFT + '<w:lang w:bidi="he-IL"/>')
    arabic = run(ARABIC, RIGHT_TO_LEFT + '<w:lang w:bidi="ar-SA"/>')
    return document(
        paragraph(hebrew, properties="<w:bidi/>"),
        paragraph(arabic, properties="<w:bidi/>"),
        paragraph(run("The office answers: "), hebrew, run(" So it says.")),
        paragraph(SENTENCE),
        title="Right to left",
    )


def remains_of_editing() -> bytes:
    """Return text in the many small runs that editing leaves, with marks of the spelling checker."""
    words = prose(1)[0].split(" ")
    marks = '<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="spellEnd"/>'
    pieces = []
    for number, word in enumerate(words):
        half = len(word) // 2
        pieces += (
            [run(word[:half]), marks[0], run(word[half:] + " "), marks[1]] if half else [run(word + " ")]
        )
        if number == 9:
            pieces.append('<w:bookmarkStart w:id="9" w:name="_GoBack"/><w:bookmarkEnd w:id="9"/>')
    broken = content_run(
        '<w:lastRenderedPageBreak/><w:t xml:space="preserve">The page broke here once. </w:t>'
    )
    return document(paragraph(*pieces), paragraph(broken, run(SENTENCE)), title="Remains of editing")


OTHERS: Mapping[str, Callable[[], bytes]] = {
    "content-controls": content_controls,
    "tracked-changes": tracked_changes,
    "comments": comments,
    "right-to-left": right_to_left,
    "remains-of-editing": remains_of_editing,
}
