"""Letters as the schedule plans them, without a record of what was sent and answered.

The dates of the letters that went before are those of the schedule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from generator.errors import UsageError
from generator.model import (
    Batch,
    Campaign,
    EarlierLetter,
    Grounds,
    Letter,
    LetterKind,
    Recipient,
    Step,
)
from generator.planning.identity import letter_id_of, reference_of, sha256_of

CountDueDate: TypeAlias = Callable[[date, int], date]

ANSWERS: dict[Grounds | None, str] = {
    None: "No answer received",
    "no_response": "No answer received",
    "incomplete": "Incomplete answer received",
    "untimely": "Answer received after the due date",
    "complete": "Complete answer received",
    "nil": "Answer received: nothing to produce",
    "late": "Complete answer received after the due date",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What to make: letters of one step of the schedule, dated ``as_of``, on these grounds."""

    kind: LetterKind
    step: Step
    as_of: date
    grounds: Grounds | None


def plan_letters(
    campaign: Campaign, recipients: Iterable[Recipient], order: Order, *, count_due_date: CountDueDate
) -> tuple[Letter, ...]:
    """Plan one letter for each recipient; its due date counts from ``order.as_of``.

    The dates of the letters that went before are taken from the campaign's schedule.
    """
    return tuple(_plan_letter(campaign, recipient, order, count_due_date) for recipient in recipients)


def form_batch(letters: tuple[Letter, ...], as_of: date, *evidence: str) -> Batch:
    """Return the batch of these letters, with an id that stands for all that decides their bytes.

    ``evidence`` is what the letters do not hold of it themselves: hashes of the templates and the campaign
    file, the tool's version, the formats asked for. The same input has the same id; a changed input never
    takes the place of an older batch.
    """
    digest = sha256_of([as_of.isoformat(), [_told_by(letter) for letter in letters], *evidence])
    kinds = {letter.kind.key for letter in letters}
    name = kinds.pop() if len(kinds) == 1 else "letters"
    return Batch(f"{as_of.isoformat()}-{name}-{digest[:8]}", as_of, letters)


def _told_by(letter: Letter) -> list[object]:
    """Return what a letter says that neither its template nor the campaign file decides."""
    return [
        letter.letter_id,
        letter.recipient.row_sha256,
        letter.grounds,
        str(letter.due_date),
        [item.number for item in letter.missing],
        [[it.reference, str(it.date), str(it.due_date), it.answer] for it in letter.earlier],
    ]


def order_letters(campaign: Campaign, key: str, as_of: date, grounds: Grounds | None) -> Order:
    """Return the order for the letter kind ``key``: its last step whose day has come, or its first.

    Raises:
        UsageError: no such kind, it knows no such grounds, or it would be dated before the letter that
            it follows.
    """
    kind = _find_kind(campaign, key)
    steps = _steps_of(campaign, key, as_of)
    begun = [step for step in steps if step.issued <= as_of]
    step = begun[-1] if begun else steps[0]
    first = campaign.schedule[0]
    if step is not first and as_of <= first.issued:
        raise UsageError(
            f"a {key} of {as_of} would come before the {first.kind} of {first.issued} that it follows",
            hint=f"give an as-of date after {first.issued}",
        )
    return Order(kind, step, as_of, _settle_grounds(kind, grounds))


def every_order(campaign: Campaign) -> tuple[Order, ...]:
    """Return an order for each step on each of its grounds: every letter the campaign can ask for."""
    afterwards = campaign.schedule[-1].issued + timedelta(days=1)
    return tuple(
        Order(kind, step, step.issued, grounds)
        for kind in campaign.kinds
        for step in _steps_of(campaign, kind.key, afterwards)
        for grounds in kind.grounds or (None,)
    )


def _steps_of(campaign: Campaign, key: str, as_of: date) -> tuple[Step, ...]:
    """Return the steps of a kind; a kind outside the schedule answers an event, on the day it is made."""
    steps = tuple(step for step in campaign.schedule if step.kind == key)
    return steps or (unscheduled_step(campaign, key, as_of),)


def unscheduled_step(campaign: Campaign, key: str, as_of: date) -> Step:
    """Return the step of a letter that stands outside the schedule: one that answers an event."""
    return Step(key, 1, len(campaign.schedule) + 1, as_of, None, final=True)


def _find_kind(campaign: Campaign, key: str) -> LetterKind:
    for kind in campaign.kinds:
        if kind.key == key:
            return kind
    known = ", ".join(kind.key for kind in campaign.kinds)
    raise UsageError(f"the campaign has no letter kind {key!r}", hint=f"its kinds are: {known}")


def _settle_grounds(kind: LetterKind, grounds: Grounds | None) -> Grounds | None:
    if grounds is None:
        return kind.grounds[0] if kind.grounds else None
    if grounds in kind.grounds:
        return grounds
    known = ", ".join(kind.grounds) or "none: it needs none"
    raise UsageError(
        f"letter kind {kind.key!r} knows no grounds {grounds!r}", hint=f"its grounds are: {known}"
    )


def _plan_letter(campaign: Campaign, recipient: Recipient, order: Order, count: CountDueDate) -> Letter:
    step = order.step
    return Letter(
        letter_id=letter_id_of(campaign, recipient, step),
        recipient=recipient,
        kind=order.kind,
        step=step,
        date=order.as_of,
        due_date=_due(order.as_of, step, count),
        reference=reference_of(campaign, recipient, step),
        grounds=order.grounds,
        earlier=_earlier_letters(campaign, recipient, order, count),
    )


def _earlier_letters(
    campaign: Campaign, recipient: Recipient, order: Order, count: CountDueDate
) -> tuple[EarlierLetter, ...]:
    kinds = {kind.key: kind for kind in campaign.kinds}
    return tuple(
        EarlierLetter(
            title=kinds[step.kind].title,
            date=step.issued,
            reference=reference_of(campaign, recipient, step),
            due_date=_due(step.issued, step, count),
            answer=ANSWERS[order.grounds],
            purpose=kinds[step.kind].purpose,
        )
        for step in campaign.schedule
        if step.sequence < order.step.sequence and step.issued < order.as_of
    )


def _due(issued: date, step: Step, count: CountDueDate) -> date | None:
    return None if step.days is None else count(issued, step.days)
