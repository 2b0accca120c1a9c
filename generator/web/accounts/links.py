"""One-time links by which somebody chooses a password: the first admin, who was invited, who forgot it."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy import Connection, select, update

from generator.web.accounts.database import hashed, instant, new_secret
from generator.web.accounts.schema import LINKS, USERS

LASTS: Final = dt.timedelta(days=3)


def make_link(connection: Connection, user: str, at: dt.datetime, *, made_by: str) -> str:
    """Make a link for an account, which voids those before it; return its secret, which is kept nowhere."""
    secret = new_secret()
    void_links(connection, user, at)
    row = {"user": user, "made_at": instant(at), "ends_at": instant(at + LASTS), "made_by": made_by}
    connection.execute(LINKS.insert().values(sha256=hashed(secret), **row))
    return secret


def user_of_link(connection: Connection, secret: str, at: dt.datetime) -> str:
    """Return whose password a link lets choose; nothing when it was used, is over or never was."""
    query = (
        select(LINKS.c.user)
        .join(USERS, USERS.c.name == LINKS.c.user)
        .where(LINKS.c.sha256 == hashed(secret), LINKS.c.used_at == "", LINKS.c.ends_at > instant(at))
        .where(USERS.c.disabled_at == "")
    )
    return connection.scalar(query) or ""


def void_links(connection: Connection, user: str, at: dt.datetime) -> None:
    """Let no link of an account be used any more."""
    unused = update(LINKS).where(LINKS.c.user == user, LINKS.c.used_at == "")
    connection.execute(unused.values(used_at=instant(at)))
