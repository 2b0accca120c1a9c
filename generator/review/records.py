"""The records of a review: a letter's drafts, what people did to each, and the state that follows from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.model import ReviewRule
from generator.vocabulary import Anchor, LetterGenerated

DraftState: TypeAlias = Literal["waiting", "in_review", "returned", "approved", "released", "replaced"]
VoidedBy: TypeAlias = Literal["template", "row", "program", "dates", "grounds", "formats", "other"]
"""What made a draft another one; ``other`` is campaign.toml, or what is on record of the case."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did: the event's type and seq, who, in which role, the instant in UTC, the words said."""

    type: str
    seq: int
    actor: str
    role: str
    at: dt.datetime
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on the file ``draft_sha256`` of a draft, with what became of it.

    ``made`` tells who said what and when; ``made.seq`` is the number by which it is answered and resolved.
    ``suggestion`` should stand instead of the words of the anchor; blank asks to strike them.
    """

    made: Deed
    draft_sha256: str
    anchor: Anchor | None
    suggestion: str | None
    answers: tuple[Deed, ...] = ()
    resolved: Deed | None = None
    withdrawn: Deed | None = None

    @property
    def is_open(self) -> bool:
        """Say whether the comment is neither resolved nor withdrawn."""
        return self.resolved is None and self.withdrawn is None


@dataclass(frozen=True, slots=True)
class Voided:
    """The approvals that a new draft does not have any more, and by what it became another one."""

    approvals: tuple[Deed, ...]
    by: tuple[VoidedBy, ...]


@dataclass(frozen=True, slots=True)
class ReviewedDraft:
    """The exact bytes of all formats of a letter, and its review.

    ``made`` is who made it first and when; ``preparers`` are all who did, none of whom may approve it.
    ``approvals`` are those that stand: one a person, given since the last return and not withdrawn.
    ``returned`` is the return that stands. ``comments`` are those on its own files. ``voided`` tells what
    the draft before it had; ``replaced`` is the making of the draft that took its place.
    """

    letter_id: str
    recipient_id: str
    batch_id: str
    rule: ReviewRule
    generated: LetterGenerated
    made: Deed
    preparers: tuple[str, ...]
    assigned: tuple[str, ...] = ()
    openings: tuple[Deed, ...] = ()
    approvals: tuple[Deed, ...] = ()
    returned: Deed | None = None
    comments: tuple[Comment, ...] = ()
    released: Deed | None = None
    replaced: Deed | None = None
    voided: Voided | None = None
    sent: bool = False

    @property
    def hashes(self) -> tuple[str, ...]:
        """Return the SHA-256 of its files, in the order of its formats: what an approval has to cover."""
        return tuple(draft.sha256 for draft in self.generated.drafts)

    @property
    def is_approved(self) -> bool:
        """Say whether as many approvals stand as the campaign asks for, of each role it names one."""
        given = {deed.role for deed in self.approvals}
        return self.returned is None and (
            bool(self.approvals)
            and len(self.approvals) >= self.rule.approvals
            and given.issuperset(self.rule.roles)
        )

    @property
    def may_go_out(self) -> bool:
        """Say whether its bytes may be released and sent: approved, or of a letter that needs no approval."""
        return self.is_approved or (not self.rule.approvals and self.returned is None)

    @property
    def state(self) -> DraftState:
        """Return how far its review has come."""
        if self.replaced is not None:
            return "replaced"
        if self.returned is not None:
            return "returned"
        if self.released is not None:
            return "released"
        if self.is_approved:
            return "approved"
        begun = self.assigned or self.openings or self.comments or self.approvals
        return "in_review" if begun else "waiting"

    @property
    def open_comments(self) -> tuple[Comment, ...]:
        """Return its comments that are neither resolved nor withdrawn."""
        return tuple(comment for comment in self.comments if comment.is_open)


@dataclass(frozen=True, slots=True)
class LetterReview:
    """A letter with its drafts in the order of making; the last one is the letter."""

    letter_id: str
    drafts: tuple[ReviewedDraft, ...]

    @property
    def current(self) -> ReviewedDraft:
        """Return the draft that is the letter now."""
        return self.drafts[-1]

    @property
    def comments(self) -> tuple[Comment, ...]:
        """Return the comments on all drafts, in the order in which they were made."""
        found = (comment for draft in self.drafts for comment in draft.comments)
        return tuple(sorted(found, key=lambda comment: comment.made.seq))

    def draft_of(self, sha256: str) -> ReviewedDraft | None:
        """Return the last draft that has this file; ``None`` when none has."""
        return next((it for it in reversed(self.drafts) if sha256 in it.hashes), None)
