"""Copies of checkpoints: each goes by itself to the folders, buckets and addresses that the campaign names.

A copy that cannot be made is a warning: what happened is recorded all the same, and ``status`` tells how old
the last copy is. A copy is never replaced by another one.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from generator.errors import Problem, StorageError
from generator.storage import write_once
from generator.workflow.record.carriers import Copies, Sent, carry

_MEMORY: Final = "copies.json"
_HINT: Final = "mend the place, then run: letterbook checkpoint"


@dataclass(frozen=True, slots=True)
class Copied:
    """The last copy at a place: how many events its checkpoint states, and when it went; none is 0."""

    place: str
    size: int = 0
    at: dt.datetime | None = None


def send_copies(copies: Copies, folder: Path, sent: Sent, at: dt.datetime) -> tuple[Problem, ...]:
    """Send a checkpoint to each place that has not got it; return a warning for each that failed."""
    last = {copied.place: copied for copied in read_copies(copies, folder)}
    problems: list[Problem] = []
    for place in copies.places:
        if last[place].size == sent.size and last[place].at:
            continue
        try:
            carry(copies, place, sent)
            last[place] = Copied(place, sent.size, at)
        except StorageError as exc:
            message = f"no copy of the checkpoint was made: {exc.message}"
            problems.append(Problem(place, "copies", message, _HINT, "warning"))
    if copies.places:
        rows = [asdict(it) | {"at": it.at and it.at.isoformat()} for it in last.values()]
        write_once(folder / _MEMORY, json.dumps(rows, indent=1).encode(), mode=0o644)
    return tuple(problems)


def read_copies(copies: Copies, folder: Path) -> tuple[Copied, ...]:
    """Return the last copy at each place; what is remembered and cannot be read was never made."""
    if not copies.places:
        return ()
    try:
        rows = json.loads((folder / _MEMORY).read_bytes())
        made = {
            row["place"]: Copied(
                row["place"], row["size"], row["at"] and dt.datetime.fromisoformat(row["at"])
            )
            for row in rows
        }
    except (OSError, ValueError, TypeError, KeyError):
        made = {}
    return tuple(made.get(place, Copied(place)) for place in copies.places)


def told_copies(copied: tuple[Copied, ...], at: dt.datetime) -> Iterator[str]:
    """Yield for each place how old the last copy there is."""
    for it in copied:
        if it.at is None:
            yield f"{it.place}: no copy of a checkpoint yet"
        else:
            age = at - it.at
            old = f"{age.days} days" if age.days else f"{age.seconds // 3600} hours"
            yield f"{it.place}: the last copy of a checkpoint is {old} old and states {it.size} events"
