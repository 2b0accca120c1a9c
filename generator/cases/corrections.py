"""Corrections applied: the events that stand, each with its payload. Nothing is edited; later events tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.events import Event
from generator.vocabulary import Correction, Payload, read_event, read_payload


class Fact(NamedTuple):
    """An event that no later one has withdrawn, with the payload that stands.

    ``day`` is the day on which it happened; ``None`` when that is the day of recording.
    """

    event: Event
    payload: Payload
    day: dt.date | None


def standing_facts(events: Iterable[Event]) -> tuple[Fact, ...]:
    """Return what the events say once their corrections are applied, in the order of the ledger.

    A correction can itself be withdrawn or replaced by a later one; of several that stand, the last decides.

    Raises:
        ProblemsFoundError: an event says what no event of its type can; its problems name the event.
    """
    return settle({event.seq: read_fact(event) for event in events})


def settle(recorded: Mapping[int, Fact]) -> tuple[Fact, ...]:
    """Return the facts that stand of those that were told, by seq in the order of the ledger.

    Raises:
        ProblemsFoundError: a correction says what no event of its type can.
    """
    facts = dict(recorded)
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
    payload = read_payload(event.type, correction.replacement, source=f"ledger: event {seq}")
    facts[wrong] = Fact(event, payload, payload.happened_on)


def read_fact(event: Event) -> Fact:
    """Return what an event says when nothing corrects it.

    Raises:
        ProblemsFoundError: it is none of its type.
    """
    payload = read_event(event)
    return Fact(event, payload, payload.happened_on)
