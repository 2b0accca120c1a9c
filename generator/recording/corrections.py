"""An entry that corrects an earlier one → the correction: withdrawn, or said anew in part. Pure."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import cast

from generator.cases import Dossiers, Fact
from generator.errors import Problem, ProblemsFoundError
from generator.events import JsonValue
from generator.recording.entries import SUBJECTS, VERBS, Entry, read_entry
from generator.vocabulary import Correction, Subject, read_payload, unseen_character, write_payload

_OWN_FIELDS = frozenset({"corrects", "because"})
_VERB_OF = {verb.event_type: name for name, verb in VERBS.items()}


def read_correction(entry: Entry, dossiers: Dossiers, zone: str) -> tuple[Correction, Subject]:
    """Return the correction of the event that ``corrects`` names by its seq, and whom that event is about.

    ``because`` says why, and so does ``reason`` where the event has no field of that name. Every other field
    of the entry is said anew, those left out stay as they were; an entry without any withdraws the event.
    Whom and what the event is about cannot be said anew.

    Raises:
        ProblemsFoundError: there is no such entry, or it cannot be what the correction makes of it.
    """
    fact = _find(entry, dossiers)
    _refuse_other_subject(entry, fact)
    has_reason = any(field.name == "reason" for field in fields(fact.payload))
    why = "because" if has_reason or entry.text("because") else "reason"
    changed = {it: text for it, text in entry.texts.items() if it not in {*_OWN_FIELDS, *SUBJECTS, why}}
    anew = replace(entry, verb=_VERB_OF[fact.event.type], texts=changed)
    content: dict[str, JsonValue] = {"corrects": fact.event.seq, "action": "withdraw"}
    if any(text.strip() for text in changed.values()) or entry.attachments:
        replacement = write_payload(read_entry(anew, zone, write_payload(fact.payload)))
        if replacement == write_payload(fact.payload):
            raise ProblemsFoundError((_nothing_anew(entry, fact.event.seq),))
        content |= {"action": "replace", "replacement": replacement}
    correction = read_payload("correction", content | {"reason": _reason(entry, why)}, source=entry.source)
    event = fact.event
    subject = Subject(event.recipient_id, event.letter_id, event.batch_id, event.channel)
    return cast("Correction", correction), subject


def not_correctable(source: str, name: str) -> Problem:
    """Return the fault of a correction that would say anew what an event is about."""
    message = "cannot be corrected; withdraw the entry and record it again"
    return Problem(source, name, message, "leave it out: the number of the entry says what it is about")


def _refuse_other_subject(entry: Entry, fact: Fact) -> None:
    """Refuse another subject; a row of a table may name the recipient of the entry, as every row does."""
    named = [name for name in SUBJECTS if entry.text(name)]
    if entry.text("recipient_id") == fact.event.recipient_id:
        named = [name for name in named if name != "recipient_id"]
    if named:
        raise ProblemsFoundError(tuple(not_correctable(entry.source, name) for name in named))


def _reason(entry: Entry, why: str) -> str:
    reason = entry.text(why)
    if not reason:
        problem = Problem(entry.source, why, "is missing", "say why the entry was wrong")
    elif unseen := unseen_character(reason):
        problem = Problem(entry.source, why, f"{reason!r} holds {unseen}, which cannot be seen", "delete it")
    else:
        return reason
    raise ProblemsFoundError((problem,))


def _nothing_anew(entry: Entry, seq: int) -> Problem:
    message = f"event {seq} says all of this already, so nothing would change"
    return Problem(entry.source, "corrects", message, "say what was wrong, or leave the correction out")


def _find(entry: Entry, dossiers: Dossiers) -> Fact:
    named = entry.text("corrects")
    seq = int(named) if named.isascii() and named.isdecimal() and len(named) < 10 else 0
    wrong = dossiers.recorded_fact(seq)
    if wrong is None:
        message = f"{named!r} is not a number of an entry that stands"
        hint = "see the numbers with: letterbook manifest --format events"
        raise ProblemsFoundError((Problem(entry.source, "corrects", message, hint),))
    if wrong.event.type not in _VERB_OF:
        message = f"event {seq} is {wrong.event.type}, which the program has done itself"
        raise ProblemsFoundError(
            (Problem(entry.source, "corrects", message, "make the letter again instead"),)
        )
    if isinstance(wrong.payload, Correction):
        raise ProblemsFoundError((_is_a_correction(entry, wrong.payload, seq),))
    standing = (fact for fact in dossiers.of(wrong.event.recipient_id).facts if fact.event.seq == seq)
    if (fact := next(standing, None)) is None:
        raise ProblemsFoundError((_is_withdrawn(entry, seq, dossiers),))
    return fact


def _is_a_correction(entry: Entry, correction: Correction, seq: int) -> Problem:
    message = f"event {seq} is itself a correction, of event {correction.corrects}"
    again = f"letterbook record correct {correction.corrects} --set FIELD=TEXT --reason TEXT"
    hint = f"correct the entry once more, the last correction decides: {again}"
    if correction.replacement is None:
        hint = f"event {correction.corrects} was withdrawn: record what happened once more"
    return Problem(entry.source, "corrects", message, hint)


def _is_withdrawn(entry: Entry, seq: int, dossiers: Dossiers) -> Problem:
    by = max(dossiers.corrections_of(seq), default=0)
    message = f"event {seq} was withdrawn by event {by}"
    return Problem(entry.source, "corrects", message, "record what happened once more")
