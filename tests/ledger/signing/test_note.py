"""A checkpoint is a note that other tools can verify, and that says nothing once it was touched."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import LedgerError
from generator.ledger.signing.keys import SigningKey, VerifyingKey
from generator.ledger.signing.note import Checkpoint, read_checkpoint, sign_checkpoint

KEY = SigningKey("letterbook/sample", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
STATED = Checkpoint("letterbook/sample", 1234, bytes(range(32)))
NOTE = sign_checkpoint(STATED, KEY)


def test_a_checkpoint_has_the_form_of_c2sp() -> None:
    origin, size, root, blank, signature, end = NOTE.split("\n")

    assert (origin, size, blank, end) == ("letterbook/sample", "1234", "", "")
    assert root == "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    assert signature.startswith("— letterbook/sample ")


def test_what_was_signed_is_read_back() -> None:
    assert read_checkpoint(NOTE, (KEY.public,)) == STATED
    assert sign_checkpoint(STATED, KEY) == NOTE


def test_signatures_of_unknown_witnesses_are_passed_over() -> None:
    other = SigningKey("witness.example/w", Ed25519PrivateKey.generate())
    line = sign_checkpoint(STATED, other).splitlines()[-1]

    assert read_checkpoint(f"{NOTE}{line}\n", (KEY.public,)) == STATED
    assert read_checkpoint(f"{NOTE}{line}\n", (other.public,)) == STATED


def test_a_note_signed_by_go_is_verified() -> None:
    key = VerifyingKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    message = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    signature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    import base64

    signed = base64.b64decode(signature)
    assert signed[:4] == key.digest
    assert key.verifies(signed[4:], message.encode())


@given(st.integers(0, len(NOTE) - 1), st.characters(codec="ascii"))
def test_a_note_with_a_character_changed_states_nothing_else(place: int, character: str) -> None:
    try:
        stated = read_checkpoint(NOTE[:place] + character + NOTE[place + 1 :], (KEY.public,))
    except LedgerError:
        return
    assert stated == STATED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "a\n1\n",
        NOTE[:-70],
        NOTE.replace("1234", "01234"),
        NOTE.replace("1234", "-1"),
        "x" * 200_000,
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(LedgerError):
        read_checkpoint(text, (KEY.public,))


def test_a_note_of_another_key_with_the_same_name_is_refused() -> None:
    other = SigningKey(KEY.name, Ed25519PrivateKey.generate())
    with pytest.raises(LedgerError, match="no known key"):
        read_checkpoint(NOTE, (other.public,))
    with pytest.raises(LedgerError, match="no known key"):
        read_checkpoint(NOTE, ())
