"""Folders of files that take their places together; and what killed runs left, cleared away."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.storage.disk import disk_errors
from generator.storage.unfinished import UNFINISHED, begin_folder, claimed, remove, walk
from generator.storage.writing import permitted, sync_folder, write_synced

_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder that nobody looks into yet; what is in it takes its place when all of it is there."""

    folder: Path

    def write(self, name: str, content: bytes) -> None:
        """Write a file and sync it to the disk; ``name`` is a plain file name, without any folder."""
        if not _PLAIN_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not a plain file name")
        write_synced(self.folder / name, content)

    def replace(self, name: str, content: bytes) -> None:
        """Write a file that was written anew."""
        (self.folder / name).unlink()
        self.write(name, content)

    def read(self, name: str) -> bytes:
        """Return a file that was written."""
        with disk_errors(self.folder / name):
            return (self.folder / name).read_bytes()


@contextmanager
def stage_folder(destination: Path) -> Iterator[Stage]:
    """Give a stage that becomes the folder ``destination`` when the block ends without an exception.

    A folder that lies there already is replaced, or left untouched when its files are the same. After a kill
    at any moment the destination is whole, old or new; only a kill between the two renames of a replacement
    leaves it absent, until the next run puts the old one back and clears away what was unfinished.

    Raises:
        StorageError: the disk does not take the files; nothing of them is left behind.
    """
    with _stage(destination.parent, destination.name) as stage, disk_errors(destination):
        yield stage
        _put_in_place(stage.folder, destination)


@contextmanager
def stage_files(folder: Path) -> Iterator[Stage]:
    """Give a stage whose files are moved into ``folder``, one after the other, when the block ends well.

    Files of the same names are replaced, others in the folder stay. Raises ``StorageError`` as above.
    """
    with _stage(folder, "files") as stage, disk_errors(folder):
        yield stage
        for path in sorted(stage.folder.iterdir()):
            path.replace(folder / path.name)
        sync_folder(folder)


def find_leftovers(folder: Path) -> tuple[Path, ...]:
    """Return what runs have begun to write in a folder or below it, and not finished (or not yet).

    Raises:
        StorageError: a folder cannot be looked into.
    """
    with disk_errors(folder):
        return tuple(sorted(path for path in walk(folder) if path.name.startswith(UNFINISHED)))


def clear_away(folder: Path) -> None:
    """Remove what killed runs left in a folder and below it, but nothing that another run is still writing.

    A folder that a run had set aside to replace it comes back, if nothing took its place.

    Raises:
        StorageError: the disk refuses.
    """
    for left in find_leftovers(folder):
        with disk_errors(left), claimed(left) as is_ours:
            if is_ours:
                remove(left)


@contextmanager
def _stage(parent: Path, name: str) -> Iterator[Stage]:
    with disk_errors(parent):
        made = [folder for folder in (parent, *parent.parents) if not folder.exists()]
        parent.mkdir(parents=True, exist_ok=True)
        for left in parent.glob(f"{UNFINISHED}*"):
            with claimed(left) as is_ours:
                if is_ours:
                    remove(left)
        descriptor, folder = begin_folder(parent, name)
    try:
        yield Stage(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)
        for empty in made:
            with suppress(OSError):  # something is in it: what was made, or what another run makes
                empty.rmdir()


def _put_in_place(folder: Path, destination: Path) -> None:
    folder.chmod(permitted(0o755))
    sync_folder(folder)
    if not destination.exists():
        folder.rename(destination)
        sync_folder(destination.parent)
    elif _contents(folder) != _contents(destination):
        _replace(folder, destination)


def _replace(folder: Path, destination: Path) -> None:
    descriptor, aside = begin_folder(destination.parent, destination.name)
    try:
        old = destination.rename(aside / destination.name)
        try:
            folder.rename(destination)
        except OSError:
            old.rename(destination)
            raise
        sync_folder(destination.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        os.close(descriptor)


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
