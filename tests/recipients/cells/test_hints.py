"""A hint never changes what a cell means: it proposes a value only where the text has that reading alone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import Fault
from generator.model import ColumnKind
from generator.postal import STATE_NAMES
from generator.recipients.cells.kinds import KINDS

PROPOSED = re.compile("'([^']+)'")
FORMS = ("MDY", "DMY", "YMD")


def proposed(kind: ColumnKind, text: str) -> tuple[str, ...] | None:
    """Return the values that the hint for a faulty cell proposes without a condition, or None."""
    fault = KINDS[kind](text)
    if not isinstance(fault, Fault) or " if " in fault.hint:
        return None
    return tuple(PROPOSED.findall(fault.hint)) or None


def sums_meant(text: str) -> set[Decimal]:
    """Return the sums that a text with marks of grouping can be, by the rules of any country."""
    number = re.sub("[$USD ]+$|^[$USD ]+", "", text)
    return set(_sums(number))


def _sums(number: str) -> Iterator[Decimal]:
    for point, group in itertools.product(".,", ".,' "):
        whole, mark, cents = number.partition(point)
        groups = whole.split(group)
        split = all(len(part) == 3 for part in groups[1:]) and (len(groups) == 1 or 0 < len(groups[0]) < 4)
        digits = "".join(groups) + (cents if mark else "0")
        if point != group and split and all((*groups, digits)) and re.fullmatch("[0-9]+", digits):
            yield Decimal(f"{''.join(groups)}.{cents or '0'}")


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.text("0123456789.,", min_size=1, max_size=10),
        st.from_regex(r"\A[$]?[1-9][0-9]{0,2}([., '][0-9]{2,3}){0,3}([.,][0-9]{1,3})?( USD)?\Z"),
    )
)
def test_a_sum_that_a_hint_proposes_is_the_only_one_that_the_text_can_mean(text: str) -> None:
    values = proposed("amount", text)
    if values is not None:
        (value,) = values
        assert not isinstance(KINDS["amount"](value), Fault)
        assert sums_meant(text) == {Decimal(value)}


def days_meant(text: str) -> set[date]:
    """Return every day of the years 1900 to 2199 that three numbers can be, in any of the usual orders."""
    parts = re.fullmatch(r"([0-9]+)([/.-])([0-9]+)\2([0-9]+)", text)
    if parts is None:
        return set()
    numbers = (parts[1], parts[3], parts[4])
    return {day for form in FORMS for day in _days(dict(zip(form, numbers, strict=True)))}


def _days(named: dict[str, str]) -> Iterator[date]:
    centuries = (0,) if len(named["Y"]) == 4 else (1900, 2000)
    for century in centuries if len(named["Y"]) in {2, 4} else ():
        try:
            day = date(century + int(named["Y"]), int(named["M"]), int(named["D"]))
        except ValueError:
            continue
        if 1900 <= day.year <= 2199:
            yield day


@settings(max_examples=400, deadline=None)
@given(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 2300)).flatmap(
        lambda numbers: st.tuples(
            st.permutations(numbers), st.sampled_from("/.-"), st.sampled_from(["{}", "{:02}", "{:04}"])
        )
    )
)
def test_days_that_a_hint_proposes_are_all_that_the_text_can_mean(
    written: tuple[list[int], str, str],
) -> None:
    numbers, mark, form = written
    text = mark.join(form.format(number) for number in numbers)
    values = proposed("date", text)
    if values is not None:
        assert {KINDS["date"](value) for value in values} <= days_meant(text)
        beyond = days_meant(text) - {KINDS["date"](value) for value in values}
        # A year of two digits is of the century in which both Excel and POSIX put it.
        assert all(
            any(abs(day.year - date.fromisoformat(value).year) == 100 for value in values) for day in beyond
        )


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["%B %d, %Y", "%d %b %Y", "%Y%m%d"]))
def test_a_day_with_one_reading_is_proposed_as_that_day(day: date, form: str) -> None:
    assert proposed("date", day.strftime(form)) == (day.isoformat(),)


@given(st.from_regex(r"\A[0-9]{1,10}(\.0)?\Z"))
def test_a_zip_code_that_a_hint_proposes_is_one_and_has_the_digits_of_the_text(text: str) -> None:
    values = proposed("zip", text)
    if values is not None:
        (value,) = values
        assert KINDS["zip"](value) == value
        assert int(value.replace("-", "")) == int(text.removesuffix(".0"))


@given(st.one_of(st.text(max_size=20), st.sampled_from(sorted(STATE_NAMES.values())).map(lambda it: it[:-1])))
def test_what_a_hint_proposes_for_a_state_or_a_zone_is_one(text: str) -> None:
    for kind in ("state", "timezone"):
        fault = KINDS[kind](text)  # type: ignore[index]
        if isinstance(fault, Fault) and fault.hint.startswith(("write '", "did you")):
            for value in PROPOSED.findall(fault.hint):
                assert KINDS[kind](value) == value  # type: ignore[index]


@pytest.mark.parametrize("days", [40_000, 43_124])
def test_the_number_of_a_day_is_proposed_with_its_condition(days: int) -> None:
    fault = KINDS["date"](str(days))
    assert isinstance(fault, Fault)
    assert str(date(1899, 12, 30) + timedelta(days)) in fault.hint
    assert proposed("date", str(days)) is None
