"""Sessions: begun anew at each log-in, ended by logging out, by time, or by an admin."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Row, delete, select, update

from generator.web.accounts.database import hashed, instant, new_secret
from generator.web.accounts.schema import SESSIONS, USERS

LONGEST: Final = dt.timedelta(hours=12)
"""A working day: then one logs in again."""
IDLE: Final = dt.timedelta(hours=2)
_NOTED: Final = dt.timedelta(minutes=5)
"""That a session is in use is written down no more often than this."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is logged in: from where, with what, since when. ``id`` names it without opening it."""

    id: str
    user: str
    made_at: str
    seen_at: str
    ends_at: str
    address: str
    agent: str


def begin_session(connection: Connection, user: str, at: dt.datetime, *, address: str, agent: str) -> str:
    """Begin a session, and return the secret that opens it, which is kept nowhere."""
    secret = new_secret()
    connection.execute(delete(SESSIONS).where(SESSIONS.c.ends_at < instant(at)))
    connection.execute(
        SESSIONS.insert().values(
            sha256=hashed(secret),
            id=hashed(hashed(secret))[:16],
            user=user,
            made_at=instant(at),
            seen_at=instant(at),
            ends_at=instant(at + LONGEST),
            address=address[:100],
            agent="".join(filter(str.isprintable, agent))[:200],
        )
    )
    return secret


def find_session(connection: Connection, secret: str, at: dt.datetime) -> Session | None:
    """Return the session that a secret opens, of an account that may still come in."""
    query = (
        select(SESSIONS)
        .join(USERS, USERS.c.name == SESSIONS.c.user)
        .where(
            SESSIONS.c.sha256 == hashed(secret),
            SESSIONS.c.ends_at > instant(at),
            SESSIONS.c.seen_at > instant(at - IDLE),
            USERS.c.disabled_at == "",
        )
    )
    row = connection.execute(query).first()
    return _session(row) if row else None


def is_to_be_noted(session: Session, at: dt.datetime) -> bool:
    """Say whether it was not written down for a while that the session is in use."""
    return session.seen_at < instant(at - _NOTED)


def note_session(connection: Connection, session: Session, at: dt.datetime) -> None:
    """Write down that a session is in use."""
    connection.execute(update(SESSIONS).where(SESSIONS.c.id == session.id).values(seen_at=instant(at)))


def end_session(connection: Connection, session_id: str) -> bool:
    """End a session, and say whether there was one."""
    return bool(connection.execute(delete(SESSIONS).where(SESSIONS.c.id == session_id)).rowcount)


def end_sessions_of(connection: Connection, user: str, *, but: str = "") -> None:
    """End all sessions of an account, but for one."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.user == user, SESSIONS.c.id != but))


def list_sessions(connection: Connection, at: dt.datetime) -> tuple[Session, ...]:
    """Return the sessions that are open, those in use last first."""
    query = select(SESSIONS).where(SESSIONS.c.ends_at > instant(at), SESSIONS.c.seen_at > instant(at - IDLE))
    return tuple(_session(row) for row in connection.execute(query.order_by(SESSIONS.c.seen_at.desc())))


def _session(row: Row[tuple[str, ...]]) -> Session:
    return Session(row.id, row.user, row.made_at, row.seen_at, row.ends_at, row.address, row.agent)
