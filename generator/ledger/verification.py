"""Verify a ledger: re-read all of it and all that vouches for it, and name everything that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import select, text

from generator.errors import Fault, LedgerError, Problem, StorageError
from generator.events import Event, EventFault
from generator.ledger.chain import Entry
from generator.ledger.checkpoints import (
    EVENTS_BETWEEN,
    accept_note,
    check_folder,
    list_checkpoints,
    list_given_up,
    read_note,
)
from generator.ledger.checks import (
    check_approvers,
    check_chain,
    check_checkpoints,
    check_sequence,
    leaves_of,
    read_events,
)
from generator.ledger.database.connection import reading
from generator.ledger.database.definition import changed_definitions
from generator.ledger.database.schema import EVENTS
from generator.ledger.record import Ledger
from generator.ledger.signing.keys import VerifyingKey
from generator.ledger.signing.note import Checkpoint, read_unverified
from generator.ledger.succession import (
    Succession,
    keys_at,
    read_successions,
    trusted_keys,
    unconfirmed,
)
from generator.pausing import collection_paused

Rule: TypeAlias = Callable[[Sequence[Event]], Iterable[EventFault]]
"""A rule that the events of a ledger keep, such as: only legal transitions."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What vouches for a ledger from outside: checkpoint files, the keys that signed them, its origin.

    ``folder`` is where its checkpoints lie: all of them have to be there, by their names.
    """

    origin: str
    keys: tuple[VerifyingKey, ...] = ()
    checkpoints: tuple[Path, ...] = ()
    folder: Path | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """The checkpoints in the folder, those that were given up, and those given."""
        if self.folder is None:
            return self.checkpoints
        given_up = list_given_up(self.folder)
        return (*list_checkpoints(self.folder), *given_up, *self.checkpoints)


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying found. ``first_bad_seq`` is the earliest event that is at fault, or 0."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...]
    first_bad_seq: int = 0


def verify_ledger(ledger: Ledger, evidence: Evidence, rules: tuple[Rule, ...] = ()) -> Verification:
    """Re-read the whole ledger and return every problem: none when nobody changed it.

    Looked at are: each table, index and trigger; ``seq`` without a gap; the hash chain; each checkpoint
    given; that nobody approved what they prepared; and the rules given. Without a checkpoint a cut tail or
    a chain that was rewritten throughout cannot be seen.
    """
    problems = list(_check_folder(ledger, evidence))
    with collection_paused():
        entries, faults = _read_entries(ledger)
        events, unreadable = read_events(entries)
        successions, unsigned = read_successions(events)
        checkpoints, unread = _load_checkpoints(ledger, evidence, successions)
        faults += [*check_sequence(entries), *check_chain(entries), *unreadable, *unsigned]
        faults += check_checkpoints(leaves_of(entries), checkpoints, events)
        faults += [fault for rule in (check_approvers, *rules) for fault in rule(events)]
    faults.sort(key=lambda fault: fault.at)
    every = (
        *_check_database(ledger),
        *problems,
        *unread,
        *(_problem(ledger, fault) for fault in faults),
        *_warnings(ledger, evidence, events, successions, checkpoints),
    )
    return Verification(events, every, faults[0].at if faults else 0)


def _check_folder(ledger: Ledger, evidence: Evidence) -> Iterator[Problem]:
    if evidence.folder is None:
        return
    try:
        yield from check_folder(evidence.folder, ledger.checkpoints())
    except StorageError as exc:
        yield Problem(ledger.name, "checkpoints", exc.message, exc.hint)


def _warnings(
    ledger: Ledger,
    evidence: Evidence,
    events: tuple[Event, ...],
    successions: tuple[Succession, ...],
    checkpoints: list[tuple[str, Checkpoint]],
) -> Iterator[Problem]:
    """Say what rests on somebody's word, and which events no checkpoint covers though one was due."""
    for link in unconfirmed(evidence.keys, successions):
        message = "a key that was lost was replaced by another, which alone says so"
        hint = "compare both with copies that were kept elsewhere: letterbook verify --key OLD --key NEW"
        yield Problem(f"{ledger.name}: event {link.seq}", "new_key", message, hint, "warning")
    for event in events:
        if event.type == "record_restored":
            message = f"the record was restored by {event.actor}: {event.payload.get('reason')}"
            hint = "events after the backup, if there were any, are lost: ask whether that is known"
            yield Problem(f"{ledger.name}: event {event.seq}", "", message, hint, "warning")
    covered = max((checkpoint.size for _, checkpoint in checkpoints), default=0)
    uncovered = [event for event in events if event.seq > covered]
    if len(uncovered) >= EVENTS_BETWEEN or any(event.type == "batch_generated" for event in uncovered):
        message = f"no checkpoint covers the events from {covered + 1} on: they can be cut off unseen"
        hint = "sign one with: letterbook checkpoint; if one was signed, find out where it went"
        gone = evidence.folder is not None and not covered
        yield Problem(ledger.name, "checkpoints", message, hint, "error" if gone else "warning")


def _read_entries(ledger: Ledger) -> tuple[list[Entry], list[EventFault]]:
    """Read all entries, or those before the first that the database cannot read."""
    entries: list[Entry] = []
    try:
        with reading(ledger.engine) as connection:
            result = connection.execute(select(EVENTS).order_by(EVENTS.c.seq))
            # The driver's own cursor is twice as fast, and stops exactly before a row that it cannot read.
            if result.cursor is not None:
                entries.extend(Entry._make(row) for row in iter(result.cursor.fetchone, None))
    except StorageError as exc:
        seq = entries[-1].seq + 1 if entries else 1
        return entries, [Fault(seq, f"this event cannot be read: {exc.message}", exc.hint)]
    return entries, []


def _check_database(ledger: Ledger) -> tuple[Problem, ...]:
    hint = "put back a copy of the ledger that verifies, and find out who changed this one"
    try:
        with reading(ledger.engine) as connection:
            damages = []
            if connection.dialect.name == "sqlite":
                damages = [
                    line for line in connection.scalars(text("PRAGMA integrity_check")) if line != "ok"
                ]
            parts = changed_definitions(connection)
    except StorageError as exc:
        return (Problem(ledger.name, "", exc.message, exc.hint),)
    return (
        *(Problem(ledger.name, "", f"the file is damaged: {damage}", hint) for damage in damages),
        *(Problem(ledger.name, part, "missing, altered or none of the ledger's", hint) for part in parts),
    )


def _load_checkpoints(
    ledger: Ledger, evidence: Evidence, successions: tuple[Succession, ...]
) -> tuple[list[tuple[str, Checkpoint]], list[Problem]]:
    """Read each checkpoint once a key is seen to have signed it that still could; in the ledger's own too."""
    keys = trusted_keys(evidence.keys, successions)
    checkpoints: list[tuple[str, Checkpoint]] = []
    problems: list[Problem] = []
    for place, note in _notes(ledger, evidence):
        try:
            text = note()
            usable = keys_at(read_unverified(text).size, keys, successions)
            checkpoints.append((place, accept_note(text, usable, origin=evidence.origin)))
        except (LedgerError, StorageError) as exc:
            problems.append(Problem(place, "", exc.message.removeprefix(f"{place}: "), exc.hint))
    return checkpoints, problems


def _notes(ledger: Ledger, evidence: Evidence) -> Iterator[tuple[str, Callable[[], str]]]:
    for path in evidence.paths:
        yield str(path), partial(read_note, path)
    if evidence.folder is None:
        return
    with suppress(StorageError):  # told where the database is checked
        for size, note in ledger.checkpoints().items():
            yield f"{ledger.name}: checkpoint {size}", partial(str, note)


def _problem(ledger: Ledger, fault: EventFault) -> Problem:
    return fault.problem(f"{ledger.name}: event {fault.at}")
