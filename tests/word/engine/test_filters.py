"""The filters of letters write what a letter says, and refuse what they cannot write."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.word.engine.filters import FILTERS

CASES = [
    ("long_date", (dt.date(2018, 1, 4),), "January 4, 2018"),
    ("long_date", ("2018-12-31",), "December 31, 2018"),
    ("long_date", (dt.datetime(2018, 1, 4, 23, 59, tzinfo=dt.UTC),), "January 4, 2018"),
    ("short_date", (dt.date(2018, 1, 4),), "1/4/2018"),
    ("iso_date", (dt.date(2018, 1, 4),), "2018-01-04"),
    ("money", (18244126,), "$18,244,126"),
    ("money", ("18244126.00",), "$18,244,126"),
    ("money", (Decimal("1234.5"),), "$1,234.50"),
    ("money", ("$1,234.005",), "$1,234.01"),
    ("money", (-5,), "-$5"),
    ("money", (0,), "$0"),
    ("number", ("18244126",), "18,244,126"),
    ("number", (Decimal("0.50"),), "0.50"),
    ("ordinal", (1,), "1st"),
    ("ordinal", ("22",), "22nd"),
    ("ordinal", (13,), "13th"),
    ("ordinal", (111,), "111th"),
    ("ordinal", (103,), "103rd"),
    ("spoken", (3,), "three"),
    ("spoken", (1200,), "1,200"),
    ("plural", (1, "document"), "document"),
    ("plural", (0, "document"), "documents"),
    ("plural", (2, "copy", "copies"), "copies"),
    ("plural", (["a"], "copy", "copies"), "copy"),
    ("join_and", (["a"],), "a"),
    ("join_and", (["a", "b"],), "a and b"),
    ("join_and", (["a", "", "b", None, "c"],), "a, b, and c"),
    ("join_and", (["a", "b", "c"], "or"), "a, b, or c"),
    ("join_lines", (["a", " ", "b"],), "a\nb"),
    ("state_name", ("il",), "Illinois"),
]


@pytest.mark.parametrize(("name", "arguments", "written"), CASES)
def test_a_filter_writes_what_a_letter_says(name: str, arguments: tuple[object, ...], written: str) -> None:
    assert FILTERS[name](*arguments) == written


@pytest.mark.parametrize("name", sorted(FILTERS))
@pytest.mark.parametrize("blank", ["", "  ", []])
def test_a_blank_passes_through_as_a_blank(name: str, blank: object) -> None:
    arguments = ("document",) if name == "plural" else ()
    if blank != [] or name in {"join_and", "join_lines"}:
        assert FILTERS[name](blank, *arguments) == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("long_date", "1/24/2018"),
        ("long_date", "2018-02-30"),
        ("money", "12,34"),
        ("money", "NaN"),
        ("money", float("nan")),
        ("money", float("inf")),
        ("money", Decimal("1E+400")),
        ("number", Decimal("1E-400")),
        ("ordinal", "1.5"),
        ("join_and", "a, b"),
        ("state_name", "Ill"),
    ],
)
def test_a_value_that_is_none_of_the_kind_is_named(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(value)) + "|no number"):
        FILTERS[name](value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_money_says_the_amount_to_the_cent(amount: Decimal) -> None:
    assert Decimal(FILTERS["money"](amount).replace("$", "").replace(",", "")) == amount


def test_every_filter_is_in_the_documentation() -> None:
    page = (Path(__file__).parents[3] / "docs" / "templates.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(\w+)", page, flags=re.MULTILINE))
    assert set(FILTERS) <= documented
