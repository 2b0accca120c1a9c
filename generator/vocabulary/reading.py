"""JSON → payload and back, and the report of an event from its payload."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, SchemaValidator

from generator.errors import Problem, ProblemsFoundError
from generator.events import Event, JsonValue, NewEvent
from generator.refusals import reason_of, said
from generator.suggesting import did_you_mean
from generator.vocabulary.happening import StoredFile
from generator.vocabulary.payloads import EVENT_TYPES, Payload

_TYPE_NAMES = {payload_type: name for name, payload_type in EVENT_TYPES.items()}


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom and what an event is about; empty where it is about none."""

    recipient_id: str = ""
    letter_id: str = ""
    batch_id: str = ""
    channel: str = ""


def read_payload(event_type: str, content: Mapping[str, Any], *, source: str) -> Payload:
    """Return the payload of an event of this type; ``source`` is its place, such as ``ledger: event 12``.

    Raises:
        ProblemsFoundError: there is no such type, or ``content`` is none of it; each problem names a field.
    """
    try:
        return cast("Payload", _validator(event_type).validate_python(content))
    except KeyError:
        raise _unknown(event_type, source) from None
    except ValidationError as exc:
        raise ProblemsFoundError(tuple(_described(exc, event_type, source))) from exc


def read_event(event: Event) -> Payload:
    """Return the payload of an event in the ledger.

    Raises:
        ProblemsFoundError: it is none of its type; each problem names the event and a field.
    """
    try:
        return cast("Payload", _validator(event.type).validate_json(event.payload_text))
    except KeyError:
        raise _unknown(event.type, f"ledger: event {event.seq}") from None
    except ValidationError as exc:
        problems = _described(exc, event.type, f"ledger: event {event.seq}")
        raise ProblemsFoundError(tuple(problems)) from exc


def _unknown(event_type: str, source: str) -> ProblemsFoundError:
    hint = did_you_mean(event_type, EVENT_TYPES, f"the types are: {', '.join(EVENT_TYPES)}")
    return ProblemsFoundError((Problem(source, "type", f"no event is called {event_type!r}", hint),))


def _described(exc: ValidationError, event_type: str, source: str) -> Iterator[Problem]:
    known = [field.name for field in dataclasses.fields(EVENT_TYPES[event_type])]
    yield from (_describe(error, source, known) for error in exc.errors())


def write_payload(payload: Payload) -> dict[str, JsonValue]:
    """Return the payload as JSON, without the fields that have their default; reading gives it back."""
    return write_record(payload)


def write_record(record: Payload | StoredFile) -> dict[str, JsonValue]:
    """Return a record of the vocabulary as JSON, without the fields that have their default."""
    return cast("dict[str, JsonValue]", _plain(record))


def payload_type(payload: Payload) -> str:
    """Return what the ledger calls an event with this payload."""
    return _TYPE_NAMES[type(payload)]


def report(  # noqa: PLR0913 - an event has as many parts
    payload: Payload, subject: Subject, *, at: dt.datetime, actor: str, role: str, occasion: int = 0
) -> NewEvent:
    """Return the event that reports ``payload``, recorded at ``at``, an instant with a time zone.

    Its key stands for what it says and whom it is about, so that the same report twice is one event.
    ``occasion`` tells apart what happens again with the same words, such as a draft that is made anew after
    another one: the first time is 0.

    Raises:
        ProblemsFoundError: the payload says something that its type cannot.
    """
    event_type, content = _TYPE_NAMES[type(payload)], write_payload(payload)
    read_payload(event_type, content, source=event_type)
    said = [event_type, *dataclasses.astuple(subject), content, occasion]
    text = json.dumps(said, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return NewEvent(
        key=f"{event_type}:{hashlib.sha256(text.encode('ascii')).hexdigest()}",
        at=at,
        actor=actor,
        role=role,
        type=event_type,
        payload=content,
        batch_id=subject.batch_id,
        letter_id=subject.letter_id,
        recipient_id=subject.recipient_id,
        channel=subject.channel,
    )


@lru_cache(maxsize=len(EVENT_TYPES))
def _validator(event_type: str) -> SchemaValidator:
    # The adapter's own method costs as much again as the validation, and the fold reads every event.
    return cast("SchemaValidator", TypeAdapter(EVENT_TYPES[event_type]).validator)


def _plain(value: object) -> object:
    match value:
        case dt.date():
            return value.isoformat()
        case tuple():
            return [_plain(part) for part in value]
        case _ if dataclasses.is_dataclass(value):
            written = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
            return {field.name: _plain(content) for field, content in written if content != field.default}
        case _:
            return value


def _describe(error: ErrorDetails, source: str, known: list[str]) -> Problem:
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    match error["type"]:
        case "missing":
            return Problem(source, place, "is missing", "add it")
        case "unexpected_keyword_argument":
            hint = did_you_mean(place, known, f"its fields are: {', '.join(known)}")
            return Problem(source, place, "is not a field of this event", hint)
        case "json_invalid" | "dataclass_type":
            return Problem(source, "payload", "is not a JSON object", "run: letterbook verify")
    shown = said(error["input"])
    hint = f"it says {shown}" if shown else "correct it, then run it again"
    return Problem(source, place, reason_of(error), hint)
