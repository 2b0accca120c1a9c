"""Which keys a ledger trusts: a key that is rotated or replaced is followed by another, on the record.

A rotation is signed by both keys, so whoever trusts one of them trusts the other. When a key was lost, the
new one alone signs: it vouches for the old one, but not the other way round; and people should compare.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.errors import Fault, LedgerError
from generator.events import Event, EventFault
from generator.ledger.chain import Entry, read_entry
from generator.ledger.record import Ledger
from generator.ledger.signing.keys import SigningKey, VerifyingKey

KEY_EVENTS: Final = ("key_rotated", "key_replaced")
_ASK: Final = "ask who keeps the keys, and compare them with the copies that were kept elsewhere"


@dataclass(frozen=True, slots=True)
class Succession:
    """From the event ``seq`` on, ``new`` signs and not ``old``; ``both`` when both of them said so."""

    seq: int
    old: VerifyingKey
    new: VerifyingKey
    both: bool


def sign_succession(old: VerifyingKey, new: SigningKey, signer: SigningKey) -> str:
    """Return in base64 the signature of one of the two keys that ``new`` follows ``old``."""
    return base64.b64encode(signer.sign(_statement(old, new.public))).decode()


def read_successions(events: Iterable[Event]) -> tuple[tuple[Succession, ...], tuple[EventFault, ...]]:
    """Return how keys followed each other, and a fault for each event that no key bears out."""
    successions: list[Succession] = []
    faults: list[EventFault] = []
    for event in (event for event in events if event.type in KEY_EVENTS):
        try:
            successions.append(_read(event))
        except LedgerError as exc:
            faults.append(Fault(event.seq, exc.message, _ASK, "new_key"))
    return tuple(successions), tuple(faults)


def trusted_keys(
    given: Iterable[VerifyingKey], successions: Iterable[Succession]
) -> tuple[VerifyingKey, ...]:
    """Return the keys that the keys given vouch for, themselves among them."""
    trusted = dict.fromkeys(given)
    links = tuple(successions)
    for _ in links:  # each walk follows the chain at least one link further
        trusted |= dict.fromkeys(
            other
            for link in links
            for one, other in ((link.new, link.old), (link.old, link.new))
            if one in trusted and (link.both or one == link.new)
        )
    return tuple(trusted)


def vouched_keys(ledger: Ledger, given: tuple[VerifyingKey, ...]) -> tuple[VerifyingKey, ...]:
    """Return the keys that the keys given vouch for in a ledger; those given come first.

    Raises:
        StorageError, LedgerError: the ledger cannot be read.
    """
    return vouched_keys_in(ledger.entries_of_types(KEY_EVENTS), given)


def vouched_keys_in(entries: Iterable[Entry], given: tuple[VerifyingKey, ...]) -> tuple[VerifyingKey, ...]:
    """Return the keys that the keys given vouch for in entries; those given come first."""
    events = (read_entry(entry) for entry in entries if entry.type in KEY_EVENTS)
    return trusted_keys(given, read_successions(events)[0])


def keys_at(
    size: int, keys: Iterable[VerifyingKey], successions: Iterable[Succession]
) -> tuple[VerifyingKey, ...]:
    """Return the keys that could still sign a checkpoint of so many events."""
    retired = {link.old for link in successions if link.seq <= size}
    return tuple(key for key in keys if key not in retired)


def unconfirmed(given: Iterable[VerifyingKey], successions: Iterable[Succession]) -> Iterator[Succession]:
    """Yield the replacements of lost keys that rest on somebody's word, unless both keys were given."""
    known = set(given)
    return (link for link in successions if not link.both and not {link.old, link.new} <= known)


def _read(event: Event) -> Succession:
    said = event.payload
    old, new = (VerifyingKey.parse(str(said.get(name, ""))) for name in ("old_key", "new_key"))
    both = event.type == "key_rotated"
    for key, name in ((new, "new_signature"), *(((old, "old_signature"),) if both else ())):
        if not key.verifies(_signature(said.get(name)), _statement(old, new)):
            raise LedgerError(f"{key.name}: this key did not sign that the other one follows")
    return Succession(event.seq, old, new, both)


def _signature(encoded: object) -> bytes:
    try:
        return base64.b64decode(str(encoded), validate=True)
    except binascii.Error:
        return b""


def _statement(old: VerifyingKey, new: VerifyingKey) -> bytes:
    return f"letterbook key succession/v1\n{old}\n{new}\n".encode()
