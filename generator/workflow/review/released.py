"""What lies in ``out/BATCH-released``, held against the record: exactly the bytes that were released."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.errors import Problem
from generator.events import Event

RELEASED = "-released"
"""What the name of the folder with the released letters of a batch ends with."""
_ANEW = "delete it and release the letter again: letterbook release"


def released_hashes(events: Iterable[Event]) -> frozenset[str]:
    """Return the SHA-256 of every file that was released at any time."""
    said = (event.payload.get("drafts") for event in events if event.type == "letter_released")
    return frozenset(str(sha256) for drafts in said if isinstance(drafts, list) for sha256 in drafts)


def check_released(
    out: Path, batches: Mapping[str, Mapping[str, str]], released: frozenset[str]
) -> Iterator[Problem]:
    """Find the files in the folders of released letters that are not what was released, or are not there.

    ``batches`` are the hashes of the files of each batch, by their names.
    """
    for batch_id, files in batches.items():
        folder = out / f"{batch_id}{RELEASED}"
        if folder.is_symlink() or not folder.is_dir():
            continue
        there = {path.name for path in folder.iterdir()}
        due = {name: sha256 for name, sha256 in files.items() if sha256 in released}
        for name in sorted(due.keys() - there):
            yield Problem(str(folder / name), "", "was released, but is not there", _ANEW)
        for name in sorted(there):
            yield from _check_file(folder / name, due.get(name, ""))


def _check_file(path: Path, sha256: str) -> Iterator[Problem]:
    if not sha256:
        yield Problem(str(path), "", "was not released", "move it elsewhere: nobody let it go out")
    elif path.is_symlink() or not path.is_file() or _sha256_of(path) != sha256:
        yield Problem(str(path), "sha256", "is not the file that was released", _ANEW)


def _sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
