"""Periods of days, counted as Federal Rule of Civil Procedure 6(a)(1) counts them. Days are calendar days.

A count forward may be stopped by holds, and goes on where it stopped; Rule 6(d) may add days to it.
``working`` tells a count day by day, ``last_day`` gives its end; both come from one walk through the days, so
what is shown is what was counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

from generator.errors import Problem

Direction = Literal["after", "before"]

ONE_DAY = timedelta(days=1)
SATURDAY = 5
WEEKEND = {5: "Saturday", 6: "Sunday"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Whose legal holidays count: always those of 5 U.S.C. 6103, with the days on which they are observed.

    ``state`` is a two-letter code whose own holidays count as well, or empty. ``declared`` are days that the
    President, Congress or the state has declared a holiday (Rule 6(a)(6)(B) and (C)).
    """

    state: str = ""
    declared: frozenset[date] = frozenset()


FEDERAL = Calendar()


@dataclass(frozen=True, slots=True)
class Pause:
    """A hold: from ``begin`` up to the day before ``end`` no day is counted; without an ``end`` it lasts."""

    begin: date
    end: date | None = None
    reason: str = "on hold"

    def covers(self, day: date) -> bool:
        """Say whether the clock stands on ``day``."""
        return self.begin <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Period:
    """``days`` days after or before the event of day ``event``.

    ``added`` days follow once the period has ended by Rule 6(a), as Rule 6(d) adds three after some kinds of
    service. Holds stop them too.
    """

    event: date
    days: int
    calendar: Calendar = FEDERAL
    pauses: tuple[Pause, ...] = ()
    direction: Direction = "after"
    added: int = 0


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A day of a count: its ``number`` in the period, or none and the ``reason`` why it does not count.

    A day with both has its number, and cannot be the last; or it is one of the days that were ``added``.
    """

    day: date
    number: int
    reason: str = ""


def due_date(issued: date, days: int, calendar: Calendar = FEDERAL) -> date:
    """Return the last day of a period of ``days`` days that begins after ``issued``.

    Rule 6(a)(1): leave out the day of the event, count every day, and when the last one is a Saturday, a
    Sunday or a legal holiday, go on to the next day that is none of these.
    """
    return working(Period(issued, days, calendar))[-1].day


def date_before(event: date, days: int, calendar: Calendar = FEDERAL) -> date:
    """Return the last day on which something can be done that is due ``days`` days before ``event``.

    Rule 6(a)(5): the next day is found by counting on in the same direction, backward. A state's holidays do
    not count here (Rule 6(a)(6)(C) speaks of periods measured after an event).
    """
    return working(Period(event, days, calendar, direction="before"))[-1].day


def last_day(period: Period) -> date | None:
    """Return the day on which the period ends; ``None`` while an open hold keeps its clock from running."""
    end = working(period)[-1].day
    return None if _stands_still(end, period.pauses) else end


@lru_cache(maxsize=4096)
def working(period: Period) -> tuple[CountedDay, ...]:
    """Return the count day by day, from the day of the event to the last day or to an open hold."""
    return tuple(_walk(period))


def is_no_business_day(day: date, calendar: Calendar = FEDERAL) -> bool:
    """Say whether ``day`` is a Saturday, a Sunday or a legal holiday."""
    return bool(reason_against(day, calendar))


def reason_against(day: date, calendar: Calendar = FEDERAL, direction: Direction = "after") -> str:
    """Return why a period cannot end on ``day``, as ``Saturday`` or the holiday's name; empty if it can."""
    if day.weekday() >= SATURDAY:
        return WEEKEND[day.weekday()]
    if day in calendar.declared:
        return "declared a holiday"
    if name := _holiday_names(day.year, "").get(day):
        return name
    if calendar.state and direction == "after":
        return _holiday_names(day.year, calendar.state).get(day, "")
    return ""


def warn_of_fixed_date(day: date, calendar: Calendar, *, source: str, field: str) -> tuple[Problem, ...]:
    """Return a warning when a date that a person has set is not a business day; such a date is not moved.

    The rule is for periods that are counted: "when a fixed time to act is set" it does not apply
    (committee note of 2009 to Rule 6(a)).
    """
    reason = reason_against(day, calendar)
    if not reason:
        return ()
    message = f"{day} is not a business day ({reason}); a date that was set is kept as it is"
    return (Problem(source, field, message, "set another day if that was not meant", "warning"),)


def day_in(zone: str, moment: datetime) -> date:
    """Return which day it is in the time zone ``zone`` at ``moment``, which has a time zone of its own."""
    return moment.astimezone(ZoneInfo(zone)).date()


def end_of_day(day: date, zone: str) -> datetime:
    """Return the midnight that ends ``day`` in ``zone``, the moment a due date passes (Rule 6(a)(4)(A))."""
    return datetime.combine(day + ONE_DAY, time(), ZoneInfo(zone))


def federal_holidays(year: int) -> frozenset[date]:
    """Return the federal legal holidays (5 U.S.C. 6103) observed in ``year``."""
    return frozenset(_holiday_names(year, ""))


@lru_cache(maxsize=64)
def years_covered(state: str = "") -> range:
    """Return the years whose holidays are known; in others only weekends and declared days are left out."""
    from holidays import country_holidays

    table = country_holidays("US", subdiv=state or None)
    return range(table.start_year, table.end_year + 1)


def warn_of_unknown_holidays(
    day: date, calendar: Calendar, *, source: str, field: str
) -> tuple[Problem, ...]:
    """Return a warning when ``day`` lies in a year whose holidays are not known."""
    known = years_covered(calendar.state)
    if day.year in known:
        return ()
    message = f"{day} lies beyond the years {known[0]} to {known[-1]} whose holidays are known"
    hint = "only weekends are left out; name the holidays of that year as 'holidays' in campaign.toml"
    return (Problem(source, field, message, hint, "warning"),)


@lru_cache(maxsize=4096)
def _holiday_names(year: int, state: str) -> Mapping[date, str]:
    from holidays import country_holidays

    # New Year's Day of the next year is observed in this one when it falls on a Saturday.
    days = country_holidays("US", subdiv=state or None, years=(year, year + 1))
    return MappingProxyType({day: name for day, name in days.items() if day.year == year})


def _walk(period: Period) -> Iterator[CountedDay]:
    yield CountedDay(period.event, 0, "day of the event, not counted")
    day = period.event
    for number in (period.days, *(period.days + extra for extra in range(1, period.added + 1))):
        for counted in _walk_to(number, day, period):
            yield counted
            day = counted.day
        if _stands_still(day, period.pauses):
            return


def _walk_to(last: int, after: date, period: Period) -> Iterator[CountedDay]:
    """Yield the days after ``after`` until the period may end with day number ``last``, or an open hold."""
    step = ONE_DAY if period.direction == "after" else -ONE_DAY
    day, number = after, last - 1 if last > period.days else 0
    added = f"day {last - period.days} of {period.added} added by Rule 6(d)" if last > period.days else ""
    may_end_anywhere = period.days < last < period.days + period.added
    while True:
        day += step
        pause = next((pause for pause in period.pauses if pause.covers(day)), None)
        if pause is not None:
            yield CountedDay(day, number, f"{pause.reason}, the clock stands")
            if _stands_still(day, period.pauses):
                return
            continue
        fresh, number = number < last, min(number + 1, last)
        reason = ""
        if number == last and not may_end_anywhere:
            reason = reason_against(day, period.calendar, period.direction)
        yield CountedDay(day, number, "; ".join(filter(None, (added if fresh else "", reason))))
        if number == last and not reason:
            return


def _stands_still(day: date, pauses: tuple[Pause, ...]) -> bool:
    return any(pause.end is None and pause.covers(day) for pause in pauses)
