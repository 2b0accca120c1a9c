"""Making letters: the table and the templates, what is due, generating and watching it, recording answers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import AsyncIterator

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from generator.errors import Problem, ProblemsFoundError
from generator.recording import Entry
from generator.web.faults import NotFoundError
from generator.web.jobs import Job, Jobs
from generator.web.people import CLERKS, READERS
from generator.web.routing import act, page
from generator.web.visits import Visit
from generator.workflow.record.entries import Written
from generator.workflow.sources import Sources

_PAUSE = 0.25
_LONGEST_STREAM = 60.0
ANSWERS = (
    "response",
    "acknowledged",
    "extension",
    "hold",
    "resume",
    "returned-mail",
    "sent",
    "close",
    "note",
)


@page("/desk", CLERKS)
def show_desk(visit: Visit) -> Response:
    """Show what letters are made of, and what can be done with it."""
    return visit.page(
        "desk.html", jobs=visit.office.jobs.latest(8), kinds=visit.office.register.campaign.kinds
    )


@page("/desk/plan", CLERKS)
def show_plan(visit: Visit) -> Response:
    """Show which letters are due on a day, and for each other recipient why none is."""
    from generator.workflow.cases.status import plan_letters_due, read_cases

    plan = plan_letters_due(read_cases(Sources(visit.office.campaign_file), _day(visit.asked("as_of"))))
    return visit.page("plan.html", plan=plan)


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as exc:
        problem = Problem("form", "day", f"{text!r} is not a day", "write it like 2018-01-24")
        raise ProblemsFoundError((problem,)) from exc


@act("/desk/table", CLERKS)
def upload_table(visit: Visit) -> Response:
    """Take a new recipient table, or show each of its faults at its cell."""
    from generator.workflow.office.taking import take_table

    name, content = _uploaded(visit)
    taken = take_table(visit.office.campaign_file, name, content)
    return visit.page("taken.html", status=200 if taken.is_in_place else 422, taken=taken, what="table")


@act("/desk/templates/{kind}", CLERKS)
def upload_template(visit: Visit) -> Response:
    """Take a new template of a kind of letter, or show its faults."""
    from generator.workflow.office.taking import take_template

    _, content = _uploaded(visit)
    taken = take_template(visit.office.campaign_file, visit.part("kind"), content)
    return visit.page("taken.html", status=200 if taken.is_in_place else 422, taken=taken, what="template")


def _uploaded(visit: Visit) -> tuple[str, bytes]:
    file = visit.sent("file")
    if file is None:
        raise ProblemsFoundError(
            (Problem("form", "file", "no file was chosen", "choose one, then upload it"),)
        )
    return str(file.filename), file.file.read()


@act("/desk/generate", CLERKS)
def begin_generating(visit: Visit) -> Response:
    """Begin to make letters, in a process of its own."""
    day = _day(visit.said("as_of"))
    arguments = {
        "folder": str(visit.office.folder.resolve()),
        "letter": visit.said("letter"),
        "as_of": day.isoformat() if day else "",
        "only": [name.strip() for name in visit.said("only").split(",") if name.strip()],
        "actor": visit.who.name,
    }
    job = visit.office.jobs.begin("generate", visit.who.name, str(visit.office.folder), arguments)
    return visit.go("jobs", job)


@page("/jobs/{job}", READERS)
def show_job(visit: Visit) -> Response:
    """Show how far a long work is, and what came of it; without a script the page asks again by itself."""
    return visit.page("job_state.html" if visit.is_partial else "job.html", job=_job(visit))


def _job(visit: Visit) -> Job:
    job = visit.office.jobs.find(visit.part("job"))
    if job is None:
        raise NotFoundError("there is no such job")
    return job


@page("/jobs/{job}/progress", READERS)
def stream_job(visit: Visit) -> Response:
    """Tell how far a long work is as server-sent events, until it is over."""
    job = _job(visit)
    return StreamingResponse(
        progress_of(visit.office.jobs, job.id),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def progress_of(jobs: Jobs, job_id: str) -> AsyncIterator[str]:
    """Yield an event whenever a job has gone on, and the last when it is over.

    A client asks again after a minute.
    """
    told, waited = "", 0.0
    while waited < _LONGEST_STREAM:
        job = await run_in_threadpool(jobs.find, job_id)
        if job is None:
            return
        now = json.dumps({"state": job.state, "done": job.done, "of": job.of})
        if now != told:
            told = now
            yield f"event: progress\ndata: {now}\n\n"
        if job.is_over:
            yield f"event: over\ndata: {now}\n\n"
            return
        await anyio.sleep(_PAUSE)
        waited += _PAUSE


@act("/cases/{recipient}/record", CLERKS)
def record_answer(visit: Visit) -> Response:
    """Record what happened in a case: an answer, more time, a hand-over, a note."""
    recipient_id, verb = visit.part("recipient"), visit.said("event")
    named = (name for name in visit.form if name not in {"csrf", "event"})
    texts = {name: visit.said(name) for name in named if visit.said(name)} | {"recipient_id": recipient_id}
    entry = Entry(verb if verb in ANSWERS else "?", texts, f"{visit.who.name}’s form")
    from generator.workflow.record.entering import record

    recorded = record(Sources(visit.office.campaign_file), (Written(entry),), actor=visit.who.name)
    anew = any(noted.anew for noted in recorded.noted)
    told = "Recorded." if anew else "This was on record already."
    return visit.go("cases", recipient_id, note=" ".join((told, *(it.message for it in recorded.warnings))))
