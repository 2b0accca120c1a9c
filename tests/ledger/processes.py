"""Processes that append to a ledger, to be killed, run against each other or run out of disk."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from generator.errors import StorageError
from generator.ledger import Ledger
from generator.storage.store import Store
from tests.ledger.conftest import reports

REPORT_SIZE = 3
"""How many events are reported at once."""

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.ledger.processes"])


def start(task: Callable[..., None], *arguments: object) -> tuple[BaseProcess, Connection]:
    """Start a task in a process of its own and return it with the end of a pipe that it writes to."""
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=task, args=(theirs, *arguments))
    process.start()
    theirs.close()
    return process, ours


def append_reports(pipe: Connection, place: str | Path, order: list[int]) -> None:
    """Append the reports of these numbers, one after the other, each of three events."""
    with Ledger.open(place) as ledger:
        pipe.send("ready")
        for number in order:
            ledger.append(reports(*range(number * REPORT_SIZE, (number + 1) * REPORT_SIZE)))


def append_on_full_disk(pipe: Connection, folder: Path, room: int) -> None:
    """Append and store until the disk takes no file of more than ``room`` bytes, and tell what was raised."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    raised = []
    for task in (
        lambda: Store(folder / "store").put(b"x" * (room + 1)),
        lambda: Ledger.open(folder / "ledger.sqlite").append(reports(*range(100, 3_000))),
    ):
        try:
            task()
        except StorageError as exc:
            raised.append((exc.exit_status, exc.message))
    pipe.send(raised)
