"""A history of reviews, written down in memory as a ledger would hold it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from generator.events import Event
from generator.model import Campaign, ReviewRule
from generator.review import LetterReview, fold_reviews
from generator.vocabulary import (
    Anchor,
    ApprovalWithdrawn,
    LetterApproved,
    LetterCommented,
    LetterGenerated,
    LetterReleased,
    LetterReturned,
    Payload,
    RenderedDraft,
    Subject,
    report,
)

LETTER = "letter-1"
NOON = datetime(2018, 1, 24, 12, tzinfo=UTC)


def files_of(words: str) -> tuple[RenderedDraft, ...]:
    """Return the files of a letter that says ``words``, in both formats."""
    return tuple(RenderedDraft(form, sha256_of(f"{words} {form}"), 100) for form in ("docx", "pdf"))


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def hashes_of(words: str) -> tuple[str, ...]:
    return tuple(draft.sha256 for draft in files_of(words))


def making(words: str, **other: object) -> LetterGenerated:
    """Return the making of a letter that says ``words``."""
    made = LetterGenerated(
        kind="document_request",
        level=1,
        sequence=1,
        title="Document request",
        reference="REF-1",
        date=date(2018, 1, 24),
        template_sha256=sha256_of("template"),
        row_sha256=sha256_of("row"),
        tool_version="1",
        drafts=files_of(words),
    )
    return replace(made, **other)  # type: ignore[arg-type]  # fields by name


@dataclass
class History:
    """What was recorded of one letter; each method records one event, a minute after the last."""

    campaign: Campaign
    events: list[Event] = field(default_factory=list)

    @classmethod
    def under(cls, campaign: Campaign, approvals: int = 1, *roles: str) -> History:
        """Return an empty history of a campaign that asks for so many approvals."""
        return cls(replace(campaign, review=ReviewRule(approvals, roles)))

    def record(self, payload: Payload, actor: str, role: str = "reviewer", letter: str = LETTER) -> int:
        """Record what somebody did, and return the event's seq."""
        at = NOON + timedelta(minutes=len(self.events))
        subject = Subject("vt-burlington", letter, "batch") if letter else Subject()
        new = report(payload, subject, at=at, actor=actor, role=role, occasion=len(self.events))
        seq = len(self.events) + 1
        self.events.append(
            Event(
                seq, at, actor, role, new.type, new.batch_id, new.letter_id, new.recipient_id, "",
                json.dumps(new.payload),
            )
        )  # fmt: skip
        return seq

    def made(self, words: str, actor: str = "ann", **other: object) -> int:
        """Record that the letter was made and says ``words``."""
        return self.record(making(words, **other), actor, "preparer")

    def approved(self, words: str, actor: str, role: str = "reviewer") -> int:
        """Record an approval of all its files."""
        return self.record(LetterApproved(hashes_of(words)), actor, role)

    def returned(self, words: str, actor: str) -> int:
        """Record that it was given back."""
        return self.record(LetterReturned(hashes_of(words), "the date is wrong"), actor)

    def withdrew(self, approval: int, actor: str) -> int:
        """Record that an approval was taken back."""
        return self.record(ApprovalWithdrawn(approval, "read it again"), actor)

    def commented(self, words: str, actor: str = "bo", anchor: Anchor | None = None) -> int:
        """Record a comment on its PDF."""
        return self.record(LetterCommented(hashes_of(words)[1], "is that so?", anchor), actor)

    def released(self, words: str, approvals: tuple[int, ...] = (), required: int = 1) -> int:
        """Record that it may go out."""
        return self.record(LetterReleased(hashes_of(words), approvals, required), "ann", "clerk")

    @property
    def review(self) -> LetterReview:
        """Return what the events tell of the letter."""
        return fold_reviews(self.events, self.campaign)[LETTER]

    @property
    def state(self) -> str:
        """Return the state of the draft that is the letter now."""
        return self.review.current.state
