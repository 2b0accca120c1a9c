"""Copies of checkpoints: each goes by itself to the folders and addresses that the campaign names.

A copy that cannot be made is a warning: what happened is recorded all the same, and ``status`` tells how old
the last copy is. A copy is never replaced by another one.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from generator.errors import Problem, StorageError
from generator.storage import disk_errors, write_once

USER_VARIABLE: Final = "LETTERBOOK_SMTP_USER"
PASSWORD_VARIABLE: Final = "LETTERBOOK_SMTP_PASSWORD"  # noqa: S105 - the name of the variable
_MEMORY: Final = "copies.json"
_HINT: Final = "mend the place, then run: letterbook checkpoint"
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Copies:
    """Where copies go (a folder's path, or ``mailto:`` an address), from whom, and through which server."""

    places: tuple[str, ...] = ()
    sender: str = ""
    server: str = ""


@dataclass(frozen=True, slots=True)
class Copied:
    """The last copy at a place: how many events its checkpoint states, and when it went; none is 0."""

    place: str
    size: int = 0
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent: a checkpoint, by its ledger's name and its size, and the key that it is signed with."""

    origin: str
    size: int
    note: bytes
    key: bytes


def send_copies(copies: Copies, folder: Path, sent: Sent, at: dt.datetime) -> tuple[Problem, ...]:
    """Send a checkpoint to each place that has not got it; return a warning for each that failed."""
    last = {copied.place: copied for copied in read_copies(copies, folder)}
    problems: list[Problem] = []
    for place in copies.places:
        if last[place].size == sent.size and last[place].at:
            continue
        try:
            _send(copies, place, sent)
            last[place] = Copied(place, sent.size, at)
        except StorageError as exc:
            message = f"no copy of the checkpoint was made: {exc.message}"
            problems.append(Problem(place, "copies", message, _HINT, "warning"))
    if copies.places:
        rows = [asdict(it) | {"at": it.at and it.at.isoformat()} for it in last.values()]
        write_once(folder / _MEMORY, json.dumps(rows, indent=1).encode(), mode=0o644)
    return tuple(problems)


def read_copies(copies: Copies, folder: Path) -> tuple[Copied, ...]:
    """Return the last copy at each place; what is remembered and cannot be read was never made."""
    if not copies.places:
        return ()
    try:
        rows = json.loads((folder / _MEMORY).read_bytes())
        made = {
            row["place"]: Copied(
                row["place"], row["size"], row["at"] and dt.datetime.fromisoformat(row["at"])
            )
            for row in rows
        }
    except (OSError, ValueError, TypeError, KeyError):
        made = {}
    return tuple(made.get(place, Copied(place)) for place in copies.places)


def _send(copies: Copies, place: str, sent: Sent) -> None:
    if place.startswith("mailto:"):
        _mail(copies, place.removeprefix("mailto:"), sent)
    else:
        _put(Path(place), sent)


def _put(folder: Path, sent: Sent) -> None:
    """Put the checkpoint and its key into a folder, which must be there: a disk may not be mounted."""
    if not folder.is_dir():
        raise StorageError(f"{folder}: there is no such folder")
    name = sent.origin.replace("/", "-")
    key = sent.key.split(b"+")[1].decode() if sent.key.count(b"+") > 1 else "none"
    for path, content in (
        (folder / f"{name}-{sent.size:012d}.checkpoint", sent.note),
        (folder / f"{name}-{key}.pub", sent.key),
    ):
        with disk_errors(path):
            other = path.read_bytes() if path.exists() else content
        if content.partition(b"\n\n")[0] != other.partition(b"\n\n")[0]:
            raise StorageError(f"{path}: another checkpoint lies there, which was signed before")
        if not path.exists():
            write_once(path, content)


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


def _server(url: str) -> smtplib.SMTP:
    """Return a session with the mail server: encrypted, unless the server is this machine.

    Raises:
        OSError, SMTPException: it cannot be reached, or does not encrypt.
    """
    said = urlsplit(url)
    host, context = said.hostname or "", ssl.create_default_context()
    if said.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, said.port or 465, timeout=30, context=context)
    else:
        server = smtplib.SMTP(host, said.port or 587, timeout=30)
        if host not in _HERE:
            server.starttls(context=context)
    if user := os.environ.get(USER_VARIABLE):
        server.login(user, os.environ.get(PASSWORD_VARIABLE, ""))
    return server


def told_copies(copied: tuple[Copied, ...], at: dt.datetime) -> Iterator[str]:
    """Yield for each place how old the last copy there is."""
    for it in copied:
        if it.at is None:
            yield f"{it.place}: no copy of a checkpoint yet"
        else:
            age = at - it.at
            old = f"{age.days} days" if age.days else f"{age.seconds // 3600} hours"
            yield f"{it.place}: the last copy of a checkpoint is {old} old and states {it.size} events"
