"""Tokens for programs: each of one account, with a scope and an end; shown once, kept as a hash."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from sqlalchemy import Connection, Row, select, update

from generator.errors import Problem, ProblemsFoundError
from generator.web.accounts.database import hashed, instant, new_secret
from generator.web.accounts.schema import TOKENS, USERS

Scope: TypeAlias = Literal["read", "write"]
"""``read`` may only look; ``write`` may do all that the account may."""
LONGEST_DAYS: Final = 365
_PREFIX: Final = "lbk_"
"""So that a token is known for one where it was left lying about."""
_NOTED: Final = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret."""

    id: str
    user: str
    label: str
    scope: Scope
    made_at: str
    ends_at: str
    used_at: str
    is_revoked: bool


def make_token(  # noqa: PLR0913 - what a token is
    connection: Connection, user: str, at: dt.datetime, *, label: str, scope: str, days: int
) -> str:
    """Make a token, and return its secret, which is kept nowhere.

    Raises:
        ProblemsFoundError: the scope is none, or the token would last too short or too long.
    """
    faults = []
    if scope not in get_args(Scope):
        faults.append(Problem("token", "scope", f"{scope!r} is not a scope", "write read or write"))
    if not 1 <= days <= LONGEST_DAYS:
        faults.append(Problem("token", "days", f"must be between 1 and {LONGEST_DAYS}"))
    if not label.strip() or len(label) > 100 or not label.isprintable():
        faults.append(Problem("token", "label", "is blank or too long", "say what the token is for"))
    if faults:
        raise ProblemsFoundError(tuple(faults), hint="nothing was changed")
    secret = f"{_PREFIX}{new_secret()}"
    row = {"user": user, "label": label.strip(), "scope": scope, "made_at": instant(at)}
    ends_at = instant(at + dt.timedelta(days=days))
    connection.execute(
        TOKENS.insert().values(sha256=hashed(secret), id=hashed(hashed(secret))[:16], ends_at=ends_at, **row)
    )
    return secret


def find_token(connection: Connection, secret: str, at: dt.datetime) -> Token | None:
    """Return the token with this secret, if it may still be used, of an account that may still come in."""
    query = (
        select(TOKENS)
        .join(USERS, USERS.c.name == TOKENS.c.user)
        .where(TOKENS.c.sha256 == hashed(secret), TOKENS.c.revoked_at == "", TOKENS.c.ends_at > instant(at))
        .where(USERS.c.disabled_at == "")
    )
    row = connection.execute(query).first()
    return _token(row) if row else None


def is_to_be_noted(token: Token, at: dt.datetime) -> bool:
    """Say whether it was not written down for a while that the token is in use."""
    return token.used_at < instant(at - _NOTED)


def note_token(connection: Connection, token: Token, at: dt.datetime) -> None:
    """Write down that a token is in use."""
    connection.execute(update(TOKENS).where(TOKENS.c.id == token.id).values(used_at=instant(at)))


def revoke_token(connection: Connection, token_id: str, at: dt.datetime, *, user: str = "") -> bool:
    """Let a token do nothing more, and say whether there was one; with ``user``, only of that account."""
    mine = (TOKENS.c.user == user,) if user else ()
    found = update(TOKENS).where(TOKENS.c.id == token_id, TOKENS.c.revoked_at == "", *mine)
    return bool(connection.execute(found.values(revoked_at=instant(at))).rowcount)


def list_tokens(connection: Connection, user: str = "") -> tuple[Token, ...]:
    """Return the tokens of an account, or of all, newest first."""
    query = select(TOKENS).order_by(TOKENS.c.made_at.desc())
    return tuple(
        _token(row) for row in connection.execute(query.where(TOKENS.c.user == user) if user else query)
    )


def _token(row: Row[tuple[str, ...]]) -> Token:
    scope: Scope = "write" if row.scope == "write" else "read"
    return Token(
        row.id, row.user, row.label, scope, row.made_at, row.ends_at, row.used_at, bool(row.revoked_at)
    )
