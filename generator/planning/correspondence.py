"""What a letter tells of the letters before it: their dates, and what came of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from generator.cases import Case, CaseLetter
from generator.model import EarlierLetter
from generator.vocabulary import ResponseReceived

NO_ANSWER = "No answer received"


def earlier_letters(case: Case, letter_id: str) -> tuple[EarlierLetter, ...]:
    """Return the letters sent before the letter ``letter_id``, in order, each with what came of it."""
    sent = [letter for letter in case.sent_letters if letter.letter_id != letter_id]
    if not sent:
        return ()
    starts = [dt.date.min, *(letter.sent_on or dt.date.min for letter in sent[1:]), dt.date.max]
    return tuple(
        EarlierLetter(
            title=letter.generated.title,
            date=letter.generated.date,
            reference=letter.generated.reference,
            due_date=letter.due or letter.generated.due_date,
            answer="; ".join(_outcome(letter, case, since, until)) or NO_ANSWER,
            purpose=letter.purpose,
        )
        for letter, (since, until) in zip(sent, pairwise(starts), strict=True)
    )


def _outcome(letter: CaseLetter, case: Case, since: dt.date, until: dt.date) -> Iterator[str]:
    """Yield what came from the day the letter was sent to the day before the next one was."""
    for sending in letter.sendings:
        if sending.returned_on is not None and letter.sent_on is not None:
            yield f"Returned undelivered on {_long(sending.returned_on)}, then sent again"
    for day in case.acknowledged_on:
        if since <= day < until:
            yield f"Acknowledged on {_long(day)}"
    for extension in letter.extensions:
        if letter.due is not None:
            yield f"More time given on {_long(extension.granted_on)}"
    for response in case.responses:
        if since <= response.received_on < until:
            yield _answer(response, letter)


def _answer(response: ResponseReceived, letter: CaseLetter) -> str:
    day = _long(response.received_on)
    late = letter.due is not None and letter.due < response.received_on
    after = ", after the due date" if late else ""
    match response.answer:
        case "complete":
            return f"Complete answer received on {day}{after}"
        case "nil":
            return f"Answer received on {day}{after}: nothing to produce"
        case _:
            return f"Incomplete answer received on {day}{after}{_items(response.items)}"


def _items(numbers: tuple[int, ...]) -> str:
    if not numbers:
        return ""
    ordered = [str(number) for number in sorted(set(numbers))]
    listed = " and ".join(part for part in (", ".join(ordered[:-1]), ordered[-1]) if part)
    return f" (item{'s' if len(ordered) > 1 else ''} {listed})"


def _long(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
