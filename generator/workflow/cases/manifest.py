"""``letterbook manifest``: what was sent to whom, which bytes, when, how, approved by whom, answered when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from generator.campaign import read_campaign
from generator.cases import fold
from generator.errors import UsageError
from generator.manifest import (
    MASKED,
    ManifestFormat,
    ManifestRow,
    manifest_rows,
    mask_clocks,
    write_manifest,
)
from generator.workflow.environment import today_of
from generator.workflow.record.campaign_record import CampaignRecord
from generator.workflow.sources import Sources

ExportFormat: TypeAlias = ManifestFormat | Literal["events"]


@dataclass(frozen=True, slots=True)
class Extract:
    """What to tell: the letters of one batch or all, as of a date or today, with clock times or without."""

    batch_id: str = ""
    as_of: date | None = None
    stable: bool = False


def read_manifest(sources: Sources, extract: Extract) -> tuple[ManifestRow, ...]:
    """Return one row for each hand-over, and one for each letter not handed over yet.

    Raises:
        UsageError: the record has no such batch.
        ConfigurationError: the campaign file has faults.
        StorageError, LedgerError, ProblemsFoundError: the record cannot be read.
    """
    campaign = read_campaign(sources.campaign)
    events = CampaignRecord.of(campaign).events()
    cases = fold(events, campaign, extract.as_of or today_of(campaign))
    if extract.batch_id and all(event.batch_id != extract.batch_id for event in events):
        hint = "its batches are named like their folders in out/"
        raise UsageError(f"{extract.batch_id!r} is not a batch of this record", hint=hint)
    rows = manifest_rows(events, cases, timezone=campaign.timezone, batch_id=extract.batch_id)
    return mask_clocks(rows) if extract.stable else rows


def export_manifest(sources: Sources, extract: Extract, form: ExportFormat) -> bytes:
    """Return the manifest in a format; ``events`` are the events themselves, all of them, as JSON Lines.

    Raises:
        UsageError: the record has no such batch, or the library of the format is not installed.
        ConfigurationError, StorageError, LedgerError, ProblemsFoundError: as ``read_manifest``.
    """
    if form == "events":
        from generator.ledger import write_entries

        record = CampaignRecord.of(read_campaign(sources.campaign))
        return b"".join(write_entries(record.entries(), mask=MASKED if extract.stable else ""))
    return write_manifest(read_manifest(sources, extract), form)
