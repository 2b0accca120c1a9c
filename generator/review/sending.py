"""What speaks against recording that a letter was sent: its bytes were not approved. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.cases import Fact
from generator.errors import Problem
from generator.model import Campaign
from generator.recording import Report
from generator.review.folding import review_of
from generator.review.rules import missing_approvals
from generator.vocabulary import LetterSent


def not_approved(report: Report, facts: Iterable[Fact], campaign: Campaign) -> Iterator[Problem]:
    """Yield the fault of a sending whose bytes are not approved, where the campaign asks for approvals.

    ``facts`` are those about the recipient. Without a hash the sending is one of the last draft.
    """
    if not isinstance(report.payload, LetterSent) or report.standing:
        return
    letter_id, sha256 = report.subject.letter_id, report.payload.draft_sha256
    review = review_of((fact for fact in facts if fact.event.letter_id == letter_id), campaign)
    if review is None:
        return
    draft = (review.draft_of(sha256) if sha256 else None) or review.current
    if draft.may_go_out:
        return
    back = f"{draft.returned.actor} returned it" if draft.returned else missing_approvals(draft)
    message = f"{draft.generated.reference} is not approved, so it cannot have been sent: {back}"
    hint = f"have it approved first: letterbook approve {draft.batch_id} --only {draft.recipient_id}"
    yield Problem(report.source, "letter", message, hint)
