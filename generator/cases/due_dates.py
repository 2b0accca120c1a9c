"""When the answer to each letter of a case is due: counted from its sending, past holds, with extensions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.cases.corrections import Fact
from generator.cases.record import CaseLetter
from generator.deadlines import Calendar, Pause, Period, due_date, is_no_business_day, last_day
from generator.vocabulary import ExtensionGranted

ONE_DAY = dt.timedelta(days=1)


def set_due_dates(
    letters: tuple[CaseLetter, ...],
    facts: Sequence[Fact],
    holds: tuple[Pause, ...],
    declared: frozenset[dt.date],
) -> tuple[CaseLetter, ...]:
    """Return the letters, which are in the order of sending, with the due date of each that sets one.

    The days count from the first hand-over that was not returned. No letter is due before the date that it
    prints. Holds stop the count; an extension goes on from where the count ended.
    """
    return tuple(
        letter
        if letter.sent_on is None or letter.generated.days is None
        else _with_due_date(
            letter,
            Period(
                letter.sent_on,
                letter.generated.days,
                Calendar(letter.generated.holidays_of, declared),
                tuple(hold for hold in holds if hold.end is None or hold.end > letter.sent_on),
            ),
            _extensions_of(letter, letters, facts),
        )
        for letter in letters
    )


def _with_due_date(
    letter: CaseLetter, period: Period, extensions: tuple[ExtensionGranted, ...]
) -> CaseLetter:
    turns = [*(extension.granted_on for extension in extensions), dt.date.max]
    counted = replace(period, pauses=tuple(it for it in period.pauses if it.begin <= turns[0]))
    due = _no_earlier(last_day(counted), letter.generated.due_date)
    for extension, (granted_on, until) in zip(extensions, pairwise(turns), strict=True):
        due = _extend(due, extension, period.calendar)
        later = tuple(pause for pause in period.pauses if granted_on < pause.begin <= until)
        due = _stop(due, later, period.calendar)
    return replace(letter, due=due, period=counted, extensions=extensions, pauses=period.pauses)


def _no_earlier(due: dt.date | None, printed: dt.date | None) -> dt.date | None:
    return due if due is None or printed is None else max(due, printed)


def _extensions_of(
    letter: CaseLetter, letters: Sequence[CaseLetter], facts: Iterable[Fact]
) -> tuple[ExtensionGranted, ...]:
    """Return the extensions of this letter: those that name it, or came while its period was the last."""
    return tuple(
        fact.payload
        for fact in facts
        if isinstance(fact.payload, ExtensionGranted)
        and (fact.event.letter_id or _running_on(fact.payload.granted_on, letters)) == letter.letter_id
    )


def _running_on(day: dt.date, letters: Sequence[CaseLetter]) -> str:
    """Return the letter whose period runs on ``day``: the last one sent until then that began one."""
    begun = [it for it in letters if it.sets_a_date and it.sent_on is not None and it.sent_on <= day]
    return begun[-1].letter_id if begun else ""


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
