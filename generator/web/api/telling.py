"""The documents that the API gives: what each says, by name and type."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel

from generator.review import Comment, Deed, ReviewedDraft
from generator.vocabulary import Anchor
from generator.web.api.asking import ProblemItem
from generator.workflow.office.waiting import BatchRow


class DeedItem(BaseModel):
    """What somebody did, in which role, when, with which words."""

    event: int
    type: str
    actor: str
    role: str
    at: dt.datetime
    comment: str

    @classmethod
    def of(cls, deed: Deed) -> DeedItem:
        """Return a deed as a document."""
        return cls(
            event=deed.seq, type=deed.type, actor=deed.actor, role=deed.role, at=deed.at, comment=deed.comment
        )


class FileItem(BaseModel):
    """A file of a letter: exact bytes, named by their hash."""

    format: str
    sha256: str
    size: int


class AnchorItem(BaseModel):
    """Words that a comment is about: a TextQuoteSelector (W3C Web Annotation, 4.2.4) with the page."""

    quote: str
    prefix: str
    suffix: str
    page: int

    @classmethod
    def of(cls, anchor: Anchor) -> AnchorItem:
        """Return an anchor as a document."""
        return cls(quote=anchor.quote, prefix=anchor.prefix, suffix=anchor.suffix, page=anchor.page)


class CommentItem(BaseModel):
    """A comment with what became of it; ``number`` is how it is answered and resolved."""

    number: int
    actor: str
    at: dt.datetime
    text: str
    draft: str
    anchor: AnchorItem | None
    suggestion: str | None
    answers: list[DeedItem]
    is_open: bool

    @classmethod
    def of(cls, comment: Comment) -> CommentItem:
        """Return a comment as a document."""
        made = comment.made
        anchor = AnchorItem.of(comment.anchor) if comment.anchor else None
        answers = [DeedItem.of(it) for it in comment.answers]
        return cls(
            number=made.seq, actor=made.actor, at=made.at, text=made.comment, draft=comment.draft_sha256,
            anchor=anchor, suggestion=comment.suggestion, answers=answers, is_open=comment.is_open,
        )  # fmt: skip


class LetterItem(BaseModel):
    """A letter in a line: what it is, its files, and how far its review has come."""

    letter_id: str
    recipient_id: str
    batch_id: str
    kind: str
    title: str
    reference: str
    date: dt.date
    due_date: dt.date | None
    state: str
    files: list[FileItem]
    assigned: list[str]
    open_comments: int

    @classmethod
    def of(cls, draft: ReviewedDraft) -> LetterItem:
        """Return a draft as a document."""
        made = draft.generated
        return cls(
            letter_id=draft.letter_id, recipient_id=draft.recipient_id, batch_id=draft.batch_id,
            kind=made.kind, title=made.title, reference=made.reference, date=made.date,
            due_date=made.due_date, state=draft.state,
            files=[FileItem(format=it.format, sha256=it.sha256, size=it.size) for it in made.drafts],
            assigned=list(draft.assigned), open_comments=len(draft.open_comments),
        )  # fmt: skip


class LetterDocument(LetterItem):
    """A letter with all that was done to it, and with why this account may not do what it may not."""

    drafts: int
    preparers: list[str]
    approvals: list[DeedItem]
    returned: DeedItem | None
    released: DeedItem | None
    voided: str
    comments: list[CommentItem]
    refusals: dict[str, str]


class LetterPage(BaseModel):
    """A page of letters; ``next`` is the cursor of the page that follows, or blank."""

    items: list[LetterItem]
    next: str


class BatchItem(BaseModel):
    """A batch: what it is, when and by whom it was made, and how many letters are in which state."""

    batch_id: str
    title: str
    as_of: dt.date
    made_at: dt.datetime
    made_by: str
    letters: int
    states: dict[str, int]

    @classmethod
    def of(cls, row: BatchRow) -> BatchItem:
        """Return a batch as a document."""
        return cls(
            batch_id=row.batch_id, title=row.title, as_of=row.as_of, made_at=row.made_at, made_by=row.made_by,
            letters=row.letters, states=dict(row.states),
        )  # fmt: skip


class BatchPage(BaseModel):
    """A page of batches, newest first."""

    items: list[BatchItem]
    next: str


class Recorded(BaseModel):
    """What was recorded: the events, in order; ``anew`` is false for one that stood already."""

    events: list[int]
    anew: list[bool]
    warnings: list[ProblemItem] = []
