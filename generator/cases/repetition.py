"""What is recorded already: a retry is told from something that happens again with the same words. Pure."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.cases.corrections import Fact
from generator.events import Event, JsonValue
from generator.vocabulary import (
    Correction,
    ExtensionGranted,
    LetterApproved,
    LetterGenerated,
    LetterReturned,
    Payload,
    Subject,
    payload_type,
    same_channel,
    write_payload,
)

_DECISION = "decision"
_KINDS = {"letter_approved": _DECISION, "letter_returned": _DECISION}


class _About(NamedTuple):
    """What kind of event, about whom: what a later report of the same kind repeats or supersedes."""

    kind: str
    recipient_id: str
    letter_id: str
    batch_id: str


class Recorded:
    """What a ledger holds, by what it is about; looking something up takes no longer with more of it."""

    def __init__(self) -> None:
        self._events: dict[_About, list[Event]] = defaultdict(list)
        self._standing: dict[tuple[_About, Hashable], list[Fact]] = defaultdict(list)
        self._told: dict[_About, Counter[str]] = {}

    @classmethod
    def of(cls, events: Iterable[Event], facts: Iterable[Fact]) -> Recorded:
        """Return what these events hold, in order, with the facts that stand of them."""
        recorded = cls()
        for event in events:
            recorded._events[_about(event.type, event)].append(event)
        for fact in facts:
            recorded._stand(fact)
        return recorded

    def add(self, fact: Fact) -> None:
        """Add an event that follows those before it, and corrects none of them."""
        about = _about(fact.event.type, fact.event)
        self._events[about].append(fact.event)
        if about in self._told:
            self._told[about][_text(fact.event.payload, fact.event.channel)] += 1
        self._stand(fact)

    def _stand(self, fact: Fact) -> None:
        self._standing[_about(fact.event.type, fact.event), _said(fact.payload)].append(fact)

    def standing(self, payload: Payload, subject: Subject) -> int | None:
        """Return the seq of the event that says this already and still stands; ``None`` when none does.

        Of a letter's drafts the last one stands, and the last decision since it was drafted; an earlier one
        that is made again is a new event.
        """
        about = _about(payload_type(payload), subject)
        facts = self._saying(about, payload, subject)
        match payload:
            case LetterGenerated():
                return self._last_of(facts, about, 0)
            case LetterApproved() | LetterReturned():
                return self._last_of(facts, about, self._last_drafting(about))
            case ExtensionGranted() if not facts:  # older records leave out which letter it was for
                facts = self._saying(about._replace(letter_id=""), payload, subject)
            case _:
                pass
        return facts[0].event.seq if facts else None

    def occasion(self, payload: Payload, subject: Subject) -> int:
        """Return how often this, or what it supersedes, has happened before: the occasion of its report."""
        about = _about(payload_type(payload), subject)
        match payload:
            case LetterGenerated() | LetterApproved() | LetterReturned():
                return len(self._events.get(about, ()))
            case _:
                text = _text(write_payload(payload), subject.channel)
                return self._counted(about)[text]

    def _counted(self, about: _About) -> Counter[str]:
        if about not in self._told:
            alike = self._events.get(about, ())
            self._told[about] = Counter(_text(event.payload, event.channel) for event in alike)
        return self._told[about]

    def _saying(self, about: _About, payload: Payload, subject: Subject) -> list[Fact]:
        facts = self._standing.get((about, _said(payload)), ())
        return [it for it in facts if same_channel(it.event.channel, subject.channel)]

    def _last_of(self, facts: Sequence[Fact], about: _About, after: int) -> int | None:
        """Return the last event of its kind when it is one of the facts, and came after event ``after``."""
        last = self._events[about][-1].seq if facts else 0
        return last if last > after and any(it.event.seq == last for it in facts) else None

    def _last_drafting(self, about: _About) -> int:
        drafted = self._events.get(about._replace(kind="letter_generated"), ())
        return max((event.seq for event in drafted), default=0)


def _about(event_type: str, subject: Subject | Event) -> _About:
    """Return what an event is about: its letter, or else its recipient, or else its batch."""
    kind = _KINDS.get(event_type, event_type)
    batch_id = "" if subject.letter_id or subject.recipient_id else subject.batch_id
    return _About(kind, subject.recipient_id, subject.letter_id, batch_id)


def _said(payload: Payload) -> Hashable:
    if isinstance(payload, Correction):  # the one payload that holds JSON as it is
        return _text(write_payload(payload), "")
    return payload


def _text(content: Mapping[str, JsonValue], channel: str) -> str:
    return json.dumps([channel, content], sort_keys=True, default=list)
