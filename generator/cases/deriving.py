"""What follows from the letters and answers of a case: completeness, timeliness, the due date and the state.

Completeness and timeliness are derived apart: an answer can be complete and late, or on time and in part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.cases.record import Case, CaseLetter, Completeness, Timeliness
from generator.model import Campaign
from generator.vocabulary import CaseClosed, CloseReason, ResponseReceived

_REASON_OF_GROUNDS: dict[str | None, CloseReason] = {
    "complete": "complete",
    "late": "complete",
    "nil": "nil_accepted",
}


@dataclass(frozen=True, slots=True)
class _Answered:
    completeness: Completeness
    missing: tuple[int, ...]
    satisfied_on: dt.date | None


def derive_case(case: Case, campaign: Campaign) -> Case:
    """Return the case with all that follows from its letters, answers and holds."""
    answered = _weigh(case.responses, len(campaign.requested))
    known = replace(
        case,
        completeness=answered.completeness,
        missing=answered.missing,
        satisfied_on=answered.satisfied_on,
        due=_running_due_date(case),
        closed=case.closed or _closed_by_letter(case.letters),
    )
    timed = replace(known, timeliness=_timeliness(known))
    return replace(timed, state=_state(timed))


def _weigh(responses: Sequence[ResponseReceived], requested: int) -> _Answered:
    """Return what the answers so far amount to; items answered one by one add up."""
    missing = set(range(1, requested + 1))
    for number, response in enumerate(responses, start=1):
        missing -= set(response.items)
        whole = response.answer != "partial" or (requested > 0 and not missing)
        if whole:
            nil = response.answer == "nil" and number == 1
            return _Answered("nil" if nil else "complete", (), response.received_on)
    return _Answered("partial" if responses else "nothing", tuple(sorted(missing)), None)


def _running_due_date(case: Case) -> dt.date | None:
    setting = [letter for letter in case.sent_letters if letter.sets_a_date]
    return setting[-1].due if setting else None


def _closed_by_letter(letters: Sequence[CaseLetter]) -> CaseClosed | None:
    """Return the closing that a closing letter makes on the day it was sent."""
    for letter in letters:
        if letter.purpose == "closing" and letter.sent_on is not None:
            reason = _REASON_OF_GROUNDS.get(letter.generated.grounds, "complete")
            return CaseClosed(letter.sent_on, reason, f"letter {letter.generated.reference}")
    return None


def _timeliness(case: Case) -> Timeliness:
    """Return whether the answer is waited for, or came by the due date of the request or of an extension."""
    setting = [letter for letter in case.sent_letters if letter.sets_a_date]
    if case.satisfied_on is None:
        return "overdue" if case.due is not None and case.due < case.as_of else "open"
    allowed = [letter.due for index, letter in enumerate(setting) if index == 0 or letter.extensions]
    late = bool(allowed) and all(due is not None and due < case.satisfied_on for due in allowed)
    return "late" if late else "on_time"


def _state(case: Case) -> str:
    """Return how far the case has come; a closing, a hold and a returned letter come before all."""
    if case.closed is not None:
        return "closed"
    if case.on_hold:
        return "on_hold"
    if case.satisfied_on is None and case.last_letter is not None and case.last_letter.standing is None:
        return "undeliverable"
    if case.served is not None:
        return "served"
    if case.completeness in {"complete", "nil"}:
        return case.completeness
    return _state_of_waiting(case)


def _state_of_waiting(case: Case) -> str:
    purposes = {letter.purpose for letter in case.sent_letters}
    if "notice" in purposes:
        return "subpoena_notice"
    levels = [it.generated.level for it in case.sent_letters if it.purpose == "follow_up"]
    if any(levels):
        return f"followup_{max(levels)}"
    if case.completeness == "partial":
        return "partial"
    if case.acknowledged_on:
        return "acknowledged"
    return "requested" if case.sent_letters else "planned"
