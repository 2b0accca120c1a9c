"""An entry that corrects an earlier one → the correction: withdrawn, or said anew in part. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from generator.cases import Fact
from generator.errors import Problem, ProblemsFoundError
from generator.events import JsonValue
from generator.recording.entries import SUBJECTS, VERBS, Entry, read_entry
from generator.vocabulary import Correction, Subject, read_payload, write_payload

_OWN_FIELDS = frozenset({"corrects", "because"})
_VERB_OF = {verb.event_type: name for name, verb in VERBS.items()}


def read_correction(entry: Entry, facts: Mapping[int, Fact], zone: str) -> tuple[Correction, Subject]:
    """Return the correction of the event that ``corrects`` names by its seq, and whom that event is about.

    ``because`` says why. Every other field of the entry is said anew, those left out stay as they were; an
    entry without any withdraws the event. Whom and what the event is about cannot be said anew.

    Raises:
        ProblemsFoundError: there is no such entry, or it cannot be what the correction makes of it.
    """
    fact = _find(entry, facts)
    _refuse_other_subject(entry)
    changed = {name: text for name, text in entry.texts.items() if name not in {*_OWN_FIELDS, *SUBJECTS}}
    anew = replace(entry, verb=_VERB_OF[fact.event.type], texts=changed)
    content: dict[str, JsonValue] = {"corrects": fact.event.seq, "action": "withdraw"}
    if any(text.strip() for text in changed.values()) or entry.attachments:
        replacement = write_payload(read_entry(anew, zone, write_payload(fact.payload)))
        content |= {"action": "replace", "replacement": replacement}
    correction = read_payload("correction", content | {"reason": _reason(entry)}, source=entry.source)
    event = fact.event
    subject = Subject(event.recipient_id, event.letter_id, event.batch_id, event.channel)
    return cast("Correction", correction), subject


def _refuse_other_subject(entry: Entry) -> None:
    """Refuse to say anew what an event is about; the number of the entry says that, and nothing else may."""
    message = "cannot be corrected; withdraw the entry and record it again"
    hint = "leave it out: the number of the entry says whom and what it is about"
    if problems := tuple(Problem(entry.source, name, message, hint) for name in SUBJECTS if entry.text(name)):
        raise ProblemsFoundError(problems)


def _reason(entry: Entry) -> str:
    if reason := entry.text("because"):
        return reason
    raise ProblemsFoundError((Problem(entry.source, "because", "is missing", "say why the entry was wrong"),))


def _find(entry: Entry, facts: Mapping[int, Fact]) -> Fact:
    named = entry.text("corrects")
    seq = int(named) if named.isascii() and named.isdecimal() and len(named) < 10 else 0
    fact = facts.get(seq)
    hint = "see the numbers with: letterbook manifest --format events"
    if fact is None:
        message = f"{named!r} is no number of an entry that stands"
        raise ProblemsFoundError((Problem(entry.source, "corrects", message, hint),))
    if fact.event.type not in _VERB_OF:
        message = f"event {seq} is {fact.event.type}, which the program has done itself"
        raise ProblemsFoundError(
            (Problem(entry.source, "corrects", message, "make the letter again instead"),)
        )
    return fact
