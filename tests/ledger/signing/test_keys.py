"""Keys: made for one owner, taken from OpenSSH, refused when others can open them."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from generator.errors import LedgerError, StorageError
from generator.ledger import VerifyingKey, make_key, publish_key, read_key, read_public_key


def test_a_key_is_made_for_its_owner_alone_and_read_again(tmp_path: Path) -> None:
    key = make_key(tmp_path / "ledger.key", "letterbook/a")

    assert (tmp_path / "ledger.key").stat().st_mode & 0o777 == 0o600
    assert read_key(tmp_path / "ledger.key", "letterbook/a").public == key.public


def test_a_key_is_never_made_over_another(tmp_path: Path) -> None:
    key = make_key(tmp_path / "ledger.key", "letterbook/a")
    with pytest.raises(StorageError, match="a key is there already"):
        make_key(tmp_path / "ledger.key", "letterbook/a")
    assert read_key(tmp_path / "ledger.key", "letterbook/a").public == key.public


def test_a_key_that_others_can_open_is_refused(tmp_path: Path) -> None:
    make_key(tmp_path / "ledger.key", "a")
    (tmp_path / "ledger.key").chmod(0o640)
    with pytest.raises(StorageError, match="others than its owner"):
        read_key(tmp_path / "ledger.key", "a")


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not installed")
def test_a_key_of_ssh_keygen_signs_unless_it_is_encrypted(tmp_path: Path) -> None:
    for name, phrase in (("plain", ""), ("locked", "a phrase")):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", phrase, "-f", str(tmp_path / name)]
        subprocess.run(command, check=True)

    key = read_key(tmp_path / "plain", "a")
    assert key.public.verifies(key.sign(b"text"), b"text")
    with pytest.raises(LedgerError, match="no private key"):
        read_key(tmp_path / "locked", "a")


def test_another_kind_of_key_is_refused(tmp_path: Path) -> None:
    private = generate_private_key(SECP256R1())
    for name, content in (
        ("ec", private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())),
        ("text", b"Dear Mayor:"),
        ("empty", b""),
    ):
        (tmp_path / name).write_bytes(content)
        (tmp_path / name).chmod(0o600)
        with pytest.raises(LedgerError):
            read_key(tmp_path / name, "a")
    with pytest.raises(StorageError):
        read_key(tmp_path / "nowhere", "a")


@pytest.mark.parametrize("name", ["", "with space", "with+plus", "with\nline"])
def test_a_name_that_a_note_cannot_carry_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is not a name of a key"):
        make_key(tmp_path / "ledger.key", name)
    assert not (tmp_path / "ledger.key").exists()


def test_the_public_half_is_kept_and_another_one_is_noticed(tmp_path: Path) -> None:
    key, other = (make_key(tmp_path / name, "a") for name in ("one", "two"))
    publish_key(key.public, tmp_path / "ledger.vkey")
    publish_key(key.public, tmp_path / "ledger.vkey")

    assert read_public_key(tmp_path / "ledger.vkey") == key.public
    with pytest.raises(LedgerError, match="another key"):
        publish_key(other.public, tmp_path / "ledger.vkey")


@pytest.mark.parametrize(
    "text", ["", "a+b+c", "a", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"]
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(LedgerError, match="is not a public key"):
        VerifyingKey.parse(text)


def test_a_private_key_is_written_under_no_name_but_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.append([path.name for path in tmp_path.iterdir()]))
    make_key(tmp_path / "key", "letterbook/a")
    assert [names for names in seen if names != ["key"]] == []
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


@pytest.mark.parametrize("length", [0, 10, 200])
def test_the_beginning_of_a_key_that_a_killed_run_left_is_made_anew(tmp_path: Path, length: int) -> None:
    path = tmp_path / "key"
    make_key(path, "letterbook/a")
    whole = path.read_bytes()
    path.write_bytes(whole[:length])
    key = make_key(path, "letterbook/a")
    assert read_key(path, "letterbook/a").public == key.public
    with pytest.raises(StorageError, match="a key is there already"):
        make_key(path, "letterbook/a")
