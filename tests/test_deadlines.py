"""Rule 6(a)(1): which day a period ends."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.deadlines import due_date, federal_holidays

days_of_the_statute = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def test_a_period_ends_on_its_last_day_when_that_is_a_business_day() -> None:
    assert due_date(date(2018, 1, 24), 30) == date(2018, 2, 23)


def test_a_period_that_would_end_on_a_holiday_goes_on_to_the_next_business_day() -> None:
    washingtons_birthday = date(2018, 2, 19)
    assert due_date(date(2018, 1, 24), 26) == washingtons_birthday + timedelta(days=1)


def test_the_sample_schedule_has_the_due_dates_of_the_sample_letters() -> None:
    assert due_date(date(2018, 2, 26), 10) == date(2018, 3, 8)
    assert due_date(date(2018, 3, 9), 7) == date(2018, 3, 16)
    assert due_date(date(2018, 3, 19), 21) == date(2018, 4, 9)


def test_new_years_day_on_a_saturday_is_observed_in_the_year_before() -> None:
    assert date(2021, 12, 31) in federal_holidays(2021)
    assert due_date(date(2021, 12, 30), 1) == date(2022, 1, 3)


@given(days_of_the_statute, st.integers(1, 400))
def test_a_due_date_is_a_business_day_and_none_lies_between_it_and_the_counted_day(
    issued: date, days: int
) -> None:
    due = due_date(issued, days)
    counted = issued + timedelta(days=days)
    passed_over = [counted + timedelta(days=n) for n in range((due - counted).days)]
    assert due.weekday() < 5
    assert due not in federal_holidays(due.year)
    assert all(day.weekday() >= 5 or day in federal_holidays(day.year) for day in passed_over)
