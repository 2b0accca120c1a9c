"""A request to a page, with all that a page may want to know of it, and how pages answer."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from generator.web.faults import NotFoundError, NotLoggedInError
from generator.web.offices import Office
from generator.web.people import Person
from generator.web.rendering import render
from generator.web.settings import Settings
from generator.workflow.office.register import Register


@dataclass(slots=True)
class Visit:
    """A request to a page of a campaign. ``opener`` is the secret of its cookie.

    Of which the form's token is made.
    """

    request: Request
    settings: Settings
    office: Office
    opener: str
    person: Person | None = None
    form: FormData = field(default_factory=FormData)

    @property
    def who(self) -> Person:
        """Return who is logged in.

        Raises:
            NotLoggedInError: nobody is.
        """
        if self.person is None:
            raise NotLoggedInError("log in first")
        return self.person

    @property
    def register(self) -> Register:
        """Return what is on record, as it was when it was found out who asks: a moment ago."""
        return self.office.register

    @property
    def address(self) -> str:
        """Return where the request comes from."""
        return self.request.client.host if self.request.client else "unknown"

    @property
    def is_partial(self) -> bool:
        """Say whether a part of the page asks to be replaced, rather than a person for a page."""
        return "HX-Request" in self.request.headers and "HX-Boosted" not in self.request.headers

    def asked(self, name: str, default: str = "") -> str:
        """Return what the address asks for under a name, without what cannot be shown."""
        return "".join(filter(str.isprintable, self.request.query_params.get(name, default)))[:200]

    def part(self, name: str) -> str:
        """Return a part of the address.

        Raises:
            NotFoundError: it holds what no name here does.
        """
        value = str(self.request.path_params[name])
        if not value.isprintable():
            raise NotFoundError("there is nothing here")
        return value

    def said(self, name: str) -> str:
        """Return a field of the form, with line breaks as one character and without blanks around it."""
        value = self.form.get(name, "")
        return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""

    def sent(self, name: str) -> UploadFile | None:
        """Return a file of the form; none when nothing was chosen."""
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    def path(self, *parts: str) -> str:
        """Return the address of a page of this campaign."""
        return "/".join(("", "c", self.office.slug, *parts))

    def page(self, template: str, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - a page's own
        """Return a page."""
        told = {
            "visit": self,
            "office": self.office,
            "campaign": self.office.register.campaign,
            "me": self.person,
        }
        note = unquote(self.request.cookies.get(self._note, ""))
        told |= {"csrf": csrf_token(self.opener), "here": self.request.url.path, "note": note}
        response = HTMLResponse(render(template, told | values), status_code=status)
        response.headers["Vary"] = "Cookie, HX-Request"
        if note:
            response.delete_cookie(self._note)
        return response

    @property
    def _note(self) -> str:
        return f"note-{self.office.slug}"

    def go(self, *parts: str, note: str = "") -> Response:
        """Return the way to another page of this campaign, which shows a note."""
        response = RedirectResponse(self.path(*parts), status_code=303)
        if note:
            response.set_cookie(self._note, quote(note), max_age=20, httponly=True, samesite="lax")
        return response


def csrf_token(opener: str) -> str:
    """Return what a form has to show: only who knows the secret of the cookie can work it out."""
    return hmac.new(opener.encode(), b"letterbook form", hashlib.sha256).hexdigest()


def is_csrf_token(token: str, opener: str) -> bool:
    """Say whether a form shows what it has to."""
    return bool(opener) and hmac.compare_digest(token.encode(), csrf_token(opener).encode())
