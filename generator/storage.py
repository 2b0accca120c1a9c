"""Files that are either there whole or not there: written beside their place, synced, renamed into it."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from generator.errors import MissingFileError, StorageError
from generator.unfinished import UNFINISHED, begin_file, begin_folder, claimed, remove, walk

_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MEND = "put the file there, or mend its path, then run it again"
_IN_THE_WAY = "move away what is in its place, or name another, then run it again"
_NOT_ALLOWED = "give yourself the right to it, or name another place, then run it again"
_NO_ROOM = "make room on the disk, then run it again"
_REMEDIES = {
    errno.ENOENT: "see whether its name is right, or put it back",
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: _NOT_ALLOWED,
    errno.EEXIST: _IN_THE_WAY,
    errno.EISDIR: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
}


class NotAPlainFileError(OSError):
    """What is named is a folder, a pipe or a device."""


WRONG_NAME = (FileNotFoundError, IsADirectoryError, NotADirectoryError, NotAPlainFileError)
"""What tells of a name that is wrong, where all else tells of a disk that fails."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder that nobody looks into yet; what is in it takes its place when all of it is there."""

    folder: Path

    def write(self, name: str, content: bytes) -> None:
        """Write a file and sync it to the disk; ``name`` is a plain file name, without any folder."""
        if not _PLAIN_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not a plain file name")
        _write_synced(self.folder / name, content)

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
        _sync_folder(folder)


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
        _sync_folder(path.parent)


def replace_file(path: Path, other: Path) -> None:
    """Give a file the place of another one in its folder, at once and synced.

    Raises:
        StorageError: the disk does not do it.
    """
    with disk_errors(path):
        path.replace(other)
        _sync_folder(other.parent)


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
        _sync_folder(path.parent)


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


def _write_through(stream: BinaryIO, content: bytes, mode: int, path: Path) -> None:
    stream.write(content)
    stream.flush()
    path.chmod(_permitted(mode))  # by its name, which every system can
    os.fsync(stream.fileno())


def _permitted(mode: int) -> int:
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
    _sync_folder(folder.parent)


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


@contextmanager
def disk_errors(place: Path) -> Iterator[None]:
    """Turn what the disk refuses in the block into a ``StorageError`` that names the file and a remedy.

    Raises:
        MissingFileError: a file that is read is not there, or a folder that is written to.
    """
    try:
        yield
    except OSError as exc:
        kind = MissingFileError if isinstance(exc, FileNotFoundError) else StorageError
        hint = _REMEDIES.get(exc.errno or 0, "see to the disk, then run it again")
        raise kind(f"{exc.filename or place}: {exc.strerror or exc}", hint=hint) from exc


def refuse_absent(path: Path, what: str) -> None:
    """Refuse what somebody names as a ``what`` and is not there, or is a folder, a pipe or a device.

    Raises:
        MissingFileError: it is none that can be read from its beginning to its end.
        StorageError: the disk does not tell.
    """
    with disk_errors(path):
        try:
            mode = path.stat().st_mode
        except (FileNotFoundError, NotADirectoryError, ValueError) as exc:
            raise MissingFileError(f"{path}: there is no such {what}", hint=_MEND) from exc
    if not stat.S_ISREG(mode):
        kind = "folder" if stat.S_ISDIR(mode) else "pipe or a device"
        raise MissingFileError(f"{path}: is a {kind} where a {what} should be", hint=_MEND)


def open_plain(path: Path) -> BinaryIO:
    """Open a file for reading, and nothing that could keep one waiting, such as a pipe or a device.

    Raises:
        NotAPlainFileError: it is something else.
        OSError: it cannot be opened.
    """
    wanted = ("O_CLOEXEC", "O_NONBLOCK", "O_BINARY")  # not every system has all of them
    descriptor = os.open(path, sum((getattr(os, name, 0) for name in wanted), os.O_RDONLY))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise NotAPlainFileError(errno.EINVAL, "this is a folder, pipe or device, and no plain file", str(path))


def is_there(path: Path) -> bool:
    """Tell whether there is a file or a folder of this name.

    Raises:
        StorageError: the disk does not say.
    """
    with disk_errors(path):
        return path.exists()


@contextmanager
def failing_disk(place: Path) -> Iterator[None]:
    """Turn what a failing disk refuses into a ``StorageError``, and let the errors of a wrong name pass."""
    try:
        yield
    except WRONG_NAME:
        raise
    except OSError as exc:
        with disk_errors(place):
            raise exc from None


def _put_in_place(folder: Path, destination: Path) -> None:
    folder.chmod(_permitted(0o755))
    _sync_folder(folder)
    if not destination.exists():
        folder.rename(destination)
        _sync_folder(destination.parent)
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
        _sync_folder(destination.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        os.close(descriptor)


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _write_synced(path: Path, content: bytes) -> None:
    with disk_errors(path), path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Sync the names in a folder; Windows opens no folder, and writes its names by itself."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
