"""Each change planted in a .docx is found at its level and told in words that readers understand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.comparison.telling import summary
from tests.comparison.specimens import (
    BODY,
    PICTURE,
    Parts,
    compare,
    docx,
    docx_parts,
    outcome_of,
    paragraph,
    png,
    swapped,
)

MAIN = "word/document.xml"
CORE = "docProps/core.xml"
Change = Callable[[Parts], Parts]


def swap(old: str | bytes, new: str | bytes, part: str = MAIN) -> Change:
    return lambda parts: swapped(parts, part, old, new)


def move(first: int, second: int) -> Change:
    body = list(BODY)
    body.insert(second, body.pop(first))
    return swap("\n".join(BODY), "\n".join(body))


NEW_ROW = BODY[7].rpartition("<w:tr>")[1] + BODY[7].rpartition("<w:tr>")[2].removesuffix("</w:tbl>")

PLANTED: dict[str, tuple[Change, str, str]] = {
    "one word": (swap("You must send", "You shall send"), "words", "“must” became “shall”"),
    "one comma": (swap("document, say so, and", "document, say so and"), "words", "punctuation “,” removed"),
    "a date": (
        swap("March 8, 2018", "March 9, 2018"),
        "words",
        "date “March 8, 2018” became “March 9, 2018”",
    ),
    "an amount": (swap("$38,926", "$38,962"), "words", "amount “$38,926” became “$38,962”"),
    "a citation": (swap("34 U.S.C. 10225", "34 U.S.C. 10226"), "words", "number “10225” became “10226”"),
    "a sentence added": (
        swap("say so, and sign the statement.", "say so, and sign the statement. Keep a copy."),
        "words",
        "“Keep a copy.” added",
    ),
    "a paragraph added": (
        swap(BODY[6], BODY[6] + paragraph("This request is continuing.")),
        "words",
        "paragraph added: “This request is continuing.”",
    ),
    "a paragraph removed": (swap(BODY[6], ""), "words", "paragraph removed: “The award of"),
    "a paragraph moved": (move(4, 6), "words", "paragraph moved: “"),
    "a table row": (
        swap(NEW_ROW, NEW_ROW + NEW_ROW.replace("2017", "2018").replace("20,926", "21,000")),
        "words",
        "paragraph added: “2018”",
    ),
    "a table cell": (swap("$20,926", "$20,900"), "words", "table 1, row 3, column 2"),
    "the header": (
        swap("Bureau of Justice", "Office of Justice", "word/header1.xml"),
        "words",
        "“Bureau” became “Office” in ca-berkeley.follow_up, header",
    ),
    "the footer": (swap("BERKELEY-02", "BERKELEY-03", "word/footer1.xml"), "words", "footer, paragraph 1"),
    "capitals": (swap("Dear Mayor:", "Dear mayor:"), "words", "“Mayor” became “mayor”"),
    "an apostrophe": (swap("Sincerely,", "Sincerely’"), "words", "punctuation “,” became “’”"),
    "the font": (
        swap("Times New Roman", "Arial", "word/styles.xml"),
        "formatting",
        "font changed from Times New Roman to Arial",
    ),
    "the type size": (
        swap('w:sz w:val="22"', 'w:sz w:val="24"', "word/styles.xml"),
        "formatting",
        "type size changed from 11 pt to 12 pt",
    ),
    "bold": (swap("<w:rPr><w:b/></w:rPr>", ""), "formatting", "bold type changed from yes to no"),
    "a margin": (
        swap('w:left="1440"', 'w:left="1296"'),
        "formatting",
        "left margin changed from 72 pt to 64.8 pt",
    ),
    "the paper": (
        swap('w:w="12240" w:h="15840"', 'w:w="11906" w:h="16838"'),
        "formatting",
        "page width changed from 612 pt to 595.3 pt",
    ),
    "space after": (
        swap('w:after="240"', 'w:after="120"'),
        "formatting",
        "space after the paragraph changed from 12 pt to 6 pt",
    ),
    "alignment": (
        swap('<w:spacing w:after="240"/>', '<w:spacing w:after="240"/><w:jc w:val="right"/>'),
        "formatting",
        "alignment changed from left to right",
    ),
    "list numbers": (
        swap('"%1."', '"(%1)"', "word/numbering.xml"),
        "formatting",
        "number or bullet changed from 1. to (1)",
    ),
    "alt text": (
        swap("Seal of the office", "Logo"),
        "formatting",
        "(alt text) changed from Seal of the office to Logo",
    ),
    "alt text gone": (
        swap(' descr="Seal of the office"', ""),
        "formatting",
        "(alt text) changed from Seal of the office to none",
    ),
    "the logo's colour": (
        lambda parts: {**parts, "word/media/logo.png": png(120, 20, 20)},
        "formatting",
        "picture changed in",
    ),
    "the logo's size": (
        swap('cx="914400" cy="457200"', 'cx="1828800" cy="914400"'),
        "formatting",
        "size of the picture changed from 72 pt × 36 pt",
    ),
    "the logo gone": (swap(PICTURE, "<w:p/>"), "formatting", "picture changed in"),
    "the title": (
        swap("<dc:title>Follow-up", "<dc:title>Reminder", CORE),
        "structure",
        "title changed from Follow-up to Reminder",
    ),
    "the author": (
        swap("Records Office", "A. Person", CORE),
        "structure",
        "author changed from Records Office to A. Person",
    ),
    "protection": (
        swap(
            "<w:zoom",
            '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:zoom',
            "word/settings.xml",
        ),
        "other",
        "protection changed",
    ),
    "language": (
        swap('w:lang w:val="en-US"', 'w:lang w:val="es-ES"', "word/styles.xml"),
        "formatting",
        "language of the text changed from en-US to es-ES",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_change_is_found_at_its_level_and_told_plainly(name: str, tmp_path: Path) -> None:
    change, level, told = PLANTED[name]
    parts = docx_parts()
    found = compare(tmp_path, {"docx": docx(parts)}, {"docx": docx(change(parts))})
    assert found.verdict == "different"
    assert found.changes[0].level == level
    assert told in summary(outcome_of(found))
