"""What carries a copy of a checkpoint to its place: a folder, a bucket, or a message."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from generator.errors import StorageError
from generator.model import BUCKETS
from generator.storage import disk_errors, write_once

USER_VARIABLE: Final = "LETTERBOOK_SMTP_USER"
PASSWORD_VARIABLE: Final = "LETTERBOOK_SMTP_PASSWORD"  # noqa: S105 - the name of the variable

_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Copies:
    """Where copies go, from whom, and through which mail server.

    A place is a folder's path, a bucket's URL, or ``mailto:`` an address.
    """

    places: tuple[str, ...] = ()
    sender: str = ""
    server: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent: a checkpoint, by its ledger's name and its size, and the key that it is signed with."""

    origin: str
    size: int
    note: bytes
    key: bytes

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the content of each file, as they are kept beside those of other records."""
        name = self.origin.replace("/", "-")
        key = self.key.split(b"+")[1].decode() if self.key.count(b"+") > 1 else "none"
        yield f"{name}-{self.size:012d}.checkpoint", self.note
        yield f"{name}-{key}.pub", self.key


def carry(copies: Copies, place: str, sent: Sent) -> None:
    """Bring a checkpoint and its key to a place; what lies there is never replaced.

    Raises:
        StorageError: the place does not take it, or another checkpoint of that size lies there.
    """
    if place.startswith("mailto:"):
        _mail(copies, place.removeprefix("mailto:"), sent)
    elif place.startswith(BUCKETS):
        _upload(place, sent)
    else:
        _put(Path(place), sent)


def _put(folder: Path, sent: Sent) -> None:
    """Put the files into a folder, which must be there: a disk may not be mounted."""
    if not folder.is_dir():
        raise StorageError(f"{folder}: there is no such folder")
    for name, content in sent.files():
        path = folder / name
        with disk_errors(path):
            other = path.read_bytes() if path.exists() else content
        _refuse_another(str(path), content, other)
        if not path.exists():
            write_once(path, content)


def _refuse_another(place: str, content: bytes, other: bytes) -> None:
    if content.partition(b"\n\n")[0] != other.partition(b"\n\n")[0]:
        raise StorageError(f"{place}: another checkpoint lies there, which was signed before")


def _upload(place: str, sent: Sent) -> None:
    """Put the files into a bucket, on the condition that none of their names is there."""
    try:
        import obstore
        from obstore.exceptions import AlreadyExistsError, BaseError
        from obstore.store import from_url
    except ModuleNotFoundError as exc:
        raise StorageError(
            f"{place}: buckets need an extra: pip install 'letterbook[buckets]'",
        ) from exc
    try:
        bucket = from_url(place, retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=20)})
        for name, content in sent.files():
            try:
                obstore.put(bucket, name, content, mode="create")
            except AlreadyExistsError:
                _refuse_another(f"{place}/{name}", content, bytes(obstore.get(bucket, name).bytes()))
    except (BaseError, OSError, ValueError) as exc:
        raise StorageError(f"{place}: {_reason(str(exc))}") from exc


def _reason(said: str) -> str:
    """Return what a bucket's server said in one line: its own message where it gave one."""
    _, tag, message = said.partition("<Message>")
    return message.partition("</Message>")[0] if tag else said.strip().partition("\n")[0]


def _mail(copies: Copies, address: str, sent: Sent) -> None:
    message = EmailMessage()
    message["From"], message["To"] = copies.sender, address
    message["Subject"] = f"Checkpoint of {sent.origin}: {sent.size} events"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("Keep this message: the record is verified against the files attached to it.\n")
    for content, name in ((sent.note, f"{sent.size:012d}.checkpoint"), (sent.key, "key.pub")):
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    try:
        with _server(copies.server) as server:
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as exc:
        raise StorageError(f"{copies.server}: {exc}") from exc


@contextmanager
def _server(url: str) -> Iterator[smtplib.SMTP]:
    """Give a session with the mail server: encrypted, unless the server is this machine.

    Raises:
        OSError, SMTPException: it cannot be reached, or does not encrypt.
    """
    said = urlsplit(url)
    host, context = said.hostname or "", ssl.create_default_context()
    if said.scheme == "smtps":
        opened: smtplib.SMTP = smtplib.SMTP_SSL(host, said.port or 465, timeout=30, context=context)
    else:
        opened = smtplib.SMTP(host, said.port or 587, timeout=30)
    with opened as server:
        if said.scheme != "smtps" and host not in _HERE:
            server.starttls(context=context)
        if user := os.environ.get(USER_VARIABLE):
            server.login(user, os.environ.get(PASSWORD_VARIABLE, ""))
        yield server
