"""The REST API as one application: OpenAPI 3.1, errors as problem+json (RFC 9457)."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from generator import __version__
from generator.errors import LetterbookError, Problem, ProblemsFoundError
from generator.web.api import batches, cases, hooks, letters, people, works
from generator.web.faults import NotFoundError, status_of
from generator.web.offices import Office
from generator.web.settings import Settings

_TITLES = {
    400: "Bad request",
    401: "Not logged in",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    422: "Problems found",
    429: "Too many requests",
    503: "Not available",
}


def make_api(settings: Settings, offices: dict[str, Office]) -> FastAPI:
    """Return the API of some campaigns, below ``/api``."""
    api = FastAPI(
        title="Letterbook",
        version=__version__,
        description="All that the pages and the commands do. Show a token: `Authorization: Bearer lbk_…`.",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        servers=[{"url": f"{settings.address}/api"}],
    )
    api.state.offices = offices
    api.state.settings = settings
    api.include_router(people.open_router, prefix="/v1")
    for room in (people, letters, batches, works, cases, hooks):
        api.include_router(room.router, prefix="/v1")
    api.add_exception_handler(LetterbookError, _tell_error)
    api.add_exception_handler(RequestValidationError, _tell_invalid)
    api.add_exception_handler(HTTPException, _tell_http)
    return api


def problem_reply(
    status: int, detail: str, *, hint: str = "", code: str = "error", problems: tuple[Problem, ...] = ()
) -> JSONResponse:
    """Return a problem document with the same problems that the command line tells."""
    body = {
        "type": "about:blank",
        "title": _TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "hint": hint,
        "code": code,
        "problems": [asdict(problem) for problem in problems],
    }
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JSONResponse(body, status_code=status, headers=headers, media_type="application/problem+json")


def _tell_error(_request: Request, exc: Exception) -> JSONResponse:
    if not isinstance(exc, LetterbookError):
        raise exc
    problems = exc.problems if isinstance(exc, ProblemsFoundError) else ()
    status = 404 if isinstance(exc, NotFoundError) else status_of(exc)
    return problem_reply(status, exc.message, hint=exc.hint, code=exc.code, problems=problems)


def _tell_invalid(_request: Request, exc: Exception) -> JSONResponse:
    errors = exc.errors() if isinstance(exc, RequestValidationError) else ()
    problems = tuple(
        Problem(str(it["loc"][0]), ".".join(map(str, it["loc"][1:])), str(it["msg"])) for it in errors
    )
    return problem_reply(422, "the request says what it cannot", code="request", problems=problems)


def _tell_http(_request: Request, exc: Exception) -> JSONResponse:
    status = exc.status_code if isinstance(exc, HTTPException) else 500
    reply = problem_reply(status, _TITLES.get(status, "Error"), code="http")
    for name, value in (getattr(exc, "headers", None) or {}).items():
        reply.headers[name] = value
    return reply
