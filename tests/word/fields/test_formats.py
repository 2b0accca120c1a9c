r"""Pictures give what Word gives, or they are a fault; never another number."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.word.fields.date_pictures import read_date_picture
from generator.word.fields.format_faults import FormatError
from generator.word.fields.languages import signs_of
from generator.word.fields.number_pictures import read_number_picture, round_half_up


def written(picture: str, value: str, language: str = "en-US") -> str:
    signs = signs_of(language)
    assert signs is not None
    return read_number_picture(picture, signs).write(Decimal(value))


@pytest.mark.parametrize(
    ("picture", "value", "shown"),
    [
        # The examples of ECMA-376 part 1, 17.16.4.2.
        ("00.00", "9", "09.00"),
        ("$###", "15", "$ 15"),
        ("x##", "222492", "492"),
        ("0.00x", "0.125", "0.125"),
        (".x", "0.75", ".8"),
        ("$###.00", "495.47", "$495.47"),
        ("$#,###,###", "2456800", "$2,456,800"),
        ("-##", "-80", "-80"),
        ("+##", "10", "+10"),
        ("+##", "-10", "-10"),
        ("##%", "33", "33%"),
        ("$#,##0.00;-$#,##0.00", "1245.65", "$1,245.65"),
        ("$#,##0.00;-$#,##0.00", "-345.56", None),
        ("$,0.00;-$,0.00", "-345.56", "-$345.56"),
        ("$,0.00;($,0.00);$0", "0", "$0"),
        # What follows from them.
        ("0.00", "345.12314", "345.12"),
        ("0.00", "2.005", "2.01"),
        ("0000", "42", "0042"),
        ("0;-0;'none'", "0", "none"),
        ("0.0 'x; cents'", "2", "2.0 x; cents"),
        ("000'-'00'-'0000", "23456789", "023-45-6789"),
        ("+0", "5", "+5"),
        ("-0", "5", " 5"),
        (",0.00 €", "-1095.6", "-1,095.60 €"),
        # What the standard does not say.
        ("$#,##0.00", "5", None),
        ("$,0.00", "-5", None),
        ("#.##", "2.5", None),
        ("0,000", "42", None),
        ("0.00", "-0.001", None),
        ("000'-'0000", "12345678", None),
        ("x##", "12", None),
        ("0 `Figure`", "1", None),
        ("0,00", "1095.6", None),
        ("#.##0,00 €", "1095.6", None),
        ("000-0000", "5551234", None),
        ("0.00 taxes", "5", None),
        ("0;;", "5", None),
        ("", "5", None),
        ("'0", "5", None),
    ],
)
def test_number_pictures_give_what_the_standard_says_and_nothing_else(
    picture: str, value: str, shown: str | None
) -> None:
    if shown is not None:
        assert written(picture, value) == shown
        return
    with pytest.raises(FormatError) as caught:
        written(picture, value)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("language", "picture", "shown"),
    [
        ("de-DE", "#.##0,00 €", "1.095,60 €"),
        ("de-DE", ".0,00", "1.095,60"),
        ("de-DE", "0.00", None),
        ("de-AT", "0,00", "1095,60"),
        ("de-AT", ".0,00", None),
        ("fr-FR", "0,00 €", "1095,60 €"),
        ("fr-FR", "# ##0,00 €", None),
        ("es-US", "$,0.00", "$1,095.60"),
        ("es-ES", ",0.00", None),
    ],
)
def test_the_language_decides_the_signs(language: str, picture: str, shown: str | None) -> None:
    if shown is None:
        with pytest.raises(FormatError):
            written(picture, "1095.6", language)
    else:
        assert written(picture, "1095.6", language) == shown


def test_languages_whose_signs_differ_from_computer_to_computer_have_none() -> None:
    assert signs_of("de-CH") is None
    assert signs_of("en-ZA") is None


amounts = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12)


@given(st.text(alphabet="0#x.,;'+-$% ", max_size=10), amounts)
def test_whatever_a_picture_prints_is_the_number_that_it_was_given(picture: str, amount: Decimal) -> None:
    try:
        shown = written(picture, str(amount))
    except FormatError:
        return
    digits = "".join(character for character in shown if character in "0123456789.")
    literal = (
        "'" in picture
        or "x" in picture
        or not set("0#") & set(picture)
        or "." in shown.rstrip("0123456789.%$ ")
    )
    if literal or not digits.strip("."):
        return
    chosen = picture.split(";")[1 if amount < 0 and ";" in picture else 0]
    decimals = len(chosen.partition(".")[2].rstrip("$% "))
    if amount or picture.count(";") < 2:
        assert Decimal(digits) == abs(round_half_up(amount, decimals))


@given(st.text(max_size=12), st.datetimes())
def test_any_date_picture_gives_text_or_a_fault_with_a_remedy(picture: str, moment: dt.datetime) -> None:
    try:
        assert read_date_picture(picture, is_english=True).write(moment)
    except FormatError as fault:
        assert fault.hint  # noqa: PT017 - both outcomes are right


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ("d 'de' MMMM 'de' yyyy", "9 de March de 2018"),
        ("dddd, MMM. dd, yy", "Friday, Mar. 09, 18"),
        ("HH:mm:ss (hh am/pm)", "00:05:07 (12 am)"),
        ("d de MMMM", None),
        ("MMMMM", None),
        ("yyy", None),
        ("d 'of", None),
        ("`x`", None),
        (" ", None),
    ],
)
def test_date_pictures_give_what_the_standard_says_and_nothing_else(picture: str, shown: str | None) -> None:
    moment = dt.datetime(2018, 3, 9, 0, 5, 7)  # noqa: DTZ001 - a wall clock
    if shown is None:
        with pytest.raises(FormatError):
            read_date_picture(picture, is_english=True)
    else:
        assert read_date_picture(picture, is_english=True).write(moment) == shown
