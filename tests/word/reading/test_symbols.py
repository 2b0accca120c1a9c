"""Characters of symbol fonts arrive as the Unicode characters that a bundled font has."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from generator.pdf import convert
from generator.word.reading.text.symbols import plain_text, symbol
from tests.pdf.reading import violations
from tests.written import Written, paragraph

_REFUSED = {("Symbol", 0xBD), ("Symbol", 0xBE), ("Symbol", 0xE1)} | {
    ("Wingdings", code) for code in (0x36, 0x79, 0x80, 0x8B)
}
"""Known to Unicode and to no bundled font: the conversion refuses them by name."""


@pytest.mark.parametrize("font", ["Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings"])
def test_every_symbol_known_is_in_the_font_that_shows_it(font: str) -> None:
    shown = TTFont(BytesIO((files("generator.pdf") / "fonts" / "DejaVuSans.ttf").read_bytes())).getBestCmap()
    known = {code: symbol(font, 0xF000 + code) for code in range(0x20, 0x100)}
    lacking = {(font, code) for code, character in known.items() if character and ord(character) not in shown}
    assert lacking <= _REFUSED


@pytest.mark.parametrize(
    ("font", "code", "character"),
    [
        ("Wingdings", 0xF0FE, "☑"),
        ("Wingdings", 0xF0E7, "⬅"),
        ("Wingdings", 0xF073, "◆"),
        ("Wingdings 2", 0xF052, "☑"),
        ("Wingdings 2", 0xF06A, "①"),
        ("Wingdings 2", 0xF0A3, "□"),
        ("Wingdings 3", 0xF07D, "▸"),
        ("Webdings", 0xF061, "✓"),
        ("Symbol", 0xF0B7, "•"),
    ],
)
def test_a_symbol_is_the_character_of_the_same_shape(font: str, code: int, character: str) -> None:
    assert symbol(font, code) == plain_text(font, chr(code)) == character


def test_a_code_that_symbol_has_no_character_for_is_an_empty_box() -> None:
    box = '<w:r><w:sym w:font="Symbol" w:char="F094"/></w:r>'
    assert violations(convert(Written(paragraph("Tick:", runs=box)).docx()).pdf) == []
    assert symbol("Symbol", 0xF094) == "□"
