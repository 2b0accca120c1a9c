"""Sameness: the letters of a batch by the text they share, so that 23 letters are not read 23 times."""

from __future__ import annotations

from starlette.responses import Response

from generator.web.people import READERS, REVIEWERS
from generator.web.routing import act, page
from generator.web.visits import Visit
from generator.workflow.office.waiting import batch_row, choices, waits_for
from generator.workflow.review.recording import Reviewer


@page("/batches/{batch}/alike", READERS)
def show_groups(visit: Visit) -> Response:
    """Show the groups: which letter to read in full, what differs in the others, and what was compared."""
    register, me = visit.register, visit.who
    batch_id = visit.part("batch")
    from generator.workflow.office.alike import groups_of

    groups, compared = groups_of(register, batch_id)
    return visit.page(
        "alike.html",
        row=batch_row(register, batch_id),
        groups=[it for it in groups if len(it.drafts) > 1],
        alone=[it for it in groups if len(it.drafts) == 1],
        compared=compared,
        waiting={
            it.letter_id for group in groups for it in group.drafts if waits_for(it, me.name, register.roles)
        },
        against={
            group.group.example: choices(group.drafts[0], me.name, register.roles).approve for group in groups
        },
    )


@act("/batches/{batch}/alike", REVIEWERS)
def approve_group(visit: Visit) -> Response:
    """Approve a group whose first letter was read in full and whose other values were read in the table."""
    register, batch_id = visit.register, visit.part("batch")
    seen: dict[str, tuple[str, ...]] = {}
    for value in visit.form.getlist("letter"):
        letter_id, *hashes = str(value).split()
        seen[letter_id] = tuple(hashes)
    reviewer = Reviewer(visit.who.name, "", seen)
    from generator.workflow.office.alike import approve_alike

    recorded = approve_alike(register, batch_id, visit.said("example"), reviewer, visit.said("comment"))
    count = len(recorded.done)
    return visit.go("batches", batch_id, "alike", note=f"{count} letters were approved.")
