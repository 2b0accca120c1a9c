"""A witness: somebody elsewhere who signs that each checkpoint they are shown continues the last one. Pure.

The request is the text of C2SP tlog-witness (``add-checkpoint``): the size that the witness saw last, a
consistency proof, a blank line and the checkpoint. The answer is a signature line of C2SP tlog-cosignature
for Ed25519, version 1.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from generator.errors import LedgerError
from generator.ledger.merkle import is_consistent, merkle_root
from generator.ledger.signing.keys import COSIGNATURE, SigningKey, VerifyingKey
from generator.ledger.signing.note import Checkpoint, read_checkpoint, read_unverified

_REQUEST: Final = re.compile(
    r"old (?P<size>0|[1-9][0-9]{0,17})\n(?P<path>(?:[A-Za-z0-9+/]{43}=\n){0,63})\n(?P<note>.*)", re.DOTALL
)
_LINE: Final = re.compile(r"— (?P<name>[^\s+]+) (?P<bytes>[A-Za-z0-9+/=]+)")
NOTHING_SEEN: Final = (0, merkle_root([]))
"""The size and the root that a witness starts from."""


@dataclass(frozen=True, slots=True)
class WitnessRequest:
    """A checkpoint for a witness that saw ``old_size`` events last, with the path that leads from there."""

    old_size: int
    path: tuple[bytes, ...]
    note: str

    @classmethod
    def parse(cls, text: str) -> WitnessRequest:
        """Read a request.

        Raises:
            LedgerError: the text is none.
        """
        match = _REQUEST.fullmatch(text)
        if not match:
            raise LedgerError(
                "this is not a request to a witness", hint="make one: letterbook checkpoint --since N"
            )
        path = tuple(base64.b64decode(line) for line in match["path"].split())
        return cls(int(match["size"]), path, match["note"])

    def __str__(self) -> str:
        path = "".join(f"{base64.b64encode(node).decode()}\n" for node in self.path)
        return f"old {self.old_size}\n{path}\n{self.note}"


def witness_checkpoint(
    request: WitnessRequest, seen: tuple[int, bytes], keys: tuple[VerifyingKey, ...]
) -> Checkpoint:
    """Return the checkpoint of a request, once it is seen to continue what the witness saw last.

    Raises:
        LedgerError: none of the log's ``keys`` signed it; or it does not start from what was ``seen``, or
            does not continue it: then the log has lost or changed its past.
    """
    checkpoint = read_checkpoint(request.note, keys)
    size, _ = seen
    if request.old_size != size:
        raise LedgerError(
            f"{checkpoint.origin}: this witness saw {size} events last, not {request.old_size}",
            hint=f"ask for another request: letterbook checkpoint --since {size}",
        )
    if not is_consistent(seen, (checkpoint.size, checkpoint.root), request.path):
        raise LedgerError(
            f"{checkpoint.origin}: the checkpoint of {checkpoint.size} events does not continue "
            f"that of {size}, which this witness signed",
            hint="nothing was signed: keep the request, it may show that the record was changed",
        )
    return checkpoint


def cosign(checkpoint: Checkpoint, key: SigningKey, at: dt.datetime) -> str:
    """Return the signature line of a witness, made at an instant."""
    time = int(at.timestamp())
    signature = key.sign(_message(checkpoint, time))
    digest = witness_key(key).digest
    return f"— {key.name} {base64.b64encode(digest + time.to_bytes(8) + signature).decode()}\n"


def witness_key(key: SigningKey) -> VerifyingKey:
    """Return the public key that a witness is known by."""
    return VerifyingKey(key.name, key.public.raw, COSIGNATURE)


def cosigned_at(note: str, key: VerifyingKey) -> dt.datetime | None:
    """Return when a witness signed a checkpoint, or None when it did not.

    Raises:
        LedgerError: the text is not a checkpoint, or has a line of this witness that it did not sign.
    """
    checkpoint = read_unverified(note)
    times = [_signed_at(checkpoint, line, key) for line in note.rpartition("\n\n")[2].splitlines()]
    return max((it for it in times if it is not None), default=None)


def _signed_at(checkpoint: Checkpoint, line: str, key: VerifyingKey) -> dt.datetime | None:
    match = _LINE.fullmatch(line)
    if not match or match["name"] != key.name:
        return None
    try:
        content = base64.b64decode(match["bytes"], validate=True)
    except binascii.Error:
        content = b""
    if content[:4] != key.digest:
        return None
    time = int.from_bytes(content[4:12])
    if not key.verifies(content[12:], _message(checkpoint, time)):
        raise LedgerError(
            f"{key.name} did not sign this checkpoint", hint="ask the witness for its line again"
        )
    return dt.datetime.fromtimestamp(time, dt.UTC)


def _message(checkpoint: Checkpoint, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{checkpoint.body}".encode()
