"""What holds for every answer.

To which hosts it is given, and what browsers are told to keep others from doing.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_YEAR: Final = "max-age=31536000"
LARGEST_BODY: Final = 64 * 2**20


class Guard:
    """Refuses foreign hosts and endless bodies, and puts the headers of security on every answer."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], *, secure: bool) -> None:
        self._app = app
        self._hosts = hosts
        self._headers = _HEADERS | ({"Strict-Transport-Security": _YEAR} if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, _bounded(receive), guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        told = [value for name, value in scope["headers"] if name == b"host"]
        if len(told) != 1 or told[0].decode("latin-1").lower() not in self._hosts:
            return PlainTextResponse("this server does not answer to that host\n", status_code=400)
        length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return PlainTextResponse("this is too large\n", status_code=413)
        return None


def _bounded(receive: Receive) -> Receive:
    """Return what receives a body, and ends it as if the client had gone when it grows beyond the bound."""
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > LARGEST_BODY else message

    return bounded
