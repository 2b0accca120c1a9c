"""Words that got lost between document and PDF are found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from generator.pdf.conversion import reading_of
from generator.pdf.html import compose
from generator.pdf.parity import differences, folded
from generator.pdf.typesetting import Typeset, heights, typeset
from generator.word.document.passages import TextStretch, passages
from tests.pdf.reading import raw_text, text, violations
from tests.pdf.test_conversion import pdf_of
from tests.written import Written, field_of, paragraph, run


@pytest.fixture(scope="module")
def done() -> Typeset:
    reading = reading_of(
        Written(paragraph("Dear Ms. Reed:") + paragraph("Page")).docx(), source="letter.docx"
    )
    assert [passage.text for passage in passages(reading.document)] == ["Dear Ms. Reed:", "Page"]
    return typeset(compose(reading.document, "letter.docx", heights), "letter.docx")


def test_equal_words_are_equal(done: Typeset) -> None:
    told = [TextStretch("paragraph 1", "Dear  Ms. Reed:"), TextStretch("paragraph 2", "Page")]
    assert differences(done.pdf, done.order, told, "letter.docx") == ()


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (["Dear Ms. Reed:", "Page", "more"], "lost text: expected 'more'"),
        (["Dear Mr. Reed:", "Page"], "lost text: expected 'Dear Mr. Reed:'"),
        (["Dear Ms. Reed:"], "gained text: the PDF ends with 'page'"),
        (["Page", "Dear Ms. Reed:"], "lost text: expected 'Page'"),
    ],
)
def test_lost_changed_added_and_moved_words_are_found(done: Typeset, told: list[str], message: str) -> None:
    found = differences(done.pdf, done.order, [TextStretch("there", text) for text in told], "letter.docx")
    assert message in str(found[0])


def test_a_number_that_pages_decide_may_be_any(done: Typeset) -> None:
    told = [
        TextStretch("there", "Dear"),
        TextStretch("there", "", open_start=True),
        TextStretch("there", "Reed:"),
        TextStretch("there", "Page"),
    ]
    assert differences(done.pdf, done.order, told, "letter.docx") == ()


def test_a_page_number_before_a_numbered_heading_is_told_apart_from_it() -> None:
    entry = run("Notes ") + field_of("PAGEREF _Toc9", "11")
    mark = '<w:bookmarkStart w:id="1" w:name="_Toc9"/><w:bookmarkEnd w:id="1"/>'
    body = paragraph("", runs=entry) + paragraph("1") + paragraph("1 Introduction")
    body += "".join(paragraph(f"page {number}", "<w:pageBreakBefore/>") for number in range(2, 11))
    assert "11" in text(pdf_of(body + paragraph("", "<w:pageBreakBefore/>", runs=mark + run("end"))))[0]


def test_marks_of_direction_are_not_missed() -> None:
    assert text(pdf_of(paragraph("a\u202ab\u202c \u2067c\u2069"))) == ["ab c"]


def test_compared_text_ignores_case_spaces_and_ligatures() -> None:
    assert folded("ﬁt for\u00a0A\u00adUse") == folded("Fit FOR ause")


def test_words_lost_beside_right_to_left_text_are_found() -> None:
    body = paragraph("", runs=run("The office ") + run("הלשכה משיבה", "<w:rtl/>") + run(" answers."))
    reading = reading_of(Written(body).docx(), source="reed.docx")
    done = typeset(compose(reading.document, "reed.docx", heights), "reed.docx")
    told = tuple(passages(reading.document))
    assert differences(done.pdf, done.order, told, "reed.docx") == ()
    assert differences(done.pdf, done.order, (*told[:-1], replace(told[-1], text=" answered.")), "reed.docx")
    assert differences(done.pdf, done.order, told[:-1], "reed.docx")


def test_text_set_from_the_right_may_stand_in_the_order_of_the_eye() -> None:
    body = paragraph("", "<w:bidi/>", runs=run("Cost in M$") + run(" and (more)"))
    assert "Cost in M" in text(pdf_of(body))[0]


@pytest.mark.parametrize("word", ["أَسْتَجِبْ", "لَكُمْ", "الله لا", "שָׁלוֹם"])
def test_letters_with_vowel_marks_are_read_out_complete(word: str) -> None:
    pdf = pdf_of(paragraph("", "<w:bidi/>", runs=run(word, "<w:rtl/>")))
    assert Counter(folded(raw_text(pdf))) == Counter(folded(word))
    assert violations(pdf) == []
