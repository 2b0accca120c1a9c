"""Append what a use case decides upon: from the ledger as it is at that moment, and nothing out of place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.cases import Recorded, illegal_events, standing_facts
from generator.errors import LedgerMovedError, Problem, ProblemsFoundError
from generator.events import Event, EventFault, NewEvent
from generator.recording import Report
from generator.vocabulary import report

if TYPE_CHECKING:
    from generator.ledger import Ledger

_ATTEMPTS = 50


@dataclass(frozen=True, slots=True)
class Recorder:
    """Who records, in what role, and when."""

    actor: str
    role: str
    at: dt.datetime


Decide: TypeAlias = Callable[[tuple[Event, ...]], tuple[Report, ...]]


def append_decided(
    ledger: Ledger, recorder: Recorder, decide: Decide, keep: Callable[[], None] = lambda: None
) -> tuple[Event, ...]:
    """Append what ``decide`` makes of the events that are there, all or nothing, and return its events.

    What stands already is not recorded again: its event is returned. ``keep`` puts the files that the events
    name into the store, once it is known that all can be recorded. When another run records something between
    the reading and the appending, all is done again, so that no two runs decide past each other.

    Raises:
        ProblemsFoundError: an event would follow what it cannot follow; nothing is appended.
        StorageError: the disk or the server does not take the events.
        LedgerMovedError: other runs record without a pause.
    """
    attempts = _ATTEMPTS
    while True:
        events = ledger.events()
        prepared = prepare(events, recorder, decide)
        keep()
        try:
            appended = iter(ledger.append(prepared.new, after=len(events)))
        except LedgerMovedError:
            attempts -= 1
            if not attempts:
                raise
            continue
        return tuple(events[seq - 1] if seq else next(appended) for seq in prepared.standing)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is new, and for everything reported the seq under which it stands already, or 0."""

    new: tuple[NewEvent, ...]
    standing: tuple[int, ...]


def prepare(events: tuple[Event, ...], recorder: Recorder, decide: Decide) -> Prepared:
    """Return what could be appended after these events.

    Raises:
        ProblemsFoundError: an event would follow what it cannot follow.
    """
    reports = decide(events)
    recorded = Recorded.of(events, standing_facts(events))
    standing = tuple(recorded.standing(it.payload, it.subject) or 0 for it in reports)
    new = [
        (it, _event(it, recorder, recorded.occasion(it.payload, it.subject)))
        for it, seq in zip(reports, standing, strict=True)
        if not seq
    ]
    _refuse_illegal(events, new)
    return Prepared(tuple(event for _, event in new), standing)


def _event(reported: Report, recorder: Recorder, occasion: int) -> NewEvent:
    return report(
        reported.payload,
        reported.subject,
        at=recorder.at,
        actor=recorder.actor,
        role=recorder.role,
        occasion=occasion,
    )


def _refuse_illegal(events: tuple[Event, ...], new: Sequence[tuple[Report, NewEvent]]) -> None:
    last = len(events)
    would_be = tuple(as_event(event, last + number) for number, (_, event) in enumerate(new, start=1))
    faults = illegal_events((*events, *would_be)) if would_be else ()
    if not faults:
        return
    before = set(illegal_events(events))
    sources = {last + number: it.source for number, (it, _) in enumerate(new, start=1)}
    problems = tuple(_problem(fault, sources) for fault in faults if fault not in before)
    if problems:
        raise ProblemsFoundError(problems, hint="nothing was recorded; correct these and record it again")


def _problem(fault: EventFault, sources: dict[int, str]) -> Problem:
    return Problem(sources.get(fault.seq) or f"event {fault.seq}", fault.field, fault.message, fault.hint)


def as_event(reported: NewEvent, seq: int) -> Event:
    """Return the event that a report would be at ``seq``."""
    from generator.ledger.chain import canonical_payload

    return Event(
        seq=seq,
        at=reported.at,
        actor=reported.actor,
        role=reported.role,
        type=reported.type,
        batch_id=reported.batch_id,
        letter_id=reported.letter_id,
        recipient_id=reported.recipient_id,
        channel=reported.channel,
        told=canonical_payload(reported.payload),
    )
