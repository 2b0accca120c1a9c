"""``letterbook import``: the events of an export become the record's ledger, in another database too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.campaign import read_campaign
from generator.errors import LedgerError
from generator.events import NewEvent
from generator.storage import disk_errors, refuse_absent
from generator.workflow.environment import one_at_a_time
from generator.workflow.record.campaign_record import CampaignRecord

if TYPE_CHECKING:
    from generator.ledger import Entry, Ledger, VerifyingKey


def import_events(campaign_file: Path, export: Path) -> int:
    """Make the campaign's ledger of an export, exactly as it was, and return how many events there are.

    The checkpoints beside it have to be borne out by the events; the store and the keys stay as they are.

    Raises:
        ConfigurationError: the campaign file has faults.
        LedgerError: there are events already; the export is none, was changed, or is not of this record.
        StorageError: a file cannot be read, or the disk or the server does not take the events.
    """
    from generator.ledger import read_entries

    record = CampaignRecord.of(read_campaign(campaign_file))
    refuse_absent(export, "export")
    with disk_errors(export), export.open("rb") as lines:
        entries = read_entries(lines)
    with one_at_a_time(campaign_file):
        refuse_strange(record, entries, record.known_keys())
        fill_ledger(record, entries).close()
    return len(entries)


def refuse_strange(
    record: CampaignRecord,
    entries: tuple[Entry, ...],
    known: tuple[VerifyingKey, ...],
    *,
    up_to: int | None = None,
) -> None:
    """Refuse events that do not bear out the checkpoints beside the record, up to a size or all of them.

    Raises:
        LedgerError: a checkpoint states others, or more.
        StorageError: a checkpoint cannot be read.
    """
    from generator.ledger import list_checkpoints, load_checkpoint, merkle_roots, vouched_keys_in

    keys = vouched_keys_in(entries, known)
    stated = [load_checkpoint(it, keys, origin=record.origin) for it in list_checkpoints(record.checkpoints)]
    roots = merkle_roots(entries, {checkpoint.size for checkpoint in stated})
    for checkpoint in stated:
        if up_to is not None and checkpoint.size > up_to:
            continue
        if roots.get(checkpoint.size) != checkpoint.root:
            raise LedgerError(
                f"these are not this record's events: the checkpoint of {checkpoint.size} differs",
                hint="take the last export or backup of this record; see docs/ledger.md",
            )


def fill_ledger(
    record: CampaignRecord, entries: tuple[Entry, ...], then: tuple[NewEvent, ...] = ()
) -> Ledger:
    """Make the ledger of a record, with these entries and ``then`` an event, and return it open.

    One that was made so already stays as it is.

    Raises:
        LedgerError: there are other events already.
        StorageError: the disk or the server does not take them.
    """
    from generator.ledger import Ledger, keep_checkpoints

    ledger = Ledger.make(record.place)
    standing = tuple(ledger.entries())
    added = [entry.key for entry in standing[len(entries) :]]
    if standing[: len(entries)] != entries or added != [event.key for event in then]:
        ledger.adopt(entries, then)
    keep_checkpoints(ledger, record.checkpoints)
    return ledger
