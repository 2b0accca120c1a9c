"""What a disk refuses, told with a remedy; what is opened only when it is a plain file."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from generator.errors import MissingFileError, StorageError

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
