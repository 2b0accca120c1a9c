"""Write what a command has made to a file of the user's choice."""

from __future__ import annotations

from pathlib import Path

from generator.storage import write_once


def save_file(content: bytes, path: Path) -> None:
    """Write a file, whole or not at all; one of that name is replaced.

    Raises:
        StorageError: the disk does not take it.
    """
    write_once(path, content, mode=0o644)
