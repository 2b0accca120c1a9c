"""The append-only record: append and read events, state what it is, verify it and prove a letter by it."""

from generator.ledger.checkpoints import (
    checkpoint_is_due,
    list_checkpoints,
    load_checkpoint,
    write_checkpoint,
)
from generator.ledger.checks import files_named
from generator.ledger.keys import (
    SigningKey,
    VerifyingKey,
    is_begun_key,
    keep_key,
    make_key,
    publish_key,
    read_key,
    read_public_key,
)
from generator.ledger.note import Checkpoint
from generator.ledger.proof import ProvenLetter, prove_letter, verify_proof
from generator.ledger.record import Ledger
from generator.ledger.verification import Evidence, Rule, Verification, verify_ledger

__all__ = [
    "Checkpoint",
    "Evidence",
    "Ledger",
    "ProvenLetter",
    "Rule",
    "SigningKey",
    "Verification",
    "VerifyingKey",
    "checkpoint_is_due",
    "files_named",
    "is_begun_key",
    "keep_key",
    "list_checkpoints",
    "load_checkpoint",
    "make_key",
    "prove_letter",
    "publish_key",
    "read_key",
    "read_public_key",
    "verify_ledger",
    "verify_proof",
    "write_checkpoint",
]
