"""``letterbook user``: accounts, roles and tokens, from the machine that the server runs on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.serving.serve import require_web
from generator.cli.terminal.options import DEFAULT_CAMPAIGN, ActorOption, CampaignOption, JsonOption
from generator.cli.terminal.reporting import print_json, reporting, say
from generator.cli.terminal.tables import aligned

if TYPE_CHECKING:
    from generator.web.offices import Office

user = typer.Typer(help="Accounts of the server: who may come in, and in which roles.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The account.")]
RoleArgument = Annotated[
    str, typer.Argument(metavar="ROLE", help="clerk, reviewer, viewer, admin, or one of [review].")
]


@contextmanager
def _office(campaign: Path, *, as_json: bool) -> Iterator[Office]:
    with reporting(as_json=as_json):
        require_web()
        from generator.web.offices import open_office, slug_of

        yield open_office(campaign.parent, slug_of(campaign.parent))


@user.command("add")
def add(
    name: NameArgument,
    email: Annotated[str, typer.Option(help="Their address; the office's own log-in knows them by it.")] = "",
    role: Annotated[str, typer.Option(metavar="ROLE,…", help="Roles to grant at once.")] = "",
    url: Annotated[str, typer.Option(help="The server's address, for the link.")] = "http://127.0.0.1:8000",
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Make an account, and print the link by which they choose a password, once, within three days.

    For an account that is there already, make a new link: the old one and the password stay until it is used.
    """
    with _office(campaign, as_json=as_json) as office:
        from generator.cli.terminal.options import parse_list
        from generator.web.inviting import invite
        from generator.workflow.environment import actor_named

        by = actor_named(actor)
        link = invite(office, name, email, parse_list(role), by=by)
        path = f"{url.rstrip('/')}/c/{office.slug}/welcome/{link}"
        if as_json:
            print_json({"ok": True, "user": name, "link": path})
            return
        typer.echo(path)


@user.command("list")
def list_(campaign: CampaignOption = DEFAULT_CAMPAIGN, as_json: JsonOption = False) -> None:
    """List the accounts with their roles."""
    with _office(campaign, as_json=as_json) as office:
        from generator.web.accounts.users import list_users

        with office.accounts.reading() as connection:
            users = list_users(connection)
        roles = office.register.look().roles
        if as_json:
            print_json({"ok": True, "users": [asdict(it) | {"roles": roles.of(it.name)} for it in users]})
            return
        rows = [
            (it.name, ", ".join(roles.of(it.name)) or "-", it.email or "-", _state(it.is_disabled))
            for it in users
        ]
        for line in aligned(("name", "roles", "email", "state"), rows):
            typer.echo(line)


def _state(is_disabled: bool) -> str:
    return "disabled" if is_disabled else "active"


@user.command("disable")
def disable(
    name: NameArgument, campaign: CampaignOption = DEFAULT_CAMPAIGN, as_json: JsonOption = False
) -> None:
    """Let an account do nothing more: its sessions and tokens end at once."""
    with _office(campaign, as_json=as_json) as office:
        from generator.web.inviting import shut_out

        shut_out(office, name)
        _told(as_json, f"{name} is disabled")


@user.command("enable")
def enable(
    name: NameArgument, campaign: CampaignOption = DEFAULT_CAMPAIGN, as_json: JsonOption = False
) -> None:
    """Let a disabled account in again."""
    with _office(campaign, as_json=as_json) as office:
        from generator.web.accounts.users import enable_user

        with office.accounts.writing() as connection:
            enable_user(connection, name)
        _told(as_json, f"{name} is enabled")


@user.command("grant")
def grant(
    name: NameArgument,
    role: RoleArgument,
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Let somebody act in a role; it is recorded, with who granted it."""
    with _office(campaign, as_json=as_json) as office:
        from generator.web.inviting import require_user
        from generator.workflow.environment import actor_named
        from generator.workflow.office.granting import grant_role

        require_user(office, name)
        grant_role(office.campaign_file, name, role, actor=actor_named(actor))
        _told(as_json, f"{name} is {role}")


@user.command("revoke")
def revoke(
    name: NameArgument,
    role: RoleArgument,
    actor: ActorOption = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Let somebody act in a role no more; it is recorded."""
    with _office(campaign, as_json=as_json) as office:
        from generator.workflow.environment import actor_named
        from generator.workflow.office.granting import revoke_role

        revoke_role(office.campaign_file, name, role, actor=actor_named(actor))
        _told(as_json, f"{name} is {role} no more")


@user.command("token")
def token(
    name: NameArgument,
    label: Annotated[str, typer.Option(help="What the token is for.")] = "command line",
    scope: Annotated[str, typer.Option(help="read, or write: all that the account may do.")] = "read",
    days: Annotated[int, typer.Option(min=1, help="How many days it lasts, at most 365.")] = 90,
    revoke_id: Annotated[str, typer.Option("--revoke", metavar="ID", help="Revoke a token instead.")] = "",
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Make a token for the REST API, and print it: it is shown this once, and kept as a hash."""
    with _office(campaign, as_json=as_json) as office:
        from generator.web.accounts.tokens import make_token, revoke_token
        from generator.web.inviting import require_user
        from generator.workflow.environment import now

        require_user(office, name)
        with office.accounts.writing() as connection:
            if revoke_id:
                revoked = revoke_token(connection, revoke_id, now(), user=name)
            else:
                secret = make_token(connection, name, now(), label=label, scope=scope, days=days)
        if revoke_id:
            _told(
                as_json,
                f"{revoke_id} is revoked" if revoked else f"{name} has no token {revoke_id} to revoke",
            )
        elif as_json:
            print_json({"ok": True, "token": secret})
        else:
            typer.echo(secret)


def _told(as_json: bool, text: str) -> None:
    if as_json:
        print_json({"ok": True, "message": text})
    else:
        say(text)
