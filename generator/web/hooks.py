"""Webhooks, signed as the Standard Webhooks specification says, sent at least once and in the record's order.

What was told is a number of the ledger: nothing is kept beside it that could be lost. The id of a message is
that of its event, so that who is told twice can tell.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import threading
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import delete, select, update

from generator.errors import LetterbookError, Problem, ProblemsFoundError
from generator.events import Event
from generator.web.accounts.database import Accounts, instant
from generator.web.accounts.schema import HOOKS
from generator.web.offices import Office
from generator.workflow.environment import now

TOLD: Final = {
    "batch_generated": "batch.made",
    "letter_approved": "letter.approved",
    "letter_returned": "letter.returned",
    "letter_released": "letter.released",
}
_PAUSE: Final = 2.0
_LONGEST_PAUSE: Final = 3600.0
_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook; ``told`` is the number of the last event it was told of."""

    id: str
    url: str
    secret: str
    told: int
    failed_at: str
    failures: int


def add_hook(accounts: Accounts, url: str, *, user: str, told: int) -> Hook:
    """Have an address told of what happens after the event ``told``.

    Raises:
        ProblemsFoundError: it is not an address that others cannot listen in on.
    """
    split = urlsplit(url)
    local = split.hostname in {"127.0.0.1", "localhost", "::1"}
    if (
        not split.hostname
        or split.username
        or not (split.scheme == "https" or (split.scheme == "http" and local))
    ):
        problem = Problem(
            "body", "url", f"{url!r} is not an https address", "write https://office.example/hook"
        )
        raise ProblemsFoundError((problem,), hint="nothing was changed")
    hook = Hook(os.urandom(8).hex(), url, f"whsec_{base64.b64encode(os.urandom(32)).decode()}", told, "", 0)
    row = {
        "id": hook.id,
        "url": url,
        "secret": hook.secret,
        "user": user,
        "told": str(told),
        "made_at": instant(now()),
    }
    with accounts.writing() as connection:
        connection.execute(HOOKS.insert().values(**row))
    return hook


def list_hooks(accounts: Accounts) -> tuple[Hook, ...]:
    """Return all webhooks, the oldest first."""
    with accounts.reading() as connection:
        rows = connection.execute(select(HOOKS).order_by(HOOKS.c.made_at)).all()
    return tuple(
        Hook(row.id, row.url, row.secret, int(row.told), row.failed_at, int(row.failures or 0))
        for row in rows
    )


def remove_hook(accounts: Accounts, hook_id: str) -> bool:
    """Tell an address no more, and say whether there was one."""
    with accounts.writing() as connection:
        return bool(connection.execute(delete(HOOKS).where(HOOKS.c.id == hook_id)).rowcount)


def keep_telling(office: Office, stopped: threading.Event) -> None:
    """Tell all webhooks of a campaign what happens, until it is stopped."""
    while not stopped.wait(_PAUSE):
        try:
            tell_all(office)
        except LetterbookError:  # the record cannot be reached now; later it can
            continue


def tell_all(office: Office) -> None:
    """Tell every webhook what it was not told yet; one that fails is tried again after a pause that grows.

    Raises:
        StorageError, LedgerError: the record cannot be read.
    """
    for hook in list_hooks(office.accounts):
        if _is_resting(hook):
            continue
        for event in office.register.look().events_after(hook.told):
            if event.type in TOLD and not _send(hook, event):
                _note(office.accounts, hook, failures=str(hook.failures + 1), failed_at=instant(now()))
                break
            _note(office.accounts, hook, told=str(event.seq), failures="0", failed_at="")


def _is_resting(hook: Hook) -> bool:
    import datetime as dt

    if not hook.failed_at:
        return False
    pause = dt.timedelta(seconds=min(_PAUSE * 2**hook.failures, _LONGEST_PAUSE))
    return hook.failed_at > instant(now() - pause)


def _note(accounts: Accounts, hook: Hook, **values: str) -> None:
    with accounts.writing() as connection:
        connection.execute(update(HOOKS).where(HOOKS.c.id == hook.id).values(**values))


def _send(hook: Hook, event: Event) -> bool:
    import httpx2

    body = message_of(event)
    headers = signed(hook.secret, f"msg_{event.seq}", int(now().timestamp()), body)
    try:
        reply = httpx2.post(hook.url, content=body, headers=headers, timeout=_SECONDS, follow_redirects=False)
    except httpx2.HTTPError:
        return False
    return reply.is_success


def message_of(event: Event) -> bytes:
    """Return what is told of an event.

    Its type, when it was recorded, and what it is about, no words of letters.
    """
    about = {"event": event.seq, "actor": event.actor, "batch_id": event.batch_id}
    about |= {"letter_id": event.letter_id, "recipient_id": event.recipient_id}
    message = {"type": TOLD[event.type], "timestamp": instant(event.at), "data": about}
    return json.dumps(message, separators=(",", ":")).encode()


def signed(secret: str, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the headers of a message (Standard Webhooks 1.0, symmetric signatures)."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{message_id}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{signature}",
    }
