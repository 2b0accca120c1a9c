"""Checkpoints: files beside the ledger, to be kept elsewhere too, against which it is verified later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from generator.errors import LedgerError, Problem, StorageError
from generator.ledger.merkle import roots_at
from generator.ledger.record import Ledger
from generator.ledger.signing.keys import SigningKey, VerifyingKey
from generator.ledger.signing.note import (
    Checkpoint,
    Previous,
    read_checkpoint,
    read_unverified,
    sign_checkpoint,
)
from generator.storage import disk_errors, is_there, write_once
from generator.storage.unfinished import UNFINISHED

EVENTS_BETWEEN: Final = 100
"""After so many events a checkpoint is due, whatever they belong to."""
GIVEN_UP: Final = "given-up"
"""The folder of the checkpoints that a restored record cannot bear out any more."""

_SUFFIX: Final = ".checkpoint"
_LARGEST: Final = 100_000
_PUT_BACK: Final = "put it back from a copy that was kept elsewhere, and find out who did this"


def write_checkpoint(
    ledger: Ledger, key: SigningKey, folder: Path, known: tuple[VerifyingKey, ...] = ()
) -> Path:
    """Sign what the ledger is now, and return the file that says so; it is there whole and synced.

    It names the checkpoint before it, and the ledger keeps its text too. ``known`` are the keys that signed
    before ``key`` did.

    Raises:
        LedgerError: the ledger does not continue what the last checkpoint in the folder states; nothing is
            signed then.
        StorageError: the ledger cannot be read, or the disk does not take the file.
    """
    # In this order: another run may append and sign in between, and its checkpoint states more than was read.
    before = tuple(
        load_checkpoint(path, (key.public, *known), origin=key.name) for path in list_checkpoints(folder)[-1:]
    )
    leaves = ledger.leaves()
    roots = roots_at(leaves, {len(leaves), *(last.size for last in before)})
    if any(roots.get(last.size) != last.root for last in before):
        raise LedgerError(
            f"{ledger.name}: the ledger does not continue what the last checkpoint states",
            hint="run: letterbook verify",
        )
    # The last one is kept before it is named, so that a run killed in between leaves none that seems taken.
    keep_checkpoints(ledger, folder)
    path = checkpoint_path(folder, len(leaves))
    if not is_there(path):
        stated = Checkpoint(key.name, len(leaves), roots[len(leaves)])
        for last in before:
            stated = stated.follow(last)
        write_once(path, sign_checkpoint(stated, key).encode())
    keep_checkpoints(ledger, folder)
    return path


def checkpoint_path(folder: Path, size: int) -> Path:
    """Return the file of the checkpoint that states so many events."""
    return folder / f"{size:012d}{_SUFFIX}"


def keep_checkpoints(ledger: Ledger, folder: Path) -> None:
    """Keep the text of every checkpoint in the ledger, so that a file that is taken away is missed."""
    kept = ledger.checkpoints()
    fresh = [path for path in list_checkpoints(folder) if int(path.stem) not in kept]
    notes = {read_unverified(note).size: note for note in map(read_note, fresh)}
    ledger.keep_checkpoints(notes)


def checkpoint_is_due(ledger: Ledger, folder: Path, *, after_each: str = "") -> bool:
    """Tell whether, since the last checkpoint in the folder, 100 events or one of a type were appended."""
    last = max((int(path.stem) for path in list_checkpoints(folder)), default=0)
    return ledger.size() - last >= EVENTS_BETWEEN or ledger.has(after_each, after=last)


def list_checkpoints(folder: Path) -> tuple[Path, ...]:
    """Return the checkpoints in a folder, the oldest first."""
    with disk_errors(folder):  # a glob would pass over a folder that it may not look into
        beside = folder.iterdir() if folder.is_dir() else ()
        return tuple(sorted(path for path in beside if path.suffix == _SUFFIX and path.stem.isdecimal()))


def list_given_up(folder: Path) -> tuple[Path, ...]:
    """Return the checkpoints that a restored record gave up."""
    return tuple(sorted((folder / GIVEN_UP).glob(f"*{_SUFFIX}")))


def load_checkpoint(path: Path, keys: tuple[VerifyingKey, ...], *, origin: str) -> Checkpoint:
    """Read a checkpoint of the ledger ``origin`` from a file, once one of the keys is seen to have signed it.

    Raises:
        StorageError: the file cannot be read.
        LedgerError: it is not a checkpoint of this ledger, or none of the keys signed it.
    """
    note = read_note(path)
    try:
        return accept_note(note, keys, origin=origin)
    except LedgerError as exc:
        raise LedgerError(f"{path}: {exc.message}", hint=exc.hint) from exc


def accept_note(note: str, keys: tuple[VerifyingKey, ...], *, origin: str) -> Checkpoint:
    """Return what a text states of the ledger ``origin``, once one of the keys is seen to have signed it.

    Raises:
        LedgerError: it is not a checkpoint of this ledger, or none of the keys signed it.
    """
    checkpoint = read_checkpoint(note, keys)
    if checkpoint.origin != origin:
        raise LedgerError(f"a checkpoint of {checkpoint.origin}, not of {origin}", hint="leave it out")
    return checkpoint


def read_note(path: Path) -> str:
    """Return the text of a checkpoint's file.

    Raises:
        StorageError: the file cannot be read.
    """
    with disk_errors(path), path.open("rb") as stream:
        return stream.read(_LARGEST + 1).decode(errors="replace")


def check_folder(folder: Path, kept: Mapping[int, str]) -> Iterator[Problem]:
    """Find what is wrong with a folder of checkpoints by itself, and by the texts that the ledger keeps.

    That is: files that are misnamed, or no checkpoints; checkpoints that were taken away, told by the ledger
    or by the one that names them; and a text that is not the one that was signed first.
    """
    previous: dict[int, Previous] = {}
    wanted: dict[int, Previous] = {}
    for path in _files(folder):
        try:
            stated = read_unverified(_read_plain(path))
        except (LedgerError, StorageError) as exc:
            yield Problem(str(path), "", exc.message, "move it elsewhere")
            continue
        previous[stated.size] = stated.named
        wanted |= {it.size: it for it in (stated.previous,) if it}
        yield from _check_name(path, stated)
    yield from (_forgotten(folder, size) for size in sorted((previous.keys() & wanted.keys()) - kept.keys()))
    for size, note in kept.items():
        try:
            wanted[size] = read_unverified(note).named
        except LedgerError:
            yield Problem(str(folder), "", f"what the ledger keeps as checkpoint {size} is none", _PUT_BACK)
    yield from (_unlike(folder, size) for size in sorted(wanted) if previous.get(size) != wanted[size])


def _forgotten(folder: Path, size: int) -> Problem:
    """Tell of a checkpoint that the ledger kept before the one that names it was signed."""
    message = f"the ledger does not keep the checkpoint of {size} events any more"
    return Problem(str(checkpoint_path(folder, size)), "", message, _PUT_BACK)


def _files(folder: Path) -> list[Path]:
    """Return what lies in the folder, but for what a run that was killed has left."""
    beside = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in beside if path.name != GIVEN_UP and not path.name.startswith(UNFINISHED)]


def _read_plain(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        raise LedgerError("this is not a plain file, so no checkpoint")
    return read_note(path)


def _check_name(path: Path, stated: Checkpoint) -> Iterator[Problem]:
    right = checkpoint_path(path.parent, stated.size).name
    if path.name != right:
        message = f"this states {stated.size} events, so its name is {right}"
        yield Problem(str(path), "", message, "give it its name back, and find out who renamed it")


def _unlike(folder: Path, size: int) -> Problem:
    path = checkpoint_path(folder, size)
    message = f"the checkpoint of {size} events is not there as it was signed"
    return Problem(str(path), "", message, _PUT_BACK)
