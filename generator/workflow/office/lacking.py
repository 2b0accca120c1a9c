"""What an installation lacks that a serious one has: told to admins, each with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from generator.campaign import read_campaign
from generator.errors import Problem
from generator.storage import is_there
from generator.workflow.record.campaign_record import CampaignRecord


def lacks_of(campaign_file: Path) -> tuple[Problem, ...]:
    """Return what the installation that serves a campaign lacks, as warnings."""
    return tuple(_lacks(campaign_file))


def _lacks(campaign_file: Path) -> Iterator[Problem]:
    campaign = read_campaign(campaign_file)
    record = CampaignRecord.of(campaign)
    if not campaign.copies:
        hint = "name places in [record] copies of campaign.toml; docs/keeping.md tells which"
        yield Problem("record", "copies", "no copies of checkpoints are sent anywhere else", hint, "warning")
    if not is_there(record.key):
        yield Problem(
            "record", "key", "the key is not on this machine: nothing is signed", "put it back", "warning"
        )
    if isinstance(record.place, str) and find_spec("psycopg") is None:
        yield Problem(
            "record", "ledger", "PostgreSQL's driver is not installed", "pip install 'letterbook[postgresql]'"
        )
