"""The records of the ledger: an event as it is reported, and as it stands in the chain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from pydantic_core import from_json

from generator.errors import Fault, LedgerError

JsonValue: TypeAlias = "bool | int | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
"""What a payload is made of. No floats: an amount is text, so that it hashes the same everywhere."""

JsonObject: TypeAlias = Mapping[str, JsonValue]


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
    payload: JsonObject = field(default_factory=dict)
    batch_id: str = ""
    letter_id: str = ""
    recipient_id: str = ""
    channel: str = ""


class Event(NamedTuple):
    """What one line of the ledger says; how it is chained to the others is the ledger's own affair.

    ``seq`` counts from 1 without a gap; ``at`` is UTC, to the microsecond; ``told`` is the payload as JSON
    text, in the one form that is hashed (RFC 8785). A tuple, because a ledger has a hundred thousand of them.
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
    payload_text: str

    @property
    def payload(self) -> JsonObject:
        """Return what is told.

        Raises:
            LedgerError: it is not a JSON object, which nobody could have recorded.
        """
        try:
            return read_object(self.payload_text)
        except ValueError as exc:
            raise LedgerError(f"event {self.seq}: {exc}", hint="run: letterbook verify") from exc


def read_object(text: str) -> JsonObject:
    """Return the JSON object that a text holds.

    Raises:
        ValueError: it holds none.
    """
    read = from_json(text, allow_inf_nan=False)
    if not isinstance(read, dict):
        raise ValueError("the payload is not a JSON object")  # noqa: TRY004 - the same fault as no JSON at all
    return read


EventFault: TypeAlias = Fault[int]
"""What is wrong with the event at a seq, or with the ledger from there on."""
