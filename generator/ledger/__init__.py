"""The append-only record: append and read events, state what it is, verify it and prove a letter by it."""

from generator.ledger.chain import Entry
from generator.ledger.checkpoints import (
    GIVEN_UP,
    checkpoint_is_due,
    checkpoint_path,
    keep_checkpoints,
    list_checkpoints,
    list_given_up,
    load_checkpoint,
    read_note,
    write_checkpoint,
)
from generator.ledger.checks import files_named, files_named_in, merkle_roots
from generator.ledger.exchange import read_entries, write_entries
from generator.ledger.merkle import consistency_path
from generator.ledger.proof import ProvenLetter, prove_letter, verify_proof
from generator.ledger.record import Ledger
from generator.ledger.signing.keys import (
    COSIGNATURE,
    SigningKey,
    VerifyingKey,
    is_begun_key,
    keep_key,
    make_key,
    publish_key,
    read_key,
    read_public_key,
)
from generator.ledger.signing.note import Checkpoint, read_unverified
from generator.ledger.signing.witness import (
    NOTHING_SEEN,
    WitnessRequest,
    cosign,
    cosigned_at,
    witness_checkpoint,
    witness_key,
)
from generator.ledger.succession import sign_succession, vouched_keys, vouched_keys_in
from generator.ledger.verification import Evidence, Rule, Verification, verify_ledger

__all__ = [
    "COSIGNATURE",
    "GIVEN_UP",
    "NOTHING_SEEN",
    "Checkpoint",
    "Entry",
    "Evidence",
    "Ledger",
    "ProvenLetter",
    "Rule",
    "SigningKey",
    "Verification",
    "VerifyingKey",
    "WitnessRequest",
    "checkpoint_is_due",
    "checkpoint_path",
    "consistency_path",
    "cosign",
    "cosigned_at",
    "files_named",
    "files_named_in",
    "is_begun_key",
    "keep_checkpoints",
    "keep_key",
    "list_checkpoints",
    "list_given_up",
    "load_checkpoint",
    "make_key",
    "merkle_roots",
    "prove_letter",
    "publish_key",
    "read_entries",
    "read_key",
    "read_note",
    "read_public_key",
    "read_unverified",
    "sign_succession",
    "verify_ledger",
    "verify_proof",
    "vouched_keys",
    "vouched_keys_in",
    "witness_checkpoint",
    "witness_key",
    "write_checkpoint",
    "write_entries",
]
