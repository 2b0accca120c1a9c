"""Batches and letters: reading them, deciding on them, talking about them, releasing them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from generator.errors import Problem, ProblemsFoundError
from generator.review import LetterReview, ReviewedDraft
from generator.review.voiding import told_voided
from generator.web.api.asking import Asker, Cursor, Limit, ProblemItem, asking, paged, refusals
from generator.web.api.repeating import RepeatableRoute
from generator.web.api.telling import (
    BatchItem,
    BatchPage,
    CommentItem,
    DeedItem,
    LetterDocument,
    LetterItem,
    LetterPage,
    Recorded,
)
from generator.web.faults import NotFoundError
from generator.web.people import DESK, READERS, REVIEWERS
from generator.workflow.office.letter import pages_of, pdf_of
from generator.workflow.office.quoting import mark_words
from generator.workflow.office.waiting import batch_row, batch_rows, choices
from generator.workflow.review import deeds
from generator.workflow.review.desk import Scope
from generator.workflow.review.recording import RecordedDeeds, Reviewer, record_deed

router = APIRouter(route_class=RepeatableRoute, prefix="/c/{campaign}", tags=["letters"])

BatchId = Annotated[str, Path(max_length=200)]
LetterId = Annotated[str, Path(max_length=100)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str, Field(max_length=10_000)]


@router.get("/batches", responses=refusals())
def list_batches(
    asker: Annotated[Asker, asking(READERS)], limit: Limit = 100, cursor: Cursor = ""
) -> BatchPage:
    """List the batches, newest first."""
    return BatchPage(**paged(batch_rows(asker.register), limit, cursor, BatchItem.of))


@router.get("/batches/{batch}", responses=refusals())
def get_batch(batch: BatchId, asker: Annotated[Asker, asking(READERS)]) -> BatchItem:
    """Return a batch."""
    return BatchItem.of(batch_row(asker.register, known_batch(asker, batch)))


@router.get("/batches/{batch}/letters", responses=refusals())
def list_letters(
    batch: BatchId,
    asker: Annotated[Asker, asking(READERS)],
    state: Annotated[
        Literal["", "waiting", "in_review", "returned", "approved", "released", "replaced"], Query()
    ] = "",
    limit: Limit = 100,
    cursor: Cursor = "",
) -> LetterPage:
    """List the letters of a batch in its order."""
    drafts = asker.register.drafts_of(asker.register.batch(known_batch(asker, batch)))
    found = [draft for draft in drafts if not state or draft.state == state]
    return LetterPage(**paged(found, limit, cursor, LetterItem.of))


def known_batch(asker: Asker, batch: str) -> str:
    """Return the id of a batch.

    Raises:
        NotFoundError: there is none.
    """
    if batch not in asker.register.batches:
        raise NotFoundError("there is no such batch")
    return batch


def _review(asker: Asker, letter: str) -> LetterReview:
    if not asker.register.knows_letter(letter):
        raise NotFoundError("there is no such letter")
    return asker.register.review(letter)


@router.get("/letters/{letter}", responses=refusals())
def get_letter(letter: LetterId, asker: Annotated[Asker, asking(READERS)]) -> LetterDocument:
    """Return a letter with its review."""
    return _document(_review(asker, letter), asker)


def _document(review: LetterReview, asker: Asker) -> LetterDocument:
    draft = review.current
    may = choices(draft, asker.person.name, asker.register.roles)
    return LetterDocument(
        **LetterItem.of(draft).model_dump(),
        drafts=len(review.drafts),
        preparers=list(draft.preparers),
        approvals=[DeedItem.of(it) for it in draft.approvals],
        returned=DeedItem.of(draft.returned) if draft.returned else None,
        released=DeedItem.of(draft.released) if draft.released else None,
        voided=told_voided(draft.voided) if draft.voided else "",
        comments=[CommentItem.of(it) for it in review.comments if not it.withdrawn],
        refusals={
            "approve": may.approve,
            "return": may.return_,
            "withdraw": may.withdraw,
            "release": may.release,
        },
    )


@router.get(
    "/letters/{letter}/files/{form}",
    responses=refusals() | {200: {"content": {"application/octet-stream": {}}, "description": "The bytes"}},
    response_class=Response,
)
def get_file(
    letter: LetterId, form: Literal["docx", "pdf"], asker: Annotated[Asker, asking(READERS)]
) -> Response:
    """Return a file of a letter, exactly its bytes; the ETag is their SHA-256."""
    for made in _review(asker, letter).current.generated.drafts:
        if made.format == form:
            content = asker.register.store.get(made.sha256)
            return Response(
                content, media_type="application/octet-stream", headers={"ETag": f'"{made.sha256}"'}
            )
    raise NotFoundError(f"the letter was not made as {form}")


class Decision(BaseModel):
    """A decision on exact bytes: the hashes of all files of the letter, as they were read."""

    drafts: Annotated[list[Sha256], Field(min_length=1, max_length=10)]
    comment: Text = ""


class Remark(BaseModel):
    """A comment on exact bytes.

    On words, which are looked for on the pages of the PDF, or on the whole letter.
    """

    drafts: Annotated[list[Sha256], Field(min_length=1, max_length=10)]
    text: Annotated[str, Field(min_length=1, max_length=10_000)]
    quote: Annotated[str, Field(max_length=2_000)] = ""
    prefix: Annotated[str, Field(max_length=500)] = ""
    suggestion: Text | None = None


class Said(BaseModel):
    """Words that go with it."""

    text: Text = ""


def _record(
    asker: Asker, draft: ReviewedDraft, act: deeds.Act, *, seen: list[str], role: str = ""
) -> Recorded:
    scope = Scope(asker.office.campaign_file, only=(draft.recipient_id,), letters=(draft.letter_id,))
    reviewer = Reviewer(asker.person.name, role, {draft.letter_id: tuple(seen)} if seen else {})
    return recorded(record_deed(scope, reviewer, act))


def recorded(told: RecordedDeeds) -> Recorded:
    """Return what was recorded as a document."""
    warnings = [ProblemItem(**asdict(it)) for it in told.warnings]
    return Recorded(
        events=[it.event.seq for it in told.done], anew=[it.anew for it in told.done], warnings=warnings
    )


@router.post("/letters/{letter}/open", responses=refusals(409))
def note_opened(
    letter: LetterId, said: Decision, asker: Annotated[Asker, asking(READERS, write=True)]
) -> Recorded:
    """Note that these bytes were seen."""
    role = next((it for it in ("reviewer", "clerk", "viewer", "admin") if it in asker.person.roles), "")
    return _record(asker, _review(asker, letter).current, deeds.open_(), seen=said.drafts, role=role)


@router.post("/letters/{letter}/approve", responses=refusals(409))
def approve_letter(
    letter: LetterId, said: Decision, asker: Annotated[Asker, asking(REVIEWERS, write=True)]
) -> Recorded:
    """Approve exactly these bytes."""
    return _record(asker, _review(asker, letter).current, deeds.approve(said.comment), seen=said.drafts)


@router.post("/letters/{letter}/return", responses=refusals(409))
def return_letter(
    letter: LetterId, said: Decision, asker: Annotated[Asker, asking(REVIEWERS, write=True)]
) -> Recorded:
    """Give the letter back to be made again; the comment says why."""
    _refuse_blank(said.comment, "comment", "say what has to be changed")
    return _record(asker, _review(asker, letter).current, deeds.return_(said.comment), seen=said.drafts)


@router.post("/letters/{letter}/withdraw", responses=refusals(409))
def withdraw_approval(
    letter: LetterId, said: Decision, asker: Annotated[Asker, asking(REVIEWERS, write=True)]
) -> Recorded:
    """Take back one's approval; the comment says why."""
    _refuse_blank(said.comment, "comment", "say why")
    return _record(asker, _review(asker, letter).current, deeds.withdraw(said.comment), seen=said.drafts)


def _refuse_blank(text: str, field: str, hint: str) -> None:
    if not text.strip():
        raise ProblemsFoundError((Problem("body", field, "is blank", hint),), hint="nothing was recorded")


@router.post("/letters/{letter}/comments", responses=refusals(409))
def add_comment(
    letter: LetterId, said: Remark, asker: Annotated[Asker, asking(DESK, write=True)]
) -> Recorded:
    """Comment on a letter, or on words of it."""
    draft = _review(asker, letter).current
    anchor = None
    if said.quote:
        anchor = mark_words(pages_of(asker.register.store, draft), said.quote, prefix=said.prefix)
        if anchor is None:
            problem = Problem(
                "body", "quote", "does not stand there once", "give more of the words, or a prefix"
            )
            raise ProblemsFoundError((problem,), hint="nothing was recorded")
    suggestion = said.suggestion if anchor else None
    act = deeds.comment(
        said.text, draft=pdf_of(draft) or draft.hashes[0], anchor=anchor, suggestion=suggestion
    )
    return _record(asker, draft, act, seen=said.drafts, role=_talking(asker))


@router.post("/letters/{letter}/comments/{number}/{deed}", responses=refusals(409))
def discuss(
    letter: LetterId,
    number: Annotated[int, Path(ge=1, le=2**53 - 1)],
    deed: Literal["answer", "resolve", "reopen", "withdraw"],
    said: Said,
    asker: Annotated[Asker, asking(DESK, write=True)],
) -> Recorded:
    """Answer a comment, resolve it, take it up again, or take back one's own."""
    acts = {
        "answer": deeds.answer,
        "resolve": deeds.resolve,
        "reopen": deeds.reopen,
        "withdraw": deeds.withdraw_comment,
    }
    return _record(
        asker, _review(asker, letter).current, acts[deed](number, said.text), seen=[], role=_talking(asker)
    )


def _talking(asker: Asker) -> str:
    return next((it for it in ("reviewer", "clerk") if it in asker.person.roles), "")
