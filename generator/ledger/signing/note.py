"""The text of a checkpoint: a C2SP signed-note that states a tree, as C2SP tlog-checkpoint says. Pure.

The extension line ``previous SIZE HASH`` names the checkpoint before: the number of events that it states,
and the SHA-256 of its text above the signatures in base64. The first checkpoint, and those that the first
versions signed, have none.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, replace
from typing import Final

from generator.errors import LedgerError
from generator.ledger.signing.keys import SigningKey, VerifyingKey

_SIGNATURE: Final = re.compile(r"— (?P<name>[^\s+]+) (?P<bytes>[A-Za-z0-9+/=]+)")
_BODY: Final = re.compile(
    r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,17})\n(?P<root>[A-Za-z0-9+/]{43}=)\n(?P<more>(?:[^\n]+\n)*)"
)
_PREVIOUS: Final = re.compile(r"previous (?P<size>0|[1-9][0-9]{0,17}) (?P<sha256>[A-Za-z0-9+/]{43}=)")
_LARGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Previous:
    """The checkpoint before another, by the number of events it states and the hash of its body."""

    size: int
    sha256: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a ledger was: ``size`` events whose Merkle root is ``root``, under the name ``origin``."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @property
    def named(self) -> Previous:
        """How the checkpoint after this one names it."""
        return Previous(self.size, hashlib.sha256(self.body.encode()).digest())

    @property
    def previous(self) -> Previous | None:
        """The checkpoint before, if this one names it."""
        for match in filter(None, map(_PREVIOUS.fullmatch, self.extensions)):
            return Previous(int(match["size"]), base64.b64decode(match["sha256"]))
        return None

    def follow(self, previous: Checkpoint) -> Checkpoint:
        """Return this checkpoint as the one after ``previous``."""
        named = previous.named
        line = f"previous {named.size} {base64.b64encode(named.sha256).decode()}"
        return replace(self, extensions=(line,))


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> str:
    """Return the checkpoint as a signed note; the same checkpoint and key give the same text."""
    signature = base64.b64encode(key.public.digest + key.sign(checkpoint.body.encode())).decode()
    return f"{checkpoint.body}\n— {key.name} {signature}\n"


def read_checkpoint(note: str, keys: tuple[VerifyingKey, ...]) -> Checkpoint:
    """Return what a note states, once one of the keys is seen to have signed it.

    Signatures of other keys, such as a witness's, are passed over.

    Raises:
        LedgerError: the text is not a checkpoint, none of the keys signed it, or it was changed since.
    """
    stated = read_unverified(note)
    body, _, lines = note.rpartition("\n\n")
    body += "\n"
    if not any(_signed(line, body, key) for line in lines.splitlines() for key in keys):
        raise LedgerError(
            "no known key signed this checkpoint, or it was changed since",
            hint="give the public key that was kept when the ledger was made",
        )
    return stated


def read_unverified(note: str) -> Checkpoint:
    """Return what a note states, whoever signed it.

    Raises:
        LedgerError: the text is not a checkpoint.
    """
    body, gap, _ = note.rpartition("\n\n")
    stated = _BODY.fullmatch(body + "\n")
    if len(note) > _LARGEST or not gap or not stated:
        raise LedgerError("this is not a checkpoint", hint="give a file from the folder of checkpoints")
    extensions = tuple(stated["more"].splitlines())
    checkpoint = Checkpoint(
        stated["origin"], int(stated["size"]), base64.b64decode(stated["root"]), extensions
    )
    if checkpoint.body != body + "\n":
        raise LedgerError("this is not a checkpoint", hint="give a file from the folder of checkpoints")
    return checkpoint


def _signed(line: str, body: str, key: VerifyingKey) -> bool:
    signature = _SIGNATURE.fullmatch(line)
    if not signature or signature["name"] != key.name:
        return False
    try:
        content = base64.b64decode(signature["bytes"], validate=True)
    except binascii.Error:
        return False
    return content[:4] == key.digest and key.verifies(content[4:], body.encode())
