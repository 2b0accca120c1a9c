"""What every payload has: the day on which it happened; and the files that one may name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict

from generator.vocabulary.fields import Count, Sha256, Words


@dataclass(frozen=True, slots=True)
class Happening:
    """What an event says beyond its subjects."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    @property
    def happened_on(self) -> dt.date | None:
        """Return the day on which it happened; ``None`` when that is the day of recording."""
        return None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the record's store: the name people know it by, its hash and its size in bytes."""

    name: Words
    sha256: Sha256
    size: Count
