"""What lies in ``out/``, held against the record: the files of each batch, and what is not of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from generator.errors import Problem, StorageError
from generator.events import Event, JsonValue
from generator.model import Format, PageMark
from generator.storage import disk_errors
from generator.storage.store import LEFT_UNFINISHED, Store
from generator.storage.unfinished import UNFINISHED
from generator.workflow.review.released import RELEASED, check_released, released_hashes

_MANIFESTS = ("manifest.csv", "manifest.jsonl")
"""In the order in which an event of a batch gives their hashes."""
_ANEW = "delete it and make the batch again: letterbook generate"


@dataclass(frozen=True, slots=True)
class MadeFiles:
    """What was found of the batches on record: those that lie in the folder, of all, and what is wrong.

    ``unrecorded`` are those found of which no hash of the manifest is on record.
    """

    present: int
    recorded: int
    unrecorded: int
    problems: tuple[Problem, ...]


def check_made_files(out: Path, events: Iterable[Event], store: Store) -> MadeFiles:
    """Hold each file of each batch in ``out`` against the record: changed, missing, or none of the batch.

    A copy that says DRAFT is known by the draft in the store that it was made of.

    Raises:
        StorageError: the folder cannot be read.
    """
    recorded = tuple(events)
    batches, released = _drafts_by_batch(recorded), released_hashes(recorded)
    with disk_errors(out):
        beside = sorted(out.iterdir()) if out.is_dir() else []
        problems = [fault for path in beside for fault in _check_place(path, batches, store)]
        problems += check_released(out, batches, released)
    manifests = [batches[path.name] for path in beside if path.name in batches]
    unrecorded = sum(_MANIFESTS[0] not in files for files in manifests)
    return MadeFiles(len(manifests), len(batches), unrecorded, tuple(problems))


def _drafts_by_batch(events: Iterable[Event]) -> dict[str, dict[str, str]]:
    """Return for each batch the SHA-256 of its files by their names; none of manifests of older versions."""
    batches: dict[str, dict[str, str]] = {}
    for event in events:
        if event.type == "batch_generated":
            hashes = event.payload.get("manifests")
            known = zip(_MANIFESTS, hashes if isinstance(hashes, list) else (), strict=False)
            batches.setdefault(event.batch_id, {}).update({name: str(sha256) for name, sha256 in known})
        if event.type == "letter_generated" and event.batch_id:
            stem = f"{event.recipient_id}.{event.payload.get('kind')}"
            drafts = _drafts(event.payload.get("drafts"))
            batches.setdefault(event.batch_id, {}).update(
                {f"{stem}.{form}": sha256 for form, sha256 in drafts}
            )
    return batches


def _drafts(said: JsonValue) -> Iterator[tuple[str, str]]:
    for draft in said if isinstance(said, list) else ():
        match draft:
            case {"format": str(form), "sha256": str(sha256)}:
                yield form, sha256
            case _:
                pass


def _check_place(path: Path, batches: Mapping[str, Mapping[str, str]], store: Store) -> Iterator[Problem]:
    if path.name.startswith(UNFINISHED):
        yield Problem(str(path), "", LEFT_UNFINISHED, "the next run removes it", "warning")
    elif path.name.removesuffix(RELEASED) in batches and path.name not in batches:
        return  # looked at with all that was released
    elif path.is_symlink() or not path.is_dir() or path.name not in batches:
        yield Problem(str(path), "", "no batch of the record", "move it elsewhere", "warning")
    else:
        yield from _check_batch(path, batches[path.name], store)


def _check_batch(folder: Path, drafts: Mapping[str, str], store: Store) -> Iterator[Problem]:
    names = {path.name for path in folder.iterdir()}
    for name in sorted(drafts.keys() - names):
        yield Problem(str(folder / name), "", "the record names this file, but it is not there", _ANEW)
    for name in sorted(names):
        path = folder / name
        if name in _MANIFESTS and name not in drafts:
            continue  # the version that made it did not record its hash
        if name not in drafts:
            yield Problem(str(path), "", "no file of this batch", "move it elsewhere", "warning")
        elif path.is_symlink() or not path.is_file() or not _is_made(path, drafts[name], store):
            yield Problem(str(path), "sha256", "the file was changed after it was made", _ANEW)


def _is_made(path: Path, sha256: str, store: Store) -> bool:
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() == sha256:
        return True
    return path.name not in _MANIFESTS and content in _marked(path, sha256, store)


def _marked(path: Path, sha256: str, store: Store) -> Iterator[bytes]:
    """Yield the marked copies of a draft in the store; none when the draft is not there."""
    from generator.workflow.letters.formats import mark_pages

    form: Format = "pdf" if path.suffix == ".pdf" else "docx"
    try:
        draft = store.get(sha256)
    except StorageError:
        return
    for mark in get_args(PageMark):
        yield mark_pages(draft, form, mark, source=path.name)
