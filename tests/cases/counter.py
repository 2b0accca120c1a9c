"""A counter of due dates written apart: from Rule 6(a) and (d), 5 U.S.C. 6103 and docs/cases.md alone.

It goes day by day and shares no code with the package. A history is a list of things that happened, each with
its day; the counter knows one letter with its sendings, holds and extensions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass
class Hold:
    """From ``begin`` up to the day before ``end`` no day counts."""

    begin: date
    end: date | None = None


@dataclass
class Extension:
    """More time: until a date, or so many days on."""

    granted: date
    until: date | None = None
    days: int = 0


@dataclass
class Story:
    """One letter: when it was sent, for how many days, what it prints, and what stopped or extended it."""

    sent: date | None = None
    days: int = 30
    printed: date = date(2018, 2, 23)
    three_days: bool = False
    holds: list[Hold] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)


def legal_holidays(year: int) -> set[date]:
    """Return the days of 5 U.S.C. 6103(a) as it stood in 2018, with the days in lieu of (b)."""
    mondays = [date(year, month, 1) + DAY * n for month in (1, 2, 5, 9, 10) for n in range(31)]
    mondays = [day for day in mondays if day.weekday() == 0]

    def of(month: int) -> list[date]:
        return sorted({day for day in mondays if day.month == month})

    thursdays = [date(year, 11, n) for n in range(1, 31) if date(year, 11, n).weekday() == 3]
    days = {of(1)[2], of(2)[2], of(5)[-1], of(9)[0], of(10)[1], thursdays[3]}
    for fixed in (date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)):
        days |= {fixed, fixed - DAY * (fixed.weekday() == 5), fixed + DAY * (fixed.weekday() == 6)}
    return days


def no_end(day: date) -> bool:
    return day.weekday() in {5, 6} or day in legal_holidays(day.year)


def stands(day: date, holds: list[Hold]) -> bool:
    return any(hold.begin <= day and (hold.end is None or day < hold.end) for hold in holds)


def forward(day: date, days: int, holds: list[Hold]) -> date | None:
    """Count so many days on, then to the next day on which a period can end; a clock that stands has none."""
    left = days
    while left or no_end(day) or stands(day, holds):
        day += DAY
        if day.year > 2030:
            return None
        if left and not stands(day, holds):
            left -= 1
    return day


def due(story: Story) -> date | None:
    """Return when the answer is due."""
    if story.sent is None:
        return None
    end = forward(story.sent, story.days, story.holds)
    if end is not None and story.three_days:
        end = forward(end, 3, story.holds)
    if end is not None:
        end = max(end, story.printed)
    for more in sorted(story.extensions, key=lambda it: it.granted):
        if more.until is None:
            end = None if end is None else forward(end, more.days, story.holds)
            continue
        later = [hold for hold in story.holds if more.granted < hold.begin <= more.until]
        known = any(hold.end is None and hold.begin <= more.granted for hold in story.holds)
        set_to = more.until if not later else forward(more.granted, (more.until - more.granted).days, later)
        if end is not None and set_to is not None:
            end = max(end, set_to)
        else:
            end = set_to if end is None and known else None
    return end
