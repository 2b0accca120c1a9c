"""Borders, underlines and scaled characters look as the document says, or as near as CSS comes."""

from __future__ import annotations

import pytest

from tests.pdf.reading import colours
from tests.pdf.test_conversion import pdf_of
from tests.written import paragraph

BLACK, RED = (0, 0, 0), (255, 0, 0)


def boxed(style: str, text: str = "") -> str:
    """Return a paragraph in a red box of lines of a style, 3 points wide."""
    edges = "".join(
        f'<w:{edge} w:val="{style}" w:sz="24" w:space="1" w:color="FF0000"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    return paragraph(text, f"<w:pBdr>{edges}</w:pBdr>")


@pytest.mark.parametrize("style", ["inset", "outset", "threeDEmboss", "threeDEngrave"])
def test_raised_and_sunken_borders_keep_their_colour(style: str) -> None:
    drawn = colours(pdf_of(boxed(style)))
    assert RED in drawn
    assert BLACK not in drawn
