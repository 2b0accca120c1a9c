"""Rule 6(a): which day a period ends, forward and backward, with holidays, holds and time zones.

The oracle is written from the texts of the rule and of 5 U.S.C. 6103 alone: it shares no code and no library
with the room under test.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.deadlines import (
    FEDERAL,
    Calendar,
    Pause,
    Period,
    date_before,
    day_in,
    due_date,
    end_of_day,
    federal_holidays,
    last_day,
    reason_against,
    warn_of_fixed_date,
    working,
)

days_of_the_statute = st.dates(date(1991, 6, 1), date(2099, 6, 1))
"""So that 400 days, business days among them, end within the years whose holidays are known, 1990 to 2100."""
unhurried = settings(deadline=None)
"""The first count loads the holidays."""

MASSACHUSETTS = Calendar("MA")


def nth(year: int, month: int, weekday: int, number: int) -> date:
    """Return the ``number``-th such weekday of a month, or the last one for -1."""
    days = [date(year, month, 1) + timedelta(days=n) for n in range(31)]
    return [day for day in days if day.month == month and day.weekday() == weekday][
        number if number < 0 else number - 1
    ]


def oracle_holidays(year: int) -> set[date]:
    """Return the days of 5 U.S.C. 6103(a), and by (b) a Friday for a Saturday, a Monday for a Sunday."""
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25), date(year + 1, 1, 1)]
    if year >= 2021:
        fixed.append(date(year, 6, 19))
    observed = [day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0)) for day in fixed]
    moving = [
        nth(year, 1, 0, 3),
        nth(year, 2, 0, 3),
        nth(year, 5, 0, -1),
        nth(year, 9, 0, 1),
        nth(year, 10, 0, 2),
        nth(year, 11, 3, 4),
    ]
    return {day for day in (*fixed, *observed, *moving) if day.year == year}


def oracle_end(event: date, days: int, step: int) -> date:
    """Return the first day, from the last one counted on, that Rule 6(a)(1)(C) and (5) let a period end."""
    candidates = (event + timedelta(days=step * n) for n in range(days, days + 10))
    return next(day for day in candidates if day.weekday() < 5 and day not in oracle_holidays(day.year))


def test_the_federal_holidays_are_those_of_the_statute() -> None:
    assert all(federal_holidays(year) == oracle_holidays(year) for year in range(1990, 2101))


@unhurried
@given(days_of_the_statute, st.integers(1, 400))
def test_a_period_ends_where_the_rule_says(event: date, days: int) -> None:
    assert due_date(event, days) == oracle_end(event, days, 1)


@unhurried
@given(days_of_the_statute, st.integers(1, 400))
def test_a_period_counted_backward_goes_on_backward(event: date, days: int) -> None:
    assert date_before(event, days) == oracle_end(event, days, -1)


@unhurried
@given(days_of_the_statute, st.integers(1, 90), st.integers(0, 120), st.integers(0, 60))
def test_a_hold_moves_the_end_by_the_days_it_lasted(event: date, days: int, begin: int, length: int) -> None:
    pause = Pause(event + timedelta(days=begin), event + timedelta(days=begin + length))
    counted = [
        day
        for n in range(1, 400)
        if not pause.begin <= (day := event + timedelta(days=n)) < (pause.end or date.max)
    ]
    expected = next(
        day for day in counted[days - 1 :] if day.weekday() < 5 and day not in oracle_holidays(day.year)
    )
    assert last_day(Period(event, days, pauses=(pause,))) == expected


@unhurried
@given(days_of_the_statute, st.integers(1, 90))
def test_the_working_numbers_every_day_once_and_names_the_reason_for_each_that_is_skipped(
    event: date, days: int
) -> None:
    told = working(Period(event, days))
    assert told[0].reason.startswith("day of the event")
    assert [day.number for day in told[: days + 1]] == list(range(days + 1))
    assert all(later.day - earlier.day == timedelta(days=1) for earlier, later in pairwise(told))
    assert all(day.reason for day in told[days:-1])
    assert not told[-1].reason


WASHINGTON = Calendar("DC")
AFTER = [
    # The note of 2009 to (a)(5): "the thirtieth day falls on Saturday, September 1, 2007".
    (date(2007, 8, 2), 30, FEDERAL, date(2007, 9, 4)),
    # The note of 2009 to (a)(6): fourteen days after an event, Patriots' Day where the state keeps it.
    (date(2008, 4, 7), 14, MASSACHUSETTS, date(2008, 4, 22)),
    (date(2008, 4, 7), 14, FEDERAL, date(2008, 4, 21)),
    # The note of 2009 to (a)(1): short periods count Saturdays, Sundays and holidays like long ones, so ten
    # days end before fourteen, and periods of 7, 14, 21 and 28 days end on the weekday they began on.
    (date(2009, 12, 1), 10, FEDERAL, date(2009, 12, 11)),
    (date(2009, 12, 1), 14, FEDERAL, date(2009, 12, 15)),
    (date(2009, 12, 2), 7, FEDERAL, date(2009, 12, 9)),
    (date(2009, 12, 2), 21, FEDERAL, date(2009, 12, 23)),
    (date(2009, 12, 3), 28, FEDERAL, date(2009, 12, 31)),
    # The day of the event is left out, whatever day it is.
    (date(2018, 1, 1), 1, FEDERAL, date(2018, 1, 2)),
    (date(2018, 2, 17), 2, FEDERAL, date(2018, 2, 20)),
    # The last day is a Saturday, a Sunday, a Monday holiday after a weekend.
    (date(2018, 1, 25), 30, FEDERAL, date(2018, 2, 26)),
    (date(2018, 1, 26), 30, FEDERAL, date(2018, 2, 26)),
    (date(2018, 1, 24), 26, FEDERAL, date(2018, 2, 20)),
    (date(2018, 2, 14), 3, FEDERAL, date(2018, 2, 20)),
    # Each holiday of the statute, met as a last day; an observed one stands for its own.
    (date(2018, 1, 8), 7, FEDERAL, date(2018, 1, 16)),
    (date(2018, 5, 21), 7, FEDERAL, date(2018, 5, 29)),
    (date(2022, 6, 13), 7, FEDERAL, date(2022, 6, 21)),
    (date(2021, 6, 4), 14, FEDERAL, date(2021, 6, 21)),
    (date(2018, 6, 4), 30, FEDERAL, date(2018, 7, 5)),
    (date(2020, 6, 26), 7, FEDERAL, date(2020, 7, 6)),
    (date(2018, 9, 24), 14, FEDERAL, date(2018, 10, 9)),
    (date(2018, 10, 29), 14, FEDERAL, date(2018, 11, 13)),
    (date(2018, 11, 8), 14, FEDERAL, date(2018, 11, 23)),
    (date(2021, 12, 10), 14, FEDERAL, date(2021, 12, 27)),
    (date(2021, 12, 17), 14, FEDERAL, date(2022, 1, 3)),
    (date(2010, 12, 17), 14, FEDERAL, date(2011, 1, 3)),
    # Juneteenth was no holiday before the statute of 2021; a leap day is a day.
    (date(2019, 6, 5), 14, FEDERAL, date(2019, 6, 19)),
    (date(2020, 2, 14), 15, FEDERAL, date(2020, 3, 2)),
    # A state that does not keep a federal holiday does not take it away.
    (date(2018, 9, 24), 14, Calendar("CA"), date(2018, 10, 9)),
    # Emancipation Day in the District, and a day of mourning that the President declared.
    (date(2018, 4, 9), 7, WASHINGTON, date(2018, 4, 17)),
    (date(2018, 11, 28), 7, Calendar(declared=frozenset({date(2018, 12, 5)})), date(2018, 12, 6)),
]


@pytest.mark.parametrize(("event", "days", "calendar", "end"), AFTER)
def test_a_worked_example_counted_forward(event: date, days: int, calendar: Calendar, end: date) -> None:
    assert due_date(event, days, calendar) == end


BEFORE = [
    # The note of 2009 to (a)(5): "21 days before an event, and the twenty-first day falls on Saturday".
    (date(2007, 9, 22), 21, FEDERAL, date(2007, 8, 31)),
    # The note of 2009 to (a)(6): a state's holiday is none for a period counted backward.
    (date(2008, 5, 5), 14, MASSACHUSETTS, date(2008, 4, 21)),
    (date(2018, 3, 5), 14, FEDERAL, date(2018, 2, 16)),
    (date(2018, 7, 11), 7, FEDERAL, date(2018, 7, 3)),
    (date(2018, 2, 23), 7, FEDERAL, date(2018, 2, 16)),
]


@pytest.mark.parametrize(("event", "days", "calendar", "end"), BEFORE)
def test_a_worked_example_counted_backward(event: date, days: int, calendar: Calendar, end: date) -> None:
    assert date_before(event, days, calendar) == end


def test_the_sample_schedule_has_the_due_dates_of_the_sample_letters() -> None:
    issued = [
        (date(2018, 1, 24), 30),
        (date(2018, 2, 26), 10),
        (date(2018, 3, 9), 7),
        (date(2018, 3, 19), 21),
    ]
    assert [due_date(day, days).isoformat() for day, days in issued] == [
        "2018-02-23",
        "2018-03-08",
        "2018-03-16",
        "2018-04-09",
    ]


def test_the_reason_for_a_skipped_day_names_the_holiday() -> None:
    told = working(Period(date(2018, 1, 24), 24))
    assert [(day.day.day, day.number, day.reason) for day in told[-4:]] == [
        (17, 24, "Saturday"),
        (18, 24, "Sunday"),
        (19, 24, "Washington's Birthday"),
        (20, 24, ""),
    ]


def test_a_clock_that_a_hold_stopped_goes_on_where_it_stood() -> None:
    hold = Pause(date(2018, 2, 5), date(2018, 3, 5), "litigation")
    told = working(Period(date(2018, 1, 24), 30, pauses=(hold,)))
    held = [day for day in told if day.reason == "litigation, the clock stands"]
    assert (len(held), {day.number for day in held}) == (28, {11})
    assert told[-1].day == date(2018, 3, 23)


def test_an_open_hold_leaves_the_period_without_an_end() -> None:
    assert last_day(Period(date(2018, 1, 24), 30, pauses=(Pause(date(2018, 2, 5)),))) is None
    assert last_day(Period(date(2018, 1, 24), 30, pauses=(Pause(date(2018, 2, 26)),))) == date(2018, 2, 23)


def test_a_date_that_a_person_set_is_kept_and_warned_about() -> None:
    (problem,) = warn_of_fixed_date(date(2018, 2, 19), FEDERAL, source="answers.csv:4", field="until")
    assert problem.severity == "warning"
    assert "2018-02-19 is not a business day (Washington's Birthday)" in problem.message
    assert warn_of_fixed_date(date(2018, 2, 20), FEDERAL, source="", field="until") == ()


def test_a_states_holiday_is_a_reason_only_where_the_campaign_counts_them() -> None:
    assert reason_against(date(2018, 4, 16), MASSACHUSETTS) == "Patriots' Day"
    assert reason_against(date(2018, 4, 16)) == ""


def test_the_day_depends_on_the_place() -> None:
    moment = datetime(2018, 2, 24, 4, 30, tzinfo=UTC)
    assert day_in("America/New_York", moment) == date(2018, 2, 23)
    assert day_in("America/Los_Angeles", datetime(2018, 2, 24, 5, 30, tzinfo=UTC)) == date(2018, 2, 23)
    assert day_in("America/New_York", datetime(2018, 2, 24, 5, 30, tzinfo=UTC)) == date(2018, 2, 24)


def test_a_due_date_passes_at_the_offices_midnight() -> None:
    midnight = end_of_day(date(2018, 3, 10), "America/New_York")
    assert midnight.astimezone(UTC) == datetime(2018, 3, 11, 5, 0, tzinfo=UTC)
    assert end_of_day(date(2018, 3, 11), "America/New_York").astimezone(UTC).hour == 4
