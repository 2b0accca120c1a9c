"""Batches, and one of them as a table: filtered, sorted, chosen from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from starlette.responses import Response

from generator.review import ReviewedDraft
from generator.web.people import CLERKS, READERS
from generator.web.reviewing import act_as, scope_of
from generator.web.routing import act, page
from generator.web.visits import Visit
from generator.workflow.office.waiting import STATES, batch_row, batch_rows, waits_for
from generator.workflow.review.deeds import assign
from generator.workflow.review.recording import record_deed
from generator.workflow.review.releasing import release

_PAGE: Final = 200
_ORDERS: Final[dict[str, Callable[[ReviewedDraft], Any]]] = {
    "made": lambda _: 0,
    "recipient": lambda draft: (draft.generated.addressee or draft.recipient_id, draft.recipient_id),
    "kind": lambda draft: draft.generated.kind,
    "state": lambda draft: STATES.index(draft.state),
    "comments": lambda draft: -len(draft.open_comments),
}


@page("/batches", READERS)
def show_batches(visit: Visit) -> Response:
    """List the batches, newest first."""
    return visit.page("batches.html", batches=batch_rows(visit.register))


@page("/batches/{batch}", READERS)
def show_batch(visit: Visit) -> Response:
    """Show a batch as a table; a part of it when a filter asks."""
    register = visit.register
    batch_id = visit.part("batch")
    row, drafts = batch_row(register, batch_id), register.drafts_of(register.batch(batch_id))
    found = _chosen(visit, drafts)
    first = int(visit.asked("from", "0")) if visit.asked("from", "0").isdecimal() else 0
    values: dict[str, Any] = {
        "row": row,
        "found": found[first : first + _PAGE],
        "count": len(found),
        "first": first,
        "more": first + _PAGE if first + _PAGE < len(found) else 0,
        "asked": {name: visit.asked(name) for name in ("q", "state", "order")},
        "changed": {it.letter_id: register.review(it.letter_id).drafts.index(it) for it in found[:_PAGE]},
        "mine": next((it for it in drafts if waits_for(it, visit.who.name, register.roles)), None),
        "orders": tuple(_ORDERS),
        "states": STATES,
    }
    return visit.page("letters_table.html" if visit.is_partial else "batch.html", **values)


def _chosen(visit: Visit, drafts: tuple[ReviewedDraft, ...]) -> list[ReviewedDraft]:
    sought, state = visit.asked("q").casefold(), visit.asked("state")
    found = [
        draft
        for draft in drafts
        if (not state or draft.state == state)
        and (not sought or any(sought in text.casefold() for text in _texts(draft)))
    ]
    return sorted(found, key=_ORDERS.get(visit.asked("order"), _ORDERS["made"]))


def _texts(draft: ReviewedDraft) -> tuple[str, ...]:
    made = draft.generated
    return (draft.recipient_id, made.addressee, made.reference, made.title)


@act("/batches/{batch}/assign", CLERKS)
def assign_letters(visit: Visit) -> Response:
    """Give the letters chosen, or all, to some persons to review."""
    batch_id = visit.part("batch")
    to = tuple(name.strip() for name in visit.said("to").split(",") if name.strip())
    record_deed(scope_of(visit, batch_id), act_as(visit, role="clerk"), assign(to, visit.said("comment")))
    whom = ", ".join(to) or "nobody in particular"
    return visit.go("batches", batch_id, note=f"Assigned to {whom}.")


@act("/batches/{batch}/release", CLERKS)
def release_letters(visit: Visit) -> Response:
    """Release the letters chosen, or all that are approved.

    Copies of exactly the approved bytes go into ``out/``.
    """
    batch_id = visit.part("batch")
    register, scope = visit.register, scope_of(visit, batch_id)
    if not scope.letters:
        approved = [
            it.letter_id for it in register.drafts_of(register.batch(batch_id)) if it.state == "approved"
        ]
        scope = replace(scope, letters=tuple(approved))
    if not scope.letters:
        return visit.go(
            "batches", batch_id, note="Nothing was released: no letter is approved and not released yet."
        )
    released = release(scope, act_as(visit, role="clerk"), visit.office.out)
    count = len(released.recorded.done)
    letters = "1 letter was" if count == 1 else f"{count} letters were"
    return visit.go("batches", batch_id, note=f"{letters} released into out/{batch_id}-released.")
