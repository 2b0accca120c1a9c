"""Where each recipient stands as of a date: what was sent and received, what is due next and why. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.cases import Case, new_case
from generator.model import Campaign, Grounds, Recipient
from generator.planning.rules import GONE, DueLetter, NotDue, decide


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """One recipient's case in a line.

    ``letter`` and ``reference`` are those of the last letter handed over, ``sent_on`` the day from which its
    days count. ``days_left`` is negative when the due date has passed. ``next_letter`` is the title of the
    letter that is due on ``next_on``; when that is the as-of date it is due now, on the ``grounds``.
    """

    recipient_id: str
    state: str
    letter: str
    reference: str
    sent_on: dt.date | None
    due: dt.date | None
    days_left: int | None
    received: str
    received_on: dt.date | None
    timeliness: str
    next_letter: str
    next_on: dt.date | None
    grounds: Grounds | None
    reason: str


def survey(
    campaign: Campaign, recipients: Iterable[Recipient], cases: Mapping[str, Case], as_of: dt.date
) -> tuple[CaseStatus, ...]:
    """Return where each recipient stands, in the order of the table; then those who are in it no longer."""
    titles = {kind.key: kind.title for kind in campaign.kinds}
    rows = {recipient.recipient_id: recipient.row_sha256 for recipient in recipients}
    standings = [
        _stand(
            case := cases.get(recipient_id) or new_case(recipient_id, campaign, as_of),
            decide(case, campaign, row_sha256),
            titles,
        )
        for recipient_id, row_sha256 in rows.items()
    ]
    standings += [_stand(case, GONE, titles) for case in cases.values() if case.recipient_id not in rows]
    return tuple(standings)


def _stand(case: Case, decision: DueLetter | NotDue, titles: Mapping[str, str]) -> CaseStatus:
    last, received = case.last_letter, case.responses[-1] if case.responses else None
    closed = case.closed is not None
    return CaseStatus(
        recipient_id=case.recipient_id,
        state=case.state,
        letter=last.generated.title if last else "",
        reference=last.generated.reference if last else "",
        sent_on=last.sent_on if last else None,
        due=None if closed else case.due,
        days_left=None if closed else case.days_left,
        received=_received(case),
        received_on=received.received_on if received else None,
        timeliness=case.timeliness,
        next_letter=_next_letter(decision, titles),
        next_on=case.as_of if isinstance(decision, DueLetter) else decision.next_on,
        grounds=decision.grounds if isinstance(decision, DueLetter) else None,
        reason=decision.reason,
    )


def _received(case: Case) -> str:
    """Return what came in: ``partial: missing 3, 5``, ``complete``, ``acknowledged``, or nothing."""
    match case.completeness:
        case "nothing":
            return "acknowledged" if case.acknowledged_on else ""
        case "partial" if case.missing:
            return f"partial: missing {', '.join(map(str, case.missing))}"
        case completeness:
            return completeness


def _next_letter(decision: DueLetter | NotDue, titles: Mapping[str, str]) -> str:
    match decision:
        case DueLetter(kind=kind):
            return kind.title
        case NotDue(next_kind=key):
            return titles.get(key, key)
