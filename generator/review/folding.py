"""The fold: events → the review of each letter. Pure; nothing is updated, all is derived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from generator.cases import Fact, standing_facts
from generator.events import Event
from generator.model import Campaign, ReviewRule
from generator.review.records import Comment, Deed, LetterReview, ReviewedDraft, Voided
from generator.review.rules import rule_of
from generator.review.voiding import changed_between
from generator.vocabulary import (
    EVENT_TYPES,
    ApprovalWithdrawn,
    CommentAnswered,
    CommentReopened,
    CommentResolved,
    CommentWithdrawn,
    LetterApproved,
    LetterAssigned,
    LetterCommented,
    LetterGenerated,
    LetterOpened,
    LetterReleased,
    LetterReturned,
    LetterSent,
    Payload,
)

_Said: TypeAlias = CommentAnswered | CommentResolved | CommentReopened | CommentWithdrawn


def fold_reviews(events: Iterable[Event], campaign: Campaign) -> dict[str, LetterReview]:
    """Return the review of every letter that was made, by its id, in the order of first making.

    ``events`` are those of a whole ledger, or all that are about some recipients, in order.

    Raises:
        ProblemsFoundError: an event says what no event of its type can.
    """
    by_letter: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in standing_facts(events):
        if fact.event.letter_id:
            by_letter[fact.event.letter_id].append(fact)
    found = (review_of(facts, campaign) for facts in by_letter.values())
    return {review.letter_id: review for review in found if review is not None}


def review_of(facts: Iterable[Fact], campaign: Campaign) -> LetterReview | None:
    """Return the review of the one letter that all these facts are about; ``None`` before it was made."""
    drafts: list[ReviewedDraft] = []
    for fact in facts:
        take(fact, drafts, campaign)
    return LetterReview(drafts[0].letter_id, tuple(drafts)) if drafts else None


def take(fact: Fact, drafts: list[ReviewedDraft], campaign: Campaign | None = None) -> None:
    """Add what happened to a letter to its drafts; without a campaign no approval is asked for."""
    payload, event = fact.payload, fact.event
    if isinstance(payload, LetterGenerated):
        _make(payload, event, drafts, rule_of(campaign, payload.kind) if campaign else ReviewRule())
        return
    deed = Deed(event.type, event.seq, event.actor, event.role, event.at, _said(payload))
    place = _place_of(payload, drafts)
    if place is not None and (do := _DEEDS.get(type(payload))):
        drafts[place] = do(drafts[place], payload, deed)


def deed_types() -> frozenset[str]:
    """Return the types of the events that the fold takes up, besides the making of a letter."""
    return frozenset(name for name, payload_type in EVENT_TYPES.items() if payload_type in _DEEDS)


def _said(payload: Payload) -> str:
    """Return the words of what somebody did, which some events call a comment and others a text."""
    match payload:
        case LetterCommented(text=text) | CommentAnswered(text=text) | CommentResolved(text=text):
            return text
        case CommentReopened(text=text) | CommentWithdrawn(text=text):
            return text
        case LetterAssigned() | LetterApproved() | LetterReturned() | ApprovalWithdrawn():
            return payload.comment
        case _:
            return ""


def _place_of(payload: Payload, drafts: list[ReviewedDraft]) -> int | None:
    """Return which draft an event is about: the last that has its file or its comment, or else the letter."""
    match payload:
        case LetterCommented(draft=sha256):
            fits = [sha256 in draft.hashes for draft in drafts]
        case LetterOpened(drafts=hashes):
            fits = [not set(hashes).isdisjoint(draft.hashes) for draft in drafts]
        case CommentAnswered() | CommentResolved() | CommentReopened() | CommentWithdrawn():
            fits = [any(it.made.seq == payload.comment for it in draft.comments) for draft in drafts]
        case _:
            fits = [True for _ in drafts]
    return next((place for place in reversed(range(len(drafts))) if fits[place]), None)


def _make(generated: LetterGenerated, event: Event, drafts: list[ReviewedDraft], rule: ReviewRule) -> None:
    """Take up a making: of the same bytes once more, or of another draft, which nothing approved covers."""
    made = Deed(event.type, event.seq, event.actor, event.role, event.at)
    before = drafts[-1] if drafts else None
    if before is not None and set(before.hashes) == {it.sha256 for it in generated.drafts}:
        preparers = tuple(dict.fromkeys((*before.preparers, event.actor)))
        again = replace(before, generated=generated, preparers=preparers)
        drafts[-1] = _with_approvals(again, (it for it in before.approvals if it.actor != event.actor))
        return
    if before is not None:
        drafts[-1] = replace(before, replaced=made)
    drafts.append(
        ReviewedDraft(
            letter_id=event.letter_id,
            recipient_id=event.recipient_id,
            batch_id=event.batch_id,
            rule=rule,
            generated=generated,
            made=made,
            preparers=(event.actor,),
            assigned=before.assigned if before else (),
            voided=_voided(drafts, generated),
        )
    )


def _voided(drafts: Iterable[ReviewedDraft], generated: LetterGenerated) -> Voided | None:
    """Return the approvals that the letter had last, and has no more because of what changed since."""
    for draft in reversed(tuple(drafts)):
        if draft.approvals:
            return Voided(draft.approvals, changed_between(draft.generated, generated))
        if draft.returned is not None:
            return None
    return None


def _assign(draft: ReviewedDraft, payload: LetterAssigned, _: Deed) -> ReviewedDraft:
    return replace(draft, assigned=payload.to)


def _open(draft: ReviewedDraft, _: LetterOpened, deed: Deed) -> ReviewedDraft:
    return replace(draft, openings=(*draft.openings, deed))


def _approve(draft: ReviewedDraft, payload: LetterApproved, deed: Deed) -> ReviewedDraft:
    """Add an approval of all files, in the place of the one before of the same person; a preparer's is none.

    It takes back a return of the same person; as long as that of another stands, it counts for nothing.
    """
    covers = bool(draft.hashes) and set(draft.hashes) <= set(payload.drafts)
    returned_by_another = draft.returned is not None and draft.returned.actor != deed.actor
    if deed.actor in draft.preparers or returned_by_another or not covers:
        return draft
    others = tuple(it for it in draft.approvals if it.actor != deed.actor)
    return replace(draft, approvals=(*others, deed), returned=None)


def _return(draft: ReviewedDraft, payload: LetterReturned, deed: Deed) -> ReviewedDraft:
    if set(draft.hashes).isdisjoint(payload.drafts):
        return draft
    return replace(draft, returned=deed, approvals=(), released=None)


def _withdraw_approval(draft: ReviewedDraft, payload: ApprovalWithdrawn, deed: Deed) -> ReviewedDraft:
    taken_back = (payload.approval, deed.actor)
    return _with_approvals(draft, (it for it in draft.approvals if (it.seq, it.actor) != taken_back))


def _with_approvals(draft: ReviewedDraft, approvals: Iterable[Deed]) -> ReviewedDraft:
    """Return the draft with these approvals, and without its release when they do not carry it."""
    left = replace(draft, approvals=tuple(approvals))
    return left if left.may_go_out else replace(left, released=None)


def _release(draft: ReviewedDraft, payload: LetterReleased, deed: Deed) -> ReviewedDraft:
    is_it = set(payload.drafts) == set(draft.hashes) and draft.may_go_out
    return replace(draft, released=deed) if is_it else draft


def _send(draft: ReviewedDraft, _: LetterSent, __: Deed) -> ReviewedDraft:
    return replace(draft, sent=True)


def _comment(draft: ReviewedDraft, payload: LetterCommented, deed: Deed) -> ReviewedDraft:
    comment = Comment(deed, payload.draft, payload.anchor, payload.suggestion)
    return replace(draft, comments=(*draft.comments, comment))


def _discuss(draft: ReviewedDraft, payload: _Said, deed: Deed) -> ReviewedDraft:
    become = _BECOMES[type(payload)]
    comments = (become(it, deed) if it.made.seq == payload.comment else it for it in draft.comments)
    return replace(draft, comments=tuple(comments))


def _withdraw_comment(comment: Comment, deed: Deed) -> Comment:
    return replace(comment, withdrawn=deed) if deed.actor == comment.made.actor else comment


_BECOMES: Mapping[type, Callable[[Comment, Deed], Comment]] = {
    CommentAnswered: lambda comment, deed: replace(comment, answers=(*comment.answers, deed)),
    CommentResolved: lambda comment, deed: replace(comment, resolved=deed),
    CommentReopened: lambda comment, deed: replace(comment, resolved=None, answers=(*comment.answers, deed)),
    CommentWithdrawn: _withdraw_comment,
}

_DEEDS: Mapping[type, Callable[[ReviewedDraft, Any, Deed], ReviewedDraft]] = {
    LetterAssigned: _assign,
    LetterOpened: _open,
    LetterCommented: _comment,
    **dict.fromkeys(_BECOMES, _discuss),
    LetterApproved: _approve,
    LetterReturned: _return,
    ApprovalWithdrawn: _withdraw_approval,
    LetterReleased: _release,
    LetterSent: _send,
}
