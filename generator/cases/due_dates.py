"""When the answer to a letter is due: counted from its sending, past holds, with extensions.

A due date is reached in steps: the period of the letter, then each extension in the order in which they were
granted. Every step tells its count, so that what is shown day by day is what was counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from generator.deadlines import Calendar, Pause, Period, last_day
from generator.vocabulary import ExtensionGranted, LetterGenerated, same_channel

THREE_DAYS = 3
"""What Federal Rule of Civil Procedure 6(d) adds after service by mail."""


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step on the way to a due date, and ``due`` as it is after it: ``None`` while the clock stands.

    ``period`` is the count of the step, ``None`` where a date was set that nothing has moved. ``extension``
    is the one that made the step; the first step has none.
    """

    due: dt.date | None
    period: Period | None
    extension: ExtensionGranted | None = None


class Handed(NamedTuple):
    """A hand-over from which the days of a letter count: on which day, through which channel."""

    on: dt.date
    channel: str


def count_due_date(
    generated: LetterGenerated,
    handed: Handed | None,
    extensions: tuple[ExtensionGranted, ...],
    holds: tuple[Pause, ...],
    declared: tuple[dt.date, ...],
) -> tuple[DueStep, ...]:
    """Return the steps to the day on which the answer to a letter is due; none when it has not one.

    The days count from the sending, but no letter is due before the date that it prints. Holds stop every
    count; extensions follow one another.
    """
    if handed is None or generated.days is None:
        return ()
    calendar = _calendar(generated.holidays_of, declared)
    by_mail = any(same_channel(handed.channel, it) for it in generated.three_days_for)
    terms = _Terms(handed.on, generated.days, THREE_DAYS if by_mail else 0, generated.due_date, calendar)
    return _count(terms, extensions, holds)


class _Terms(NamedTuple):
    sent_on: dt.date
    days: int
    added: int
    printed: dt.date | None
    calendar: Calendar


@lru_cache(maxsize=64)
def _calendar(state: str, declared: tuple[dt.date, ...]) -> Calendar:
    return Calendar(state, frozenset(declared))


@lru_cache(maxsize=65536)
def _count(
    terms: _Terms, extensions: tuple[ExtensionGranted, ...], pauses: tuple[Pause, ...]
) -> tuple[DueStep, ...]:
    """Count once for all letters of one day: most letters of a campaign are sent together."""
    return tuple(_steps(terms, extensions, pauses))


def _steps(
    terms: _Terms, extensions: tuple[ExtensionGranted, ...], pauses: tuple[Pause, ...]
) -> Iterator[DueStep]:
    period = Period(terms.sent_on, terms.days, terms.calendar, pauses, added=terms.added)
    step = DueStep(_later(last_day(period), terms.printed), period)
    yield step
    for extension in sorted(extensions, key=lambda it: it.granted_on):
        step = _extend(step.due, extension, pauses, terms.calendar)
        yield step


def _extend(
    due: dt.date | None, extension: ExtensionGranted, pauses: tuple[Pause, ...], calendar: Calendar
) -> DueStep:
    """Return the step of an extension: a date that a person set, or so many days on from the due date."""
    if extension.until is not None:
        return _set(due, extension, extension.until, pauses, calendar)
    if due is None or extension.days is None:
        return DueStep(due, None, extension)
    period = Period(due, extension.days, calendar, pauses)
    return DueStep(last_day(period), period, extension)


def _set(
    due: dt.date | None,
    extension: ExtensionGranted,
    until: dt.date,
    pauses: tuple[Pause, ...],
    calendar: Calendar,
) -> DueStep:
    """Return the step to a date that a person set, never to an earlier one.

    A hold that began by the day on which it was set was known, and does not move it. One that began after
    that stops the days which were left.
    """
    granted = extension.granted_on
    later = tuple(it for it in pauses if granted < it.begin <= until)
    period = Period(granted, (until - granted).days, calendar, later) if later else None
    moved = last_day(period) if period else until
    if due is None and any(it.end is None and it.begin <= granted for it in pauses):
        return DueStep(moved, period, extension)
    return DueStep(None if due is None or moved is None else max(due, moved), period, extension)


def _later(due: dt.date | None, printed: dt.date | None) -> dt.date | None:
    return due if due is None or printed is None else max(due, printed)
