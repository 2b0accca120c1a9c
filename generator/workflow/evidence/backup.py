"""``letterbook backup`` and ``restore``: the whole record in one file, and the record again out of it.

A backup is a tar archive: ``backup.json`` says what it is, ``events.jsonl`` are the events as the manifest
exports them, ``key.pub`` and ``checkpoints/`` are as in the record's folder, ``store/`` holds each file under
its SHA-256. The private key is not in it. A restored record says that it was restored, so that it can be told
from one that was rolled back.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator import __version__
from generator.campaign import read_campaign
from generator.errors import LedgerError, Problem, ProblemsFoundError, UsageError
from generator.storage import disk_errors, refuse_absent, replace_file, write_once, write_stream
from generator.storage.store import Store
from generator.vocabulary import GivenUp, RecordRestored, Subject, report
from generator.workflow.environment import actor_named, now, one_at_a_time
from generator.workflow.evidence.moving import fill_ledger, refuse_strange
from generator.workflow.evidence.verifying import verify_record
from generator.workflow.record.campaign_record import CampaignRecord

if TYPE_CHECKING:
    from generator.ledger import Entry, VerifyingKey

_FORM: Final = "letterbook backup 1"
_EVENTS: Final = "events.jsonl"
_HINT: Final = "give a file that letterbook backup wrote"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds, or what was put back of one."""

    events: int
    files: int
    sha256: str
    warnings: tuple[Problem, ...] = ()


def back_up(campaign_file: Path, archive: Path) -> BackedUp:
    """Write the whole record into one file, once it is seen to be sound.

    Raises:
        ConfigurationError: the campaign file has faults.
        UsageError: there is a file of that name.
        ProblemsFoundError: the record does not verify; nothing was written.
        StorageError, LedgerError: there is no record, or the disk does not take the file.
    """
    if archive.exists():
        raise UsageError(f"{archive}: a file is there already", hint="give each backup a name of its own")
    record = CampaignRecord.of(read_campaign(campaign_file))
    verified = verify_record(campaign_file, (), ())
    if not verified.is_sound:
        hint = "nothing was written: mend the record first, or copy the folder as it is"
        raise ProblemsFoundError(verified.problems, hint=hint)
    files = 0
    with write_stream(archive, mode=0o600) as stream, tarfile.open(fileobj=stream, mode="w") as tar:
        # In this order: whatever is recorded meanwhile, what is read first speaks of what is read later.
        beside = [*_beside(record)]
        entries = record.entries()
        for name, content in (*beside, *_described(record, entries)):
            _add(tar, name, content)
        for sha256 in _named(entries):
            _add(tar, f"store/{sha256}", record.store.get(sha256))
            files += 1
    return BackedUp(len(entries), files, _sha256_of(archive))


def _beside(record: CampaignRecord) -> Iterator[tuple[str, bytes]]:
    with disk_errors(record.folder):
        if record.public_key.exists():
            yield "key.pub", record.public_key.read_bytes()
        for path in sorted(record.checkpoints.rglob("*.checkpoint")):
            yield f"checkpoints/{path.relative_to(record.checkpoints)}", path.read_bytes()


def _described(record: CampaignRecord, entries: tuple[Entry, ...]) -> Iterator[tuple[str, bytes]]:
    from generator.ledger import write_entries

    facts = {"form": _FORM, "record": record.origin, "events": len(entries), "tool_version": __version__}
    yield "backup.json", (json.dumps(facts, indent=1, sort_keys=True) + "\n").encode()
    yield _EVENTS, b"".join(write_entries(entries))


def _named(entries: tuple[Entry, ...]) -> list[str]:
    from generator.ledger import files_named_in

    return sorted(files_named_in(entries))


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o444
    tar.addfile(member, io.BytesIO(content))


def _sha256_of(path: Path) -> str:
    with disk_errors(path), path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def restore(
    campaign_file: Path, archive: Path, *, reason: str, given_up: tuple[Path, ...] = (), actor: str = ""
) -> BackedUp:
    """Make the record again out of a backup, and record that it was.

    Checkpoints beside it, or ``given_up``, that speak of later events are given up: the event names them, and
    their files go into ``checkpoints/given-up``. A run that was stopped is completed by the next one.

    Raises:
        ConfigurationError, UsageError: the campaign or the call has no meaning.
        LedgerError: there is a record; the file is not a backup, was changed, or is of another record.
        StorageError: a file cannot be read, or the disk or the server does not take the record.
    """
    record = CampaignRecord.of(read_campaign(campaign_file))
    who = actor_named(actor)
    refuse_absent(archive, "backup")
    with disk_errors(archive), one_at_a_time(campaign_file):
        backup = _read(archive, record)
        keys = record.known_keys() or _keys_in(backup)
        refuse_strange(record, backup.entries, keys, up_to=len(backup.entries))
        lost = _lost(record, backup, keys, given_up)
        _put_files(record, backup)
        _set_aside(record, len(backup.entries))
        event = RecordRestored(
            events=len(backup.entries), backup_sha256=_sha256_of(archive), reason=reason, given_up=lost
        )
        reported = report(event, Subject(), at=now(), actor=who, role="keeper")
        with fill_ledger(record, backup.entries, (reported,)) as ledger:
            warnings = record.sign_if_kept(ledger)
    return BackedUp(len(backup.entries), len(_named(backup.entries)), event.backup_sha256, warnings)


@dataclass(frozen=True, slots=True)
class _Backup:
    """A backup once it was read through: all but the stored files, whose hashes are checked."""

    archive: Path
    entries: tuple[Entry, ...]
    beside: tuple[tuple[str, bytes], ...]


def _read(archive: Path, record: CampaignRecord) -> _Backup:
    from generator.ledger import read_entries

    beside: dict[str, bytes] = {}
    stored: set[str] = set()
    for name, content in _members(archive):
        if name.startswith("store/"):
            if hashlib.sha256(content).hexdigest() != name.removeprefix("store/"):
                raise LedgerError(f"{archive}: {name} was changed", hint="take another backup")
            stored.add(name.removeprefix("store/"))
        else:
            beside[name] = content
    _require_form(archive, beside.pop("backup.json", b""), record)
    entries = read_entries(beside.pop(_EVENTS, b"").splitlines(keepends=True))
    if missing := set(_named(entries)) - stored:
        raise LedgerError(f"{archive}: the file {min(missing)} is not in it", hint="take another backup")
    return _Backup(archive, entries, tuple(beside.items()))


def _require_form(archive: Path, said: bytes, record: CampaignRecord) -> None:
    try:
        match json.loads(said):
            case {"form": str(form), "record": str(origin)} if form == _FORM:
                pass
            case _:
                raise LedgerError(f"{archive}: this is not a backup", hint=_HINT)
    except ValueError as exc:
        raise LedgerError(f"{archive}: this is not a backup", hint=_HINT) from exc
    if origin != record.origin:
        raise LedgerError(f"{archive}: a backup of {origin}, not of {record.origin}", hint=_HINT)


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the plain files of an archive; nothing is extracted by the names it gives."""
    try:
        with tarfile.open(archive, mode="r:") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content is None:
                    raise LedgerError(f"{archive}: {member.name} is not a plain file", hint=_HINT)
                yield member.name, content.read()
    except tarfile.TarError as exc:
        raise LedgerError(f"{archive}: this is not a backup: {exc}", hint=_HINT) from exc


def _keys_in(backup: _Backup) -> tuple[VerifyingKey, ...]:
    from generator.ledger import VerifyingKey

    return tuple(
        VerifyingKey.parse(it.decode(errors="replace")) for name, it in backup.beside if name == "key.pub"
    )


def _lost(
    record: CampaignRecord, backup: _Backup, known: tuple[VerifyingKey, ...], given_up: tuple[Path, ...]
) -> tuple[GivenUp, ...]:
    """Return the checkpoints of more events than the backup has, each seen to be signed."""
    from generator.ledger import list_checkpoints, list_given_up, load_checkpoint, vouched_keys_in

    keys = vouched_keys_in(backup.entries, known)
    paths = (*list_checkpoints(record.checkpoints), *list_given_up(record.checkpoints), *given_up)
    stated = {load_checkpoint(path, keys, origin=record.origin) for path in paths}
    return tuple(
        GivenUp(checkpoint.size, base64.b64encode(checkpoint.root).decode())
        for checkpoint in sorted(stated, key=lambda it: (it.size, it.root))
        if checkpoint.size > len(backup.entries)
    )


def _put_files(record: CampaignRecord, backup: _Backup) -> None:
    for name, content in backup.beside:
        path = record.folder / _plain(name, backup.archive)
        if not path.exists():
            write_once(path, content)
    store = Store(record.folder / "store")
    for name, content in _members(backup.archive):
        if name.startswith("store/"):
            store.put(content)


def _plain(name: str, archive: Path) -> Path:
    """Return where in the record's folder a file of the backup belongs."""
    path = Path(name)
    known = name == "key.pub" or (path.parts[:1] == ("checkpoints",) and path.suffix == ".checkpoint")
    if not known or path.is_absolute() or ".." in path.parts:
        raise LedgerError(f"{archive}: {name} does not belong in a backup", hint=_HINT)
    return path


def _set_aside(record: CampaignRecord, events: int) -> None:
    """Move the checkpoints that speak of lost events out of the way of those to come."""
    from generator.ledger import GIVEN_UP, list_checkpoints

    for path in list_checkpoints(record.checkpoints):
        if int(path.stem) > events:
            aside = record.checkpoints / GIVEN_UP / f"{path.stem}-{_sha256_of(path)[:8]}{path.suffix}"
            with disk_errors(aside):
                aside.parent.mkdir(exist_ok=True)
            replace_file(path, aside)
