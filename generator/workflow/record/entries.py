"""Entries to record: from a table of them, and with the files that came with each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.errors import Problem
from generator.recipients import read_rows
from generator.recording import Entry
from generator.storage import WRONG_NAME, clear_away, failing_disk, open_plain
from generator.storage.store import Store
from generator.vocabulary import StoredFile

LARGEST_FILE = 200_000_000
_ATTACHMENTS = "attachments"


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it was written, with the files that came with it; a file may not be there."""

    entry: Entry
    files: tuple[Path, ...] = ()


@dataclass(slots=True)
class Attached:
    """Entries that name their files by hash, the contents of those files, and what is wrong with some."""

    entries: list[Entry] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def keep(self, store: Store) -> None:
        """Put the contents into the store, and clear away what runs that were killed left there.

        Raises:
            StorageError: the disk does not take them.
        """
        if self.contents:
            clear_away(store.folder)
        for content in self.contents:
            store.put(content)


def read_table_of_entries(path: Path) -> tuple[tuple[Written, ...], tuple[Problem, ...]]:
    """Return the entries of a table, and the faults of its form.

    The column ``event`` holds the verb, ``attachments`` the names of files that lie below the table's folder,
    with ``;`` between them; every other column is a field.

    Raises:
        StorageError, UsageError: the table cannot be read.
    """
    rows, problems = read_rows(path)
    written: list[Written] = []
    outside: list[Problem] = []
    for row in rows:
        texts = {name: text for name, text in row.values.items() if name not in {"event", _ATTACHMENTS}}
        entry = Entry(row.values.get("event", "").strip(), texts, row.source)
        names = [name.strip() for name in row.values.get(_ATTACHMENTS, "").split(";") if name.strip()]
        outside += _outside(names, path.parent, row.source)
        written.append(Written(entry, tuple(path.parent / name for name in names)))
    return tuple(written), (*problems, *outside)


def _outside(names: Iterable[str], folder: Path, source: str) -> Iterator[Problem]:
    for name in names:
        if not (folder / name).resolve().is_relative_to(folder.resolve()):
            message = f"{name!r} does not lie below the table's folder"
            yield Problem(source, _ATTACHMENTS, message, "put the file beside the table")


def attach(written: Iterable[Written]) -> Attached:
    """Return the entries with the hashes of their files, and each file that cannot be read as a fault."""
    attached = Attached()
    for each in written:
        files = tuple(_read(each, attached))
        attached.entries.append(replace(each.entry, attachments=files))
    return attached


def _read_plain(path: Path) -> bytes:
    with failing_disk(path), open_plain(path) as stream:
        return stream.read(LARGEST_FILE + 1)


def _read(written: Written, attached: Attached) -> Iterator[StoredFile]:
    for path in written.files:
        try:
            content = _read_plain(path)
        except WRONG_NAME as exc:
            message, hint = f"{path} cannot be read: {exc.strerror}", "correct the name of the file"
            attached.problems.append(Problem(written.entry.source, _ATTACHMENTS, message, hint))
            continue
        if len(content) > LARGEST_FILE:
            message, hint = f"{path} is larger than {LARGEST_FILE:,} bytes", "split it, or keep it elsewhere"
            attached.problems.append(Problem(written.entry.source, _ATTACHMENTS, message, hint))
            continue
        attached.contents.append(content)
        yield StoredFile(path.name, hashlib.sha256(content).hexdigest(), len(content))
