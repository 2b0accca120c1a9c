"""Corrections applied: the events that stand, each with its payload. Nothing is edited; later events tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.events import Event
from generator.vocabulary import Correction, Payload, read_payload


@dataclass(frozen=True, slots=True)
class Fact:
    """An event that no later one has withdrawn, with the payload that stands."""

    event: Event
    payload: Payload


def standing_facts(events: Iterable[Event]) -> tuple[Fact, ...]:
    """Return what the events say once their corrections are applied, in the order of the ledger.

    A correction can itself be withdrawn or replaced by a later one; of several that stand, the last decides.

    Raises:
        ProblemsFoundError: an event says what no event of its type can; its problems name the event.
    """
    facts = {
        event.seq: Fact(event, read_payload(event.type, event.payload, source=place_of(event)))
        for event in events
    }
    corrections = [seq for seq, fact in facts.items() if isinstance(fact.payload, Correction)]
    settled: set[int] = set()
    for seq in reversed(corrections):
        fact = facts.pop(seq, None)
        if fact is not None and isinstance(fact.payload, Correction):
            _apply(fact.payload, seq, facts, settled)
    return tuple(facts.values())


def _apply(correction: Correction, seq: int, facts: dict[int, Fact], settled: set[int]) -> None:
    wrong = correction.corrects
    if wrong in settled or wrong >= seq or wrong not in facts:
        return
    settled.add(wrong)
    if correction.replacement is None:
        del facts[wrong]
        return
    event = facts[wrong].event
    source = f"ledger: event {seq}"
    facts[wrong] = Fact(event, read_payload(event.type, correction.replacement, source=source))


def place_of(event: Event) -> str:
    """Return how a problem names the event."""
    return f"ledger: event {event.seq}"
