"""Accounts and the roles on record together: inviting somebody, shutting somebody out."""

from __future__ import annotations

from generator.web.accounts.links import make_link, void_links
from generator.web.accounts.sessions import end_sessions_of
from generator.web.accounts.users import User, add_user, disable_user, find_user, get_user
from generator.web.offices import Office
from generator.workflow.environment import now
from generator.workflow.office.granting import grant_role


def invite(office: Office, name: str, email: str, roles: tuple[str, ...], *, by: str) -> str:
    """Make an account, unless it is there, grant roles, and return the secret of a link to choose a password.

    Raises:
        ProblemsFoundError: the name, the address or a role cannot be one; no link is made then.
    """
    with office.accounts.writing() as connection:
        if find_user(connection, name) is None:
            add_user(connection, name, email, now())
    for role in roles:
        grant_role(office.campaign_file, name, role, actor=by)
    with office.accounts.writing() as connection:
        return make_link(connection, name, now(), made_by=by)


def shut_out(office: Office, name: str) -> None:
    """Disable an account: its sessions, links and tokens open nothing any more.

    Raises:
        UsageError: there is no such account.
    """
    with office.accounts.writing() as connection:
        disable_user(connection, name, now())
        void_links(connection, name, now())
        end_sessions_of(connection, name)


def require_user(office: Office, name: str) -> User:
    """Return an account.

    Raises:
        UsageError: there is none.
    """
    with office.accounts.reading() as connection:
        return get_user(connection, name)
