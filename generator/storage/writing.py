"""Single files, each there whole and synced or not there at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from generator.storage.disk import disk_errors
from generator.storage.unfinished import begin_file


def write_once(path: Path, content: bytes, *, mode: int = 0o444) -> None:
    """Write a file, and the folders above it, so that it is there whole and synced or not there at all.

    ``mode`` is its permissions; a file of that name is replaced.

    Raises:
        StorageError: the disk does not take the file; nothing of it is left behind.
    """
    with write_stream(path, mode=mode) as stream:
        stream.write(content)


@contextmanager
def write_stream(path: Path, *, mode: int = 0o444) -> Iterator[BinaryIO]:
    """Give a stream to write a file with, as ``write_once`` does, when the block ends well."""
    with disk_errors(path):
        _make_folders(path.parent)
        descriptor, unfinished = begin_file(path.parent)
        with os.fdopen(descriptor, "wb") as stream:
            try:
                yield stream
                _write_through(stream, b"", mode, unfinished)
                unfinished.rename(path)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise
        sync_folder(path.parent)


def replace_file(path: Path, other: Path) -> None:
    """Give a file the place of another one in its folder, at once and synced.

    Raises:
        StorageError: the disk does not do it.
    """
    with disk_errors(path):
        path.replace(other)
        sync_folder(other.parent)


def write_secret(path: Path, content: bytes) -> None:
    """Write a file that its owner alone can open, under no name but its own, even for a moment.

    A run that is killed may leave the beginning of it.

    Raises:
        StorageError: a file is there, or the disk does not take it; nothing of it is left behind.
    """
    with disk_errors(path):
        _make_folders(path.parent)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            try:
                _write_through(stream, content, 0o600, path)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        sync_folder(path.parent)


def write_synced(path: Path, content: bytes) -> None:
    """Write a new file and sync its content, but not its name in the folder."""
    with disk_errors(path), path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder; Windows opens no folder, and writes its names by itself."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_through(stream: BinaryIO, content: bytes, mode: int, path: Path) -> None:
    stream.write(content)
    stream.flush()
    path.chmod(permitted(mode))  # by its name, which every system can
    os.fsync(stream.fileno())


def permitted(mode: int) -> int:
    """Return the permissions that the umask of the process leaves of ``mode``.

    It can be read only by setting it: to the strictest meanwhile, lest a file made beside be too open.
    """
    umask = os.umask(0o077)
    os.umask(umask)
    return mode & ~umask


def _make_folders(folder: Path) -> None:
    """Make a folder and those above it, each synced into the one that holds it."""
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)
