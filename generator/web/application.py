"""The server as one application: pages at once, the REST API loaded with its first use."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from generator.web.guarding import Guard
from generator.web.offices import Office, open_offices
from generator.web.rendering import ASSETS, FONTS, render
from generator.web.routing import routes
from generator.web.settings import Settings

_PAGES: Final = (
    "access",
    "home",
    "batches",
    "letters",
    "discussing",
    "alike",
    "clerking",
    "evidence",
    "admin",
)
_KINDS: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".ttf": "font/ttf"}


def make_application(settings: Settings, offices: dict[str, Office] | None = None) -> ASGIApp:
    """Return the application that serves some campaigns.

    Raises:
        MissingFileError, ConfigurationError, StorageError, LedgerError: a campaign cannot be opened.
    """
    for name in _PAGES:
        import_module(f"generator.web.pages.{name}")
    served = open_offices(settings.folders) if offices is None else offices
    application = Starlette(
        routes=[
            Route("/", _entrance(served)),
            Route("/c/{campaign}/", _without_slash),
            Route("/assets/{name}", _asset),
            Route("/health", _health),
            *routes(settings, served),
            Mount("/api", _Later(lambda: _make_api(settings, served))),
        ],
        middleware=[Middleware(Guard, hosts=settings.hosts, secure=settings.is_secure)],
        exception_handlers={404: _not_found, 405: _not_found, 500: _fault},
    )
    application.router.redirect_slashes = False
    application.state.offices = served
    return application


def _make_api(settings: Settings, offices: dict[str, Office]) -> ASGIApp:
    from generator.web.api.application import make_api

    return make_api(settings, offices)


class _Later:
    """An application that is made when it is asked for the first time: FastAPI takes a second to load."""

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        self._make = make
        self._made: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if self._made is None:
            self._made = await run_in_threadpool(self._make)
        await self._made(scope, receive, send)


def _entrance(offices: dict[str, Office]) -> Callable[[Request], Response]:
    def entrance(_request: Request) -> Response:
        if len(offices) == 1:
            return RedirectResponse(f"/c/{next(iter(offices))}", status_code=303)
        return HTMLResponse(render("entrance.html", {"offices": offices}))

    return entrance


def _without_slash(request: Request) -> Response:
    return RedirectResponse(f"/c/{quote(request.path_params['campaign'], safe='')}", status_code=308)


def _health(_request: Request) -> Response:
    return PlainTextResponse("ok\n")


def _asset(request: Request) -> Response:
    name = Path(request.path_params["name"]).name
    path = (FONTS if name.endswith(".ttf") else ASSETS) / name
    if path.suffix not in _KINDS or not path.is_file():
        return _not_found(request, None)
    kept = "public, max-age=31536000, immutable" if "v" in request.query_params else "public, max-age=3600"
    return FileResponse(path, media_type=_KINDS[path.suffix], headers={"Cache-Control": kept})


def _not_found(request: Request, _exc: object) -> Response:
    if request.url.path.startswith("/api/"):  # a line break in a name leads past the routes of the API
        told = {"type": "about:blank", "title": "Not found", "status": 404, "detail": "there is nothing here"}
        body = told | {"hint": "", "code": "not_found", "problems": []}
        return JSONResponse(body, status_code=404, media_type="application/problem+json")
    return HTMLResponse(render("not_found.html", {}), status_code=404)


def _fault(_request: Request, _exc: object) -> Response:
    return HTMLResponse(render("fault.html", {}), status_code=500)
