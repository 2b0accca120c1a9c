"""What follows from the letters and answers of a case: completeness, timeliness, due date and closing.

Completeness and timeliness are derived apart: an answer can be complete and late, or on time and in part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.cases.record import Case, CaseLetter, Completeness, Timeliness
from generator.vocabulary import CaseClosed, CloseReason, ExtensionGranted, ResponseReceived

_REASON_OF_GROUNDS: dict[str | None, CloseReason] = {
    "complete": "complete",
    "late": "complete",
    "nil": "nil_accepted",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What the answers so far amount to."""

    completeness: Completeness
    missing: tuple[int, ...]
    satisfied_on: dt.date | None


def weigh(responses: Sequence[ResponseReceived], requested: int) -> Answered:
    """Return what the answers amount to, of ``requested`` items; items answered one by one add up."""
    missing = set(range(1, requested + 1))
    for number, response in enumerate(responses, start=1):
        missing -= set(response.items)
        whole = response.answer != "partial" or (requested > 0 and not missing)
        if whole:
            nil = response.answer == "nil" and number == 1
            return Answered("nil" if nil else "complete", (), response.received_on)
    return Answered("partial" if responses else "nothing", tuple(sorted(missing)), None)


def running_due_date(letters: Sequence[CaseLetter]) -> dt.date | None:
    """Return the due date that the last letter has set which sets one."""
    setting = _setting(letters)
    return setting[-1].due if setting else None


def idle_extensions(case: Case) -> tuple[ExtensionGranted, ...]:
    """Return the extensions that move no due date, because a later one holds or the letter has none now."""
    return tuple(
        extension
        for letter in case.letters
        for extension in letter.extensions
        if not any(
            step.extension == extension and (step.due is None or step.due != before.due)
            for before, step in pairwise(letter.steps)
        )
    )


def closed_by_letter(letters: Sequence[CaseLetter]) -> CaseClosed | None:
    """Return the closing that a closing letter makes on the day it was sent."""
    for letter in letters:
        if letter.purpose == "closing" and letter.sent_on is not None:
            reason = _REASON_OF_GROUNDS.get(letter.generated.grounds, "complete")
            return CaseClosed(letter.sent_on, reason, f"letter {letter.generated.reference}")
    return None


def judge_timeliness(
    letters: Sequence[CaseLetter], satisfied_on: dt.date | None, as_of: dt.date
) -> Timeliness:
    """Return whether the answer is waited for, or came by the due date of the request or of an extension."""
    setting = _setting(letters)
    if satisfied_on is None:
        due = setting[-1].due if setting else None
        return "overdue" if due is not None and due < as_of else "open"
    allowed = [letter.due for index, letter in enumerate(setting) if index == 0 or letter.extensions]
    late = bool(allowed) and all(due is not None and due < satisfied_on for due in allowed)
    return "late" if late else "on_time"


def _setting(letters: Sequence[CaseLetter]) -> list[CaseLetter]:
    return [it for it in letters if it.sent_on is not None and it.generated.days is not None]
