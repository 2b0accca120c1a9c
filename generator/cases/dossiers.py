"""What is on record about some recipients, to which more is added event by event, and the case of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from generator.cases.corrections import Fact, read_fact, settle
from generator.cases.folding import fold_one
from generator.cases.record import Case
from generator.cases.repetition import Recorded
from generator.events import Event
from generator.model import Campaign
from generator.vocabulary import Correction, LetterGenerated, Payload, ResponseReceived, read_payload


class Dossier:
    """What concerns one recipient: their own events, joint answers of others, and corrections of those.

    What follows from the events is worked out when it is asked for, and kept until another event is added.
    """

    def __init__(self, recipient_id: str, campaign: Campaign, as_of: dt.date) -> None:
        self.recipient_id = recipient_id
        self._campaign = campaign
        self._as_of = as_of
        self._by_seq: dict[int, Fact] = {}
        self._facts: tuple[Fact, ...] | None = None
        self._case: Case | None = None
        self._recorded: Recorded | None = None

    def add(self, fact: Fact) -> None:
        """Add an event; one that was recorded before others that are here already takes its place."""
        seq = fact.event.seq
        is_last = not self._by_seq or seq > next(reversed(self._by_seq))
        self._by_seq[seq] = fact
        if not is_last:
            self._by_seq = dict(sorted(self._by_seq.items()))
        self._facts = self._case = None
        if self._recorded is not None and is_last and not isinstance(fact.payload, Correction):
            self._recorded.add(fact)
        else:
            self._recorded = None

    @property
    def is_empty(self) -> bool:
        """Say whether no event concerns the recipient."""
        return not self._by_seq

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return the facts that stand, in the order of the ledger."""
        if self._facts is None:
            self._facts = tuple(fact for fact in settle(self._by_seq) if self._concerns(fact))
        return self._facts

    @property
    def case(self) -> Case:
        """Return the recipient's case."""
        if self._case is None:
            self._case = fold_one(self.recipient_id, self.facts, self._campaign, self._as_of)
        return self._case

    def case_ahead(self, before: int | None = None) -> Case:
        """Return the case with the letters that were made ahead of their day, which can be sent ahead of it.

        With ``before``, it is what the events before that seq tell, as they stand now.
        """
        made = (it.payload.date for it in self.facts if isinstance(it.payload, LetterGenerated))
        until = max((self._as_of, *made))
        if before is None and until == self._as_of:
            return self.case
        facts = [fact for fact in self.facts if before is None or fact.event.seq < before]
        return fold_one(self.recipient_id, facts, self._campaign, until)

    @property
    def recorded(self) -> Recorded:
        """Return what is recorded already, so that a retry can be told."""
        if self._recorded is None:
            self._recorded = Recorded.of((fact.event for fact in self._by_seq.values()), settle(self._by_seq))
        return self._recorded

    def _concerns(self, fact: Fact) -> bool:
        return fact.event.recipient_id == self.recipient_id or self.recipient_id in _joint(fact.payload)


class Dossiers:
    """The dossiers of the recipients that some events speak of; the events are all that concern them."""

    def __init__(self, events: Iterable[Event], campaign: Campaign, as_of: dt.date) -> None:
        self._campaign = campaign
        self._as_of = as_of
        self._by_seq: dict[int, Fact] = {}
        self._by_recipient: dict[str, Dossier] = {}
        self._concerned: dict[int, tuple[str, ...]] = {}
        for event in events:
            self.add(read_fact(event))

    def of(self, recipient_id: str) -> Dossier:
        """Return the dossier of a recipient, which is empty when no event speaks of them."""
        if recipient_id not in self._by_recipient:
            self._by_recipient[recipient_id] = Dossier(recipient_id, self._campaign, self._as_of)
        return self._by_recipient[recipient_id]

    def speaks_of(self, recipient_id: str) -> bool:
        """Say whether an event speaks of a recipient."""
        return recipient_id in self._by_recipient and not self._by_recipient[recipient_id].is_empty

    def recorded_fact(self, seq: int) -> Fact | None:
        """Return what the event ``seq`` said when it was recorded; ``None`` when it is none of these."""
        return self._by_seq.get(seq)

    def corrections_of(self, seq: int) -> Iterator[int]:
        """Yield the seq of each correction of an event."""
        for other, fact in self._by_seq.items():
            if isinstance(fact.payload, Correction) and fact.payload.corrects == seq:
                yield other

    def add(self, fact: Fact) -> None:
        """Add an event to the dossiers of those whom it concerns."""
        event = fact.event
        self._by_seq[event.seq] = fact
        self._concerned[event.seq] = concerned = self.concerned_by(fact)
        for recipient_id in concerned:
            self.of(recipient_id).add(fact)
        if isinstance(fact.payload, Correction) and (wrong := self._by_seq.get(fact.payload.corrects)):
            before, self._concerned[wrong.event.seq] = self._concerned[wrong.event.seq], concerned
            for recipient_id in set(concerned) - set(before):
                self.of(recipient_id).add(wrong)

    def concerned_by(self, fact: Fact) -> tuple[str, ...]:
        """Return the recipients whose case an event may change; a joint answer is that of several."""
        whom = dict.fromkeys((fact.event.recipient_id, *_joint(fact.payload)))
        if isinstance(fact.payload, Correction) and (wrong := self._by_seq.get(fact.payload.corrects)):
            whom |= dict.fromkeys((*self._concerned[wrong.event.seq], *_joint_anew(fact.payload, wrong)))
        return tuple(recipient_id for recipient_id in whom if recipient_id)


def _joint(payload: Payload) -> tuple[str, ...]:
    return payload.joint_with if isinstance(payload, ResponseReceived) else ()


def _joint_anew(correction: Correction, wrong: Fact) -> tuple[str, ...]:
    if correction.replacement is None or wrong.event.type != "response_received":
        return ()
    return _joint(read_payload(wrong.event.type, correction.replacement, source="correction"))
