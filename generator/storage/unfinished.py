"""Files and folders while they are written: under names of their own, locked by the run that writes them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

UNFINISHED = ".unfinished-"


def walk(folder: Path) -> Iterator[Path]:
    """Yield all that lies in a folder and below it, links unfollowed; what is unfinished is not looked into.

    Raises:
        OSError: a folder cannot be looked into.
    """
    for place, folders, files in os.walk(folder, onerror=_pass_on):
        yield from (Path(place, name) for name in (*folders, *files))
        folders[:] = [name for name in folders if not name.startswith(UNFINISHED)]


def remove(left: Path) -> None:
    """Remove a leftover; a folder that it had set aside comes back, if nothing took its place."""
    name = left.name.removeprefix(UNFINISHED).rpartition(".")[0]
    aside = left / name
    if name and aside.is_dir() and not (left.parent / name).exists():
        aside.rename(left.parent / name)
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left)
    else:
        left.unlink()


def _pass_on(exc: OSError) -> None:
    if not isinstance(exc, FileNotFoundError):
        raise exc


@contextmanager
def claimed(left: Path) -> Iterator[bool]:
    """Tell whether nobody else holds a leftover, and hold it: who writes holds a lock that goes with them."""
    try:
        descriptor = os.open(left, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        yield False
        return
    try:
        yield _lock(descriptor, wait=False) and left.exists()
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, wait: bool) -> bool:
    """Lock a file or folder until its descriptor is closed; False when another holds it, or none can."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (ImportError, OSError):
        return False
    return True


def begin_file(folder: Path) -> tuple[int, Path]:
    """Make a file of a name that nobody has, and lock it, so that nobody clears it away."""
    while True:
        descriptor, name = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)
        _lock(descriptor, wait=True)
        if os.path.lexists(name):  # or it was cleared away before it was locked
            return descriptor, Path(name)
        os.close(descriptor)


def begin_folder(parent: Path, name: str) -> tuple[int, Path]:
    """Make a folder that is to become ``name`` beside it, and lock it."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f"{UNFINISHED}{name}.", dir=parent))
        with suppress(FileNotFoundError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            _lock(descriptor, wait=True)
            if folder.exists():
                return descriptor, folder
            os.close(descriptor)
