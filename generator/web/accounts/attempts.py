"""Log-ins that failed, counted for the account and for the address that they came from."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, func, select

from generator.web.accounts.database import instant
from generator.web.accounts.schema import ATTEMPTS

WINDOW: Final = dt.timedelta(minutes=15)
MOST_OF_ACCOUNT: Final = 5
MOST_OF_ADDRESS: Final = 30


def are_too_many(connection: Connection, user: str, address: str, at: dt.datetime) -> bool:
    """Say whether so many log-ins failed of late that another is not even tried."""
    of_account = _count(connection, ATTEMPTS.c.user == user, at)
    of_address = _count(connection, ATTEMPTS.c.address == address, at)
    return of_account >= MOST_OF_ACCOUNT or of_address >= MOST_OF_ADDRESS


def note_attempt(connection: Connection, user: str, address: str, at: dt.datetime) -> None:
    """Write down that a log-in failed."""
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.at < instant(at - WINDOW)))
    connection.execute(ATTEMPTS.insert().values(at=instant(at), user=user[:100], address=address[:100]))


def forget_attempts(connection: Connection, user: str) -> None:
    """Begin to count anew for an account that has come in."""
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.user == user))


def _count(connection: Connection, whose: ColumnElement[bool], at: dt.datetime) -> int:
    query = select(func.count()).select_from(ATTEMPTS).where(whose, ATTEMPTS.c.at > instant(at - WINDOW))
    return connection.scalar(query) or 0
