"""``letterbook init``: a new campaign in a folder of its own, with a record and a key, that runs at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.campaign import read_campaign
from generator.errors import UsageError
from generator.starter import STARTER_TIMEZONE, starter_files
from generator.storage import disk_errors, is_there, write_once
from generator.workflow.environment import one_at_a_time, today_in
from generator.workflow.record.campaign_record import CampaignRecord


@dataclass(frozen=True, slots=True)
class Founded:
    """A new campaign: its folder, the files in it, and the public key of its record."""

    folder: Path
    files: tuple[str, ...]
    public_key: Path


def found_campaign(folder: Path, key: Path | None = None) -> Founded:
    """Write a new campaign into a folder, and make its record; ``key`` is an Ed25519 key to sign it with.

    A run that was stopped is completed: a file that is there as it would be written is left alone.

    Raises:
        UsageError: other files lie in the folder; nothing was written.
        StorageError: the disk does not take the files, or the key cannot be read.
        LedgerError: ``key`` is not an unencrypted Ed25519 key in OpenSSH's format.
    """
    from generator.ledger import is_begun_key, keep_key

    files = starter_files(folder.resolve().name, today_in(STARTER_TIMEZONE))
    if taken := [name for name, content in files.items() if _differs(folder / name, content)]:
        raise UsageError(f"{folder / taken[0]}: another file is there already", hint="name a new folder")
    given = _read_given_key(key)
    for name, content in files.items():
        write_once(folder / name, content, mode=0o644)
    campaign = folder / "campaign.toml"
    record = CampaignRecord.of(read_campaign(campaign))
    with one_at_a_time(campaign):
        if given and (not is_there(record.key) or is_begun_key(record.key)):
            keep_key(record.key, given)
        record.make()
    return Founded(folder, tuple(files), record.public_key)


def _differs(path: Path, content: bytes) -> bool:
    with disk_errors(path):
        return path.exists() and (not path.is_file() or path.read_bytes() != content)


def _read_given_key(key: Path | None) -> bytes:
    """Return the content of a key file once it is seen to be a key."""
    from generator.ledger import read_key

    if key is None:
        return b""
    read_key(key, "letterbook/given")
    with disk_errors(key):
        return key.read_bytes()
