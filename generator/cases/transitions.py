"""Which events may follow which, as tables; and the events of a ledger that follow what they cannot.

A letter is drafted before it is approved, handed over before it comes back, and handed over again only after
that. A hold ends once, several may be open at a time, and neither a return nor an end has a day before that
of its beginning. A closed case asks for nothing more. What a recipient does (answers, acknowledgements) and
what people note can come at any time.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Literal, TypeAlias

from generator.cases.corrections import Fact, standing_facts
from generator.cases.holds import ended_by
from generator.cases.record import Hold
from generator.errors import Fault, ProblemsFoundError
from generator.events import Event, EventFault, JsonValue
from generator.vocabulary import (
    HoldEnded,
    HoldStarted,
    LetterSent,
    MailReturned,
    read_payload,
    same_channel,
)

LetterStage: TypeAlias = Literal["unknown", "drafted", "approved", "sent", "returned"]
CaseStage: TypeAlias = Literal["unsent", "open", "closed"]

LETTER_TRANSITIONS: Mapping[tuple[LetterStage, str], LetterStage] = {
    ("unknown", "letter_generated"): "drafted",
    ("drafted", "letter_generated"): "drafted",
    ("drafted", "letter_approved"): "approved",
    ("drafted", "letter_returned"): "drafted",
    ("drafted", "letter_sent"): "sent",
    ("approved", "letter_generated"): "drafted",
    ("approved", "letter_approved"): "approved",
    ("approved", "letter_returned"): "drafted",
    ("approved", "letter_sent"): "sent",
    ("sent", "letter_sent"): "sent",
    ("sent", "mail_returned"): "returned",
    ("returned", "letter_generated"): "drafted",
    ("returned", "letter_approved"): "approved",
    ("returned", "letter_sent"): "sent",
    ("returned", "mail_returned"): "returned",
}
"""The stage of a letter and an event about it → its next stage. Sent twice is sent through two channels."""

CASE_TRANSITIONS: Mapping[tuple[CaseStage, str], CaseStage] = {
    ("unsent", "hold_started"): "unsent",
    ("unsent", "hold_ended"): "unsent",
    ("unsent", "letter_sent"): "open",
    ("unsent", "case_closed"): "closed",
    ("open", "hold_started"): "open",
    ("open", "hold_ended"): "open",
    ("open", "letter_sent"): "open",
    ("open", "extension_granted"): "open",
    ("open", "subpoena_served"): "open",
    ("open", "case_closed"): "closed",
    ("closed", "letter_sent"): "closed",
}
"""The stage of a case and an event about it → its next stage. A sending may be recorded after the closing."""

CORRECTABLE = frozenset(
    {
        "letter_sent",
        "response_received",
        "acknowledged",
        "extension_granted",
        "hold_started",
        "hold_ended",
        "mail_returned",
        "subpoena_served",
        "case_closed",
        "note",
        "correction",
    }
)
"""What people report; what the program itself has done cannot be taken back, only done again."""

_LETTER_EVENTS = frozenset(event_type for _, event_type in LETTER_TRANSITIONS)
_CASE_EVENTS = frozenset(event_type for _, event_type in CASE_TRANSITIONS)
_REMEDIES: Mapping[str, str] = {
    "letter_sent": "generate the letter first; one that was sent is sent again only after it came back",
    "mail_returned": "record the sending first",
    "extension_granted": "record the sending first; a closed case needs none",
    "subpoena_served": "record the sending first; a closed case has none",
    "hold_started": "a closed case needs no hold",
    "hold_ended": "a closed case is on no hold",
    "case_closed": "the case is closed already",
}


def illegal_events(events: Iterable[Event]) -> tuple[EventFault, ...]:
    """Return a fault for each event that says what it cannot, or follows what it cannot follow.

    The events are those of a whole ledger, or all that are about some recipients, in its order. Withdrawn
    ones are left out of the walk, so a correction that leaves a later event without its ground is told at
    that event.
    """
    recorded = tuple(events)
    misplaced = tuple(_misplaced_corrections(recorded))
    try:
        facts = standing_facts(recorded)
    except ProblemsFoundError:
        return (*_malformed(recorded), *misplaced)
    return misplaced or tuple(
        sorted((*_walk(facts), *_holds(facts), *_too_early(facts)), key=attrgetter("at"))
    )


def _malformed(events: tuple[Event, ...]) -> Iterator[EventFault]:
    for event in events:
        yield from _faults_of(event, event.type, event.payload)


def _misplaced_corrections(events: tuple[Event, ...]) -> Iterator[EventFault]:
    types = {event.seq: event.type for event in events}
    for event in events:
        wrong = event.payload.get("corrects")
        replacement = event.payload.get("replacement")
        if event.type != "correction" or not isinstance(wrong, int):
            continue
        if wrong not in types or wrong >= event.seq:
            message = f"there is no earlier event {wrong}"
            yield Fault(event.seq, message, "name one by its seq", "corrects")
        elif types[wrong] not in CORRECTABLE:
            message = f"event {wrong} is {types[wrong]}, which the program has done itself"
            yield Fault(event.seq, message, "make the letter again instead", "corrects")
        elif isinstance(replacement, Mapping):
            yield from _faults_of(event, types[wrong], replacement)


def _faults_of(event: Event, event_type: str, content: Mapping[str, JsonValue]) -> Iterator[EventFault]:
    try:
        read_payload(event_type, content, source="")
    except ProblemsFoundError as exc:
        for problem in exc.problems:
            yield Fault(event.seq, problem.message, problem.hint, problem.field)


def _walk(facts: tuple[Fact, ...]) -> Iterator[EventFault]:
    letters: dict[str, LetterStage] = {}
    cases: dict[str, CaseStage] = {}
    for event in (fact.event for fact in facts):
        if event.type in _LETTER_EVENTS:
            stage = letters.get(event.letter_id, "unknown")
            if (next_stage := LETTER_TRANSITIONS.get((stage, event.type))) is None:
                yield _illegal(event, f"letter {event.letter_id or '(none named)'}", stage)
            else:
                letters[event.letter_id] = next_stage
        if event.type in _CASE_EVENTS:
            standing = cases.get(event.recipient_id, "unsent")
            if (next_standing := CASE_TRANSITIONS.get((standing, event.type))) is None:
                yield _illegal(event, f"the case of {event.recipient_id or '(nobody named)'}", standing)
            else:
                cases[event.recipient_id] = next_standing


def _holds(facts: tuple[Fact, ...]) -> Iterator[EventFault]:
    """Yield a fault for each end that is no hold's or too early, or of which it is not clear whose it is."""
    still_open: dict[str, list[Hold]] = defaultdict(list)
    for event, payload, _ in facts:
        holds = still_open[event.recipient_id] if isinstance(payload, HoldStarted | HoldEnded) else []
        match payload:
            case HoldStarted(started_on=begin, reason=reason):
                holds.append(Hold(event.seq, begin, reason))
            case HoldEnded(ended_on=day):
                ended = ended_by(payload, holds)
                if ended is None or (len(holds) > 1 and not payload.hold):
                    yield _no_hold(event, payload.hold, holds)
                    continue
                holds.remove(ended)
                if day < ended.begin:
                    yield _before(event, f"{day} is before the hold began, {ended.begin}")
            case _:
                pass


def _no_hold(event: Event, named: int, holds: list[Hold]) -> EventFault:
    if not holds:
        message = f"hold_ended cannot follow: the case of {event.recipient_id} is not on hold"
        return Fault(event.seq, message, "there is no hold to end", "type")
    message = f"the hold of event {named} is not open" if named else "which hold has ended is not clear"
    there = ", ".join(f"{hold.seq} (since {hold.begin}: {hold.reason})" for hold in holds)
    return Fault(event.seq, message, f"those open are: {there}", "hold")


def _too_early(facts: tuple[Fact, ...]) -> Iterator[EventFault]:
    """Yield a fault for each letter that came back before it went."""
    gone: dict[str, list[tuple[dt.date, str]]] = defaultdict(list)
    for event, payload, _ in facts:
        match payload:
            case LetterSent(happened_on=day):
                gone[event.letter_id].append((day, event.channel))
            case MailReturned(returned_on=day):
                channel = event.channel
                ways = [it for it in gone[event.letter_id] if not channel or same_channel(channel, it[1])]
                if until := [it for it in ways if it[0] <= day]:
                    gone[event.letter_id].remove(max(until))
                elif ways:
                    yield _before(event, f"{day} is before the letter was handed over, {min(ways)[0]}")
            case _:
                pass


def _before(event: Event, message: str) -> EventFault:
    return Fault(event.seq, message, "correct the date, or that of the earlier event", "on")


def _illegal(event: Event, subject: str, stage: str) -> EventFault:
    message = f"{event.type} cannot follow: {subject} is {stage}"
    return Fault(event.seq, message, _REMEDIES.get(event.type, "correct the event that is wrong"), "type")
