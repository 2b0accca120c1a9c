"""Prove one letter's events to somebody who may not see the others, in one JSON text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from generator.errors import LedgerError
from generator.events import Event
from generator.ledger.chain import Entry, entry_hash, read_entry
from generator.ledger.merkle import inclusion_paths, merkle_root, root_from_path
from generator.ledger.record import Ledger
from generator.ledger.signing.keys import VerifyingKey
from generator.ledger.signing.note import Checkpoint, read_checkpoint

_FORM: Final = "letterbook letter proof 1"
_LARGEST: Final = 10_000_000
_HINT: Final = "ask for a new proof: letterbook prove"


@dataclass(frozen=True, slots=True)
class ProvenLetter:
    """What a proof shows: that these events stood in the ledger which the checkpoint states."""

    letter_id: str
    events: tuple[Event, ...]
    checkpoint: Checkpoint


def prove_letter(ledger: Ledger, letter_id: str, note: str, keys: tuple[VerifyingKey, ...]) -> str:
    """Return a JSON text that shows the events of a letter to be under the checkpoint in ``note``.

    Of the other events the text holds hashes only, which are salted, so that nobody can find out by guessing
    what they say. It shows that the events are there; it cannot show that there are no others about this
    letter.

    Raises:
        LedgerError: there is no such letter, or the ledger is not what the checkpoint states.
        StorageError: the ledger cannot be read.
    """
    checkpoint = read_checkpoint(note, keys)
    entries, leaves = ledger.entries_of_letter(letter_id), ledger.leaves(checkpoint.size)
    if not entries:
        raise LedgerError(f"{letter_id}: no event is about this letter", hint="see: letterbook manifest")
    if merkle_root(leaves) != checkpoint.root:
        raise LedgerError("the ledger is not what the checkpoint states", hint="run: letterbook verify")
    if entries[-1].seq > checkpoint.size:
        raise LedgerError(
            f"{letter_id}: the checkpoint does not reach event {entries[-1].seq}",
            hint="make a new one: letterbook checkpoint",
        )
    paths = inclusion_paths(leaves, (entry.seq - 1 for entry in entries))
    shown = [
        {"entry": entry._asdict(), "path": [node.hex() for node in path]}
        for entry, path in zip(entries, paths, strict=True)
    ]
    proof = {"form": _FORM, "letter_id": letter_id, "checkpoint": note, "events": shown}
    return json.dumps(proof, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def verify_proof(proof: str, keys: tuple[VerifyingKey, ...]) -> ProvenLetter:
    """Return what a proof shows, once all in it is seen to hold; nothing but a public key is needed.

    Compare the checkpoint returned with the one that was kept elsewhere.

    Raises:
        LedgerError: the text is not a proof, its checkpoint is not signed, or an event is not under it.
    """
    letter_id, note, shown = _read_proof(proof)
    checkpoint = read_checkpoint(note, keys)
    events = tuple(_prove(entry, path, letter_id, checkpoint) for entry, path in shown)
    return ProvenLetter(letter_id, events, checkpoint)


def _prove(entry: Entry, path: tuple[bytes, ...], letter_id: str, checkpoint: Checkpoint) -> Event:
    if entry.letter_id != letter_id:
        raise LedgerError(f"event {entry.seq} is about another letter", hint=_HINT)
    try:
        leaf, event = bytes.fromhex(entry_hash(entry)), read_entry(entry)
    except ValueError as exc:
        raise LedgerError(f"event {entry.seq} is not an event", hint=_HINT) from exc
    if (
        leaf.hex() != entry.hash
        or root_from_path(leaf, entry.seq - 1, checkpoint.size, path) != checkpoint.root
    ):
        raise LedgerError(f"event {entry.seq} is not in the ledger that the checkpoint states", hint=_HINT)
    return event


def _read_proof(text: str) -> tuple[str, str, list[tuple[Entry, tuple[bytes, ...]]]]:
    if len(text) > _LARGEST:
        raise LedgerError("this is not a proof of a letter: it is too large", hint=_HINT)
    try:
        match json.loads(text):
            case {
                "form": str(form),
                "letter_id": str(letter_id),
                "checkpoint": str(note),
                "events": [*shown],
            } if form == _FORM and shown:
                return letter_id, note, [_read_shown(each) for each in shown]
            case _:
                raise LedgerError("this is not a proof of a letter", hint=_HINT)
    except (ValueError, RecursionError) as exc:
        raise LedgerError("this is not a proof of a letter: it is damaged", hint=_HINT) from exc


def _read_shown(shown: object) -> tuple[Entry, tuple[bytes, ...]]:
    match shown:
        case {"entry": dict(members), "path": [*path]} if all(isinstance(node, str) for node in path):
            return _read_members(members), tuple(bytes.fromhex(node) for node in path)
    raise LedgerError("this is not a proof of a letter", hint=_HINT)


def _read_members(members: dict[str, object]) -> Entry:
    seq = members.get("seq")
    texts = {name: value for name, value in members.items() if isinstance(value, str)}
    if isinstance(seq, int) and texts.keys() | {"seq"} == set(Entry._fields):
        return Entry(seq=seq, **texts)
    raise LedgerError("this is not a proof of a letter", hint=_HINT)
