"""A proof shows one letter's events and no other, to somebody who has the public key alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.errors import LedgerError
from generator.ledger import Ledger, SigningKey, make_key, prove_letter, verify_proof, write_checkpoint
from tests.ledger.conftest import ORIGIN, report, reports
from tests.ledger.tampering import rewrite, seeded


@pytest.fixture
def proof(sqlite_ledger: Ledger, key: SigningKey, tmp_path: Path) -> str:
    sqlite_ledger.append(reports(*range(20)))
    sqlite_ledger.append((report(30, letter="letter-2"),))
    return prove(sqlite_ledger, "letter-2", write_checkpoint(sqlite_ledger, key, tmp_path), key)


def prove(ledger: Ledger, letter_id: str, checkpoint: Path, key: SigningKey) -> str:
    return prove_letter(ledger, letter_id, checkpoint.read_text(), (key.public,))


def test_the_events_of_a_letter_are_proven_by_the_key_alone(
    sqlite_ledger: Ledger, key: SigningKey, proof: str
) -> None:
    proven = verify_proof(proof, (key.public,))

    assert proven.events == tuple(event for event in sqlite_ledger.events() if event.letter_id == "letter-2")
    assert [event.seq for event in proven.events] == [7, 8, 9, 21]
    assert proven.checkpoint.size == 21


def test_a_proof_holds_nothing_of_other_letters(proof: str) -> None:
    assert "letter-1" not in proof
    assert "key-5" not in proof


def test_the_same_letter_has_the_same_proof(
    sqlite_ledger: Ledger, key: SigningKey, tmp_path: Path, proof: str
) -> None:
    assert prove(sqlite_ledger, "letter-2", write_checkpoint(sqlite_ledger, key, tmp_path), key) == proof


def test_a_proof_with_any_value_changed_is_refused(key: SigningKey, proof: str) -> None:
    whole = json.loads(proof)
    for name, value in whole["events"][1]["entry"].items():
        changed = json.loads(proof)
        changed["events"][1]["entry"][name] = value + 1 if isinstance(value, int) else f"{value}0"
        with pytest.raises(LedgerError):
            verify_proof(json.dumps(changed), (key.public,))
    for place in range(len(whole["events"][0]["path"])):
        changed = json.loads(proof)
        changed["events"][0]["path"][place] = "00" * 32
        with pytest.raises(LedgerError, match="is not in the ledger"):
            verify_proof(json.dumps(changed), (key.public,))


def test_events_of_another_letter_do_not_pass_in_a_proof(key: SigningKey, proof: str) -> None:
    renamed = json.loads(proof) | {"letter_id": "letter-3"}
    with pytest.raises(LedgerError, match="about another letter"):
        verify_proof(json.dumps(renamed), (key.public,))


def test_a_proof_signed_by_another_key_is_refused(tmp_path: Path, proof: str) -> None:
    other = make_key(tmp_path / "other.key", ORIGIN)
    with pytest.raises(LedgerError, match="no known key"):
        verify_proof(proof, (other.public,))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        "[" * 100_000,
        '{"form": "letterbook letter proof 1", "events": []}',
        "1" * 10_000_001,
    ],
)
def test_what_is_no_proof_is_refused(key: SigningKey, text: str) -> None:
    with pytest.raises(LedgerError, match="not a proof of a letter"):
        verify_proof(text, (key.public,))


def test_a_letter_that_is_not_there_or_too_new_cannot_be_proven(
    sqlite_ledger: Ledger, key: SigningKey, tmp_path: Path
) -> None:
    sqlite_ledger.append(reports(0))
    checkpoint = write_checkpoint(sqlite_ledger, key, tmp_path)
    sqlite_ledger.append(reports(1))

    with pytest.raises(LedgerError, match="no event is about this letter"):
        prove(sqlite_ledger, "nothing", checkpoint, key)
    with pytest.raises(LedgerError, match="does not reach event 2"):
        prove(sqlite_ledger, "letter-0", checkpoint, key)


def test_nothing_is_proven_by_a_ledger_that_was_rewritten(
    sqlite_ledger: Ledger, key: SigningKey, tmp_path: Path
) -> None:
    sqlite_ledger.append(reports(*range(5)))
    checkpoint = write_checkpoint(sqlite_ledger, key, tmp_path)
    rewrite(tmp_path, seeded("a"))

    with pytest.raises(LedgerError, match="not what the checkpoint states"):
        prove(sqlite_ledger, "letter-0", checkpoint, key)
