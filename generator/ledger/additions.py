"""What reported events add to a ledger: each once, none that contradicts another, linked to the last."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from generator.errors import ConflictError
from generator.events import NewEvent
from generator.ledger.chain import Entry, canonical_payload, link


def unreported(reported: tuple[NewEvent, ...], standing: Mapping[str, Entry]) -> tuple[NewEvent, ...]:
    """Return the events to append, each once, beside those that are ``standing`` under their keys.

    Raises:
        ConflictError: one contradicts another of its key.
    """
    fresh: dict[str, NewEvent] = {}
    for event in reported:
        if event.key in standing:
            _require_same(event, _meaning(standing[event.key]))
        elif event.key in fresh:
            _require_same(event, _statement(fresh[event.key]))
        else:
            fresh[event.key] = event
    return tuple(fresh.values())


def chained(reported: tuple[NewEvent, ...], seq: int, prev: str) -> list[Entry]:
    """Return the entries of events that follow the one with this seq and hash, each with a salt of its own.

    Raises:
        ValueError: an event has no key, no time zone or a payload that is not plain JSON.
    """
    entries: list[Entry] = []
    for event in reported:
        entry = link(event, seq=seq + 1, prev=prev, salt=secrets.token_hex(16))
        entries.append(entry)
        seq, prev = entry.seq, entry.hash
    return entries


def _require_same(event: NewEvent, meaning: tuple[str, ...]) -> None:
    if _statement(event) != meaning:
        raise ConflictError(
            f"{event.key}: another {event.type} is recorded for this",
            hint="compare the two, then record a correction that refers to the first",
        )


def _statement(event: NewEvent) -> tuple[str, ...]:
    """Return what an event says happened; who reported it, and when, may differ in a second report."""
    subjects = (event.batch_id, event.letter_id, event.recipient_id, event.channel)
    return (event.type, *subjects, canonical_payload(event.payload))


def _meaning(entry: Entry) -> tuple[str, ...]:
    return (entry.type, entry.batch_id, entry.letter_id, entry.recipient_id, entry.channel, entry.payload)
