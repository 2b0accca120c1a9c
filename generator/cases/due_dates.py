"""When the answer to a letter is due: counted from its sending, past holds, with extensions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.deadlines import Calendar, Pause, Period, due_date, is_no_business_day, last_day
from generator.vocabulary import ExtensionGranted, LetterGenerated

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueDate:
    """A due date and the count behind it; none while the clock stands, or when the letter sets none."""

    due: dt.date | None = None
    period: Period | None = None


NO_DUE_DATE = DueDate()


def count_due_date(
    generated: LetterGenerated,
    sent_on: dt.date | None,
    extensions: tuple[ExtensionGranted, ...],
    holds: tuple[Pause, ...],
    declared: tuple[dt.date, ...],
) -> DueDate:
    """Return when the answer to a letter is due that was sent on ``sent_on``.

    The days count from the sending, but no letter is due before the date that it prints. Holds stop the
    count; an extension goes on from where the count ended.
    """
    if sent_on is None or generated.days is None:
        return NO_DUE_DATE
    calendar = _calendar(generated.holidays_of, declared)
    return _count(_Terms(sent_on, generated.days, generated.due_date, calendar), extensions, holds)


class _Terms(NamedTuple):
    sent_on: dt.date
    days: int
    printed: dt.date | None
    calendar: Calendar


@lru_cache(maxsize=64)
def _calendar(state: str, declared: tuple[dt.date, ...]) -> Calendar:
    return Calendar(state, frozenset(declared))


@lru_cache(maxsize=65536)
def _count(terms: _Terms, extensions: tuple[ExtensionGranted, ...], pauses: tuple[Pause, ...]) -> DueDate:
    """Count once for all letters of one day: most letters of a campaign are sent together."""
    turns = [*(extension.granted_on for extension in extensions), dt.date.max]
    counted = tuple(pause for pause in pauses if pause.begin <= turns[0])
    period = Period(terms.sent_on, terms.days, terms.calendar, counted)
    due = _no_earlier(last_day(period), terms.printed)
    for extension, (granted_on, until) in zip(extensions, pairwise(turns), strict=True):
        due = _extend(due, extension, terms.calendar)
        due = _stop(due, tuple(it for it in pauses if granted_on < it.begin <= until), terms.calendar)
    return DueDate(due, period)


def _no_earlier(due: dt.date | None, printed: dt.date | None) -> dt.date | None:
    return due if due is None or printed is None else max(due, printed)


def _extend(due: dt.date | None, extension: ExtensionGranted, calendar: Calendar) -> dt.date | None:
    """Return the due date after an extension: the date a person set, never an earlier one; or counted on."""
    if extension.until is not None:
        return extension.until if due is None else max(due, extension.until)
    if due is None or extension.days is None:
        return due
    return due_date(due, extension.days, calendar)


def _stop(due: dt.date | None, pauses: tuple[Pause, ...], calendar: Calendar) -> dt.date | None:
    """Return the due date after holds that began while it ran: later by the days that each of them lasted."""
    for pause in pauses:
        if due is None or pause.begin > due:
            continue
        if pause.end is None:
            return None
        due += pause.end - pause.begin
        while is_no_business_day(due, calendar):
            due += ONE_DAY
    return due
