"""Numbers are written as Word writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.word.fields.instructions import read_instruction
from generator.word.reading.lists.number_formats import written_number
from generator.word.reading.measures import MeasureError, points, twips
from generator.word.reading.text.fields import link_of

_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@pytest.mark.parametrize(
    ("number", "number_format", "text"),
    [
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (27, "lowerLetter", "aa"),
        (3, "upperLetter", "C"),
        (11, "ordinal", "11th"),
        (22, "ordinal", "22nd"),
        (42, "cardinalText", "Forty-two"),
        (30, "ordinalText", "Thirtieth"),
        (101, "ordinalText", "One hundred first"),
        (7, "decimalZero", "07"),
        (5, "chicago", "**"),
        (9, "none", ""),
        (9, "somethingNew", "9"),
    ],
)
def test_a_number_format_of_word_is_followed(number: int, number_format: str, text: str) -> None:
    assert written_number(number, number_format) == text


@given(st.integers(1, 3999))
def test_roman_numerals_read_back_as_the_number(number: int) -> None:
    values = [_DIGITS[digit] for digit in written_number(number, "lowerRoman")]
    pairs = zip(values, [*values[1:], 0], strict=True)
    assert sum(-value if value < following else value for value, following in pairs) == number


@given(st.text())
def test_a_measure_is_a_number_of_points_or_a_measure_error(text: str) -> None:
    try:
        assert abs(points(text, 20)) <= 31_680
    except MeasureError:
        return


def test_measures_take_written_units() -> None:
    assert (twips("1440"), twips("1in"), twips("2.54cm"), twips(""), twips(None)) == (72, 72, 72, 0, 0)


def test_a_count_below_zero_may_be_written_as_32_bits_without_a_sign() -> None:
    assert (twips("4294967276"), twips("-20")) == (-1, -1)


@given(st.text(max_size=60))
def test_any_instruction_is_taken_apart(text: str) -> None:
    assert read_instruction(text).keyword == read_instruction(text).keyword.upper()


def test_a_hyperlink_instruction_tells_where_it_leads() -> None:
    assert (
        link_of(read_instruction(' HYPERLINK "https://example.org" \\l "part" '))
        == "https://example.org#part"
    )
    assert link_of(read_instruction("REF there \\h")) == "#there"
    assert link_of(read_instruction("REF there")) == ""
