"""Text frames stand beside the text, or at their place on the page, as text boxes do."""

from __future__ import annotations

import pytest

from generator.pdf import convert, from_docx
from tests.pdf.reading import baselines, left_edges, right_edges, text, violations
from tests.pdf.test_conversion import LONG, pdf_of
from tests.written import PAGE, Written, cell, field_of, footer, header, paragraph, row, run, table


def framed(words: str, frame: str, more: str = "") -> str:
    """Return a paragraph in a frame."""
    return paragraph(words, f"<w:framePr {frame}/>{more}")


DROP = 'w:dropCap="drop" w:lines="3" w:wrap="around" w:vAnchor="text" w:hAnchor="text"'


def test_a_drop_capital_stands_beside_the_lines_it_begins() -> None:
    capital = paragraph("", f"<w:framePr {DROP}/>", runs=run("T", '<w:sz w:val="96"/>'))
    pdf = pdf_of(capital + paragraph(LONG[1:] + LONG * 3))
    edges, lines = left_edges(pdf), baselines(pdf)
    assert edges["T"] == pytest.approx(72, abs=0.3)
    assert edges["he"] > 72 + 25
    assert min(lines.values()) < 90
    assert violations(pdf) == []


def test_a_frame_takes_the_width_and_place_it_asks_for() -> None:
    place = 'w:w="2880" w:hSpace="180" w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right"'
    pdf = pdf_of(framed("note in the margin of the page", place) + paragraph("Here it begins: " + LONG * 3))
    edges = left_edges(pdf)
    assert edges["note"] == pytest.approx(72 + 468 - 144, abs=0.3)
    assert edges["Here"] == pytest.approx(72, abs=0.3)


def test_paragraphs_of_one_frame_stand_under_each_other() -> None:
    place = 'w:w="2880" w:wrap="around" w:hAnchor="text"'
    pdf = pdf_of(framed("one", place) + framed("two", place) + paragraph(LONG * 2))
    lines, edges = list(baselines(pdf)), left_edges(pdf)
    assert edges["one"] == edges["two"] == 72
    assert [line.split()[0] for line in lines][:2] == ["one", "two"]


def test_no_text_stands_beside_a_frame_that_leaves_less_than_an_inch() -> None:
    place = 'w:w="8200" w:wrap="around" w:hAnchor="text"'
    pdf = pdf_of(framed("wide", place) + paragraph("below"))
    assert baselines(pdf)["below"] > baselines(pdf)["wide"] + 10


def test_a_page_number_in_a_frame_stands_at_the_edge_and_takes_no_line() -> None:
    place = '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="1"/>'
    parts = {"f": footer(paragraph("", place, runs=field_of("PAGE", "1")) + paragraph("left"))}
    section = '<w:footerReference w:type="default" r:id="f"/>' + PAGE
    pdf = from_docx(Written(paragraph("text"), section=section, parts=parts).docx())
    assert right_edges(pdf)["1"] == pytest.approx(72 + 468, abs=0.5)
    assert "left 1" in baselines(pdf)


def test_a_frame_that_no_paragraph_follows_stays_in_the_flow_with_a_warning() -> None:
    last = framed("last", 'w:w="2880" w:wrap="around"')
    body = paragraph("text") + table(row(cell(framed("cell", 'w:wrap="around"'))), columns=1) + last
    done = convert(Written(body).docx())
    assert text(done.pdf) == ["text cell last"]
    assert [str(warning).count("text frame") for warning in done.warnings] == [1, 1]


def test_a_frame_without_wrapping_keeps_nothing_free() -> None:
    place = 'w:w="2880" w:h="1440" w:wrap="none" w:vAnchor="page" w:hAnchor="page" w:x="1440" w:y="9000"'
    lines = baselines(pdf_of(paragraph("one") + framed("framed", place) + paragraph("two")))
    assert lines["two"] - lines["one"] < 15
    assert lines["framed"] == pytest.approx(450 + 11, abs=2)


def test_a_frame_of_the_header_with_a_place_on_the_page_pushes_nothing() -> None:
    place = 'w:w="2880" w:h="2880" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="6000" w:y="4000"'
    parts = {"h": header(framed("framed", place) + paragraph("head"))}
    section = '<w:headerReference w:type="default" r:id="h"/>' + PAGE
    lines = baselines(from_docx(Written(paragraph("text"), section=section, parts=parts).docx()))
    assert lines["text"] < 90
