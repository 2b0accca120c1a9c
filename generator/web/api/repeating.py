"""What every route of the API has: an ETag on what is read, an Idempotency-Key on what is posted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from starlette.concurrency import run_in_threadpool

from generator.errors import Problem, ProblemsFoundError, StaleDraftError, StorageError
from generator.web.accounts.database import Accounts, instant
from generator.web.accounts.schema import REPLIES
from generator.workflow.environment import now

_LONGEST_KEY: Final = 255
_WORKING: Final = "working"
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class RepeatableRoute(APIRoute):
    """A route that answers a request which is sent again as it did the first time."""

    def get_route_handler(self) -> Handler:
        """Return what answers requests."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            if request.method == "GET":
                return _with_etag(request, await handle(request))
            key = request.headers.get("idempotency-key", "")
            office = request.app.state.offices.get(request.path_params.get("campaign", ""))
            if not key or office is None:
                return await handle(request)
            return await _once(request, key, office.accounts, handle)

        return answer


def _with_etag(request: Request, response: Response) -> Response:
    body = getattr(response, "body", None)
    if response.status_code != 200 or not body:
        return response
    etag = response.headers.get("etag") or f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    told = [it.strip().removeprefix("W/") for it in request.headers.get("if-none-match", "").split(",")]
    return Response(status_code=304, headers={"ETag": etag}) if etag in told or "*" in told else response


async def _once(request: Request, key: str, accounts: Accounts, handle: Handler) -> Response:
    """Answer, and keep the answer under the key; a request with a key that was answered gets that answer."""
    if len(key) > _LONGEST_KEY or not key.isprintable():
        raise ProblemsFoundError((Problem("header", "Idempotency-Key", f"is longer than {_LONGEST_KEY}"),))
    body = await request.body()
    asked = _hash(request.method, request.url.path, request.url.query, body.hex())
    place = _hash(request.headers.get("authorization", ""), key)
    if kept := await run_in_threadpool(_claim, accounts, place, asked):
        return kept
    try:
        response = await handle(request)
    except Exception:
        await run_in_threadpool(_release, accounts, place)
        raise
    await run_in_threadpool(_keep, accounts, place, response)
    return response


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _claim(accounts: Accounts, place: str, asked: str) -> Response | None:
    """Return what was answered already; otherwise note that this request is being answered."""
    row = {"key": place, "asked": asked, "status": _WORKING, "body": "", "made_at": instant(now())}
    try:
        with accounts.writing() as connection:
            found = connection.execute(select(REPLIES).where(REPLIES.c.key == place)).first()
            if found is None:
                connection.execute(REPLIES.insert().values(**row))
                return None
    except (IntegrityError, StorageError) as exc:
        raise _busy() from exc
    if found.asked != asked:
        message = "was sent before with another request"
        raise ProblemsFoundError((Problem("header", "Idempotency-Key", message, "use a new key"),))
    if found.status == _WORKING:
        raise _busy()
    headers = {"Idempotency-Replayed": "true"}
    return Response(found.body, status_code=int(found.status), media_type="application/json", headers=headers)


def _busy() -> StaleDraftError:
    problem = Problem("header", "Idempotency-Key", "the same request is being answered", "ask again later")
    return StaleDraftError((problem,))


def _release(accounts: Accounts, place: str) -> None:
    with accounts.writing() as connection:
        connection.execute(delete(REPLIES).where(REPLIES.c.key == place))


def _keep(accounts: Accounts, place: str, response: Response) -> None:
    body = getattr(response, "body", b"")
    values = {"status": str(response.status_code), "body": bytes(body).decode("utf-8", "replace")}
    with accounts.writing() as connection:
        connection.execute(REPLIES.update().where(REPLIES.c.key == place).values(**values))
