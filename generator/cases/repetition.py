"""What is recorded already: a retry is told from something that happens again with the same words. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.cases.corrections import Fact
from generator.events import Event
from generator.vocabulary import (
    LetterApproved,
    LetterGenerated,
    LetterReturned,
    Payload,
    Subject,
    payload_type,
    write_payload,
)

_DECISIONS = frozenset({"letter_approved", "letter_returned"})


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a ledger holds, by the letter, the recipient or the batch that it is about."""

    events: Mapping[str, Sequence[Event]]
    facts: Mapping[int, Fact]

    @classmethod
    def of(cls, events: Iterable[Event], facts: Iterable[Fact]) -> Recorded:
        """Return the events in order, with the facts that stand of them."""
        gathered: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            gathered[event.letter_id or event.recipient_id or event.batch_id].append(event)
        return cls(gathered, {fact.event.seq: fact for fact in facts})

    def standing(self, payload: Payload, subject: Subject) -> int | None:
        """Return the seq of the event that says this already and still stands; ``None`` when none does.

        Of a letter's drafts the last one stands, and the last decision since it was drafted; an earlier one
        that is made again is a new event.
        """
        alike = self._alike(payload, subject)
        match payload:
            case LetterGenerated():
                candidates = alike[-1:]
            case LetterApproved() | LetterReturned():
                drafted = self._last_drafting(subject)
                candidates = [event for event in alike[-1:] if event.seq > drafted]
            case _:
                candidates = alike
        return next((event.seq for event in candidates if self._says(event, payload)), None)

    def occasion(self, payload: Payload, subject: Subject) -> int:
        """Return how often this, or what it supersedes, has happened before: the occasion of its report."""
        alike = self._alike(payload, subject)
        match payload:
            case LetterGenerated() | LetterApproved() | LetterReturned():
                return len(alike)
            case _:
                content = write_payload(payload)
                return sum(event.payload == content for event in alike)

    def _alike(self, payload: Payload, subject: Subject) -> list[Event]:
        """Return the events of the same type, or decisions all, about the same subject."""
        named = payload_type(payload)
        types = _DECISIONS if named in _DECISIONS else {named}
        about = (subject.recipient_id, subject.letter_id, subject.channel)
        return [
            event
            for event in self.events.get(subject.letter_id or subject.recipient_id or subject.batch_id, ())
            if event.type in types and (event.recipient_id, event.letter_id, event.channel) == about
        ]

    def _says(self, event: Event, payload: Payload) -> bool:
        fact = self.facts.get(event.seq)
        return fact is not None and fact.payload == payload

    def _last_drafting(self, subject: Subject) -> int:
        drafted = (
            event for event in self.events.get(subject.letter_id, ()) if event.type == "letter_generated"
        )
        return max((event.seq for event in drafted), default=0)
