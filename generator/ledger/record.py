"""The ledger as it is used: append events, all or none of them and each once, and read them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sqlalchemy import select

from generator.errors import LedgerError, LedgerMovedError, StorageError
from generator.events import Event, NewEvent
from generator.ledger.additions import chained, unreported
from generator.ledger.chain import GENESIS, Entry
from generator.ledger.database.connection import (
    appending,
    is_made,
    make_database,
    open_database,
)
from generator.ledger.database.outcome import require_recorded
from generator.ledger.database.queries import head, standing_under
from generator.ledger.database.schema import CHECKPOINTS, EVENTS, make_schema
from generator.ledger.reading import LedgerReader
from generator.ledger.signing.note import Checkpoint


@dataclass(frozen=True, slots=True)
class Ledger(LedgerReader):
    """An append-only record of events, in one SQLite file or in a PostgreSQL database."""

    @classmethod
    def make(cls, place: str | Path) -> Self:
        """Make an empty ledger in a file or at a ``postgresql://`` URL, unless there is one, and open it.

        Raises:
            StorageError: the disk or the server does not take it.
            UsageError: the URL has no meaning.
        """
        return cls(make_database(place))

    @classmethod
    def open(cls, place: str | Path, *, once: Checkpoint | None = None) -> Self:
        """Open a ledger in a file or at a ``postgresql://`` URL, which ``once`` was what a checkpoint states.

        Raises:
            StorageError: it is not there or cannot be read.
            LedgerError: what is there is no ledger of this version.
            UsageError: the URL has no meaning.
        """
        return cls(open_database(place), once)

    @staticmethod
    def is_made(place: str | Path) -> bool:
        """Tell whether there is a ledger in a file or at a ``postgresql://`` URL.

        Raises:
            StorageError: the place cannot be read.
            LedgerError: there is something else.
            UsageError: the URL has no meaning.
        """
        return is_made(place)

    def append(self, reported: tuple[NewEvent, ...], *, after: int | None = None) -> tuple[Event, ...]:
        """Append events, all of them or none, and return them as they stand, in the order given.

        An event whose key is recorded already is not appended again: the one that stands is returned. When
        this returns, the events are on the disk. One appender at a time; others wait up to a minute.
        ``after`` is the last seq of the ledger that was read when the events were decided upon.

        Raises:
            LedgerMovedError: there are events beyond ``after``: read them, and decide again.
            ConflictError: what stands under a key says another thing than the event reported.
            StorageError: the disk or the server does not take them, or another appender does not finish;
                whether they were recorded is said, also when it cannot be known.
            ValueError: an event has no key, no time zone or a payload that is not plain JSON.
        """
        fresh: list[Entry] = []
        try:
            with appending(self.engine) as connection:
                make_schema(connection)
                seq, prev = head(connection)
                self._refuse_moved(seq, after)
                standing = standing_under(connection, {event.key for event in reported})
                fresh = chained(unreported(reported, standing), seq, prev)
                if fresh:
                    connection.execute(EVENTS.insert(), [entry._asdict() for entry in fresh])
        except StorageError as exc:
            if not fresh:
                raise
            require_recorded(self.engine, fresh, exc)
        entries = standing | {entry.key: entry for entry in fresh}
        return tuple(self._read([entries[event.key] for event in reported]))

    def adopt(self, entries: Sequence[Entry], then: tuple[NewEvent, ...] = ()) -> None:
        """Write the entries of another ledger into this one, which has none yet, exactly as they stand there.

        ``then`` are the events that follow them at once.

        Raises:
            LedgerError: there are events already.
            StorageError: the disk or the server does not take them, or they do not follow each other.
        """
        with appending(self.engine) as connection:
            make_schema(connection)
            if head(connection)[0]:
                raise LedgerError(
                    f"{self.name}: there are events already", hint="give the place of an empty ledger"
                )
            last = (entries[-1].seq, entries[-1].hash) if entries else (0, GENESIS)
            if adopted := [*entries, *chained(then, *last)]:
                connection.execute(EVENTS.insert(), [entry._asdict() for entry in adopted])

    def _refuse_moved(self, seq: int, after: int | None) -> None:
        if after is not None and seq != after:
            raise LedgerMovedError(
                f"{self.name}: another run has recorded something in the meantime", hint="run it again"
            )

    def keep_checkpoints(self, notes: Mapping[int, str]) -> None:
        """Keep the texts of checkpoints, each once.

        Raises:
            StorageError: the disk or the server does not take them.
        """
        if not notes:
            return
        with appending(self.engine) as connection:
            make_schema(connection)
            kept = set(connection.scalars(select(CHECKPOINTS.c.size)))
            rows = [{"size": size, "note": note} for size, note in notes.items() if size not in kept]
            if rows:
                connection.execute(CHECKPOINTS.insert(), rows)

    def close(self) -> None:
        """Let the database go."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
