"""Borders, underlines and scaled characters look as the document says, or as near as CSS comes."""

from __future__ import annotations

import io
from itertools import groupby, pairwise
from typing import Any

import pdfplumber
import pytest

from generator.pdf import convert
from tests.pdf.reading import pixels, right_edges, violations
from tests.pdf.test_conversion import pdf_of
from tests.written import Written, paragraph, run

BLACK, RED = (0, 0, 0), (255, 0, 0)


def lines_down(pdf: bytes) -> int:
    """Return how many red lines there are from the top of the page to its bottom, in its middle."""
    image = pixels(pdf)
    column = (image.getpixel((image.width // 2, y)) == RED for y in range(image.height))
    return sum(red for red, _ in groupby(column))


def lines_across(pdf: bytes) -> int:
    """Return how many red lines there are side by side, in the line of pixels with the most of them."""
    image = pixels(pdf)
    rows = ([image.getpixel((x, y)) == RED for x in range(image.width)] for y in range(image.height // 6))
    return max(sum(red for red, _ in groupby(row)) for row in rows)


def letters(pdf: bytes) -> list[dict[str, Any]]:
    """Return the letters of the page in order, as pdfplumber tells them."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return list(document.pages[0].chars)


def boxed(style: str) -> str:
    """Return a paragraph in a red box of lines of a style, 3 points wide."""
    edges = "".join(
        f'<w:{edge} w:val="{style}" w:sz="24" w:space="1" w:color="FF0000"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    return paragraph("", f"<w:pBdr>{edges}</w:pBdr>")


@pytest.mark.parametrize("style", ["inset", "outset", "threeDEmboss", "threeDEngrave"])
def test_raised_and_sunken_borders_keep_their_colour(style: str) -> None:
    drawn = {colour for _, colour in pixels(pdf_of(boxed(style))).getcolors(1 << 24)}
    assert RED in drawn
    assert BLACK not in drawn


@pytest.mark.parametrize(
    ("upper", "lower"), [("thinThickSmallGap", "thickThinSmallGap"), ("wave", "doubleWave")]
)
def test_paragraphs_share_a_box_only_where_word_says_the_same_of_its_lines(upper: str, lower: str) -> None:
    alone = lines_down(pdf_of(boxed(upper)))
    assert lines_down(pdf_of(boxed(upper) * 2)) == alone
    assert lines_down(pdf_of(boxed(upper) + boxed(lower))) > alone


def test_a_line_thick_and_thin_is_two_lines_and_a_wave_is_one() -> None:
    assert [lines_down(pdf_of(boxed(style))) for style in ("thickThinMediumGap", "wave")] == [4, 2]


def test_an_underline_has_its_own_colour() -> None:
    underlined = paragraph(runs=run("fee", '<w:u w:val="single" w:color="FF0000"/>'))
    drawn = {colour for _, colour in pixels(pdf_of(underlined)).getcolors(1 << 24)}
    assert {RED, BLACK} <= drawn


@pytest.mark.parametrize(("kind", "lines"), [("words", 2), ("single", 1)])
def test_an_underline_of_words_leaves_out_the_spaces(kind: str, lines: int) -> None:
    underlined = run("one two ", f'<w:u w:val="{kind}" w:color="FF0000"/>')
    assert lines_across(pdf_of(paragraph(runs=underlined))) == lines


@pytest.mark.parametrize(("kind", "lines"), [("words", 0), ("single", 1)])
def test_an_underline_of_words_leaves_out_the_tabs(kind: str, lines: int) -> None:
    tab = f'<w:r><w:rPr><w:u w:val="{kind}" w:color="FF0000"/></w:rPr><w:tab/></w:r>'
    assert lines_across(pdf_of(paragraph(runs=tab + run("after")))) == lines


NARROW = '<w:w w:val="66"/>'
WORD = "Municipality"


def test_narrow_letters_are_as_narrow_as_asked_and_do_not_overlap() -> None:
    pdf = pdf_of(paragraph(runs=run(WORD, NARROW)))
    natural = right_edges(pdf_of(paragraph(WORD)))[WORD] - 72
    assert right_edges(pdf)[WORD] == pytest.approx(72 + natural * 0.66, abs=0.2)
    assert all(left["x1"] <= right["x0"] + 0.01 for left, right in pairwise(letters(pdf)))


@pytest.mark.parametrize("line", ['w:line="240"', 'w:line="480"', 'w:line="300" w:lineRule="exact"'])
@pytest.mark.parametrize("beside", ["", "beside "])
def test_lines_of_narrow_letters_are_as_high_as_others(line: str, beside: str) -> None:
    spacing = f"<w:spacing {line}/>"
    plain, narrow = (
        pdf_of(paragraph(beside, spacing, runs=run(WORD, look)) + paragraph("next")) for look in ("", NARROW)
    )
    heights = [[letter["matrix"][5] for letter in letters(pdf)] for pdf in (narrow, plain)]
    assert heights[0] == pytest.approx(heights[1], abs=0.01)


def test_narrow_letters_are_told() -> None:
    told = convert(Written(paragraph(runs=run(WORD, NARROW))).docx()).warnings
    assert "has characters scaled to 66 %, which are shown smaller" in {warning.message for warning in told}


@pytest.mark.parametrize("scale", ["0", "1", "601"])
def test_letters_of_any_scale_make_a_valid_file(scale: str) -> None:
    done = convert(Written(paragraph("", runs=run("Narrow words", f'<w:w w:val="{scale}"/>'))).docx())
    assert violations(done.pdf) == []
    assert bool(done.warnings) == (scale == "1")
