"""Borders, underlines and scaled characters look as the document says, or as near as CSS comes."""

from __future__ import annotations

from itertools import groupby

import pytest

from tests.pdf.reading import pixels
from tests.pdf.test_conversion import pdf_of
from tests.written import paragraph

BLACK, RED = (0, 0, 0), (255, 0, 0)


def lines_down(pdf: bytes) -> int:
    """Return how many red lines there are from the top of the page to its bottom, in its middle."""
    image = pixels(pdf)
    column = (image.getpixel((image.width // 2, y)) == RED for y in range(image.height))
    return sum(red for red, _ in groupby(column))


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
