"""The working behind a case's due dates, day by day, as lines of text. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from zoneinfo import ZoneInfo

from generator.cases import Case, CaseLetter, DueStep
from generator.deadlines import CountedDay, end_of_day, working
from generator.vocabulary import ExtensionGranted

RULE = "Federal Rule of Civil Procedure 6(a)(1)"


def explain(case: Case, *, office_zone: str, recipient_zone: str = "") -> tuple[str, ...]:
    """Return the working of every due date of ``case``, with the reason for each day that is not counted.

    A due date passes at midnight where the office is; ``recipient_zone`` adds what time it is then where the
    recipient is.
    """
    return tuple(_explain(case, office_zone, recipient_zone))


def _explain(case: Case, office_zone: str, recipient_zone: str) -> Iterator[str]:
    answer = f"answer: {case.completeness}, {case.timeliness.replace('_', ' ')}"
    yield f"{case.recipient_id} as of {case.as_of}: {case.state}; {answer}"
    for letter in case.letters:
        yield ""
        yield f"{letter.generated.title}, {letter.generated.reference}: {_whereabouts(letter)}"
        yield from _count_of(letter)
        if letter.due is not None:
            yield f"  due {letter.due}, {_midnight(letter, office_zone, recipient_zone)}"
        elif letter.steps:
            yield "  no due date as long as the clock stands"


def _whereabouts(letter: CaseLetter) -> str:
    if not letter.sendings:
        return f"made on {letter.generated.date}, not sent yet"
    sendings = []
    for sending in letter.sendings:
        through = f" by {sending.channel}" if sending.channel else ""
        back = f", came back on {sending.returned_on}" if sending.returned_on else ""
        sendings.append(f"sent on {sending.sent_on}{through}{back}")
    return "; ".join(sendings)


def _count_of(letter: CaseLetter) -> Iterator[str]:
    for step in letter.steps:
        yield from _step_of(step, letter)


def _step_of(step: DueStep, letter: CaseLetter) -> Iterator[str]:
    if step.extension is not None:
        yield _more_time(step.extension)
    if step.period is None:
        return
    added = f", and {step.period.added} more by Rule 6(d)" if step.period.added else ""
    yield f"  {step.period.days} days after {step.period.event}, counted by {RULE}{added}:"
    days = working(step.period)
    yield _line(days[0], "-")
    for before, counted in pairwise(days):
        yield _line(counted, str(counted.number) if counted.number > before.number else "-")
    printed = letter.generated.due_date
    if step.extension is None and printed is not None and printed > days[-1].day:
        yield f"  the letter prints {printed}, and is not due before it"


def _more_time(extension: ExtensionGranted) -> str:
    more = f"until {extension.until}" if extension.until else f"{extension.days} days more"
    because = f" ({extension.reason})" if extension.reason else ""
    return f"  more time given on {extension.granted_on}: {more}{because}"


def _line(counted: CountedDay, number: str) -> str:
    return f"  {counted.day} {counted.day:%a} {number:>4}  {counted.reason}".rstrip()


def _midnight(letter: CaseLetter, office_zone: str, recipient_zone: str) -> str:
    if letter.due is None:
        return ""
    midnight = end_of_day(letter.due, office_zone)
    until = f"until midnight in {office_zone}"
    if not recipient_zone or recipient_zone == office_zone:
        return until
    there = midnight.astimezone(ZoneInfo(recipient_zone))
    return f"{until}, which is {there:%Y-%m-%d %H:%M} in {recipient_zone}"
