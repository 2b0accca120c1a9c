"""The letters that are due as of a date, planned from the cases, and the reason for everyone without one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.cases import Case, new_case
from generator.deadlines import Calendar, due_date
from generator.model import Campaign, Letter, Recipient, RequestedItem
from generator.planning.correspondence import earlier_letters
from generator.planning.identity import letter_id_of, reference_of
from generator.planning.rules import GONE, DueLetter, NotDue, decide


@dataclass(frozen=True, slots=True)
class NoLetter:
    """A recipient to whom no letter is due, and why."""

    recipient_id: str
    not_due: NotDue


@dataclass(frozen=True, slots=True)
class DuePlan:
    """The letters due on ``as_of``, in the order of the table, and every recipient without one."""

    as_of: dt.date
    letters: tuple[Letter, ...]
    without_letter: tuple[NoLetter, ...]


def plan_due(
    campaign: Campaign, recipients: Iterable[Recipient], cases: Mapping[str, Case], as_of: dt.date
) -> DuePlan:
    """Return what is due on ``as_of``; ``cases`` are those of that date, and may lack recipients.

    Each (recipient, kind, level) is due once. A due date counts from ``as_of``, on the understanding that the
    letter is sent that day; what counts in the end is the day it was sent.
    """
    letters: list[Letter] = []
    without_letter: list[NoLetter] = []
    in_table: set[str] = set()
    for recipient in recipients:
        in_table.add(recipient.recipient_id)
        case = cases.get(recipient.recipient_id) or new_case(recipient.recipient_id, campaign, as_of)
        match decide(case, campaign, recipient.row_sha256):
            case DueLetter() as due_letter:
                letters.append(write_letter(campaign, recipient, case, due_letter))
            case NotDue() as not_due:
                without_letter.append(NoLetter(recipient.recipient_id, not_due))
    gone = (case for recipient_id, case in cases.items() if recipient_id not in in_table)
    without_letter.extend(NoLetter(case.recipient_id, GONE) for case in gone if case.closed is None)
    return DuePlan(as_of, tuple(letters), tuple(without_letter))


def write_letter(campaign: Campaign, recipient: Recipient, case: Case, due_letter: DueLetter) -> Letter:
    """Return the letter of a duty, dated on the day of the case, with what the case says of the others."""
    step, state = due_letter.step, _state_for_holidays(campaign, recipient)
    calendar = Calendar(state, frozenset(campaign.holidays))
    letter_id = letter_id_of(campaign, recipient, step)
    return Letter(
        letter_id=letter_id,
        recipient=recipient,
        kind=due_letter.kind,
        step=step,
        date=case.as_of,
        due_date=due_letter.running_due if step.days is None else due_date(case.as_of, step.days, calendar),
        reference=reference_of(campaign, recipient, step),
        grounds=due_letter.grounds,
        earlier=earlier_letters(case, letter_id),
        missing=_missing(campaign, case),
        holidays_of=state,
    )


def _missing(campaign: Campaign, case: Case) -> tuple[RequestedItem, ...]:
    """Return the items still missing of a partial answer; without any answer, all are, and need no list."""
    if case.completeness != "partial":
        return ()
    return tuple(RequestedItem(number, campaign.requested[number - 1]) for number in case.missing)


def _state_for_holidays(campaign: Campaign, recipient: Recipient) -> str:
    if not campaign.state_holidays:
        return ""
    named = [column.name for column in campaign.columns if column.kind == "state"] or ["state"]
    return str(dict(recipient.values).get(named[0], ""))
