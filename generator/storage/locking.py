"""A lock between processes, by what the system has for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BYTE = 2**31 - 2
"""The byte that Windows locks: one far beyond the end of the file, so that everybody can still read it."""
_PAUSE = 0.1
"""Seconds between two tries to lock, where the system does not wait by itself."""


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the lock on a file for the block; another process that asks for it waits until the block ends.

    The lock goes with the process, however that ends. Where a disk knows no locks, there is none. Raises
    ``OSError`` when the file cannot be opened.
    """
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0))
    try:
        with suppress(OSError):
            _locker()(descriptor)
        yield
    finally:
        os.close(descriptor)


def _locker() -> Callable[[int], None]:
    """Return what waits for the lock on an open file: POSIX's ``flock``, or that of Windows' C library."""
    try:
        import fcntl
    except ImportError:
        return _lock_on_windows
    return lambda descriptor: fcntl.flock(descriptor, fcntl.LOCK_EX)


def _lock_on_windows(descriptor: int) -> None:
    """Wait for the lock on a byte; ``LK_LOCK`` would give up after ten tries, so each try is our own."""
    import errno
    import msvcrt

    while True:
        os.lseek(descriptor, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError as exc:
            if exc.errno not in {errno.EACCES, errno.EDEADLK}:
                raise
            time.sleep(_PAUSE)
        else:
            return
