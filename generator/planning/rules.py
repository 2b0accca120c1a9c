"""The situation of a case as of a date → the letter that is due, or why none is. Pure.

The rules are asked in order, and the first that has an answer decides:

- a closed case, a case on hold and a letter that came back ask for nothing before that is settled;
- a complete answer, or one that says there is nothing, calls for the closing letter; in a strict campaign a
  complete one that came late calls for the last step of the schedule;
- a partial answer before the due date calls for a follow-up that names what is missing, once;
- otherwise the next step of the schedule is due when the day has come that it waits for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from generator.cases import Case, CaseLetter
from generator.deadlines import Calendar, date_before, due_date
from generator.model import Campaign, Grounds, LetterKind, Step
from generator.planning.outcomes import closing_grounds, main_grounds
from generator.planning.schedule import unscheduled_step


@dataclass(frozen=True, slots=True)
class DueLetter:
    """A letter that is due: ``running_due`` is the date it repeats when it sets none of its own."""

    kind: LetterKind
    step: Step
    grounds: Grounds | None
    reason: str
    running_due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class NotDue:
    """No letter is due, and why; ``next_on`` is the day on which the letter ``next_kind`` would be.

    ``remedy`` is there when the letter was asked for and would say what the record does not bear out: what
    is to be done first.
    """

    reason: str
    next_on: dt.date | None = None
    next_kind: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class _Situation:
    """A case beside its campaign; ``row_sha256`` is the recipient's row as it is now."""

    case: Case
    campaign: Campaign
    row_sha256: str

    @property
    def as_of(self) -> dt.date:
        return self.case.as_of

    @property
    def calendar(self) -> Calendar:
        last = self.case.last_letter
        return Calendar(last.generated.holidays_of if last else "", frozenset(self.campaign.holidays))

    def kind(self, key: str) -> LetterKind:
        return next(kind for kind in self.campaign.kinds if kind.key == key)

    def has_sent(self, step: Step) -> bool:
        return any(
            (it.generated.kind, it.generated.level) == (step.kind, step.level)
            for it in self.case.sent_letters
        )


_Rule: TypeAlias = Callable[[_Situation], DueLetter | NotDue | None]


def decide(case: Case, campaign: Campaign, row_sha256: str) -> DueLetter | NotDue:
    """Return the letter that is due to the recipient of ``case`` on its as-of date, or why none is.

    ``row_sha256`` tells whether the recipient's row was changed since the last letter.
    """
    situation = _Situation(case, campaign, row_sha256)
    answers = (rule(situation) for rule in _RULES)
    decision = next(answer for answer in answers if answer is not None)
    return _unless_drafted(decision, situation) if isinstance(decision, DueLetter) else decision


GONE = NotDue("stands in the record, but no longer in the recipient table")


def closed_case(case: Case) -> NotDue | None:
    """Return why nothing is due in a closed case; nothing when it is open."""
    return NotDue(f"closed on {case.closed.closed_on}: {case.closed.reason}") if case.closed else None


def _closed(situation: _Situation) -> NotDue | None:
    return closed_case(situation.case)


def _on_hold(situation: _Situation) -> NotDue | None:
    hold = next((hold for hold in situation.case.holds if hold.covers(situation.as_of)), None)
    return NotDue(f"on hold since {hold.begin}: {hold.reason}") if hold else None


def _undeliverable(situation: _Situation) -> DueLetter | NotDue | None:
    """Send the letter that came back again once the recipient's row has been corrected.

    It rests on what is on record by now: an answer may have come, or one may have been withdrawn.
    """
    case, last = situation.case, situation.case.last_letter
    if last is None or not last.came_back:
        return None
    closes, answered = last.purpose == "closing", case.satisfied_on is not None
    if (answered and not closes) or (closes and last.generated.grounds and not answered):
        return None
    back = last.sendings[-1]
    returned = f"{last.generated.title} came back on {back.returned_on}"
    if back.row_sha256 == situation.row_sha256:
        because = f" ({back.returned_because})" if back.returned_because else ""
        return NotDue(f"{returned}{because}: correct the address, then send it again")
    kind, generated = situation.kind(last.generated.kind), last.generated
    step = _step_of(last, situation)
    reason = f"{returned}; the address was corrected"
    grounds = main_grounds(case) if generated.grounds else None
    if grounds is not None and grounds not in kind.grounds:
        return NotDue(f"{reason}, but {kind.title} knows no grounds {grounds!r}")
    return DueLetter(kind, step, grounds, reason, running_due(step, case))


def is_first(step: Step, campaign: Campaign) -> bool:
    """Say whether the step is the one that opens a case: the only one that no other goes before."""
    first = campaign.schedule[0]
    return (step.kind, step.level) == (first.kind, first.level)


def _step_of(letter: CaseLetter, situation: _Situation) -> Step:
    generated = letter.generated
    for step in situation.campaign.schedule:
        if (step.kind, step.level) == (generated.kind, generated.level):
            return step
    return Step(
        generated.kind, generated.level, generated.sequence, generated.date, generated.days, generated.final
    )


def _not_asked_yet(situation: _Situation) -> DueLetter | NotDue | None:
    case, first = situation.case, situation.campaign.schedule[0]
    if case.sent_letters:
        return None
    if case.satisfied_on is not None:
        return NotDue(f"answered on {case.satisfied_on}, before a letter was sent: close the case instead")
    kind = situation.kind(first.kind)
    if situation.as_of < first.issued:
        return NotDue(f"{kind.title} is planned for {first.issued}", first.issued, kind.key)
    return DueLetter(kind, first, None, "nothing was sent yet", None)


def _answered(situation: _Situation) -> DueLetter | NotDue | None:
    case, campaign = situation.case, situation.campaign
    if case.satisfied_on is None:
        return None
    last = campaign.schedule[-1]
    strictly_late = campaign.strict and case.timeliness == "late" and case.completeness == "complete"
    if case.served is not None or (strictly_late and situation.has_sent(last)):
        return NotDue(f"answered completely on {case.satisfied_on}, after the notice: a person must decide")
    if strictly_late:
        reason = f"answered completely on {case.satisfied_on}, after the due date, in a strict campaign"
        return DueLetter(situation.kind(last.kind), last, "untimely", reason, None)
    return _close(situation)


def _close(situation: _Situation) -> DueLetter | NotDue:
    case, campaign = situation.case, situation.campaign
    grounds = closing_grounds(case)
    for kind in campaign.kinds:
        if kind.purpose == "closing" and grounds in kind.grounds:
            step = unscheduled_step(campaign, kind.key, situation.as_of)
            return DueLetter(kind, step, grounds, f"{_ANSWERED[grounds]} on {case.satisfied_on}", None)
    return NotDue(
        f"{_ANSWERED[grounds]} on {case.satisfied_on}, and no closing letter says so: close the case"
    )


_ANSWERED: dict[Grounds, str] = {
    "complete": "answered completely",
    "late": "answered completely, but late,",
    "nil": "answered that there is nothing to produce",
}


def _deficient(situation: _Situation) -> DueLetter | None:
    """Name what is missing as long as the due date has not come, and the last letter did not name it."""
    case = situation.case
    last = case.sent_letters[-1]
    named = last.generated.grounds == "incomplete" and not _answered_since(case, last)
    ended = last.generated.sequence == situation.campaign.schedule[-1].sequence
    if case.completeness != "partial" or case.due is None or situation.as_of >= case.due or named or ended:
        return None
    kind = _follow_up_kind(situation.campaign)
    if kind is None:
        return None
    step = Step(kind.key, 0, last.generated.sequence, situation.as_of, None, final=False)
    reason = f"answered in part before the due date, {case.due}"
    return None if situation.has_sent(step) else DueLetter(kind, step, "incomplete", reason, case.due)


def _answered_since(case: Case, letter: CaseLetter) -> bool:
    return letter.sent_on is not None and any(it.received_on > letter.sent_on for it in case.responses)


def _follow_up_kind(campaign: Campaign) -> LetterKind | None:
    kinds = (it for it in campaign.kinds if it.purpose == "follow_up" and "incomplete" in it.grounds)
    return next(kinds, None)


def _next_step(situation: _Situation) -> DueLetter | NotDue:
    case, campaign = situation.case, situation.campaign
    done = max(letter.generated.sequence for letter in case.sent_letters)
    for step in campaign.schedule:
        if step.sequence <= done or _is_too_late_to_remind(step, situation):
            continue
        kind, ready = situation.kind(step.kind), _ready_on(step, situation)
        if ready > situation.as_of:
            return NotDue(_waiting(case), ready, kind.key)
        grounds = main_grounds(case)
        if not kind.grounds:
            return DueLetter(kind, step, None, _waiting(case), running_due(step, case))
        if grounds not in kind.grounds:
            return NotDue(f"{_waiting(case)}, and {kind.title} knows no grounds {grounds!r}")
        return DueLetter(kind, step, grounds, _waiting(case), running_due(step, case))
    return NotDue(f"every letter of the schedule was sent; {_waiting(case)}")


def _is_too_late_to_remind(step: Step, situation: _Situation) -> bool:
    due = situation.case.due
    if step.wait.counted != "before_due":
        return False
    return due is None or max(situation.as_of, step.issued) > due


def _ready_on(step: Step, situation: _Situation) -> dt.date:
    """Return the first day on which the step can be due: the one it waits for, not before its own."""
    case, wait = situation.case, step.wait
    last = case.sent_letters[-1].sent_on
    match wait.counted:
        case "after_due" if case.due is not None:
            awaited = due_date(case.due, wait.days, situation.calendar)
        case "before_due" if case.due is not None:
            awaited = date_before(case.due, wait.days, situation.calendar)
        case "after_sent" if last is not None:
            awaited = due_date(last, wait.days, situation.calendar)
        case _:
            awaited = step.issued
    return max(step.issued, awaited)


def running_due(step: Step, case: Case) -> dt.date | None:
    """Return the running due date for a letter that sets none of its own, as long as it has not passed."""
    return case.due if step.days is None and case.due is not None and case.due >= case.as_of else None


def _waiting(case: Case) -> str:
    answer = "an incomplete answer" if case.completeness == "partial" else "no answer"
    if case.due is None:
        return f"{answer} so far"
    left = (case.due - case.as_of).days
    return f"{answer} so far, due {case.due}" if left >= 0 else f"{answer} by the due date, {case.due}"


def _unless_drafted(due_letter: DueLetter, situation: _Situation) -> DueLetter | NotDue:
    """Leave a letter alone that lies drafted on the same grounds, from the same row, waiting to be sent.

    One that a reviewer gave back is made again.
    """
    for letter in situation.case.letters:
        generated = letter.generated
        asked = (due_letter.kind.key, due_letter.step.level, due_letter.grounds)
        same = (generated.kind, generated.level, generated.grounds) == asked
        waits = letter.sent_on is None and not letter.is_returned
        if same and waits and generated.row_sha256 == situation.row_sha256:
            reason = f"{generated.title} was made on {generated.date} and waits to be sent"
            return NotDue(reason, None, generated.kind)
    return due_letter


_RULES: tuple[_Rule, ...] = (
    _closed,
    _on_hold,
    _undeliverable,
    _not_asked_yet,
    _answered,
    _deficient,
    _next_step,
)
