"""Making letters: a new table or template, and generating as a job that is watched."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Path
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from generator.errors import ProblemsFoundError
from generator.web.api.asking import Asker, ProblemItem, asking, refusals
from generator.web.api.repeating import RepeatableRoute
from generator.web.faults import NotFoundError
from generator.web.jobs import Job
from generator.web.pages.clerking import progress_of
from generator.web.people import CLERKS, READERS
from generator.workflow.office.taking import Taken, take_table, take_template

router = APIRouter(route_class=RepeatableRoute, prefix="/c/{campaign}", tags=["making letters"])

JobId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
Content = Annotated[bytes, Body(media_type="application/octet-stream", max_length=32 * 2**20)]


class Accepted(BaseModel):
    """A file that is in its place now, and what checking every letter with it warns of."""

    name: str
    warnings: list[ProblemItem]


def _accepted(taken: Taken) -> Accepted:
    if not taken.is_in_place:
        raise ProblemsFoundError(taken.problems, hint="nothing was changed; correct these and send it again")
    return Accepted(name=taken.name, warnings=[ProblemItem(**asdict(it)) for it in taken.problems])


@router.put("/table", responses=refusals())
def put_table(content: Content, asker: Annotated[Asker, asking(CLERKS, write=True)]) -> Accepted:
    """Make these bytes the recipient table, if every letter can be made from it."""
    return _accepted(take_table(asker.office.campaign_file, asker.register.campaign.table, content))


@router.put("/templates/{kind}", responses=refusals())
def put_template(
    kind: Annotated[str, Path(max_length=100)],
    content: Content,
    asker: Annotated[Asker, asking(CLERKS, write=True)],
) -> Accepted:
    """Make a .docx the template of a kind of letter, if every letter can be made from it."""
    if kind not in {it.key for it in asker.register.campaign.kinds}:
        raise NotFoundError("there is no such kind of letter")
    return _accepted(take_template(asker.office.campaign_file, kind, content))


class Wanted(BaseModel):
    """Which letters to make: a kind, or what is due by the record; for all recipients or some."""

    letter: Annotated[str, Field(max_length=100)] = ""
    as_of: dt.date | None = None
    only: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=10_000)] = []


class JobDocument(BaseModel):
    """A job: how far it is, and in the end what came of it, as ``letterbook generate --json`` tells it."""

    id: str
    kind: str
    user: str
    state: Literal["working", "done", "failed", "stopped"]
    done: int
    of: int
    made_at: dt.datetime
    outcome: dict[str, Any]

    @classmethod
    def of_job(cls, job: Job) -> JobDocument:
        """Return a job as a document."""
        return cls(**asdict(job))


@router.post("/jobs", status_code=202, responses=refusals())
def begin_job(wanted: Wanted, asker: Annotated[Asker, asking(CLERKS, write=True)]) -> JobDocument:
    """Begin to make letters, in a process of its own."""
    arguments = {
        "folder": str(asker.office.folder.resolve()),
        "letter": wanted.letter,
        "as_of": wanted.as_of.isoformat() if wanted.as_of else "",
        "only": wanted.only,
        "actor": asker.person.name,
    }
    job_id = asker.office.jobs.begin("generate", asker.person.name, str(asker.office.folder), arguments)
    return JobDocument.of_job(_job(asker, job_id))


@router.get("/jobs/{job}", responses=refusals())
def get_job(job: JobId, asker: Annotated[Asker, asking(READERS)]) -> JobDocument:
    """Return how far a job is."""
    return JobDocument.of_job(_job(asker, job))


@router.get(
    "/jobs/{job}/events",
    responses=refusals()
    | {200: {"content": {"text/event-stream": {}}, "description": "progress, then over"}},
    response_class=StreamingResponse,
)
def stream_job(job: JobId, asker: Annotated[Asker, asking(READERS)]) -> StreamingResponse:
    """Tell how far a job is as server-sent events, until it is over or a minute has passed."""
    return StreamingResponse(
        progress_of(asker.office.jobs, _job(asker, job).id), media_type="text/event-stream"
    )


def _job(asker: Asker, job_id: str) -> Job:
    found = asker.office.jobs.find(job_id)
    if found is None:
        raise NotFoundError("there is no such job")
    return found
