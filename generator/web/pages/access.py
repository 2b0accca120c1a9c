"""Coming in and going out: log-in, the link that lets choose a password, one's own account."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from generator.errors import LetterbookError, Problem, ProblemsFoundError
from generator.web.accounts.attempts import are_too_many, forget_attempts, note_attempt
from generator.web.accounts.database import new_secret
from generator.web.accounts.links import user_of_link, void_links
from generator.web.accounts.sessions import begin_session, end_session, end_sessions_of
from generator.web.accounts.tokens import list_tokens, make_token, revoke_token
from generator.web.accounts.users import (
    bind_subject,
    check_password,
    find_subject,
    find_unbound_email,
    set_password,
)
from generator.web.faults import ForbiddenError, NotFoundError, TooManyError
from generator.web.people import ANYBODY, MEMBERS
from generator.web.routing import act, own_path, page, set_opener
from generator.web.visits import Visit
from generator.workflow.environment import now

_WRONG = Problem(
    "log-in", "password", "does not belong to this name", "see whether Caps Lock is on, then try again"
)


@page("/login", ANYBODY)
def show_login(visit: Visit) -> Response:
    """Ask who comes."""
    if visit.person is not None:
        return RedirectResponse(own_path(visit.asked("next"), visit.office), status_code=303)
    return visit.page("login.html", wanted=visit.asked("next"), name="", problems=())


@act("/login", ANYBODY)
def log_in(visit: Visit) -> Response:
    """Begin a session for whoever knows the password; the one before, if any, ends."""
    name, at = visit.said("name").lower(), now()
    password = str(visit.form.get("password", ""))
    with visit.office.accounts.reading() as connection:
        if are_too_many(connection, name, visit.address, at):
            hint = "wait for a quarter of an hour, or ask an admin for a link"
            raise TooManyError("too many log-ins failed", hint=hint)
        user = check_password(connection, name, password)
    with visit.office.accounts.writing() as connection:
        if user is None:
            note_attempt(connection, name, visit.address, at)
        else:
            forget_attempts(connection, name)
    if user is None:
        wanted = visit.said("next")
        return visit.page("login.html", status=401, wanted=wanted, name=name, problems=(_WRONG,))
    return come_in(visit, user.name, visit.said("next"))


def come_in(visit: Visit, name: str, wanted: str) -> Response:
    """Begin a session under a new secret, and go on to the page that was asked for."""
    agent = visit.request.headers.get("user-agent", "")
    with visit.office.accounts.writing() as connection:
        if visit.person is not None and visit.person.session is not None:
            end_session(connection, visit.person.session.id)
        opener = begin_session(connection, name, now(), address=visit.address, agent=agent)
    response = RedirectResponse(own_path(wanted, visit.office), status_code=303)
    set_opener(response, visit, opener)
    return response


@act("/logout", ANYBODY)
def log_out(visit: Visit) -> Response:
    """End the session."""
    if visit.person is not None and visit.person.session is not None:
        with visit.office.accounts.writing() as connection:
            end_session(connection, visit.person.session.id)
    response = RedirectResponse(visit.path("login"), status_code=303)
    set_opener(response, visit, new_secret())
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@page("/welcome/{secret}", ANYBODY)
def show_welcome(visit: Visit) -> Response:
    """Ask for a password, once for each link."""
    return visit.page("welcome.html", name=_invited(visit), problems=())


@act("/welcome/{secret}", ANYBODY)
def choose_password(visit: Visit) -> Response:
    """Set the password that was chosen, end all sessions, and let the person in."""
    name = _invited(visit)
    password, again = str(visit.form.get("password", "")), str(visit.form.get("again", ""))
    try:
        _refuse_unequal(password, again)
        with visit.office.accounts.writing() as connection:
            set_password(connection, name, password)
            void_links(connection, name, now())
            end_sessions_of(connection, name)
            forget_attempts(connection, name)
    except ProblemsFoundError as exc:
        return visit.page("welcome.html", status=422, name=name, problems=exc.problems)
    return come_in(visit, name, "")


def _invited(visit: Visit) -> str:
    with visit.office.accounts.reading() as connection:
        name = user_of_link(connection, visit.part("secret"), now())
    if not name:
        raise NotFoundError("this link was used already, or is over")
    return name


def _refuse_unequal(password: str, again: str) -> None:
    if password != again:
        raise ProblemsFoundError((Problem("account", "again", "is not the same password", "type both anew"),))


def _wrong_password() -> ProblemsFoundError:
    return ProblemsFoundError((Problem("account", "old", "is not your password", "type it anew"),))


@page("/account", MEMBERS)
def show_account(visit: Visit) -> Response:
    """Show one's own account: name, roles, password, tokens."""
    return _account(visit)


def _account(
    visit: Visit, *, status: int = 200, problems: tuple[Problem, ...] = (), secret: str = ""
) -> Response:
    with visit.office.accounts.reading() as connection:
        tokens = list_tokens(connection, visit.who.name)
    return visit.page("account.html", status=status, tokens=tokens, problems=problems, secret=secret)


@act("/account/password", MEMBERS)
def change_password(visit: Visit) -> Response:
    """Change one's own password, for whoever knows the old one; all other sessions end."""
    me, at = visit.who, now()
    with visit.office.accounts.reading() as connection:
        limited = are_too_many(connection, me.name, visit.address, at)
        known = None if limited else check_password(connection, me.name, str(visit.form.get("old", "")))
    try:
        if known is None:
            with visit.office.accounts.writing() as connection:
                note_attempt(connection, me.name, visit.address, at)
            raise _wrong_password()
        password = str(visit.form.get("password", ""))
        _refuse_unequal(password, str(visit.form.get("again", "")))
        with visit.office.accounts.writing() as connection:
            set_password(connection, me.name, password)
            end_sessions_of(connection, me.name, but=me.session.id if me.session else "")
    except ProblemsFoundError as exc:
        return _account(visit, status=422, problems=exc.problems)
    return visit.go("account", note="Your password was changed.")


@act("/account/tokens", MEMBERS)
def add_token(visit: Visit) -> Response:
    """Make a token for a program, and show it once."""
    try:
        days = int(visit.said("days") or "90") if visit.said("days").isdecimal() else 0
        with visit.office.accounts.writing() as connection:
            secret = make_token(
                connection,
                visit.who.name,
                now(),
                label=visit.said("label"),
                scope=visit.said("scope"),
                days=days,
            )
    except LetterbookError as exc:
        return _account(
            visit, status=422, problems=exc.problems if isinstance(exc, ProblemsFoundError) else ()
        )
    return _account(visit, secret=secret)


@act("/account/tokens/{token}/revoke", MEMBERS)
def revoke_own_token(visit: Visit) -> Response:
    """Let one of one's own tokens do nothing more."""
    with visit.office.accounts.writing() as connection:
        if not revoke_token(connection, visit.part("token"), now(), user=visit.who.name):
            raise NotFoundError("there is no such token")
    return visit.go("account", note="The token was revoked.")


@page("/login/office", ANYBODY)
def go_to_provider(visit: Visit) -> Response:
    """Send somebody to the office's own log-in."""
    from generator.web.accounts.provider import begin_flow

    if visit.settings.login is None:
        raise NotFoundError("there is no such log-in")
    wanted = own_path(visit.asked("next"), visit.office)
    address = begin_flow(visit.office.accounts, visit.settings.login, _back(visit), visit.opener, wanted)
    return RedirectResponse(address, status_code=303)


@page("/login/callback", ANYBODY)
def come_back(visit: Visit) -> Response:
    """Let in who comes back from the office's own log-in, if an account is theirs."""
    from generator.web.accounts.provider import finish_flow

    if visit.settings.login is None:
        raise NotFoundError("there is no such log-in")
    answer = dict(visit.request.query_params)
    claimed, wanted = finish_flow(
        visit.office.accounts, visit.settings.login, _back(visit), visit.opener, answer
    )
    with visit.office.accounts.writing() as connection:
        user = find_subject(connection, claimed.subject)
        if user is None and (user := find_unbound_email(connection, claimed.email)):
            bind_subject(connection, user.name, claimed.subject)
    if user is None or user.is_disabled:
        raise ForbiddenError(
            "no account of this campaign is yours", hint="ask an admin to invite your address"
        )
    return come_in(visit, user.name, wanted)


def _back(visit: Visit) -> str:
    return f"{visit.settings.address}{visit.path('login', 'callback')}"
