"""The records of the ledger: an event as it is reported, and as it stands in the chain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

JsonValue: TypeAlias = "bool | int | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
"""What a payload is made of. No floats: an amount is text, so that it hashes the same everywhere."""

Payload: TypeAlias = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that happened, to be appended to the ledger.

    ``key`` says which happening it is: a key stands once in a ledger, so a second report of the same
    happening, by a rerun or by another process, adds nothing. ``at`` is the instant of recording, with a
    time zone; when the thing itself happened is said in the payload. The four subjects are empty where the
    event is not about one.
    """

    key: str
    at: dt.datetime
    actor: str
    role: str
    type: str
    payload: Payload = field(default_factory=dict)
    batch_id: str = ""
    letter_id: str = ""
    recipient_id: str = ""
    channel: str = ""


class Event(NamedTuple):
    """One line of the ledger.

    ``seq`` counts from 1 without a gap; ``at`` is UTC, to the microsecond; ``prev`` and ``hash`` are SHA-256
    in lower-case hexadecimal, ``prev`` that of the event before. ``salt`` is random, so that nobody can guess
    an event that a proof leaves out. A tuple, because a ledger has a hundred thousand of them.
    """

    seq: int
    at: dt.datetime
    actor: str
    role: str
    type: str
    batch_id: str
    letter_id: str
    recipient_id: str
    channel: str
    payload: Payload
    key: str
    salt: str
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class EventFault:
    """What is wrong with the event at ``seq``, or with the ledger from there on."""

    seq: int
    field: str
    message: str
    hint: str
