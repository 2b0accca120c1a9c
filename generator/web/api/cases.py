"""Cases: where everybody stands, what is due, what happened; and what proves it."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from generator.recording import Entry
from generator.web.api.asking import Asker, Cursor, Limit, ProblemItem, asking, paged, refusals
from generator.web.api.letters import LetterId
from generator.web.api.repeating import RepeatableRoute
from generator.web.api.telling import Recorded
from generator.web.faults import NotFoundError
from generator.web.people import CLERKS, READERS
from generator.workflow.cases.status import plan_letters_due, read_cases
from generator.workflow.evidence.verifying import prove, verify_record
from generator.workflow.office.telling import standings, story_of
from generator.workflow.record.entering import record
from generator.workflow.record.entries import Written
from generator.workflow.sources import Sources

router = APIRouter(route_class=RepeatableRoute, prefix="/c/{campaign}", tags=["cases"])

RecipientId = Annotated[str, Path(max_length=200)]


class StandingItem(BaseModel):
    """Where a recipient stands, in a line; as ``letterbook status --json`` tells it."""

    recipient_id: str
    state: str
    letter: str
    reference: str
    sent_on: dt.date | None
    due: dt.date | None
    days_left: int | None
    received: str
    received_on: dt.date | None
    timeliness: str
    next_letter: str
    next_on: dt.date | None
    grounds: str | None
    reason: str


class StandingPage(BaseModel):
    """A page of recipients in the order of the table."""

    items: list[StandingItem]
    next: str


@router.get("/cases", responses=refusals())
def list_cases(
    asker: Annotated[Asker, asking(READERS)], limit: Limit = 100, cursor: Cursor = ""
) -> StandingPage:
    """Return where each recipient stands today."""
    found, _ = standings(asker.register)
    return StandingPage(**paged(found, limit, cursor, lambda it: StandingItem(**asdict(it))))


class EventItem(BaseModel):
    """A line of the record."""

    seq: int
    at: dt.datetime
    actor: str
    role: str
    type: str
    batch_id: str
    letter_id: str
    channel: str
    payload: dict[str, Any]


class MomentItem(BaseModel):
    """Something that happened, or will be due, on a day."""

    day: dt.date
    mark: str
    text: str


class CaseDocument(BaseModel):
    """A recipient's case as of today, with how its due dates are counted and every event about it."""

    recipient_id: str
    as_of: dt.date
    state: str
    due: dt.date | None
    moments: list[MomentItem]
    working: list[str]
    letters: list[str]
    events: list[EventItem]


@router.get("/cases/{recipient}", responses=refusals())
def get_case(recipient: RecipientId, asker: Annotated[Asker, asking(READERS)]) -> CaseDocument:
    """Return the case of a recipient."""
    story = story_of(asker.register, recipient)
    if story is None:
        raise NotFoundError("there is no such recipient")
    return CaseDocument(
        recipient_id=recipient, as_of=story.case.as_of, state=story.case.state, due=story.case.due,
        moments=[MomentItem(day=it.day, mark=it.mark, text=it.text) for it in story.moments],
        working=list(story.working), letters=[it.letter_id for it in story.letters],
        events=[EventItem(payload=dict(it.payload), **_head(it._asdict())) for it in story.events],
    )  # fmt: skip


def _head(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in {"told", "recipient_id"}}


class EntryDocument(BaseModel):
    """What happened, in the words of ``letterbook record``: the verb, and its fields as text."""

    event: Literal[
        "sent", "response", "acknowledged", "extension", "hold", "resume", "returned-mail", "served", "close",
        "note", "correct",
    ]  # fmt: skip
    fields: Annotated[
        dict[Annotated[str, Field(max_length=50)], Annotated[str, Field(max_length=10_000)]],
        Field(max_length=30),
    ] = {}


@router.post("/cases/{recipient}/entries", responses=refusals(409))
def record_entry(
    recipient: RecipientId, said: EntryDocument, asker: Annotated[Asker, asking(CLERKS, write=True)]
) -> Recorded:
    """Record what happened in a case."""
    entry = Entry(said.event, said.fields | {"recipient_id": recipient}, "entry")
    told = record(Sources(asker.office.campaign_file), (Written(entry),), actor=asker.person.name)
    warnings = [ProblemItem(**asdict(it)) for it in told.warnings]
    return Recorded(
        events=[it.event.seq for it in told.noted], anew=[it.anew for it in told.noted], warnings=warnings
    )


class DueItem(BaseModel):
    """A letter that is due."""

    recipient_id: str
    kind: str
    grounds: str | None
    due_date: dt.date | None


class RestItem(BaseModel):
    """A recipient to whom no letter is due, and why."""

    recipient_id: str
    reason: str
    hint: str


class PlanDocument(BaseModel):
    """Which letters are due on a day."""

    as_of: dt.date
    letters: list[DueItem]
    skipped: list[RestItem]


@router.get("/plan", responses=refusals())
def get_plan(
    asker: Annotated[Asker, asking(READERS)],
    as_of: Annotated[dt.date | None, Query(ge=dt.date(1900, 1, 1), le=dt.date(2200, 12, 31))] = None,
) -> PlanDocument:
    """Return which letters are due, and for each other recipient why none is."""
    plan = plan_letters_due(read_cases(Sources(asker.office.campaign_file), as_of))
    letters = [
        DueItem(
            recipient_id=it.recipient.recipient_id, kind=it.kind.key, grounds=it.grounds, due_date=it.due_date
        )
        for it in plan.letters
    ]
    skipped = [
        RestItem(recipient_id=it.recipient_id, reason=it.not_due.reason, hint=it.not_due.remedy)
        for it in plan.without_letter
    ]
    return PlanDocument(as_of=plan.as_of, letters=letters, skipped=skipped)


class VerifiedDocument(BaseModel):
    """What verifying the record found, and could not know."""

    is_sound: bool
    events: int
    checkpoints: int
    first_bad_event: int
    problems: list[ProblemItem]
    unknown: list[str]


@router.post("/verify", responses=refusals())
def verify_all(asker: Annotated[Asker, asking(READERS)]) -> VerifiedDocument:
    """Verify the whole record."""
    found = verify_record(asker.office.campaign_file, (), ())
    problems = [ProblemItem(**asdict(it)) for it in found.problems]
    return VerifiedDocument(
        is_sound=found.is_sound, events=found.events, checkpoints=found.checkpoints,
        first_bad_event=found.first_bad_seq, problems=problems, unknown=list(found.unknown),
    )  # fmt: skip


class ProofDocument(BaseModel):
    """The proof of one letter, as ``letterbook prove`` writes it."""

    proof: str


@router.post("/letters/{letter}/proof", responses=refusals())
def prove_one(letter: LetterId, asker: Annotated[Asker, asking(READERS, write=True)]) -> ProofDocument:
    """Return the proof of one letter under a checkpoint of this moment."""
    if not asker.register.knows_letter(letter):
        raise NotFoundError("there is no such letter")
    return ProofDocument(proof=prove(asker.office.campaign_file, letter))
