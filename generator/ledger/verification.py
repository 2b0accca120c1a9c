"""Verify a ledger: re-read all of it and all that vouches for it, and name everything that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import select, text

from generator.errors import LedgerError, Problem, StorageError
from generator.events import Event, EventFault
from generator.ledger.chain import Entry
from generator.ledger.checkpoints import load_checkpoint
from generator.ledger.checks import (
    check_approvers,
    check_chain,
    check_checkpoints,
    check_sequence,
    leaves_of,
    read_events,
)
from generator.ledger.database import reading
from generator.ledger.definition import changed_definitions
from generator.ledger.keys import VerifyingKey
from generator.ledger.note import Checkpoint
from generator.ledger.record import Ledger
from generator.ledger.schema import EVENTS
from generator.pausing import collection_paused

Rule: TypeAlias = Callable[[Sequence[Event]], Iterable[EventFault]]
"""A rule that the events of a ledger keep, such as: only legal transitions."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What vouches for a ledger from outside: checkpoint files, the keys that signed them, its origin."""

    origin: str
    keys: tuple[VerifyingKey, ...] = ()
    checkpoints: tuple[Path, ...] = ()


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
    checkpoints, problems = _load_checkpoints(evidence)
    with collection_paused():
        entries, faults = _read_entries(ledger)
        events, unreadable = read_events(entries)
        faults += [*check_sequence(entries), *check_chain(entries), *unreadable]
        faults += check_checkpoints(leaves_of(entries), checkpoints)
        faults += [fault for rule in (check_approvers, *rules) for fault in rule(events)]
    faults.sort(key=lambda fault: fault.seq)
    told = tuple(_problem(ledger, fault) for fault in faults)
    return Verification(events, (*_check_database(ledger), *problems, *told), faults[0].seq if faults else 0)


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
        return entries, [EventFault(seq, "", f"this event cannot be read: {exc.message}", exc.hint)]
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


def _load_checkpoints(evidence: Evidence) -> tuple[list[tuple[str, Checkpoint]], list[Problem]]:
    checkpoints: list[tuple[str, Checkpoint]] = []
    problems: list[Problem] = []
    for path in evidence.checkpoints:
        try:
            checkpoints.append((str(path), load_checkpoint(path, evidence.keys, origin=evidence.origin)))
        except (LedgerError, StorageError) as exc:
            problems.append(Problem(str(path), "", exc.message.removeprefix(f"{path}: "), exc.hint))
    return checkpoints, problems


def _problem(ledger: Ledger, fault: EventFault) -> Problem:
    return Problem(f"{ledger.name}: event {fault.seq}", fault.field, fault.message, fault.hint)
