"""What only the use cases may ask of the world: the clock, the environment, who is at the keyboard."""

from __future__ import annotations

import datetime as dt
import getpass
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.errors import UsageError
from generator.model import Campaign
from generator.storage import disk_errors
from generator.storage.locking import locked
from generator.vocabulary import unseen_character

LEDGER_VARIABLE = "LETTERBOOK_LEDGER"


def now() -> dt.datetime:
    """Return this instant, in UTC."""
    return dt.datetime.now(dt.UTC)


def today_of(campaign: Campaign) -> dt.date:
    """Return which day it is where the office is."""
    return today_in(campaign.timezone)


def today_in(timezone: str) -> dt.date:
    """Return which day it is in a time zone: near midnight not the one of this machine's clock."""
    return now().astimezone(ZoneInfo(timezone)).date()


def actor_named(name: str) -> str:
    """Return who acts: the one named, or else the login name.

    Raises:
        UsageError: nobody is named, and the system knows no login name; or the name cannot be shown.
    """
    try:
        actor = name.strip() or getpass.getuser()
    except (OSError, KeyError, ImportError) as exc:
        raise UsageError("it is not known who you are", hint="say it with --actor NAME") from exc
    if unseen := unseen_character(actor):
        message = f"--actor: {actor!r} holds {unseen}, which cannot be seen"
        raise UsageError(message, hint="delete it, or type the name anew")
    return actor


def ledger_url(campaign: Campaign) -> str:
    """Return the URL of the database with the record, or nothing when it lies in a file."""
    return os.environ.get(LEDGER_VARIABLE, "") or campaign.ledger


@contextmanager
def one_at_a_time(campaign_file: Path) -> Iterator[None]:
    """Let one run at a time make letters or a record in a campaign; another waits until it has ended.

    The lock is on the campaign's file and goes with the process. Where a disk knows no locks, there is none:
    the ledger has its own.
    """
    with ExitStack() as held:
        with disk_errors(campaign_file):
            held.enter_context(locked(campaign_file))
        yield
