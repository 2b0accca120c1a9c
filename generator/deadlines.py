"""Due dates, counted as Federal Rule of Civil Procedure 6(a)(1) counts them. Days are calendar days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5


def due_date(issued: date, days: int) -> date:
    """Return the last day of a period of ``days`` days that begins after ``issued``.

    Rule 6(a)(1): leave out the day of the event, count every day, and when the last one is a Saturday, a
    Sunday or a legal holiday, go on to the next day that is none of these. Legal holidays are those of
    5 U.S.C. 6103, with the day on which a weekend holiday is observed.
    """
    last = issued + timedelta(days=days)
    while is_no_business_day(last):
        last += timedelta(days=1)
    return last


def is_no_business_day(day: date) -> bool:
    """Say whether ``day`` is a Saturday, a Sunday or a federal legal holiday."""
    return day.weekday() >= SATURDAY or day in federal_holidays(day.year)


@lru_cache(maxsize=256)
def federal_holidays(year: int) -> frozenset[date]:
    """Return the federal legal holidays (5 U.S.C. 6103) observed in ``year``."""
    from holidays import country_holidays

    # New Year's Day of the next year is observed in this one when it falls on a Saturday.
    return frozenset(day for day in country_holidays("US", years=(year, year + 1)) if day.year == year)
