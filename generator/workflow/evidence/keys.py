"""``letterbook key``: another key signs the checkpoints from here on, and the record says so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.campaign import read_campaign
from generator.errors import LedgerError, Problem
from generator.vocabulary import KeyReplaced, KeyRotated, Subject, report
from generator.workflow.environment import actor_named, now, one_at_a_time
from generator.workflow.record.campaign_record import CampaignRecord

if TYPE_CHECKING:
    from generator.ledger import Ledger, SigningKey, VerifyingKey


@dataclass(frozen=True, slots=True)
class Followed:
    """The public half of the key that signs now, and what signing with it warned of."""

    key: VerifyingKey
    warnings: tuple[Problem, ...]


def rotate_key(campaign_file: Path, *, reason: str, actor: str = "") -> Followed:
    """Let a new key follow the one that signs now; both sign that it does.

    The new key is ``record/key.next``, if such a file lies there, else it is made. A run that was stopped is
    completed by the next one.

    Raises:
        ConfigurationError, UsageError: the campaign or the call has no meaning.
        StorageError, LedgerError: there is no record or no key, or the disk does not take it.
    """
    record = _made(campaign_file)
    with one_at_a_time(campaign_file), record.opened() as ledger:
        if record.settle_key(ledger):
            return _signing(record, ledger)
        old, new = record.signing_key(), _next_key(record)
        payload = KeyRotated(
            old_key=str(old.public), new_key=str(new.public), reason=reason,
            old_signature=_signed(old.public, new, old), new_signature=_signed(old.public, new, new),
        )  # fmt: skip
        return _follow(record, ledger, payload, actor)


def replace_key(campaign_file: Path, *, reason: str, authorized_by: str, actor: str = "") -> Followed:
    """Let a new key follow one that is lost or stolen, on somebody's word.

    Raises as ``rotate_key`` does.
    """
    record = _made(campaign_file)
    with one_at_a_time(campaign_file), record.opened() as ledger:
        if record.settle_key(ledger):
            return _signing(record, ledger)
        known = record.known_keys()
        if not known:
            raise LedgerError(f"{record.public_key}: is not there", hint="put the public key back")
        new = _next_key(record)
        payload = KeyReplaced(
            old_key=str(known[0]), new_key=str(new.public), reason=reason, authorized_by=authorized_by,
            new_signature=_signed(known[0], new, new),
        )  # fmt: skip
        return _follow(record, ledger, payload, actor)


def _made(campaign_file: Path) -> CampaignRecord:
    record = CampaignRecord.of(read_campaign(campaign_file))
    record.require_made()
    return record


def _next_key(record: CampaignRecord) -> SigningKey:
    from generator.ledger import make_key, read_key

    if record.next_key.exists():
        return read_key(record.next_key, record.origin)
    return make_key(record.next_key, record.origin)


def _signed(old: VerifyingKey, new: SigningKey, signer: SigningKey) -> str:
    from generator.ledger import sign_succession

    return sign_succession(old, new, signer)


def _follow(
    record: CampaignRecord, ledger: Ledger, payload: KeyRotated | KeyReplaced, actor: str
) -> Followed:
    event = report(payload, Subject(), at=now(), actor=actor_named(actor), role="keeper")
    ledger.append((event,))
    return _signing(record, ledger)


def _signing(record: CampaignRecord, ledger: Ledger) -> Followed:
    """Sign a checkpoint with the key that has followed."""
    _, warnings = record.sign(ledger)
    return Followed(record.known_keys()[0], warnings)
