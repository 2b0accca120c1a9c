"""``letterbook witness``, and what the record asks of one: that each checkpoint continues the one before."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.campaign import read_campaign
from generator.errors import LedgerError, Problem, UsageError
from generator.storage import disk_errors, refuse_absent, write_once
from generator.workflow.environment import now, one_at_a_time
from generator.workflow.record.campaign_record import CampaignRecord

if TYPE_CHECKING:
    from generator.ledger import SigningKey, VerifyingKey

_LARGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Witnessed:
    """The last checkpoint that a witness has signed: how many events it states, and when it was signed."""

    witness: str
    size: int
    at: dt.datetime


def ask_witness(campaign_file: Path, since: int, to: int | None = None) -> str:
    """Return the request to a witness that saw so many events last: a checkpoint, and that it continues that.

    The checkpoint is the one that states ``to`` events, or else one of this moment. The proof between them is
    the consistency proof of RFC 6962, section 2.1.2, which anybody can check.

    Raises:
        UsageError: there were never so many events, or no checkpoint states ``to`` of them.
        StorageError, LedgerError: there is no record or no key, or the ledger was changed.
    """
    from generator.ledger import (
        WitnessRequest,
        checkpoint_path,
        consistency_path,
        read_note,
        read_unverified,
    )

    record = CampaignRecord.of(read_campaign(campaign_file))
    record.require_made()
    with record.opened() as ledger:
        path = record.sign(ledger)[0] if to is None else checkpoint_path(record.checkpoints, to)
        refuse_absent(path, "checkpoint")
        note = read_note(path)
        leaves = ledger.leaves(read_unverified(note).size)
    if since > len(leaves):
        raise UsageError(f"--since: there are {len(leaves)} events, not {since}", hint="give the last size")
    return str(WitnessRequest(since, consistency_path(leaves, since), note))


def witness(folder: Path, request: Path, logs: tuple[Path, ...], name: str = "") -> str:
    """Sign the checkpoint of a request as the witness whose key and memory lie in ``folder``.

    The folder is made the first time, for which the witness needs a ``name``; ``logs`` are the public keys of
    the records that it looks after. What it signed is remembered before the line is given away.

    Raises:
        UsageError: the folder is new and no name is given.
        LedgerError: the request is none, or does not continue what was signed before.
        StorageError: a file cannot be read or written.
    """
    from generator.ledger import (
        NOTHING_SEEN,
        WitnessRequest,
        cosign,
        read_note,
        read_public_key,
        read_unverified,
        witness_checkpoint,
    )  # fmt: skip

    refuse_absent(request, "request")
    key = _key_of(folder, name)
    with disk_errors(request), request.open("rb") as stream:
        asked = WitnessRequest.parse(stream.read(_LARGEST).decode(errors="replace"))
    known = tuple(map(read_public_key, logs))
    with one_at_a_time(folder / "key"):
        memory = folder / "seen" / hashlib.sha256(read_unverified(asked.note).origin.encode()).hexdigest()
        last = read_unverified(read_note(memory)) if memory.exists() else None
        seen = (last.size, last.root) if last else NOTHING_SEEN
        checkpoint = witness_checkpoint(asked, seen, known)
        line = cosign(checkpoint, key, now())
        write_once(memory, f"{asked.note}{line}".encode())
    return line


def _key_of(folder: Path, name: str) -> SigningKey:
    from generator.ledger import COSIGNATURE, make_key, read_key, read_public_key, witness_key

    path, public = folder / "key", folder / "witness.pub"
    if path.exists() and public.exists():
        return read_key(path, read_public_key(public, COSIGNATURE).name)
    if not name or any(it.isspace() or it == "+" for it in name):
        raise UsageError("a new witness needs a name without spaces", hint="--name office.example/archive")
    key = read_key(path, name) if path.exists() else make_key(path, name)
    write_once(public, f"{witness_key(key)}\n".encode())
    return key


def keep_cosignature(campaign_file: Path, answer: Path, witness_key: Path) -> Path:
    """Add what a witness answered to the checkpoint that it signed, and return the file.

    Raises:
        LedgerError: the witness signed none of the checkpoints.
        StorageError: a file cannot be read or written.
    """
    from generator.ledger import COSIGNATURE, list_checkpoints, read_note, read_public_key

    record = CampaignRecord.of(read_campaign(campaign_file))
    known = read_public_key(witness_key, COSIGNATURE)
    refuse_absent(answer, "answer")
    with disk_errors(answer), answer.open("rb") as stream:
        lines = stream.read(_LARGEST).decode(errors="replace").strip() + "\n"
    for path in reversed(list_checkpoints(record.checkpoints)):
        note = read_note(path)
        if _signs(note + lines, known):
            if lines not in note:
                write_once(path, f"{note}{lines}".encode())
            return path
    raise LedgerError(f"{answer}: {known.name} signed no checkpoint of this record with it")


def _signs(note: str, known: VerifyingKey) -> bool:
    from generator.ledger import cosigned_at

    try:
        return cosigned_at(note, known) is not None
    except LedgerError:
        return False


def check_witnesses(
    record: CampaignRecord, checkpoints: tuple[Path, ...], witnesses: tuple[Path, ...]
) -> tuple[tuple[Witnessed, ...], tuple[Problem, ...]]:
    """Return the last checkpoint that each witness signed, and a problem for one that signed none."""
    from generator.ledger import COSIGNATURE, cosigned_at, read_note, read_public_key, read_unverified

    witnessed: list[Witnessed] = []
    problems: list[Problem] = []
    for known in (read_public_key(path, COSIGNATURE) for path in witnesses):
        signed: list[Witnessed] = []
        for path in checkpoints:
            try:
                note = read_note(path)
                if at := cosigned_at(note, known):
                    signed.append(Witnessed(known.name, read_unverified(note).size, at))
            except LedgerError as exc:
                problems.append(Problem(str(path), "", exc.message, exc.hint))
        if signed:
            witnessed.append(max(signed, key=lambda it: it.size))
        else:
            message = f"{known.name} has signed no checkpoint"
            hint = "ask for it: letterbook checkpoint --since 0, then letterbook witness there"
            problems.append(Problem(str(record.checkpoints), "", message, hint))
    return tuple(witnessed), tuple(problems)
