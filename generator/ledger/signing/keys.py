"""The keys that sign checkpoints: Ed25519 (RFC 8032), the private one in OpenSSH's file format."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_ssh_private_key,
)

from generator.errors import LedgerError, StorageError
from generator.storage import disk_errors, is_there, write_once, write_secret

_ED25519: Final = b"\x01"
"""The signature type of C2SP signed-note."""
COSIGNATURE: Final = b"\x04"
"""That of C2SP tlog-cosignature, by which a witness signs."""

_BEGIN: Final = b"-----BEGIN OPENSSH PRIVATE KEY-----"
_END: Final = b"-----END OPENSSH PRIVATE KEY-----"

_NAME = re.compile(r"[^\s+]+")


@dataclass(frozen=True, slots=True)
class VerifyingKey:
    """The public key, by the name it signs under; ``raw`` is its 32 bytes, ``kind`` how it signs."""

    name: str
    raw: bytes
    kind: bytes = _ED25519

    @classmethod
    def parse(cls, text: str, kind: bytes = _ED25519) -> Self:
        """Read the text form of C2SP signed-note: ``name+hash+base64``.

        Raises:
            LedgerError: the text is no such key.
        """
        name, _, rest = text.strip().partition("+")
        digest, _, encoded = rest.partition("+")
        try:
            tagged = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            tagged = b""
        key = cls(name, tagged[1:], kind)
        if len(tagged) != 33 or tagged[:1] != kind or key.digest.hex() != digest:
            raise LedgerError(
                f"{text.strip()[:80]!r} is not a public key",
                hint="give the file that was kept beside the ledger",
            )
        return key

    @property
    def digest(self) -> bytes:
        """The four bytes that name this key in a signature line."""
        return hashlib.sha256(self.name.encode() + b"\n" + self.kind + self.raw).digest()[:4]

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Tell whether the signature over the message was made with this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def __str__(self) -> str:
        encoded = base64.b64encode(self.kind + self.raw).decode()
        return f"{self.name}+{self.digest.hex()}+{encoded}"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private key, and the name it signs under: the checkpoints' origin."""

    name: str
    private: Ed25519PrivateKey

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is not a name of a key: it has a space or a plus, or is empty")

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature; the same message has the same one."""
        return self.private.sign(message)

    @property
    def public(self) -> VerifyingKey:
        """The key that others verify with."""
        return VerifyingKey(self.name, self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def make_key(path: Path, name: str) -> SigningKey:
    """Make a key in a file that its owner alone can open.

    Raises:
        StorageError: a key is there already, or the disk does not take it.
    """
    if is_there(path) and not is_begun_key(path):
        raise StorageError(f"{path}: a key is there already", hint="keep it: it is known to have signed")
    key = SigningKey(name, Ed25519PrivateKey.generate())
    keep_key(path, key.private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    return key


def keep_key(path: Path, content: bytes) -> None:
    """Write a private key under no name but its own; the beginning of one, from a killed run, is replaced.

    Raises:
        StorageError: a key is there already, or the disk does not take it.
    """
    if is_begun_key(path):
        with disk_errors(path):
            path.unlink()
    write_secret(path, content)


def is_begun_key(path: Path) -> bool:
    """Tell whether there is but the beginning of a key, with which nothing can have been signed.

    Raises:
        StorageError: the file cannot be read.
    """
    if not is_there(path):
        return False
    with disk_errors(path):
        content = path.read_bytes()
    return content[: len(_BEGIN)] == _BEGIN[: len(content)] and not content.rstrip().endswith(_END)


def read_key(path: Path, name: str) -> SigningKey:
    """Read a private key in OpenSSH's format, such as ``ssh-keygen -t ed25519`` makes.

    Raises:
        StorageError: the file is not there, or open to others than its owner.
        LedgerError: it is not an unencrypted Ed25519 key.
    """
    with disk_errors(path):
        shared = path.stat().st_mode & 0o077
        content = path.read_bytes()
    if shared:
        raise StorageError(f"{path}: others than its owner can open this key", hint=f"run: chmod 600 {path}")
    try:
        private = load_ssh_private_key(content, password=None)
    except (ValueError, TypeError) as exc:
        hint = "make an unencrypted one with: ssh-keygen -t ed25519 -N ''"
        raise LedgerError(f"{path}: no private key in OpenSSH's format: {exc}", hint=hint) from exc
    if not isinstance(private, Ed25519PrivateKey):
        raise LedgerError(
            f"{path}: the key is not Ed25519", hint="make one with: ssh-keygen -t ed25519 -N ''"
        )
    return SigningKey(name, private)


def publish_key(key: VerifyingKey, path: Path) -> None:
    """Keep the public half in a file for those who verify; it has no secret and may be given away.

    Raises:
        LedgerError: another key is kept there.
        StorageError: the disk does not take it.
    """
    if not is_there(path):
        write_once(path, f"{key}\n".encode())
    elif read_public_key(path) != key:
        raise LedgerError(
            f"{path}: this ledger's checkpoints are signed with another key",
            hint="give the key it was made with",
        )


def read_public_key(path: Path, kind: bytes = _ED25519) -> VerifyingKey:
    """Read a public key that ``publish_key`` kept; ``kind`` is how it signs.

    Raises:
        StorageError: the file cannot be read.
        LedgerError: it is not a public key.
    """
    with disk_errors(path):
        content = path.read_bytes()
    return VerifyingKey.parse(content.decode(errors="replace"), kind)
