"""``letterbook serve``: the server in this process, and the link by which the first admin comes in."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import uvicorn

from generator.web.accounts.links import make_link
from generator.web.accounts.users import add_user, find_user
from generator.web.application import make_application
from generator.web.hooks import keep_telling
from generator.web.offices import Office, open_offices
from generator.web.settings import Settings, check_settings
from generator.workflow.environment import actor_named, now
from generator.workflow.office.granting import grant_role


def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Serve campaigns until somebody stops it. Where there is no admin yet, say how the first one comes in.

    Raises:
        UsageError: the settings have no meaning.
        MissingFileError, ConfigurationError, StorageError, LedgerError: a campaign cannot be opened.
    """
    check_settings(settings)
    offices = open_offices(settings.folders)
    for office in offices.values():
        say(f"{office.register.campaign.title}: {settings.address}/c/{office.slug}")
        if link := first_link(office, settings):
            say(f"  there is no admin yet; open this link once, within three days, to become one:\n  {link}")
    server = uvicorn.Server(
        uvicorn.Config(
            make_application(settings, offices),
            host=settings.host,
            port=settings.port,
            log_level="warning",
            server_header=False,
            proxy_headers=bool(settings.url),
            timeout_graceful_shutdown=5,
        )
    )
    stopped = threading.Event()
    for office in offices.values():
        threading.Thread(target=keep_telling, args=(office, stopped), daemon=True).start()
    server.run()
    stopped.set()


def first_link(office: Office, settings: Settings) -> str:
    """Return a link for the first admin, as long as nobody who is one can log in; a new one voids the old."""
    admins = {whom for whom, role in office.register.look().roles.held if role == "admin"}
    with office.accounts.reading() as connection:
        users = [user for whom in admins if (user := find_user(connection, whom))]
    if any(user.has_password or user.subject for user in users if not user.is_disabled):
        return ""
    name = users[0].name if users else _plain(actor_named(""))
    with office.accounts.writing() as connection:
        if find_user(connection, name) is None:
            add_user(connection, name, "", now())
    grant_role(office.campaign_file, name, "admin", actor=name)
    with office.accounts.writing() as connection:
        secret = make_link(connection, name, now(), made_by=name)
    return f"{settings.address}/c/{office.slug}/welcome/{secret}"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "admin"
