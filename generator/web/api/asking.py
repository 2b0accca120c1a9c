"""Who asks the API, of which campaign, with which token; and the documents that answers share."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Path, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from generator.errors import Problem, ProblemsFoundError
from generator.web.faults import ForbiddenError, NotFoundError, NotLoggedInError
from generator.web.offices import Office
from generator.web.people import Person, person_of_token
from generator.web.settings import Settings
from generator.workflow.office.register import Register

Item = TypeVar("Item")

_BEARER = HTTPBearer(
    auto_error=False, description="A token of an account: made on its page, or by letterbook user token."
)


class ProblemItem(BaseModel):
    """One fault: where, in which field, what is wrong, what to do."""

    source: str
    field: str
    message: str
    hint: str
    severity: str


class ProblemDocument(BaseModel):
    """Why a request was refused (RFC 9457); ``code`` and ``problems`` are those of the command line."""

    type: str
    title: str
    status: int
    detail: str
    hint: str
    code: str
    problems: list[ProblemItem]


_PROBLEM = {"model": ProblemDocument, "content": {"application/problem+json": {}}}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return how a route documents that it may refuse."""
    meaning = {
        401: "No token, or one that is revoked or over", 403: "The account or the token may not",
        404: "There is nothing here", 409: "It was decided or changed in the meantime",
        422: "Problems were found; nothing was written", 503: "The record cannot be reached; try again",
    }  # fmt: skip
    wanted = sorted({401, 403, 404, 422, 503, *statuses})
    return {status: {
        "description": meaning[status],
        "content": {"application/problem+json": {"schema": ProblemDocument.model_json_schema()}},
    } for status in wanted}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and the campaign as it is now."""

    office: Office
    person: Person
    register: Register
    settings: Settings


def asking(needs: frozenset[str], *, write: bool = False) -> Any:  # noqa: ANN401 - what FastAPI makes of it
    """Return the parameter of a route that lets in who holds one of the roles it needs."""

    def find(
        request: Request,
        campaign: Annotated[
            str, Path(description="What the campaign is called in addresses.", max_length=100)
        ],
        shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
    ) -> Asker:
        office = request.app.state.offices.get(campaign)
        if office is None:
            raise NotFoundError("there is no such campaign")
        person = person_of_token(office, shown.credentials) if shown else None
        if person is None:
            raise NotLoggedInError("show a token", hint="send the header Authorization: Bearer lbk_…")
        if write and (person.token is None or person.token.scope != "write"):
            raise ForbiddenError("this token may only read", hint="make one with the scope write")
        if not person.may(needs):
            raise ForbiddenError(
                "your account may not do this", hint=f"it needs the role {' or '.join(sorted(needs))}"
            )
        return Asker(office, person, office.register.look(), request.app.state.settings)

    return Depends(find)


Limit = Annotated[int, Query(ge=1, le=500, description="How many to return at most.")]
Cursor = Annotated[str, Query(max_length=100, description="The ``next`` of the page before.")]


def paged(found: Sequence[Item], limit: int, cursor: str, tell: Callable[[Item], Any]) -> dict[str, Any]:
    """Return one page of what was found, and the cursor of the next; blank when there is none."""
    start = _start(cursor)
    end = start + limit
    following = base64.urlsafe_b64encode(f"{end}".encode()).decode().rstrip("=") if end < len(found) else ""
    return {"items": [tell(it) for it in found[start:end]], "next": following}


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        told = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        return int(told[:9])
    except (binascii.Error, ValueError) as exc:
        problem = Problem("query", "cursor", "is not one that this server gave", "begin without a cursor")
        raise ProblemsFoundError((problem,)) from exc
