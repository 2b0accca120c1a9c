"""Accounts by name, with passwords that are kept as argon2 hashes (RFC 9106)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Row, func, select, update

from generator.errors import Problem, ProblemsFoundError, UsageError
from generator.web.accounts.database import instant
from generator.web.accounts.schema import USERS

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9._@+-]{0,62}[a-z0-9])?")
SHORTEST_PASSWORD: Final = 12
"""Length is what protects a password (NIST SP 800-63B, 3.1.1); which characters it has is not asked."""
LONGEST_PASSWORD: Final = 1_000


@dataclass(frozen=True, slots=True)
class User:
    """An account. ``has_password`` says that a password was chosen.

    ``subject`` is who the office's log-in knows.
    """

    name: str
    email: str
    subject: str
    made_at: str
    is_disabled: bool
    has_password: bool


def add_user(connection: Connection, name: str, email: str, at: dt.datetime) -> User:
    """Make an account without a password, and return it.

    Raises:
        ProblemsFoundError: the name or the address cannot be one, or the name is taken.
    """
    faults = [*_faults_of_name(connection, name)]
    if email and ("@" not in email or len(email) > 254 or not email.isprintable()):
        faults.append(
            Problem("user", "email", f"{email!r} is not an e-mail address", "write name@office.example")
        )
    if faults:
        raise ProblemsFoundError(tuple(faults), hint="nothing was changed")
    connection.execute(USERS.insert().values(name=name, email=email, made_at=instant(at)))
    return get_user(connection, name)


def _faults_of_name(connection: Connection, name: str) -> list[Problem]:
    if not _NAME.fullmatch(name):
        message = f"{name!r} is not a name of an account"
        return [Problem("user", "name", message, "use a to z, 0 to 9 and . _ - @ +, 64 at most")]
    if find_user(connection, name) is not None:
        return [Problem("user", "name", f"{name!r} is taken", "choose another name")]
    return []


def find_user(connection: Connection, name: str) -> User | None:
    """Return an account by its name."""
    row = connection.execute(select(USERS).where(USERS.c.name == name)).first()
    return _user(row) if row else None


def find_subject(connection: Connection, subject: str) -> User | None:
    """Return the account of somebody whom the office's log-in knows."""
    row = connection.execute(select(USERS).where(USERS.c.subject == subject)).first() if subject else None
    return _user(row) if row else None


def find_unbound_email(connection: Connection, email: str) -> User | None:
    """Return the one account with an address that is not bound to anybody of the office's log-in yet."""
    query = select(USERS).where(func.lower(USERS.c.email) == email.lower(), USERS.c.subject == "")
    rows = connection.execute(query).all() if email else []
    return _user(rows[0]) if len(rows) == 1 else None


def bind_subject(connection: Connection, name: str, subject: str) -> None:
    """Say who of the office's log-in an account belongs to, from now on."""
    connection.execute(update(USERS).where(USERS.c.name == name).values(subject=subject))


def get_user(connection: Connection, name: str) -> User:
    """Return an account by its name.

    Raises:
        UsageError: there is none.
    """
    user = find_user(connection, name)
    if user is None:
        raise UsageError(f"there is no account {name!r}", hint="see them with: letterbook user list")
    return user


def list_users(connection: Connection) -> tuple[User, ...]:
    """Return all accounts, by name."""
    return tuple(_user(row) for row in connection.execute(select(USERS).order_by(USERS.c.name)))


def disable_user(connection: Connection, name: str, at: dt.datetime) -> None:
    """Let an account do nothing more; what it did stays on record.

    Raises:
        UsageError: there is no such account.
    """
    get_user(connection, name)
    connection.execute(update(USERS).where(USERS.c.name == name).values(disabled_at=instant(at)))


def enable_user(connection: Connection, name: str) -> None:
    """Let a disabled account in again.

    Raises:
        UsageError: there is no such account.
    """
    get_user(connection, name)
    connection.execute(update(USERS).where(USERS.c.name == name).values(disabled_at=""))


def set_password(connection: Connection, name: str, password: str) -> None:
    """Give an account a password.

    Raises:
        ProblemsFoundError: it is too short, too long, or the name itself.
    """
    refuse_weak_password(password, name)
    hash_of = _hasher().hash(password)
    connection.execute(update(USERS).where(USERS.c.name == name).values(password=hash_of))


def refuse_weak_password(password: str, name: str) -> None:
    """Refuse a password that is guessed at once.

    Raises:
        ProblemsFoundError: it is too short, too long, or the name itself.
    """
    hint = "several words together are easy to keep in mind"
    if len(password) < SHORTEST_PASSWORD:
        message = f"must have at least {SHORTEST_PASSWORD} characters"
    elif len(password) > LONGEST_PASSWORD:
        message = f"must have at most {LONGEST_PASSWORD:,} characters"
    elif name and name in password.lower():
        message = "must not hold the name of the account"
    elif len(set(password)) < 5:
        message = "must not be one character over and over"
    else:
        return
    raise ProblemsFoundError((Problem("account", "password", message, hint),), hint="nothing was changed")


def check_password(connection: Connection, name: str, password: str) -> User | None:
    """Return the account whose password this is, unless it is disabled; it takes as long for any name."""
    from argon2.exceptions import InvalidHashError, VerificationError

    row = connection.execute(select(USERS).where(USERS.c.name == name)).first()
    kept = row.password if row and row.password else _nobody()
    try:
        _hasher().verify(kept, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return None
    return _user(row) if row and row.password and not row.disabled_at else None


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    """Return the hash that stands for an account which is not there, so that asking for it takes as long."""
    import secrets

    return _hasher().hash(secrets.token_hex())


def _user(row: Row[tuple[str, ...]]) -> User:
    return User(row.name, row.email, row.subject, row.made_at, bool(row.disabled_at), bool(row.password))
