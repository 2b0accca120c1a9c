"""Who may do what: every page and route, for every role, in one's own campaign and in another."""

from __future__ import annotations

import re

import pytest
from fastapi.routing import APIRoute

from generator.web.api import batches, cases, hooks, letters, people, works
from generator.web.routing import PAGES
from tests.web.conftest import PEOPLE, House

EVERYBODY = {"carla", "rhea", "vic", "ada", "nemo"}
READERS = {"carla", "rhea", "vic", "ada"}
CLERK, REVIEWER, ADMIN, DESK = {"carla"}, {"rhea"}, {"ada"}, {"carla", "rhea"}
ANYBODY = EVERYBODY | {""}

OF_PAGES = {
    "GET /login": ANYBODY,
    "POST /login": ANYBODY,
    "GET /login/office": ANYBODY,
    "GET /login/callback": ANYBODY,
    "POST /logout": ANYBODY,
    "GET /welcome/{secret}": ANYBODY,
    "POST /welcome/{secret}": ANYBODY,
    "GET /account": EVERYBODY,
    "POST /account/password": EVERYBODY,
    "POST /account/tokens": EVERYBODY,
    "POST /account/tokens/{token}/revoke": EVERYBODY,
    "GET ": EVERYBODY,
    "GET /batches": READERS,
    "GET /batches/{batch}": READERS,
    "POST /batches/{batch}/assign": CLERK,
    "POST /batches/{batch}/release": CLERK,
    "GET /batches/{batch}/alike": READERS,
    "POST /batches/{batch}/alike": REVIEWER,
    "GET /letters/{letter}": READERS,
    "POST /letters/{letter}/opened": READERS,
    "GET /letters/{letter}/opened.gif": READERS,
    "POST /letters/{letter}/approve": REVIEWER,
    "POST /letters/{letter}/return": REVIEWER,
    "POST /letters/{letter}/withdraw": REVIEWER,
    "POST /letters/{letter}/comments": DESK,
    "POST /letters/{letter}/comments/{comment}/{deed}": DESK,
    "POST /letters/{letter}/proof": READERS,
    "GET /files/{sha256}/{number}.png": READERS,
    "GET /files/{sha256}/{name}": READERS,
    "GET /desk": CLERK,
    "GET /desk/plan": CLERK,
    "POST /desk/table": CLERK,
    "POST /desk/templates/{kind}": CLERK,
    "POST /desk/generate": CLERK,
    "GET /jobs/{job}": READERS,
    "GET /jobs/{job}/progress": READERS,
    "GET /cases": READERS,
    "GET /cases/{recipient}": READERS,
    "POST /cases/{recipient}/record": CLERK,
    "GET /evidence": READERS,
    "POST /evidence/verify": READERS,
    "GET /admin": ADMIN,
    "POST /admin/users": ADMIN,
    "POST /admin/users/{user}/link": ADMIN,
    "POST /admin/users/{user}/roles": ADMIN,
    "POST /admin/users/{user}/disable": ADMIN,
    "POST /admin/users/{user}/enable": ADMIN,
    "POST /admin/sessions/{session}/end": ADMIN,
    "POST /admin/tokens/{token}/revoke": ADMIN,
}
OF_API = {
    "GET /me": EVERYBODY,
    "GET /users": ADMIN,
    "POST /users": ADMIN,
    "PUT /users/{user}/roles": ADMIN,
    "DELETE /users/{user}": ADMIN,
    "GET /batches": READERS,
    "GET /batches/{batch}": READERS,
    "GET /batches/{batch}/letters": READERS,
    "GET /batches/{batch}/groups": READERS,
    "POST /batches/{batch}/groups/approve": REVIEWER,
    "POST /batches/{batch}/assign": CLERK,
    "POST /batches/{batch}/release": CLERK,
    "GET /letters/{letter}": READERS,
    "GET /letters/{letter}/files/{form}": READERS,
    "POST /letters/{letter}/open": READERS,
    "POST /letters/{letter}/approve": REVIEWER,
    "POST /letters/{letter}/return": REVIEWER,
    "POST /letters/{letter}/withdraw": REVIEWER,
    "POST /letters/{letter}/comments": DESK,
    "POST /letters/{letter}/comments/{number}/{deed}": DESK,
    "POST /letters/{letter}/proof": READERS,
    "PUT /table": CLERK,
    "PUT /templates/{kind}": CLERK,
    "POST /jobs": CLERK,
    "GET /jobs/{job}": READERS,
    "GET /jobs/{job}/events": READERS,
    "GET /cases": READERS,
    "GET /cases/{recipient}": READERS,
    "POST /cases/{recipient}/entries": CLERK,
    "GET /plan": READERS,
    "POST /verify": READERS,
    "GET /webhooks": ADMIN,
    "POST /webhooks": ADMIN,
    "DELETE /webhooks/{hook}": ADMIN,
}
"""Who may, of a clerk, a reviewer, a viewer, an admin and an account without a role.

``""`` is nobody known.
"""

VALUES = {
    "form": "pdf", "number": "1", "deed": "answer", "job": "0" * 16, "hook": "0" * 16, "sha256": "0" * 64,
}  # fmt: skip
BODIES = {
    "/users": {"name": "carla"}, "/users/{user}/roles": {"roles": []}, "/batches/{batch}/assign": {"to": []},
    "/batches/{batch}/release": {}, "/batches/{batch}/groups/approve": {"example": "x", "letters": {"x": []}},
    "/letters/{letter}/comments": {"drafts": ["0" * 64], "text": "x"}, "/webhooks": {"url": "ftp://x"},
    "/letters/{letter}/comments/{number}/{deed}": {"text": "x"}, "/jobs": {"only": ["nobody"], "letter": "x"},
    "/cases/{recipient}/entries": {"event": "note"},
}  # fmt: skip


def _filled(path: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: VALUES.get(found[1], "nobody"), path)


def _api_routes() -> list[tuple[str, str]]:
    rooms = (people, letters, batches, works, cases, hooks)
    routes = [route for room in rooms for route in room.router.routes if isinstance(route, APIRoute)]
    below = [(method, it.path) for it in routes for method in it.methods]
    return [(method, path.removeprefix("/c/{campaign}")) for method, path in below if "{campaign}" in path]


def test_every_page_and_route_has_a_line_in_the_matrix(shared_house: House) -> None:
    assert shared_house
    pages = {it.name.replace("/c/{campaign}", "", 1) for it in PAGES}
    assert pages == set(OF_PAGES)
    assert {f"{method} {path}" for method, path in _api_routes()} == set(OF_API)


@pytest.mark.parametrize("name", ["", *PEOPLE])
def test_a_page_lets_in_whom_the_matrix_says_and_nobody_else(shared_house: House, name: str) -> None:
    for line, allowed in OF_PAGES.items():
        method, _, path = line.partition(" ")
        if path in {"/logout", "/desk/generate"} and name in allowed:
            continue  # it would do it: told by the stories
        visitor = shared_house.visitor(name)
        reply = visitor.get(_filled(path)) if method == "GET" else visitor.post(_filled(path))
        to_login = reply.status_code == 303 and "/login?next=" in reply.headers["location"]
        if name in allowed:
            assert reply.status_code != 403 or path.startswith("/login") or not name, (line, name, reply.text)
            assert not to_login, (line, name)
        elif name:
            assert reply.status_code == 403, (line, name, reply.status_code)
        else:
            assert to_login if method == "GET" else reply.status_code == 401, (line, reply.status_code)


def test_a_session_of_one_campaign_opens_nothing_of_another(shared_house: House) -> None:
    for line, allowed in OF_PAGES.items():
        method, _, path = line.partition(" ")
        if "" in allowed:
            continue
        visitor = shared_house.visitor("ada")
        visitor.slug = shared_house.other.slug
        reply = visitor.get(_filled(path)) if method == "GET" else visitor.post(_filled(path), csrf="0" * 64)
        assert reply.status_code in {303, 403}, line
        assert reply.status_code == 403 or "/login?next=" in reply.headers["location"], line


@pytest.mark.parametrize("name", ["", *PEOPLE])
def test_a_route_lets_in_whom_the_matrix_says_and_nobody_else(shared_house: House, name: str) -> None:
    visitor = shared_house.visitor(name)
    for line, allowed in OF_API.items():
        method, _, path = line.partition(" ")
        if line == "POST /jobs" and name in allowed:
            continue
        body = BODIES.get(path, {"drafts": ["0" * 64], "comment": "x"})
        asked = {"content": b""} if method == "PUT" and "users" not in path else {"json": body}
        reply = visitor.api(method, _filled(path), **({} if method in {"GET", "DELETE"} else asked))
        if not name:
            assert reply.status_code == 401, line
        elif name in allowed:
            assert reply.status_code not in {401, 403}, (line, name, reply.text)
        else:
            assert reply.status_code == 403, (line, name, reply.text)
        visitor.slug = shared_house.other.slug
        foreign = visitor.api(method, _filled(path), **({} if method in {"GET", "DELETE"} else asked))
        assert foreign.status_code == 401, line
        visitor.slug = shared_house.office.slug


def test_a_token_that_may_read_writes_nothing(shared_house: House) -> None:
    for line, allowed in OF_API.items():
        method, _, path = line.partition(" ")
        if method == "GET" or line == "POST /verify":
            continue
        visitor = shared_house.visitor(next(iter(allowed)), scope="read")
        body = BODIES.get(path, {"drafts": ["0" * 64], "comment": "x"})
        asked = {"content": b""} if method == "PUT" and "users" not in path else {"json": body}
        assert (
            visitor.api(method, _filled(path), **({} if method == "DELETE" else asked)).status_code == 403
        ), line
