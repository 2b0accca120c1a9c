"""What is asked of the table of events, in as few and as plain queries as will do."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, select

from generator.ledger.chain import GENESIS, Entry, Row
from generator.ledger.database.schema import EVENTS

_ASKED: Final = 500
"""How many values one query asks for: databases bound it."""


def read_rows(connection: Connection, query: Select[Any]) -> list[Row]:
    """Return what a query finds, past the wrapping of rows, which costs as much again."""
    result = connection.execute(query)
    return [] if result.cursor is None else list(result.cursor.fetchall())


def asking(column: ColumnElement[Any], values: Collection[Any]) -> Iterator[Select[Any]]:
    """Yield queries for the rows whose column has one of the values."""
    ordered = sorted(values)
    for start in range(0, len(ordered), _ASKED):
        yield select(EVENTS).where(column.in_(ordered[start : start + _ASKED]))


def standing_under(connection: Connection, keys: Collection[str]) -> dict[str, Entry]:
    """Return what is recorded already under some keys, by them."""
    rows = (row for query in asking(EVENTS.c.key, keys) for row in read_rows(connection, query))
    return {entry.key: entry for entry in map(Entry._make, rows)}


def head(connection: Connection) -> tuple[int, str]:
    """Return seq and hash of the last event, or those before the first."""
    query = select(EVENTS.c.seq, EVENTS.c.hash).order_by(EVENTS.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return (row.seq, row.hash) if row else (0, GENESIS)
