"""One try after the other: what is given, how long it may take, and what came of it."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from fuzzing.entrypoints import EntryPoint
from generator.errors import LetterbookError

SLOW = 20.0
"""Seconds after which a try has taken too long, on an idle machine."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A try that ended in something else than a result or a ``LetterbookError``, or too late."""

    entry_point: str
    seed: int
    message: str
    place: str
    content: bytes

    @property
    def kind(self) -> str:
        """What faults of one cause have in common: the error and the line that raised it."""
        return f"{self.entry_point}: {self.place}: {self.message.partition(':')[0]}"


def content_of(entry: EntryPoint, seed: int) -> tuple[bytes, bytes]:
    """Return the garbled bytes of a try, and the sound ones that they were made of."""
    random = Random(seed)  # noqa: S311 - to be repeated, not to be secret
    sound = random.choice(entry.seeds())
    return entry.garble(sound, random), sound


def attempt(entry: EntryPoint, seed: int) -> Fault | None:
    """Try an entry point once; None when it ended as it should."""
    garbled, sound = content_of(entry, seed)
    began = time.monotonic()
    try:
        entry.run(garbled, sound)
    except LetterbookError:
        pass
    except Exception as error:  # noqa: BLE001 - whatever else comes is what is looked for
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{frame.filename.rpartition('/generator/')[2]}:{frame.lineno} {frame.name}"
        return Fault(entry.name, seed, f"{type(error).__name__}: {error}", place, garbled)
    took = time.monotonic() - began
    return Fault(entry.name, seed, f"slow: {took:.0f} s", "", garbled) if took > SLOW else None


def attempts(entry: EntryPoint, first: int, seconds: float) -> Iterator[Fault | None]:
    """Yield what came of each try with the seeds from ``first`` on, until the time is over; one at least."""
    end = time.monotonic() + seconds
    for seed in count(first):
        yield attempt(entry, seed)
        if time.monotonic() >= end:
            return
