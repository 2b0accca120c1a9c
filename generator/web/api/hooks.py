"""Webhooks: which addresses are told of what happens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from generator.web.api.asking import Asker, asking, refusals
from generator.web.api.repeating import RepeatableRoute
from generator.web.faults import NotFoundError
from generator.web.hooks import add_hook, list_hooks, remove_hook
from generator.web.people import ADMINS

router = APIRouter(route_class=RepeatableRoute, prefix="/c/{campaign}/webhooks", tags=["webhooks"])


class Wanted(BaseModel):
    """An address to be told."""

    url: Annotated[str, Field(max_length=2_000)]


class HookItem(BaseModel):
    """A webhook. ``told`` is the last event of the record it was told of.

    ``failures`` those since it last worked.
    """

    id: str
    url: str
    told: int
    failures: int


class NewHook(HookItem):
    """A webhook with the secret that its messages are signed with, which is shown this once."""

    secret: str


class Hooks(BaseModel):
    """All webhooks of the campaign."""

    items: list[HookItem]


@router.get("", responses=refusals())
def list_webhooks(asker: Annotated[Asker, asking(ADMINS)]) -> Hooks:
    """List the webhooks."""
    return Hooks(
        items=[
            HookItem(id=it.id, url=it.url, told=it.told, failures=it.failures)
            for it in list_hooks(asker.office.accounts)
        ]
    )


@router.post("", status_code=201, responses=refusals())
def add_webhook(wanted: Wanted, asker: Annotated[Asker, asking(ADMINS, write=True)]) -> NewHook:
    """Tell an address, from now on, of batches made and of letters approved, returned and released."""
    hook = add_hook(asker.office.accounts, wanted.url, user=asker.person.name, told=asker.register.size)
    return NewHook(id=hook.id, url=hook.url, told=hook.told, failures=0, secret=hook.secret)


@router.delete("/{hook}", status_code=204, responses=refusals())
def remove_webhook(
    hook: Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")], asker: Annotated[Asker, asking(ADMINS, write=True)]
) -> None:
    """Tell an address no more."""
    if not remove_hook(asker.office.accounts, hook):
        raise NotFoundError("there is no such webhook")
