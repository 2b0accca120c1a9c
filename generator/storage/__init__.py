"""Files that are either there whole or not there: written beside their place, synced, renamed into it.

``disk`` says what a disk refuses and opens what is plain; ``writing`` writes single files, ``staging``
folders of them; what they begin is ``unfinished`` until it is in place, and locked. ``store`` keeps each
file under its hash; ``locking`` is a lock between processes.
"""

from generator.storage.disk import (
    WRONG_NAME,
    disk_errors,
    failing_disk,
    is_there,
    open_plain,
    refuse_absent,
)
from generator.storage.staging import Stage, clear_away, find_leftovers, stage_files, stage_folder
from generator.storage.writing import replace_file, write_once, write_secret, write_stream

__all__ = [
    "WRONG_NAME",
    "Stage",
    "clear_away",
    "disk_errors",
    "failing_disk",
    "find_leftovers",
    "is_there",
    "open_plain",
    "refuse_absent",
    "replace_file",
    "stage_files",
    "stage_folder",
    "write_once",
    "write_secret",
    "write_stream",
]
