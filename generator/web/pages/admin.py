"""People: who may come in, in which roles, who is logged in, which programs act, what the server lacks."""

from __future__ import annotations

from starlette.responses import Response

from generator.errors import Problem, ProblemsFoundError
from generator.web.accounts.sessions import end_session, list_sessions
from generator.web.accounts.tokens import list_tokens, revoke_token
from generator.web.accounts.users import enable_user, list_users
from generator.web.faults import NotFoundError
from generator.web.inviting import invite, require_user, shut_out
from generator.web.people import ADMINS
from generator.web.routing import act, page
from generator.web.visits import Visit
from generator.workflow.environment import now
from generator.workflow.office.granting import grant_role, revoke_role, roles_of
from generator.workflow.office.lacking import lacks_of


@page("/admin", ADMINS)
def show_people(visit: Visit) -> Response:
    """Show all accounts with their roles, the sessions and tokens, and what the installation lacks."""
    return _people(visit)


def _people(
    visit: Visit, *, status: int = 200, problems: tuple[Problem, ...] = (), link: str = "", whom: str = ""
) -> Response:
    register = visit.office.register.look()
    with visit.office.accounts.reading() as connection:
        users, tokens = list_users(connection), list_tokens(connection)
        sessions = list_sessions(connection, now())
    return visit.page(
        "admin.html",
        status=status,
        users=users,
        held=register.roles,
        roles=roles_of(visit.office.campaign_file),
        sessions=sessions,
        tokens=tokens,
        problems=problems,
        link=link,
        whom=whom,
        lacks=lacks_of(visit.office.campaign_file),
    )


@act("/admin/users", ADMINS)
def invite_user(visit: Visit) -> Response:
    """Make an account with roles, and show the link to be handed to them."""
    name = visit.said("name").lower()
    roles = tuple(str(value) for value in visit.form.getlist("role"))
    try:
        secret = invite(visit.office, name, visit.said("email"), roles, by=visit.who.name)
    except ProblemsFoundError as exc:
        return _people(visit, status=422, problems=exc.problems)
    link = f"{visit.settings.address}{visit.path('welcome', secret)}"
    return _people(visit, link=link, whom=name)


@act("/admin/users/{user}/link", ADMINS)
def new_link(visit: Visit) -> Response:
    """Make another link for somebody to choose a password."""
    name = require_user(visit.office, visit.part("user")).name
    secret = invite(visit.office, name, "", (), by=visit.who.name)
    return _people(visit, link=f"{visit.settings.address}{visit.path('welcome', secret)}", whom=name)


@act("/admin/users/{user}/roles", ADMINS)
def set_roles(visit: Visit) -> Response:
    """Grant the roles that are ticked, and revoke the others; each change is recorded."""
    name = require_user(visit.office, visit.part("user")).name
    wanted = {str(value) for value in visit.form.getlist("role")}
    held = set(visit.office.register.look().roles.of(name))
    for role in sorted(wanted - held):
        grant_role(visit.office.campaign_file, name, role, actor=visit.who.name)
    for role in sorted(held - wanted):
        revoke_role(visit.office.campaign_file, name, role, actor=visit.who.name)
    return visit.go("admin", note=f"The roles of {name} were recorded.")


@act("/admin/users/{user}/disable", ADMINS)
def disable_account(visit: Visit) -> Response:
    """Shut somebody out at once."""
    name = visit.part("user")
    if name == visit.who.name:
        problem = Problem("user", "name", "this is yourself", "have another admin do it")
        raise ProblemsFoundError((problem,), hint="nothing was changed")
    shut_out(visit.office, name)
    return visit.go("admin", note=f"{name} is disabled; their sessions have ended.")


@act("/admin/users/{user}/enable", ADMINS)
def enable_account(visit: Visit) -> Response:
    """Let somebody in again."""
    with visit.office.accounts.writing() as connection:
        enable_user(connection, visit.part("user"))
    return visit.go("admin", note=f"{visit.part('user')} is enabled.")


@act("/admin/sessions/{session}/end", ADMINS)
def end_one_session(visit: Visit) -> Response:
    """End a session."""
    with visit.office.accounts.writing() as connection:
        if not end_session(connection, visit.part("session")):
            raise NotFoundError("there is no such session")
    return visit.go("admin", note="The session has ended.")


@act("/admin/tokens/{token}/revoke", ADMINS)
def revoke_any_token(visit: Visit) -> Response:
    """Let a token do nothing more."""
    with visit.office.accounts.writing() as connection:
        if not revoke_token(connection, visit.part("token"), now()):
            raise NotFoundError("there is no such token")
    return visit.go("admin", note="The token was revoked.")
