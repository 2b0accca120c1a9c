"""The bytes of a letter's file, from a folder or from a revision of a git repository."""

from __future__ import annotations

from generator.comparison.faults import ComparisonError
from generator.comparison.records import InRevision, Location, OnDisk
from generator.comparison.sides.revisions import read_blob
from generator.errors import Problem
from generator.storage import WRONG_NAME, failing_disk

MAX_BYTES = 64 * 2**20


def read_content(location: Location) -> bytes:
    """Return the file's bytes.

    Raises:
        ComparisonError: it is not there, or has more than 64 MiB.
        StorageError: it cannot be read.
    """
    match location:
        case OnDisk(path=path):
            try:
                with failing_disk(path):
                    size = path.stat().st_size
                    content = path.read_bytes() if size <= MAX_BYTES else b""
            except WRONG_NAME as exc:
                raise _fault(str(path), f"cannot be read: {exc.strerror}") from exc
            if size > MAX_BYTES:
                raise _fault(str(path), f"has {size:,} bytes; the limit is {MAX_BYTES:,}")
            return content
        case InRevision(repository=repository, commit=commit, path=name):
            return read_blob(repository, commit, name, MAX_BYTES)


def _fault(place: str, message: str) -> ComparisonError:
    return ComparisonError((Problem(place, "", message),))
