"""What has to hold of a ledger's entries: each check returns all of its faults. Pure."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice, pairwise
from typing import Final

from generator.errors import Fault
from generator.events import Event, EventFault, JsonValue, read_object
from generator.ledger.chain import GENESIS, HASH, PREV, SEQ, Entry, Row, entry_hash, read_entry
from generator.ledger.merkle import roots_at
from generator.ledger.signing.note import Checkpoint

_RESTORE: Final = "put back a copy of the ledger that verifies, and find out who changed this one"


def check_sequence(rows: Sequence[Row], last: Row | None = None) -> Iterator[EventFault]:
    """Find where ``seq`` does not count from 1, or on from the ``last`` row, without a gap."""
    start = last[SEQ] if last else 0
    for before, seq in pairwise((start, *(row[SEQ] for row in rows))):
        if seq == before + 2:
            yield Fault(before + 1, "this event is missing", _RESTORE, "seq")
        elif seq != before + 1:
            yield Fault(before + 1, f"the events up to {seq - 1} are missing", _RESTORE, "seq")


def check_chain(rows: Sequence[Row], last: Row | None = None) -> Iterator[EventFault]:
    """Find the events whose bytes are not those that were hashed, or that do not follow the one before.

    The first follows the ``last`` row, or nothing.
    """
    prev = last[HASH] if last else GENESIS
    for row in rows:
        if row[PREV] != prev:
            yield Fault(row[SEQ], "it does not follow the event before it", _RESTORE, "prev")
        prev = row[HASH]
        if _rehash(row) != prev:
            yield _changed(row)


def first_change(row: Row) -> EventFault | None:
    """Return what is wrong with a row that is read alone: its bytes are not those that were hashed."""
    return None if _rehash(row) == row[HASH] else _changed(row)


def _changed(row: Row) -> EventFault:
    return Fault(row[SEQ], "the event was changed after it was recorded", _RESTORE, "hash")


def first_fault(rows: Sequence[Row], last: Row | None) -> EventFault | None:
    """Return what is wrong first with rows that should follow the ``last`` one."""
    faults = (*check_sequence(rows, last), *islice(check_chain(rows, last), 1))
    return min(faults, key=lambda fault: fault.at, default=None)


def read_events(entries: Sequence[Entry]) -> tuple[tuple[Event, ...], tuple[EventFault, ...]]:
    """Return the events that the entries hold, and a fault for each entry that holds none."""
    events: list[Event] = []
    faults: list[EventFault] = []
    for entry in entries:
        try:
            event = read_entry(entry)
            read_object(event.payload_text)
        except (TypeError, ValueError) as exc:
            faults.append(Fault(entry.seq, f"this is not an event: {exc}", _RESTORE, "payload"))
        else:
            events.append(event)
    return tuple(events), tuple(faults)


def check_checkpoints(
    leaves: Sequence[bytes],
    checkpoints: Sequence[tuple[str, Checkpoint]],
    events: Sequence[Event] = (),
) -> Iterator[EventFault]:
    """Find the checkpoints, each given with its name, that the ledger does not bear out.

    One that states more events than there are tells of a cut tail or of an old copy put back; one with
    another root, of events changed, removed or put in since the last checkpoint that still holds. Those that
    a restored record gave up are passed over, once a checkpoint that covers its restoration was signed.
    """
    roots = roots_at(leaves, {checkpoint.size for _, checkpoint in checkpoints})
    covered = max((it.size for _, it in checkpoints if roots.get(it.size) == it.root), default=0)
    excused = given_up(event for event in events if event.seq <= covered)
    held = [it for it in checkpoints if (it[1].size, base64.b64encode(it[1].root).decode()) not in excused]
    ordered = sorted(held, key=lambda named: named[1].size)
    sound = 0
    for name, checkpoint in ordered:
        if checkpoint.size > len(leaves):
            lost = f"{name} states {checkpoint.size} events, but {len(leaves)} are there: the end was cut off"
            yield Fault(len(leaves) + 1, lost, _RESTORE, "checkpoint")
        elif roots[checkpoint.size] == checkpoint.root:
            sound = checkpoint.size
        else:
            changed = f"{name} does not fit: one of the events {sound + 1} to {checkpoint.size} was changed"
            yield Fault(sound + 1, changed, _RESTORE, "checkpoint")


def given_up(events: Iterable[Event]) -> frozenset[tuple[int, str]]:
    """Return what restorations gave up: checkpoints of more events than the backup had, by size and root."""
    return frozenset(
        (size, root)
        for event in events
        if event.type == "record_restored" and event.payload.get("events") == event.seq - 1
        for size, root in _checkpoints_in(event.payload.get("given_up"))
        if size >= event.seq
    )


def _checkpoints_in(said: JsonValue) -> Iterator[tuple[int, str]]:
    for checkpoint in said if isinstance(said, list) else ():
        match checkpoint:
            case {"size": int(size), "root": str(root)}:
                yield size, root
            case _:
                pass


def check_approvers(events: Iterable[Event]) -> Iterator[EventFault]:
    """Find the approvals given by one who prepared a draft that they approve."""
    preparers: dict[str, set[str]] = {}
    for event in events:
        if event.type == "letter_generated":
            for sha256 in hashes_in(event.payload.get("drafts")):
                preparers.setdefault(sha256, set()).add(event.actor)
        elif event.type == "letter_approved" and any(
            event.actor in preparers.get(sha256, ()) for sha256 in hashes_in(event.payload.get("drafts"))
        ):
            message = f"{event.actor} prepared letter {event.letter_id} and approved it"
            yield Fault(event.seq, message, "have it approved by another person", "actor")


def files_named(events: Iterable[Event]) -> frozenset[str]:
    """Return the SHA-256 of every file that the events say is in the store: drafts, attachments and rows."""
    return frozenset(
        sha256
        for event in events
        for said in (event.payload, event.payload.get("replacement"))
        if isinstance(said, Mapping)
        for name in ("drafts", "attachments")
        for sha256 in (*hashes_in(said.get(name)), *hashes_in([said.get("rows_sha256")]))
    )


def files_named_in(entries: Sequence[Entry]) -> frozenset[str]:
    """Return the SHA-256 of every file that entries say is in the store."""
    return files_named(read_events(entries)[0])


def hashes_in(files: JsonValue) -> Iterator[str]:
    """Yield the hashes in a list of files, each a hash or an object that has one."""
    if not isinstance(files, list):
        return
    for file in files:
        sha256 = file.get("sha256") if isinstance(file, dict) else file
        if isinstance(sha256, str):
            yield sha256


def merkle_roots(entries: Sequence[Entry], sizes: AbstractSet[int]) -> dict[int, bytes]:
    """Return the Merkle roots over the first so many entries, for each size that there are entries for."""
    return roots_at(leaves_of(entries), sizes)


def leaves_of(entries: Sequence[Entry]) -> list[bytes]:
    """Return the leaves of the Merkle tree; an entry whose hash is none has an empty one."""
    return [_leaf(entry.hash) for entry in entries]


def _leaf(sha256: object) -> bytes:
    try:
        return bytes.fromhex(str(sha256))
    except ValueError:
        return b""


def _rehash(row: Row) -> str:
    try:
        return entry_hash(row)
    except (TypeError, ValueError):
        return "no event, so no hash"
