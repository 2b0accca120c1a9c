"""Append what a use case decides upon: from the ledger as it is at that moment, and nothing out of place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
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


@dataclass(frozen=True, slots=True)
class KnownEvents:
    """What a decision rests on: how many events the ledger has, and those that matter to it, in order."""

    size: int = 0
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """A report to be recorded, as the event that it would be; or as the one at ``standing`` that says so.

    An event that another of the same decision says already stands at the seq that the other will have.
    """

    report: Report
    event: NewEvent
    standing: int = 0


Decide: TypeAlias = Callable[[KnownEvents], tuple[Decided, ...]]
ReadKnown: TypeAlias = "Callable[[Ledger], KnownEvents]"


def everything(ledger: Ledger) -> KnownEvents:
    """Return all that the ledger holds."""
    events = ledger.events()
    return KnownEvents(len(events), events)


def append_decided(
    ledger: Ledger,
    decide: Decide,
    *,
    read: ReadKnown = everything,
    keep: Callable[[], None] = lambda: None,
) -> tuple[Event, ...]:
    """Append what ``decide`` makes of what ``read`` finds, all or nothing, and return its events.

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
        known = read(ledger)
        decided = prepare(known, decide)
        keep()
        try:
            appended = ledger.append(tuple(it.event for it in decided if not it.standing), after=known.size)
        except LedgerMovedError:
            attempts -= 1
            if not attempts:
                raise
            continue
        return _in_place(decided, {event.seq: event for event in (*known.events, *appended)}, appended)


def _in_place(
    decided: Iterable[Decided], by_seq: dict[int, Event], appended: Iterable[Event]
) -> tuple[Event, ...]:
    fresh = iter(appended)
    return tuple(by_seq[it.standing] if it.standing else next(fresh) for it in decided)


def prepare(known: KnownEvents, decide: Decide) -> tuple[Decided, ...]:
    """Return what could be appended after what is known.

    Raises:
        ProblemsFoundError: an event would follow what it cannot follow.
    """
    decided = decide(known)
    _refuse_illegal(known, [it for it in decided if not it.standing])
    return decided


def decide_all(reports: Iterable[Report], recorder: Recorder, known: KnownEvents) -> tuple[Decided, ...]:
    """Return reports as they are to be recorded, whatever the record says, each once."""
    recorded = Recorded.of(known.events, standing_facts(known.events))
    return tuple(
        Decided(it, new_event(it, recorder, recorded), recorded.standing(it.payload, it.subject) or 0)
        for it in reports
    )


def new_event(reported: Report, recorder: Recorder, recorded: Recorded) -> NewEvent:
    """Return the event that a report would be; one that happens again with the same words is another."""
    return report(
        reported.payload,
        reported.subject,
        at=recorder.at,
        actor=recorder.actor,
        role=recorder.role,
        occasion=recorded.occasion(reported.payload, reported.subject),
    )


def _refuse_illegal(known: KnownEvents, new: Sequence[Decided]) -> None:
    would_be = tuple(as_event(it.event, known.size + number) for number, it in enumerate(new, start=1))
    faults = illegal_events((*known.events, *would_be)) if would_be else ()
    if not faults:
        return
    before = set(illegal_events(known.events))
    sources = {known.size + number: it.report.source for number, it in enumerate(new, start=1)}
    problems = tuple(_problem(fault, sources) for fault in faults if fault not in before)
    if problems:
        raise ProblemsFoundError(problems, hint="nothing was recorded; correct these and record it again")


def _problem(fault: EventFault, sources: dict[int, str]) -> Problem:
    return fault.problem(sources.get(fault.at) or f"event {fault.at}")


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
        payload_text=canonical_payload(reported.payload),
    )
