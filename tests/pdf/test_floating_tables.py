"""Tables with a place of their own stand there, with the text beside them where it fits."""

from __future__ import annotations

import pytest

from generator.pdf import convert
from tests.pdf.reading import baselines, left_edges, text, violations
from tests.pdf.test_conversion import LONG, pdf_of
from tests.written import Written, cell, paragraph, row, table


def floating(place: str, *words: str, columns: int = 1) -> str:
    """Return a table of one column with a place of its own, a row for each word."""
    rows = (row(*(cell(paragraph(word)) for _ in range(columns))) for word in words)
    return table(*rows, columns=columns, properties=f"<w:tblpPr {place}/>")


def test_text_runs_beside_a_table_that_leaves_it_room() -> None:
    place = 'w:leftFromText="180" w:rightFromText="180" w:vertAnchor="text" w:tblpXSpec="right" w:tblpY="1"'
    pdf = pdf_of(paragraph("before") + floating(place, "side") + paragraph("Here " + LONG * 3))
    edges, lines = left_edges(pdf), baselines(pdf)
    assert edges["side"] == pytest.approx(72 + 468 - 144 + 5.4, abs=0.5)
    assert edges["Here"] == pytest.approx(72, abs=0.3)
    assert any("side" in line and "Here" in line for line in lines)
    assert violations(pdf) == []


def test_text_stands_below_a_table_that_leaves_less_than_an_inch() -> None:
    place = 'w:vertAnchor="text" w:horzAnchor="page" w:tblpX="1800" w:tblpY="400"'
    pdf = pdf_of(paragraph("before") + floating(place, "wide", columns=3) + paragraph("after"))
    lines = baselines(pdf)
    assert left_edges(pdf)["wide"] >= 90
    assert lines["wide wide wide"] - lines["before"] > 20 + 10
    assert lines["after"] - lines["wide wide wide"] > 10


def test_the_space_between_paragraphs_does_not_see_a_table_beside_them() -> None:
    place = 'w:vertAnchor="text" w:tblpXSpec="right" w:tblpY="1"'
    after = '<w:spacing w:after="400"/>'
    with_table = pdf_of(paragraph("before", after) + floating(place, "side") + paragraph("after it"))
    without = pdf_of(paragraph("before", after) + paragraph("after it"))
    tops = [
        next(top for line, top in baselines(pdf).items() if "after" in line) for pdf in (with_table, without)
    ]
    assert tops[0] == pytest.approx(tops[1], abs=0.3)


def test_a_table_longer_than_the_text_beside_it_loses_no_row() -> None:
    words = [f"row{number}" for number in range(120)]
    place = 'w:vertAnchor="text" w:tblpXSpec="left" w:tblpY="1"'
    pages = text(pdf_of(floating(place, *words) + paragraph("the only line")))
    assert [word for page in pages for word in page.split() if word.startswith("row")] == words


def test_the_first_table_of_a_page_stands_where_it_asks_on_the_page() -> None:
    place = 'w:vertAnchor="page" w:horzAnchor="page" w:tblpX="4000" w:tblpY="3000"'
    pdf = pdf_of(floating(place, "there") + paragraph("text"))
    assert baselines(pdf)["there"] == pytest.approx(150 + 11, abs=2)
    assert left_edges(pdf)["there"] == pytest.approx(200 + 5.4, abs=0.5)


def test_a_table_at_a_place_of_the_page_in_the_middle_of_the_text_is_told() -> None:
    place = 'w:vertAnchor="page" w:horzAnchor="page" w:tblpX="4000" w:tblpY="9000"'
    done = convert(Written(paragraph("one") + floating(place, "there") + paragraph("two")).docx())
    assert "at a place of the page" in str(done.warnings)
