"""The pages by their addresses, who may see each, and what is done before and after every one of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import quote, unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from generator.errors import LetterbookError, ProblemsFoundError
from generator.web.accounts.database import new_secret
from generator.web.faults import ForbiddenError, NotFoundError, NotLoggedInError, status_of
from generator.web.offices import Office
from generator.web.people import person_of_session
from generator.web.settings import Settings
from generator.web.visits import Visit, is_csrf_token

Handler: TypeAlias = Callable[[Visit], Response]

PREFIX: Final = "/c/{campaign}"
_MOST_FIELDS: Final = 12_000
"""A form of a batch has one for each letter that is chosen."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: how it is asked for, who may, and what answers."""

    method: str
    path: str
    needs: frozenset[str]
    handler: Handler

    @property
    def name(self) -> str:
        """Return the page as tests and messages name it."""
        return f"{self.method} {self.path}"


PAGES: Final[list[Page]] = []


def page(path: str, needs: frozenset[str], *, method: str = "GET") -> Callable[[Handler], Handler]:
    """Put a page under an address below its campaign's, for whoever holds one of the roles it needs."""

    def put(handler: Handler) -> Handler:
        PAGES.append(Page(method, f"{PREFIX}{path}", needs, handler))
        return handler

    return put


def act(path: str, needs: frozenset[str]) -> Callable[[Handler], Handler]:
    """Put an action under an address.

    A form that is posted, with the token that shows where it comes from.
    """
    return page(path, needs, method="POST")


def routes(settings: Settings, offices: dict[str, Office]) -> list[Route]:
    """Return the routes of all pages."""
    return [
        Route(it.path, _endpoint(it, settings, offices), methods=[it.method], name=it.name) for it in PAGES
    ]


def cookie_name(office: Office, settings: Settings) -> str:
    """Return the name of a campaign's cookie.

    With TLS one that no other host can set (RFC 6265bis, 4.1.3.2).
    """
    return f"{'__Host-' if settings.is_secure else ''}letterbook-{office.slug}"


def set_opener(response: Response, visit: Visit, opener: str) -> None:
    """Have the browser keep the secret that opens a session; no script can read it."""
    name = cookie_name(visit.office, visit.settings)
    response.set_cookie(
        name, opener, httponly=True, samesite="lax", secure=visit.settings.is_secure, path="/"
    )


def _endpoint(it: Page, settings: Settings, offices: dict[str, Office]) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        office = offices.get(request.path_params["campaign"])
        if office is None:
            raise HTTPException(404)
        opener = request.cookies.get(cookie_name(office, settings), "")
        visit = Visit(request, settings, office, opener)
        if it.method == "POST":
            visit.form = await request.form(max_files=4, max_fields=_MOST_FIELDS)
        try:
            return await run_in_threadpool(_answer, it, visit)
        finally:
            await visit.form.close()

    return endpoint


def _answer(it: Page, visit: Visit) -> Response:
    """Return what the page answers, or how it tells of an error; whoever has no cookie yet gets one."""
    fresh = not visit.opener
    try:
        _let_in(it, visit)
        if fresh:
            visit.opener = new_secret()
        response = it.handler(visit)
    except NotLoggedInError:
        response = _to_login(it, visit)
    except LetterbookError as exc:
        response = tell_error(visit, exc)
    if fresh and visit.opener and "set-cookie" not in response.headers:
        set_opener(response, visit, visit.opener)
    return response


def _let_in(it: Page, visit: Visit) -> None:
    """Let nobody in who may not, nor a form that did not come from a page of ours."""
    visit.person = person_of_session(visit.office, visit.opener)
    if it.method == "POST":
        _refuse_foreign(visit)
    if "*" in it.needs:
        return
    if not visit.who.may(it.needs):
        raise ForbiddenError(
            "you may not do this", hint=f"ask an admin for the role {' or '.join(sorted(it.needs))}"
        )


def _refuse_foreign(visit: Visit) -> None:
    headers = visit.request.headers
    origin = headers.get("origin", "")
    own = {visit.settings.address, *(f"http://{host}" for host in visit.settings.hosts)}
    token = visit.said("csrf") or headers.get("x-csrf-token", "")
    foreign = (origin and origin not in own) or headers.get("sec-fetch-site") == "cross-site"
    if foreign or not is_csrf_token(token, visit.opener):
        raise ForbiddenError(
            "this form is not from a page of yours", hint="open the page anew, then try again"
        )


def _to_login(it: Page, visit: Visit) -> Response:
    if visit.is_partial:
        return Response(status_code=401, headers={"HX-Redirect": visit.path("login")})
    if it.method != "GET":
        return tell_error(visit, NotLoggedInError("you are not logged in", hint="log in, then try again"))
    query = visit.request.url.query
    wanted = visit.request.url.path + (f"?{query}" if query else "")
    return RedirectResponse(f"{visit.path('login')}?next={quote(wanted)}", status_code=303)


def tell_error(visit: Visit, exc: LetterbookError) -> Response:
    """Return the page that tells of an error: what is wrong, and what to do."""
    status = status_of(exc)
    if isinstance(exc, NotFoundError):
        raise HTTPException(404)
    problems = exc.problems if isinstance(exc, ProblemsFoundError) else ()
    try:
        return visit.page("error.html", status=status, error=exc, problems=problems, code=status)
    except LetterbookError:  # campaign.toml itself has faults, which no page can be without
        told = "".join(f"{problem}\n" for problem in problems)
        return PlainTextResponse(f"{exc.message}\n{exc.hint}\n{told}", status_code=status)


def own_path(wanted: str, office: Office) -> str:
    """Return the address to go on to, if it is one of this campaign's pages, or else its first page."""
    home = f"/c/{office.slug}"
    decoded = unquote(wanted)
    split = urlsplit(wanted)
    inside = decoded == home or decoded.startswith((f"{home}/", f"{home}?"))
    plain = re.fullmatch(r"[\x21-\x7e]*", wanted) and "\\" not in decoded and ".." not in decoded
    return wanted if inside and plain and not split.scheme and not split.netloc else home
