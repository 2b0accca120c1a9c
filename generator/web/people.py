"""Who asks: somebody logged in, a program with a token, or nobody known; and what their roles let them do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from generator.web.accounts.sessions import Session, find_session, is_to_be_noted, note_session
from generator.web.accounts.tokens import Token, find_token, note_token
from generator.web.accounts.tokens import is_to_be_noted as token_is_to_be_noted
from generator.web.offices import Office
from generator.workflow.environment import now

ANYBODY: Final = frozenset({"*"})
"""Who may see what is shown before logging in."""
MEMBERS: Final = frozenset({"+"})
"""Whoever is logged in, with any role or none."""
READERS: Final = frozenset({"clerk", "reviewer", "viewer", "admin"})
CLERKS: Final = frozenset({"clerk"})
REVIEWERS: Final = frozenset({"reviewer"})
DESK: Final = frozenset({"clerk", "reviewer"})
ADMINS: Final = frozenset({"admin"})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is known: by an account's name, with the roles held now."""

    name: str
    roles: tuple[str, ...]
    session: Session | None = None
    token: Token | None = None

    def may(self, needs: frozenset[str]) -> bool:
        """Say whether one of the roles that something needs is held."""
        return bool(needs & {"*", "+"}) or bool(needs & _counted(self.roles))


def _counted(roles: tuple[str, ...]) -> set[str]:
    """Return the roles as the pages count them: who decides by a role of the campaign's own is a reviewer."""
    return {role if role in READERS else "reviewer" for role in roles}


def person_of_session(office: Office, secret: str) -> Person | None:
    """Return who is logged in with the secret of a cookie."""
    at = now()
    with office.accounts.reading() as connection:
        session = find_session(connection, secret, at) if secret else None
    if session is None:
        return None
    if is_to_be_noted(session, at):
        with office.accounts.writing() as connection:
            note_session(connection, session, at)
    return Person(session.user, office.register.look().roles.of(session.user), session=session)


def person_of_token(office: Office, secret: str) -> Person | None:
    """Return whose program shows this token."""
    at = now()
    with office.accounts.reading() as connection:
        token = find_token(connection, secret, at) if secret else None
    if token is None:
        return None
    if token_is_to_be_noted(token, at):
        with office.accounts.writing() as connection:
            note_token(connection, token, at)
    return Person(token.user, office.register.look().roles.of(token.user), token=token)
