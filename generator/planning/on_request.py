"""Letters of a kind that a person asks for, whether they are due or not; and the reason against some. Pure.

Letters before it are told with their real dates and answers, a letter goes out once, and none says what the
record does not bear out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.cases import Case, new_case
from generator.model import Campaign, Grounds, Letter, Recipient, Step
from generator.planning.due import DuePlan, NoLetter, write_letter
from generator.planning.grounds import supported_grounds
from generator.planning.rules import DueLetter, NotDue, closed_case, running_due
from generator.planning.schedule import Order, unscheduled_step


def plan_on_request(
    campaign: Campaign,
    recipients: Iterable[Recipient],
    cases: Mapping[str, Case],
    order: Order,
    grounds: Grounds | None,
) -> DuePlan:
    """Return the letters of an order, and every recipient who gets none, with the reason.

    ``cases`` are those of the order's date, and may lack recipients. ``grounds`` are those that a person
    gave; without them the record says which they are.
    """
    letters: list[Letter] = []
    without_letter: list[NoLetter] = []
    for recipient in recipients:
        recipient_id = recipient.recipient_id
        case = cases.get(recipient_id) or new_case(recipient_id, campaign, order.as_of)
        match _weigh(case, campaign, order, grounds):
            case DueLetter() as due_letter:
                letters.append(write_letter(campaign, recipient, case, due_letter))
            case NotDue() as not_due:
                without_letter.append(NoLetter(recipient_id, not_due))
    return DuePlan(order.as_of, tuple(letters), tuple(without_letter))


def _weigh(case: Case, campaign: Campaign, order: Order, grounds: Grounds | None) -> DueLetter | NotDue:
    step = _next_unsent(case, campaign, order)
    if isinstance(step, NotDue):
        return step
    if closed := closed_case(case):
        return closed
    if case.on_hold:
        return NotDue("on hold: record its end first")
    settled = supported_grounds(case, campaign, order.kind, step, grounds)
    if isinstance(settled, NotDue):
        return settled
    due = None if order.kind.purpose == "closing" else running_due(step, case)
    return DueLetter(order.kind, step, settled, "asked for", due)


def _next_unsent(case: Case, campaign: Campaign, order: Order) -> Step | NotDue:
    """Return the first step of the kind that was not sent, among those whose day has come."""
    sent = {
        (it.generated.kind, it.generated.level): it.sent_on for it in case.letters if it.sent_on is not None
    }
    steps = [step for step in campaign.schedule if step.kind == order.kind.key]
    begun = [step for step in steps if step.issued <= order.as_of] or steps[:1]
    for step in begun or [unscheduled_step(campaign, order.kind.key, order.as_of)]:
        if (step.kind, step.level) not in sent:
            return step
    last = max(day for (kind, _), day in sent.items() if kind == order.kind.key)
    later = next((step for step in steps if step.issued > order.as_of), None)
    reason = f"{order.kind.title} was sent on {last}"
    return NotDue(f"{reason}; the next one is planned for {later.issued}" if later else reason)
