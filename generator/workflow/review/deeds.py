"""What somebody can do to a draft: each deed returns the event that it would be, or what is against it. Pure.

A deed that stands on the record already is not recorded again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.review import ReviewedDraft, Roles, why_not_approve, why_not_release, why_not_return
from generator.review.rules import approval_of, why_not_withdraw
from generator.vocabulary import (
    Anchor,
    ApprovalWithdrawn,
    CommentAnswered,
    CommentReopened,
    CommentResolved,
    CommentWithdrawn,
    LetterApproved,
    LetterAssigned,
    LetterCommented,
    LetterOpened,
    LetterReleased,
    LetterReturned,
    Payload,
)


@dataclass(frozen=True, slots=True)
class By:
    """Who acts on a draft, in which role, and the roles that are held."""

    actor: str
    role: str
    roles: Roles


@dataclass(frozen=True, slots=True)
class Stands:
    """It is on record already, as the event ``seq``."""

    seq: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why it cannot be done, and what to do instead; ``sort`` tells which error it is."""

    reason: str
    hint: str
    sort: Literal["not_allowed", "stale", "undecided", "problems"] = "problems"


Outcome: TypeAlias = Payload | Stands | Refusal
Act: TypeAlias = Callable[[ReviewedDraft, By], Outcome]


def approve(comment: str = "", *, alike_to: str = "") -> Act:
    """Approve exactly the bytes of the draft; ``alike_to`` is the letter read in full in its place."""

    def act(draft: ReviewedDraft, by: By) -> Outcome:
        if against := why_not_approve(by.actor, by.role, draft, by.roles):
            return Refusal(f"cannot be approved: {against}", _ANOTHER, _sort_of(draft))
        standing = approval_of(by.actor, draft)
        if standing is not None and (standing.comment, standing.role) == (comment, by.role):
            return Stands(standing.seq)
        return LetterApproved(draft.hashes, comment, alike_to)

    return act


def return_(comment: str) -> Act:
    """Give the draft back to be made again; the comment says why."""

    def act(draft: ReviewedDraft, by: By) -> Outcome:
        if against := why_not_return(by.actor, by.role, draft, by.roles):
            return Refusal(f"cannot be returned: {against}", _ANOTHER, _sort_of(draft))
        returned = draft.returned
        if returned is not None and (returned.actor, returned.comment) == (by.actor, comment):
            return Stands(returned.seq)
        return LetterReturned(draft.hashes, comment)

    return act


def withdraw(comment: str) -> Act:
    """Take back the approval that this person gave; the comment says why."""

    def act(draft: ReviewedDraft, by: By) -> Outcome:
        approval = approval_of(by.actor, draft)
        if approval is None or (against := why_not_withdraw(by.actor, draft)):
            reason = f"no approval of {by.actor} stands" if approval is None else against
            return Refusal(f"has no approval to withdraw: {reason}", "see: letterbook drafts")
        return ApprovalWithdrawn(approval.seq, comment)

    return act


def assign(to: tuple[str, ...], comment: str = "") -> Act:
    """Give the letter to these persons to review, and to nobody else."""

    def act(draft: ReviewedDraft, _: By) -> Outcome:
        if own := [name for name in to if name in draft.preparers]:
            return Refusal(f"cannot be assigned to {own[0]}, who prepared it", "assign it to somebody else")
        return LetterAssigned(to, comment)

    return act


def open_() -> Act:
    """Note that this person saw the bytes of the draft; once for each person and draft."""

    def act(draft: ReviewedDraft, by: By) -> Outcome:
        seen = next((it for it in draft.openings if it.actor == by.actor), None)
        return LetterOpened(draft.hashes) if seen is None else Stands(seen.seq)

    return act


def comment(text: str, *, draft: str, anchor: Anchor | None = None, suggestion: str | None = None) -> Act:
    """Remark on the file ``draft`` (its SHA-256), at the words of the anchor or on the whole letter."""

    def act(reviewed: ReviewedDraft, _: By) -> Outcome:
        if draft not in reviewed.hashes:
            return Refusal("is not this file any more: it was made anew since", "read it again", "stale")
        return LetterCommented(draft, text, anchor, suggestion)

    return act


def answer(seq: int, text: str) -> Act:
    """Answer the comment of event ``seq``."""
    return lambda _draft, _by: CommentAnswered(seq, text)


def resolve(seq: int, text: str = "") -> Act:
    """Settle the comment of event ``seq``."""
    return lambda _draft, _by: CommentResolved(seq, text)


def reopen(seq: int, text: str = "") -> Act:
    """Take up the comment of event ``seq`` again."""
    return lambda _draft, _by: CommentReopened(seq, text)


def withdraw_comment(seq: int, text: str = "") -> Act:
    """Take back one's own comment of event ``seq``."""
    return lambda _draft, _by: CommentWithdrawn(seq, text)


def release() -> Act:
    """Let the bytes of the draft go out; refused for what is not approved."""

    def act(draft: ReviewedDraft, _: By) -> Outcome:
        if draft.released is not None:
            return Stands(draft.released.seq)
        if against := why_not_release(draft):
            return Refusal(f"cannot be released: {against}", "approve it first", "undecided")
        approvals = tuple(deed.seq for deed in draft.approvals)
        return LetterReleased(draft.hashes, approvals, draft.rule.approvals)

    return act


_ANOTHER = "have it read by another person"


def _sort_of(draft: ReviewedDraft) -> Literal["not_allowed", "stale"]:
    return "stale" if draft.replaced or draft.sent else "not_allowed"
