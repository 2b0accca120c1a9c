"""What people report, as text → a payload: the verbs, and how each field's text is read.

An entry comes from the command line or from a row of a table; both give text by field name, and blanks say
nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.errors import Problem, ProblemsFoundError
from generator.events import JsonValue
from generator.suggesting import did_you_mean
from generator.vocabulary import (
    EVENT_TYPES,
    Payload,
    StoredFile,
    read_payload,
    unseen_character,
    write_record,
)

SUBJECTS = ("recipient_id", "letter", "channel")
"""The fields of an entry that say whom and what it is about, not what happened."""
_NAMING = {"resume": "hold"}
"""The field of a verb that names an earlier entry in the words of people; ``reports`` finds out which."""


@dataclass(frozen=True, slots=True)
class Verb:
    """What is recorded by a verb: the event, and the field of its payload that ``on`` fills."""

    event_type: str
    on: str = ""


VERBS: Mapping[str, Verb] = {
    "sent": Verb("letter_sent", "sent_at"),
    "response": Verb("response_received", "received_on"),
    "acknowledged": Verb("acknowledged", "received_on"),
    "extension": Verb("extension_granted", "granted_on"),
    "hold": Verb("hold_started", "started_on"),
    "resume": Verb("hold_ended", "ended_on"),
    "returned-mail": Verb("mail_returned", "returned_on"),
    "served": Verb("subpoena_served", "served_at"),
    "close": Verb("case_closed", "closed_on"),
    "note": Verb("note"),
    "correct": Verb("correction"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to record, as it was written: a verb, text by field, and the place where it stands.

    ``attachments`` are files that came with it, by their hashes.
    """

    verb: str
    texts: Mapping[str, str]
    source: str
    attachments: tuple[StoredFile, ...] = ()

    def text(self, name: str) -> str:
        """Return the text of a field without the space around it; blank when there is none."""
        return self.texts.get(name, "").strip()


def read_entry(entry: Entry, zone: str, written: Mapping[str, JsonValue] | None = None) -> Payload:
    """Return the payload that an entry tells; a time without an offset is one of its zone, or of ``zone``.

    ``written`` is what an earlier entry said, where this one only changes some of its fields.

    Raises:
        ProblemsFoundError: there is no such verb, or the entry does not say what its event needs; each
            problem names a field of the entry.
    """
    verb = _verb_of(entry)
    known = [field.name for field in fields(EVENT_TYPES[verb.event_type])]
    content: dict[str, JsonValue] = {"zone": zone} if "zone" in known else {}
    content |= written or {}
    if entry.attachments:
        content["attachments"] = [write_record(file) for file in entry.attachments]
    problems: dict[str, Problem] = {}
    for name, text in _told(entry):
        field = verb.on if name == "on" and verb.on else name
        try:
            content[field] = _read(field, text, entry.text("zone") or zone, known)
        except ValueError as exc:
            problems[field] = Problem(entry.source, name, f"{text!r} {exc}", _hint(name, [*known, "on"]))
    try:
        payload = read_payload(verb.event_type, content, source=entry.source)
    except ProblemsFoundError as exc:
        further = (it for it in exc.problems if it.field not in problems)
        renamed = tuple(replace(it, field="on") if it.field == verb.on else it for it in further)
        raise ProblemsFoundError((*problems.values(), *renamed)) from exc
    if problems:
        raise ProblemsFoundError(tuple(problems.values()))
    return payload


def _told(entry: Entry) -> Iterator[tuple[str, str]]:
    for name in entry.texts:
        if name not in {*SUBJECTS, _NAMING.get(entry.verb)} and (text := entry.text(name)):
            yield name, text


def _verb_of(entry: Entry) -> Verb:
    if entry.verb in VERBS:
        return VERBS[entry.verb]
    hint = did_you_mean(entry.verb, VERBS, f"write one of: {', '.join(VERBS)}")
    problem = Problem(entry.source, "event", f"{entry.verb!r} is nothing that can be recorded", hint)
    raise ProblemsFoundError((problem,))


def _hint(name: str, known: list[str]) -> str:
    return "correct the entry" if name in known else did_you_mean(name, known, "correct the entry")


def _read(field: str, text: str, zone: str, known: list[str]) -> JsonValue:
    if field not in known:
        raise ValueError(f"stands in a field that this event has not; it has: {', '.join(known)}")
    if unseen := unseen_character(text, besides="\n\t"):
        raise ValueError(f"holds {unseen}, which cannot be seen; delete it")
    read = _READERS.get(field)
    return text if read is None else read(text, zone)


def _day_or_moment(text: str, zone: str) -> str:
    """Return a day as it is written, and an instant with its offset."""
    return text if len(text) == len("2018-01-24") else _moment(text, zone)


def _moment(text: str, zone: str) -> str:
    """Return an instant with its offset; people write the time of the clock on their wall."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("is not a date and time; write it like 2018-01-24T16:05") from None
    if len(text) <= len("2018-01-24"):
        raise ValueError("has no time; write it like 2018-01-24T16:05")
    if moment.utcoffset() is not None:
        return moment.isoformat()
    try:
        return moment.replace(tzinfo=ZoneInfo(zone)).isoformat()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"cannot be placed in the time zone {zone!r}") from None


def _number(text: str, _zone: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError("is not a whole number")
    return int(text)


def _numbers(text: str, _zone: str) -> Sequence[JsonValue]:
    """Return the numbers of a list such as ``1, 2, 5-7``."""
    numbers: set[int] = set()
    for part in re.split(r"[;,\s]+", text):
        span = re.fullmatch(r"([0-9]{1,4})(?:-([0-9]{1,4}))?", part)
        named = range(int(span[1]), int(span[2] or span[1]) + 1) if span else ()
        if not named:
            raise ValueError("is not a list of item numbers; write it like 1, 2, 5-7")
        numbers.update(named)
    return sorted(numbers)


def _sha256(text: str, _zone: str) -> str:
    """Return a hash as the manifest writes it; other programs write its letters as capitals."""
    if not re.fullmatch(r"[0-9a-fA-F]{64}", text):
        raise ValueError(
            "is not a SHA-256 hash, which has 64 digits of 0-9 and a-f; copy it from the manifest"
        )
    return text.lower()


def _names(text: str, _zone: str) -> Sequence[JsonValue]:
    return [name.strip() for name in text.split(";") if name.strip()]


def _truth(text: str, _zone: str) -> bool:
    if text.lower() not in {"yes", "no", "true", "false"}:
        raise ValueError("is neither yes nor no")
    return text.lower() in {"yes", "true"}


_READERS: Mapping[str, Callable[[str, str], JsonValue]] = {
    "sent_at": _day_or_moment,
    "served_at": _moment,
    "days": _number,
    "attempts": _number,
    "corrects": _number,
    "hold": _number,
    "items": _numbers,
    "draft_sha256": _sha256,
    "joint_with": _names,
    "adult_and_no_party": _truth,
}
