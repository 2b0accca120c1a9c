"""The first page: what waits for whoever looks, how old it is, and what falls due."""

from __future__ import annotations

from starlette.responses import Response

from generator.web.people import MEMBERS
from generator.web.routing import page
from generator.web.visits import Visit
from generator.workflow.office.waiting import batch_rows, falling_due, piles, waits_for

_MOST_BATCHES = 5


@page("", MEMBERS)
def show_home(visit: Visit) -> Response:
    """Show what waits."""
    me, register = visit.who, visit.register
    if not me.roles:
        return visit.page("no_role.html")
    current = list(register.current_drafts())
    mine = piles(draft for draft in current if waits_for(draft, me.name, register.roles))
    returned = piles(draft for draft in current if draft.state == "returned") if "clerk" in me.roles else ()
    ready = piles(draft for draft in current if draft.state == "approved") if "clerk" in me.roles else ()
    return visit.page(
        "home.html",
        mine=mine,
        returned=returned,
        ready=ready,
        due=falling_due(register),
        batches=batch_rows(register)[:_MOST_BATCHES],
    )
