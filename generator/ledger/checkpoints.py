"""Checkpoints: files beside the ledger, to be kept elsewhere too, against which it is verified later."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from generator.errors import LedgerError
from generator.ledger.keys import SigningKey, VerifyingKey
from generator.ledger.merkle import roots_at
from generator.ledger.note import Checkpoint, read_checkpoint, sign_checkpoint
from generator.ledger.record import Ledger
from generator.storage import disk_errors, is_there, write_once

EVENTS_BETWEEN: Final = 100
"""After so many events a checkpoint is due, whatever they belong to."""

_SUFFIX: Final = ".checkpoint"
_LARGEST: Final = 100_000


def write_checkpoint(ledger: Ledger, key: SigningKey, folder: Path) -> Path:
    """Sign what the ledger is now, and return the file that says so; it is there whole and synced.

    Raises:
        LedgerError: the ledger does not continue what the last checkpoint in the folder states; nothing is
            signed then.
        StorageError: the ledger cannot be read, or the disk does not take the file.
    """
    # In this order: another run may append and sign in between, and its checkpoint states more than was read.
    before = tuple(
        load_checkpoint(path, (key.public,), origin=key.name) for path in list_checkpoints(folder)[-1:]
    )
    leaves = ledger.leaves()
    roots = roots_at(leaves, {len(leaves), *(last.size for last in before)})
    if any(roots.get(last.size) != last.root for last in before):
        raise LedgerError(
            f"{ledger.name}: the ledger does not continue what the last checkpoint states",
            hint="run: letterbook verify",
        )
    path = folder / f"{len(leaves):012d}{_SUFFIX}"
    if not is_there(path):
        write_once(path, sign_checkpoint(Checkpoint(key.name, len(leaves), roots[len(leaves)]), key).encode())
    return path


def checkpoint_is_due(ledger: Ledger, folder: Path, *, after_each: str = "") -> bool:
    """Tell whether, since the last checkpoint in the folder, 100 events or one of a type were appended."""
    last = max((int(path.stem) for path in list_checkpoints(folder)), default=0)
    return ledger.size() - last >= EVENTS_BETWEEN or ledger.has(after_each, after=last)


def list_checkpoints(folder: Path) -> tuple[Path, ...]:
    """Return the checkpoints in a folder, the oldest first."""
    with disk_errors(folder):  # a glob would pass over a folder that it may not look into
        beside = folder.iterdir() if folder.is_dir() else ()
        return tuple(sorted(path for path in beside if path.suffix == _SUFFIX and path.stem.isdecimal()))


def load_checkpoint(path: Path, keys: tuple[VerifyingKey, ...], *, origin: str) -> Checkpoint:
    """Read a checkpoint of the ledger ``origin`` from a file, once one of the keys is seen to have signed it.

    Raises:
        StorageError: the file cannot be read.
        LedgerError: it is no checkpoint of this ledger, or none of the keys signed it.
    """
    with disk_errors(path), path.open("rb") as stream:
        content = stream.read(_LARGEST + 1)
    try:
        checkpoint = read_checkpoint(content.decode(errors="replace"), keys)
    except LedgerError as exc:
        raise LedgerError(f"{path}: {exc.message}", hint=exc.hint) from exc
    if checkpoint.origin != origin:
        raise LedgerError(
            f"{path}: a checkpoint of {checkpoint.origin}, not of {origin}", hint="leave it out"
        )
    return checkpoint
