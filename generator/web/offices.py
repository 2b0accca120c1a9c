"""The campaigns that are served, each with its own record and its own accounts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.errors import MissingFileError
from generator.web.accounts.database import Accounts
from generator.web.jobs import Jobs
from generator.workflow.office.register import Register

CAMPAIGN_FILE = "campaign.toml"


@dataclass(frozen=True, slots=True)
class Office:
    """A campaign that is served under ``/c/{slug}``. Nothing of it can be reached through another one."""

    slug: str
    folder: Path
    register: Register
    accounts: Accounts
    jobs: Jobs

    @property
    def campaign_file(self) -> Path:
        """Return the file of the campaign."""
        return self.folder / CAMPAIGN_FILE

    @property
    def out(self) -> Path:
        """Return the folder that batches go into."""
        return self.folder / "out"


def open_offices(folders: Iterable[Path]) -> dict[str, Office]:
    """Return the campaigns of some folders by their slugs; record and accounts are made if need be.

    Raises:
        MissingFileError: there is no campaign in a folder.
        ConfigurationError: its file has faults.
        StorageError, LedgerError: its record cannot be read.
    """
    offices: dict[str, Office] = {}
    for folder in folders:
        slug = _free(slug_of(folder), offices)
        offices[slug] = open_office(folder, slug)
    return offices


def open_office(folder: Path, slug: str) -> Office:
    """Return the campaign of a folder; raises as ``open_offices`` does."""
    campaign_file = folder / CAMPAIGN_FILE
    if not campaign_file.is_file():
        raise MissingFileError(
            f"{folder}: there is no campaign here", hint="make one with: letterbook init NAME"
        )
    register = Register(campaign_file)
    accounts = Accounts(register.engine())
    accounts.make()
    return Office(slug, folder, register, accounts, Jobs(accounts))


def slug_of(folder: Path) -> str:
    """Return what a campaign is called in addresses: the name of its folder in plain letters."""
    plain = unicodedata.normalize("NFKD", folder.resolve().name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "campaign"


def _free(slug: str, taken: dict[str, Office]) -> str:
    number, free = 2, slug
    while free in taken:
        number, free = number + 1, f"{slug}-{number}"
    return free
