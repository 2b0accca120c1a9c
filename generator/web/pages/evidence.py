"""Cases and what proves them: where everybody stands, one case's story, and what verifying finds."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from generator.web.faults import NotFoundError
from generator.web.pages.clerking import ANSWERS
from generator.web.people import READERS
from generator.web.routing import act, page
from generator.web.visits import Visit

_PAGE = 300


@page("/cases", READERS)
def show_cases(visit: Visit) -> Response:
    """Show where each recipient stands, those sought alone when a filter asks."""
    register = visit.register
    sought, state = visit.asked("q").casefold(), visit.asked("state")
    from generator.workflow.office.telling import standings

    everybody, problems = standings(register)
    states = tuple(sorted({it.state for it in everybody}))
    found = [
        it for it in everybody if (not state or it.state == state) and sought in it.recipient_id.casefold()
    ]
    values: dict[str, Any] = {
        "found": found[:_PAGE],
        "count": len(found),
        "states": states,
        "asked": {"q": visit.asked("q"), "state": state},
    }
    return visit.page("cases_table.html" if visit.is_partial else "cases.html", problems=problems, **values)


@page("/cases/{recipient}", READERS)
def show_case(visit: Visit) -> Response:
    """Show one case: its story as a line and in words, its letters, how its dates are counted."""
    register, recipient_id = visit.register, visit.part("recipient")
    from generator.workflow.office.telling import story_of

    story = story_of(register, recipient_id)
    if story is None:
        raise NotFoundError("there is no such recipient")
    return visit.page("case.html", recipient_id=recipient_id, story=story, verbs=ANSWERS)


@page("/evidence", READERS)
def show_evidence(visit: Visit) -> Response:
    """Show what the record is, and offer to verify all of it."""
    register = visit.register
    return visit.page("evidence.html", register=register, verified=None)


@act("/evidence/verify", READERS)
def verify_all(visit: Visit) -> Response:
    """Verify the whole record, and show what was found and what could not be known."""
    register = visit.register
    from generator.workflow.evidence.verifying import verify_record

    verified = verify_record(visit.office.campaign_file, (), ())
    return visit.page("evidence.html", register=register, verified=verified)


@act("/letters/{letter}/proof", READERS)
def prove_one(visit: Visit) -> Response:
    """Return the proof of one letter, to be kept or given away."""
    letter = visit.register.review(visit.part("letter"))
    from generator.workflow.evidence.verifying import prove

    text = prove(visit.office.campaign_file, letter.letter_id)
    name = f"{letter.current.generated.reference}.proof.json"
    plain = "".join(character for character in name if character.isalnum() or character in "-._")
    headers = {"Content-Disposition": f'attachment; filename="{plain}"'}
    return Response(text, media_type="application/json", headers=headers)
