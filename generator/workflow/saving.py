"""Write what a command has made to a file of the user's choice."""

from __future__ import annotations

from pathlib import Path

from generator.errors import MissingFileError
from generator.storage import write_once


def save_file(content: bytes, path: Path) -> None:
    """Write a file, whole or not at all; one of that name is replaced.

    Raises:
        MissingFileError: its folder is not there; a misspelt path makes none.
        StorageError: the disk does not take it.
    """
    require_folder(path)
    write_once(path, content, mode=0o644)


def require_folder(path: Path) -> None:
    """Raise ``MissingFileError`` unless the folder that a file is to be written into is there."""
    if not path.parent.is_dir():
        hint = f"make it first, or name another place for {path.name}"
        raise MissingFileError(f"{path.parent}: there is no such folder", hint=hint)
