"""The text of a checkpoint: a C2SP signed-note that states a tree, as C2SP tlog-checkpoint says. Pure."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final

from generator.errors import LedgerError
from generator.ledger.keys import SigningKey, VerifyingKey

_SIGNATURE: Final = re.compile(r"— (?P<name>[^\s+]+) (?P<bytes>[A-Za-z0-9+/=]+)")
_BODY: Final = re.compile(
    r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,17})\n(?P<root>[A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*"
)
_LARGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a ledger was: ``size`` events whose Merkle root is ``root``, under the name ``origin``."""

    origin: str
    size: int
    root: bytes


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> str:
    """Return the checkpoint as a signed note; the same checkpoint and key give the same text."""
    root = base64.b64encode(checkpoint.root).decode()
    body = f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"
    signature = base64.b64encode(key.public.digest + key.sign(body.encode())).decode()
    return f"{body}\n— {key.name} {signature}\n"


def read_checkpoint(note: str, keys: tuple[VerifyingKey, ...]) -> Checkpoint:
    """Return what a note states, once one of the keys is seen to have signed it.

    Signatures of other keys, such as a witness's, are passed over.

    Raises:
        LedgerError: the text is no checkpoint, none of the keys signed it, or it was changed since.
    """
    body, gap, lines = note.rpartition("\n\n")
    body += "\n"
    stated = _BODY.fullmatch(body)
    if len(note) > _LARGEST or not gap or not stated:
        raise LedgerError("this is no checkpoint", hint="give a file from the folder of checkpoints")
    if not any(_signed(line, body, key) for line in lines.splitlines() for key in keys):
        raise LedgerError(
            "no known key signed this checkpoint, or it was changed since",
            hint="give the public key that was kept when the ledger was made",
        )
    return Checkpoint(stated["origin"], int(stated["size"]), base64.b64decode(stated["root"]))


def _signed(line: str, body: str, key: VerifyingKey) -> bool:
    signature = _SIGNATURE.fullmatch(line)
    if not signature or signature["name"] != key.name:
        return False
    try:
        content = base64.b64decode(signature["bytes"], validate=True)
    except binascii.Error:
        return False
    return content[:4] == key.digest and key.verifies(content[4:], body.encode())
