"""Columns of tables are as wide as Word makes them, and rows stand on the pages they ask for."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from generator.pdf import from_docx
from tests.pdf.reading import baselines, left_edges, text, violations
from tests.pdf.test_conversion import pdf_of
from tests.written import Written, cell, paragraph, row, table

MARGIN = 5.4
"""The margin at the sides of a cell, in points."""
BREAK = '<w:r><w:br w:type="page"/></w:r>'
NEW_PAGE = "<w:pageBreakBefore/>"


def sized(text: str, width: int, kind: str = "dxa", properties: str = "") -> str:
    """Return a cell of a width in twips, or fiftieths of a percent."""
    return cell(paragraph(text), properties).replace(
        '<w:tcW w:w="2880" w:type="dxa"/>', f'<w:tcW w:w="{width}" w:type="{kind}"/>'
    )


def ruled(*rows: str, grid: tuple[int, ...], properties: str = "") -> str:
    """Return a table with a grid in twips."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return table(*rows, columns=0, properties=properties).replace(
        "<w:tblGrid></w:tblGrid>", f"<w:tblGrid>{columns}</w:tblGrid>"
    )


LONG_WORD = "Rechtsschutzversicherungsgesellschaften"


def test_a_column_is_as_wide_as_its_longest_word_where_others_have_room() -> None:
    body = ruled(row(sized(LONG_WORD, 600), sized("next", 8760)), grid=(600, 8760))
    pdf = pdf_of(body)
    assert LONG_WORD in text(pdf)[0]
    assert left_edges(pdf)["next"] > 72 + 200
    assert violations(pdf) == []


def test_a_column_of_a_fixed_table_keeps_its_width() -> None:
    fixed = '<w:tblLayout w:type="fixed"/>'
    body = ruled(row(sized(LONG_WORD, 2000), sized("next", 2000)), grid=(2000, 2000), properties=fixed)
    assert left_edges(pdf_of(body))["next"] == pytest.approx(72 + 100 + MARGIN, abs=0.3)


def test_words_too_long_for_the_page_are_broken_in_the_widest_column_only() -> None:
    body = ruled(row(sized(LONG_WORD * 4, 600), sized("nextword", 600)), grid=(600, 600))
    pdf = pdf_of(body)
    edges = left_edges(pdf)
    assert 72 < edges["nextword"] < 72 + 468 - 40


def test_cells_tell_the_columns_that_the_grid_lacks() -> None:
    body = ruled(
        row(sized("wide", 6000, properties='<w:gridSpan w:val="2"/>'), sized("last", 3000)),
        row(sized("one", 2000), sized("two", 7000, properties='<w:gridSpan w:val="2"/>')),
        grid=(9000,),
    )
    edges = left_edges(pdf_of(body))
    assert edges["last"] == pytest.approx(72 + 300 + MARGIN, abs=0.3)
    assert edges["two"] == pytest.approx(72 + 100 + MARGIN, abs=0.3)


def test_cells_tell_the_shares_of_columns_without_a_grid() -> None:
    body = ruled(row(sized("one", 1000, "pct"), sized("two", 4000, "pct")), grid=())
    assert left_edges(pdf_of(body))["two"] == pytest.approx(72 + 468 / 5 + MARGIN, abs=0.3)


def test_a_table_without_any_width_is_as_wide_as_its_contents() -> None:
    body = ruled(row(sized("one", 0, "auto"), sized("two", 0, "auto")), grid=(0, 0))
    assert left_edges(pdf_of(body))["two"] == pytest.approx(72 + 20 + 3 * MARGIN, abs=3)


def test_lines_of_a_cell_wrap_though_they_should_not_when_it_has_a_width() -> None:
    body = ruled(row(sized("many words " * 5, 2000, properties="<w:noWrap/>")), grid=(2000,))
    assert len(baselines(pdf_of(body))) > 2


def test_cells_beside_one_that_reaches_down_have_the_width_of_their_own_column() -> None:
    right = '<w:jc w:val="right"/>'
    merged = row(sized("side", 1000, properties='<w:vMerge w:val="restart"/>'), sized("top", 8000))
    below = row(
        sized("", 1000, properties="<w:vMerge/>"),
        sized("x", 8000).replace("<w:pPr></w:pPr>", f"<w:pPr>{right}</w:pPr>", 1),
    )
    tab = below.replace("</w:r></w:p>", "</w:r><w:r><w:tab/></w:r><w:r><w:t>end</w:t></w:r></w:p>", 1)
    stop = tab.replace(right, '<w:tabs><w:tab w:val="right" w:pos="7700"/></w:tabs>')
    edges = left_edges(pdf_of(ruled(merged, stop, grid=(1000, 8000))))
    assert edges["end"] > 72 + 300


def test_a_page_break_in_a_cell_ends_no_page() -> None:
    body = table(row(cell(paragraph("above", runs=BREAK) + paragraph("below"))), columns=1)
    assert text(pdf_of(body)) == ["above below"]


@pytest.mark.parametrize("rows_before", [0, 1])
def test_a_row_begins_a_page_when_its_paragraph_asks_for_one(rows_before: int) -> None:
    rows = [row(cell(paragraph("first")))] * rows_before + [row(cell(paragraph("there", NEW_PAGE)))]
    pages = text(pdf_of(paragraph("here") + table(*rows, columns=1) + paragraph("after")))
    assert pages == ["here" + " first" * rows_before, "there after"]


def test_a_table_that_begins_the_document_is_on_its_first_page() -> None:
    assert text(pdf_of(table(row(cell(paragraph("there", NEW_PAGE))), columns=1) + paragraph())) == ["there"]


def test_a_style_without_an_id_is_known_by_its_name() -> None:
    tiny = '<w:style><w:name w:val="Tiny"/><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
    body = paragraph("large") + paragraph("small", '<w:pStyle w:val="Tiny"/>')
    lines = baselines(from_docx(Written(body, more_styles=tiny).docx()))
    assert lines["small"] - lines["large"] < 5
    assert lines["large"] > 80


@pytest.mark.parametrize(("direction", "upwards"), [("btLr", True), ("tbRl", False)])
def test_text_of_a_cell_runs_up_or_down(direction: str, upwards: bool) -> None:  # noqa: FBT001 - a table of truth
    turned = cell(paragraph("first second"), f'<w:textDirection w:val="{direction}"/>')
    tall = row(turned, cell(paragraph("level")), properties='<w:trHeight w:val="2000"/>')
    pdf = pdf_of(table(tall, columns=2))
    letters = places(pdf)
    assert (letters["s"][1] < letters["f"][1]) == upwards
    assert abs(letters["s"][0] - letters["f"][0]) < 3
    assert 72 < letters["f"][1] < 72 + 100
    assert violations(pdf) == []


def places(pdf: bytes) -> dict[str, tuple[float, float]]:
    """Return where the first of each letter stands, in points from the left and the top."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return {letter["text"]: (letter["x0"], letter["top"]) for letter in reversed(document.pages[0].chars)}


def test_a_row_of_turned_text_without_a_height_is_as_high_as_its_line() -> None:
    turned = cell(paragraph("a line of some words"), '<w:textDirection w:val="btLr"/>')
    lines = baselines(pdf_of(table(row(turned), columns=1) + paragraph("after")))
    assert 72 + 90 < lines["after"] < 72 + 150


def test_a_row_of_exact_height_keeps_it_whatever_is_in_it() -> None:
    exact = '<w:trHeight w:val="400" w:hRule="exact"/>'
    body = table(row(cell(paragraph("two") + paragraph("lines")), properties=exact), columns=1)
    pdf = pdf_of(body + paragraph("after"))
    assert baselines(pdf)["after"] == pytest.approx(72 + 20 + 11, abs=1.5)
    assert "lines" in text(pdf)[0]


@pytest.mark.parametrize(("alignment", "share"), [("center", 0.5), ("right", 1.0)])
def test_a_table_with_space_between_its_cells_stands_where_it_is_aligned(
    alignment: str, share: float
) -> None:
    spaced = f'<w:jc w:val="{alignment}"/><w:tblCellSpacing w:w="60" w:type="dxa"/>'
    body = table(row(*map(cell, map(paragraph, "ab"))), columns=2, properties=spaced)
    room = 468 - 2 * 144 - 3 * 6
    assert left_edges(pdf_of(body))["a"] == pytest.approx(72 + room * share + 6 + MARGIN, abs=0.3)
