"""What waits for whom: letters to be decided on, letters that were returned, cases that fall due.

And who may do what.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from generator.cases import Case
from generator.review import ReviewedDraft, Roles, why_not_approve, why_not_release, why_not_return
from generator.review.rules import approval_of, missing_approvals, role_for, why_not_withdraw
from generator.workflow.office.register import Register

STATES: Final = ("waiting", "in_review", "returned", "approved", "released", "replaced")


@dataclass(frozen=True, slots=True)
class Choices:
    """Why somebody may not do something to a draft.

    Blank where they may. ``approved`` is their own approval.
    """

    approve: str
    return_: str
    withdraw: str
    release: str
    missing: str
    approved: bool


def choices(draft: ReviewedDraft, actor: str, roles: Roles) -> Choices:
    """Return what somebody may do to a draft now."""
    role = role_for(actor, draft.rule, roles)
    approval = approval_of(actor, draft)
    return Choices(
        why_not_approve(actor, role, draft, roles),
        why_not_return(actor, role, draft, roles),
        why_not_withdraw(actor, draft) if approval else "you did not approve it",
        why_not_release(draft),
        missing_approvals(draft),
        approval is not None,
    )


def waits_for(draft: ReviewedDraft, actor: str, roles: Roles) -> bool:
    """Say whether a draft waits for this person to decide on it."""
    if draft.state not in {"waiting", "in_review"} or (draft.assigned and actor not in draft.assigned):
        return False
    role = role_for(actor, draft.rule, roles)
    return approval_of(actor, draft) is None and not why_not_approve(actor, role, draft, roles)


@dataclass(frozen=True, slots=True)
class Pile:
    """Letters of one batch that wait, in its order; ``since`` is when the oldest was made."""

    batch_id: str
    title: str
    drafts: tuple[ReviewedDraft, ...]

    @property
    def since(self) -> dt.datetime:
        """Return the instant from which the oldest of them waits."""
        return min(draft.made.at for draft in self.drafts)


def piles(drafts: Iterable[ReviewedDraft]) -> tuple[Pile, ...]:
    """Return letters by their batches, what waits longest first."""
    by_batch: dict[str, list[ReviewedDraft]] = {}
    for draft in drafts:
        by_batch.setdefault(draft.batch_id, []).append(draft)
    found = [Pile(batch_id, title_of(told), tuple(told)) for batch_id, told in by_batch.items()]
    return tuple(sorted(found, key=lambda pile: pile.since))


def title_of(drafts: Iterable[ReviewedDraft]) -> str:
    """Return what the letters of a batch are called, the most frequent first."""
    titles = Counter(draft.generated.title for draft in drafts)
    return ", ".join(title for title, _ in titles.most_common(3)) or "No letters"


def falling_due(register: Register, within: int = 14) -> tuple[Case, ...]:
    """Return the open cases whose answers are overdue, or due within so many days, the most urgent first."""
    due = [it for it in register.cases().values() if it.closed is None and it.days_left is not None]
    soon = [it for it in due if it.satisfied_on is None and (it.days_left or 0) <= within]
    return tuple(sorted(soon, key=lambda case: (case.due or dt.date.max, case.recipient_id)))


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch in a line: what it is, when and by whom it was made.

    And how many letters are in which state.
    """

    batch_id: str
    title: str
    as_of: dt.date
    made_at: dt.datetime
    made_by: str
    letters: int
    states: tuple[tuple[str, int], ...]

    @property
    def is_settled(self) -> bool:
        """Say whether no letter of it is waiting, in review or returned."""
        return not {state for state, number in self.states if number} & {"waiting", "in_review", "returned"}


def batch_rows(register: Register) -> tuple[BatchRow, ...]:
    """Return all batches, newest first."""
    return tuple(batch_row(register, batch_id) for batch_id in reversed(list(register.batches)))


def batch_row(register: Register, batch_id: str) -> BatchRow:
    """Return a batch in a line.

    Raises:
        UsageError: there is no such batch.
    """
    batch = register.batch(batch_id)
    drafts = register.drafts_of(batch)
    counted = Counter(draft.state for draft in drafts)
    states = tuple((state, counted[state]) for state in STATES if counted[state])
    event = batch.event
    return BatchRow(batch_id, title_of(drafts), batch.made.as_of, event.at, event.actor, len(drafts), states)
