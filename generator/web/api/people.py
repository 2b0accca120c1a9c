"""Campaigns, who asks, and for admins the accounts and their roles."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field

from generator.web.accounts.users import list_users
from generator.web.api.asking import Asker, asking, refusals
from generator.web.api.repeating import RepeatableRoute
from generator.web.inviting import invite, require_user, shut_out
from generator.web.people import ADMINS, MEMBERS
from generator.workflow.office.granting import grant_role, revoke_role

router = APIRouter(route_class=RepeatableRoute, prefix="/c/{campaign}", tags=["people"])
open_router = APIRouter(route_class=RepeatableRoute, tags=["people"])

UserName = Annotated[str, Path(max_length=64)]


class Me(BaseModel):
    """Who the token belongs to, and what they may do in this campaign."""

    name: str
    roles: list[str]
    scope: str
    campaign: str


@router.get("/me", responses=refusals())
def who_am_i(asker: Annotated[Asker, asking(MEMBERS)]) -> Me:
    """Return who asks."""
    person = asker.person
    scope = person.token.scope if person.token else "read"
    return Me(name=person.name, roles=list(person.roles), scope=scope, campaign=asker.register.campaign.title)


class UserItem(BaseModel):
    """An account with its roles."""

    name: str
    email: str
    roles: list[str]
    is_disabled: bool
    has_password: bool


class Users(BaseModel):
    """All accounts of the campaign."""

    items: list[UserItem]


@router.get("/users", responses=refusals())
def list_accounts(asker: Annotated[Asker, asking(ADMINS)]) -> Users:
    """List the accounts."""
    with asker.office.accounts.reading() as connection:
        users = list_users(connection)
    roles = asker.register.roles
    return Users(
        items=[
            UserItem(
                name=it.name, email=it.email, roles=list(roles.of(it.name)),
                is_disabled=it.is_disabled, has_password=it.has_password,
            )
            for it in users
        ]
    )  # fmt: skip


class Invitation(BaseModel):
    """Somebody to be let in."""

    name: Annotated[str, Field(max_length=64)]
    email: Annotated[str, Field(max_length=254)] = ""
    roles: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=10)] = []


class Link(BaseModel):
    """A link by which somebody chooses a password, once, within three days."""

    link: str


@router.post("/users", status_code=201, responses=refusals())
def invite_user(said: Invitation, asker: Annotated[Asker, asking(ADMINS, write=True)]) -> Link:
    """Make an account with roles, and return the link to be handed to them."""
    secret = invite(asker.office, said.name, said.email, tuple(said.roles), by=asker.person.name)
    return Link(link=f"{asker.settings.address}/c/{asker.office.slug}/welcome/{secret}")


class Roles(BaseModel):
    """The roles that somebody holds."""

    roles: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=10)]


@router.put("/users/{user}/roles", responses=refusals())
def set_roles(user: UserName, said: Roles, asker: Annotated[Asker, asking(ADMINS, write=True)]) -> Roles:
    """Grant these roles and revoke all others; each change is recorded."""
    name = require_user(asker.office, user).name
    held, wanted = set(asker.register.roles.of(name)), set(said.roles)
    for role in sorted(wanted - held):
        grant_role(asker.office.campaign_file, name, role, actor=asker.person.name)
    for role in sorted(held - wanted):
        revoke_role(asker.office.campaign_file, name, role, actor=asker.person.name)
    return Roles(roles=list(asker.register.look().roles.of(name)))


@router.delete("/users/{user}", status_code=204, responses=refusals())
def disable_account(user: UserName, asker: Annotated[Asker, asking(ADMINS, write=True)]) -> None:
    """Disable an account: its sessions, links and tokens open nothing any more.

    What it did stays on record.
    """
    shut_out(asker.office, user)


class CampaignItem(BaseModel):
    """A campaign that this server serves, and where its pages are."""

    campaign: str
    pages: str


class Campaigns(BaseModel):
    """The campaigns of this server."""

    items: list[CampaignItem]


@open_router.get("/campaigns")
def list_campaigns(request: Request) -> Campaigns:
    """List what the campaigns are called in addresses; nothing else is told without a token."""
    return Campaigns(
        items=[CampaignItem(campaign=slug, pages=f"/c/{slug}") for slug in request.app.state.offices]
    )
