"""Whether events were recorded when the database did not say so: its reply may be lost, and not its work."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, Engine, select

from generator.errors import StorageError
from generator.ledger.chain import Entry
from generator.ledger.database.connection import appending, name_of, reading
from generator.ledger.database.schema import EVENTS

_PAUSES: Final = (0.0, 0.5, 1.5)
"""Seconds before each look: a server that dropped a connection may need a moment to take another."""


def require_recorded(engine: Engine, entries: Sequence[Entry], failure: StorageError) -> None:
    """Return when the entries stand in the ledger, although appending them ended with a failure.

    They were appended together or not at all, so the last one tells of all; its hash covers a random salt, so
    it is no other run's. That they are not there is sure only for one who holds the lock, as the server may
    still be at work for the connection that was lost.

    Raises:
        StorageError: the failure, when nothing was recorded; or that it cannot be known.
    """
    for pause in _PAUSES:
        time.sleep(pause)
        try:
            with reading(engine) as connection:
                if _stands(connection, entries[-1]):
                    return
            with appending(engine) as connection:
                recorded = _stands(connection, entries[-1])
        except StorageError:
            continue
        if recorded:
            return
        raise failure
    raise StorageError(
        f"{name_of(engine)}: it may have been recorded, or not; the database does not answer any more: "
        f"{failure.message.removeprefix(f'{name_of(engine)}: ')}",
        hint="mend the place, then run it again: what is recorded already is not recorded twice",
    ) from failure


def _stands(connection: Connection, entry: Entry) -> bool:
    return connection.scalar(select(EVENTS.c.hash).where(EVENTS.c.seq == entry.seq)) == entry.hash
