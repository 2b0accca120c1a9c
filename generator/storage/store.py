"""The store: every file that was made or received lies once under its SHA-256, read-only, never changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Problem, StorageError
from generator.storage.disk import disk_errors
from generator.storage.unfinished import UNFINISHED, walk
from generator.storage.writing import write_once

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SHELF = re.compile(r"sha256/[0-9a-f]{2}")
LEFT_UNFINISHED = "left unfinished by a run that was killed"


@dataclass(frozen=True, slots=True)
class Store:
    """Files under ``folder``, each at ``sha256/ab/cdef…``: its own hash, two characters and the other 62."""

    folder: Path

    def put(self, content: bytes) -> str:
        """Keep a file and return its SHA-256; one that is there already, and sound, is left alone.

        Raises:
            StorageError: the disk does not take the file; nothing of it is left behind.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path_of(sha256)
        if not self._holds(path, sha256):
            write_once(path, content)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return a file by its SHA-256.

        Raises:
            StorageError: it is not there, cannot be read, or its bytes are not those it is named for.
        """
        path = self.path_of(sha256)
        with disk_errors(path):
            content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise StorageError(f"{path}: the file was changed", hint="put the original back from a backup")
        return content

    def path_of(self, sha256: str) -> Path:
        """Return where the file with this SHA-256 lies, or would lie."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is not a SHA-256 in lower-case hexadecimal")
        return self.folder / "sha256" / sha256[:2] / sha256[2:]

    def verify(self, named: frozenset[str]) -> tuple[Problem, ...]:
        """Read every file and return each fault: changed, missing, or (a warning) not among ``named``."""
        stored: set[str] = set()
        problems: list[Problem] = []
        with disk_errors(self.folder):
            for path in self._paths():
                sha256 = f"{path.parent.name}{path.name}"
                stored.add(sha256)
                problems += self._check(path, sha256, named)
        problems += [self._missing(sha256) for sha256 in sorted(named - stored)]
        return tuple(problems)

    def _paths(self) -> Iterator[Path]:
        """Yield all that lies in the store, but for the folders that belong there."""
        for path in sorted(walk(self.folder)):
            inside = path.relative_to(self.folder)
            is_shelf = str(inside) == "sha256" or _SHELF.fullmatch(str(inside))
            if not (is_shelf and path.is_dir() and not path.is_symlink()):
                yield path

    def _check(self, path: Path, sha256: str, named: frozenset[str]) -> Iterator[Problem]:
        if path.is_symlink() or not path.is_file():
            message = "this is a link, a folder or a device, and no file of the store"
            yield Problem(str(path), "", message, "put the original back from a backup")
        elif path.name.startswith(UNFINISHED):
            yield Problem(str(path), "", LEFT_UNFINISHED, "the next run removes it", "warning")
        elif not _SHA256.fullmatch(sha256) or path != self.path_of(sha256):
            yield Problem(str(path), "", "no file of the store", "move it elsewhere", "warning")
        elif not self._holds(path, sha256):
            yield Problem(str(path), "sha256", "the file was changed", "put the original back from a backup")
        elif sha256 not in named:
            yield Problem(
                str(path),
                "sha256",
                "no event names this file",
                "a run was stopped before it was recorded",
                "warning",
            )

    def _missing(self, sha256: str) -> Problem:
        place = self.path_of(sha256) if _SHA256.fullmatch(sha256) else self.folder
        message = f"the ledger names the file {sha256}, but it is not there"
        return Problem(str(place), "sha256", message, "put it back from a backup")

    @staticmethod
    def _holds(path: Path, sha256: str) -> bool:
        if path.is_symlink() or not path.is_file():
            return False
        with disk_errors(path), path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256
