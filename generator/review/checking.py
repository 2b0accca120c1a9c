"""Which events of a ledger break the rules of review. Pure; ``letterbook verify`` asks for it.

That nobody approves what they prepared is a rule of the ledger itself (``ledger.checks.check_approvers``).
How many approvals a campaign asked for at the time is said by each release, so that the rule can change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.cases import Fact, read_fact
from generator.errors import Fault, ProblemsFoundError
from generator.events import Event, EventFault
from generator.review.folding import deed_types, take
from generator.review.records import ReviewedDraft
from generator.review.roles import ROLE_EVENTS, Roles
from generator.vocabulary import (
    ApprovalWithdrawn,
    CommentAnswered,
    CommentReopened,
    CommentResolved,
    CommentWithdrawn,
    LetterApproved,
    LetterCommented,
    LetterOpened,
    LetterReleased,
    LetterReturned,
)

_MENDED = "find out who recorded it; have it done again by one who may"


def review_faults(events: Sequence[Event]) -> Iterator[EventFault]:
    """Yield a fault for each event of a review that breaks a rule, in the order of the ledger.

    Decisions are on files that were made of the letter, by one who held the role then, if roles are on
    record; a release names the very files of the last draft, and approvals of them that stand. What is no
    event of its type is left to others to tell.
    """
    taken_up = deed_types() | {"letter_generated", *ROLE_EVENTS}
    roles = Roles()
    letters: defaultdict[str, list[ReviewedDraft]] = defaultdict(list)
    for event in events:
        if event.type not in taken_up:
            continue
        try:
            fact = read_fact(event)
        except ProblemsFoundError:
            continue
        roles = roles.after(event)
        if event.letter_id:
            yield from _faults(fact, letters[event.letter_id], roles)
            take(fact, letters[event.letter_id])


def _faults(fact: Fact, drafts: Sequence[ReviewedDraft], roles: Roles) -> Iterator[EventFault]:
    event, payload = fact.event, fact.payload
    match payload:
        case LetterApproved(drafts=hashes) | LetterReturned(drafts=hashes):
            yield from _never_made(event, hashes, drafts)
            if not roles.may_act(event.actor, event.role):
                message = f"{event.actor} did not have the role {event.role} then"
                yield Fault(event.seq, message, _MENDED, "role")
        case LetterOpened(drafts=hashes):
            yield from _never_made(event, hashes, drafts)
        case LetterCommented(draft=sha256):
            yield from _never_made(event, (sha256,), drafts)
        case ApprovalWithdrawn(approval=seq):
            standing = [deed for draft in drafts for deed in draft.approvals if deed.seq == seq]
            if not any(deed.actor == event.actor for deed in standing):
                message = f"event {seq} is not an approval of this letter by {event.actor} that stood"
                yield Fault(event.seq, message, _MENDED, "approval")
        case CommentAnswered() | CommentResolved() | CommentReopened() | CommentWithdrawn():
            yield from _no_comment(event, payload.comment, drafts, own=isinstance(payload, CommentWithdrawn))
        case LetterReleased():
            yield from _wrong_release(event, payload, drafts)
        case _:
            pass


def _never_made(event: Event, hashes: Sequence[str], drafts: Sequence[ReviewedDraft]) -> Iterator[EventFault]:
    made = {sha256 for draft in drafts for sha256 in draft.hashes}
    for sha256 in hashes:
        if sha256 not in made:
            message = f"{sha256} is not a file that was made of letter {event.letter_id}"
            yield Fault(event.seq, message, _MENDED, "drafts")


def _no_comment(
    event: Event, seq: int, drafts: Sequence[ReviewedDraft], *, own: bool
) -> Iterator[EventFault]:
    made = [it for draft in drafts for it in draft.comments if it.made.seq == seq]
    if not made or (own and made[0].made.actor != event.actor):
        whose = f" by {event.actor}" if own else ""
        message = f"event {seq} is not a comment on this letter{whose}"
        yield Fault(event.seq, message, _MENDED, "comment")


def _wrong_release(
    event: Event, released: LetterReleased, drafts: Sequence[ReviewedDraft]
) -> Iterator[EventFault]:
    last = drafts[-1] if drafts else None
    if last is None or set(released.drafts) != set(last.hashes):
        message = f"the files released are not those of the last draft of letter {event.letter_id}"
        yield Fault(event.seq, message, _MENDED, "drafts")
        return
    standing = {deed.seq for deed in last.approvals}
    for seq in released.approvals:
        if seq not in standing:
            message = f"event {seq} is not an approval of these files that stood then"
            yield Fault(event.seq, message, _MENDED, "approvals")
    if len(standing.intersection(released.approvals)) < released.required or last.returned is not None:
        message = f"letter {event.letter_id} was released before it was approved"
        yield Fault(event.seq, message, _MENDED, "approvals")
