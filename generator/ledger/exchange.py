"""The events as text: JSON Lines that hold all that a ledger holds, and make the same ledger again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final, cast

from generator.errors import LedgerError
from generator.events import EventFault, JsonObject, read_object
from generator.ledger.chain import Entry, canonical_payload
from generator.ledger.checks import check_chain, check_sequence, read_events

_CLOCKS: Final = ("at", "salt", "prev", "hash")
"""The members that differ when the same story is told twice."""
_HINT: Final = "export them again with: letterbook manifest --format events"


def write_entries(entries: Iterable[Entry], *, mask: str = "") -> Iterator[bytes]:
    """Yield one JSON object a line for each entry: its columns by name, the payload as an object.

    ``mask`` stands, if it is given, for what differs from run to run; such lines cannot be read back.

    Raises:
        LedgerError: the payload of an event is not a JSON object.
    """
    masked = dict.fromkeys(_CLOCKS, mask) if mask else {}
    for entry in entries:
        try:
            members = entry._asdict() | {"payload": read_object(entry.payload)} | masked
        except ValueError as exc:
            raise LedgerError(f"event {entry.seq}: {exc}", hint="run: letterbook verify") from exc
        line = json.dumps(members, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield f"{line}\n".encode()


def read_entries(lines: Iterable[bytes]) -> tuple[Entry, ...]:
    """Return the entries that lines hold, once they are seen to be a whole ledger, hashed and chained.

    Raises:
        LedgerError: a line is none of an export, or an event was changed, left out or put in.
    """
    entries = tuple(_read(line, number) for number, line in enumerate(lines, start=1))
    _, unreadable = read_events(entries)
    faults: list[EventFault] = [*check_sequence(entries), *check_chain(entries), *unreadable]
    if faults:
        first = min(faults, key=lambda fault: fault.at)
        raise LedgerError(f"event {first.at}: {first.message}", hint=_HINT)
    return entries


def _read(line: bytes, number: int) -> Entry:
    try:
        members = read_object(line.decode())
        texts = {name: text for name, text in members.items() if isinstance(text, str)}
        match members:
            case {"seq": int(seq), "payload": dict()} if len(members) == len(texts) + 2:
                payload = canonical_payload(cast("JsonObject", members["payload"]))
                return Entry(seq=seq, payload=payload, **texts)
            case _:
                raise LedgerError(f"line {number}: this is not an event", hint=_HINT)
    except (TypeError, ValueError, RecursionError) as exc:
        raise LedgerError(f"line {number}: this is not an event", hint=_HINT) from exc
