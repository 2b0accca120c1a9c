"""The ledger's tables and their guards, in SQLite's words and in PostgreSQL's; how an old one is upgraded.

Schema 1 had the events alone; schema 2 keeps the checkpoints beside them, so that none of their files can go
unnoticed. An old ledger is read as it is, and upgraded with the next thing that is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, Text, text

from generator.errors import LedgerError
from generator.ledger.chain import Entry

APPLICATION_ID: Final = 0x4C424F4B
"""What SQLite's header says this file is for: ``LBOK``."""
VERSION: Final = 2
"""The schema that is made; SQLite keeps its number in ``user_version``, PostgreSQL in the table's comment."""

EVENTS: Final = Table(
    "events",
    MetaData(),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    *(Column(name, Text, nullable=False) for name in Entry._fields[1:]),
)
"""In the order of the fields of ``Entry``."""
CHECKPOINTS: Final = Table(
    "checkpoints",
    MetaData(),
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),
)
"""The text of each checkpoint as it was signed, by the number of events that it states."""


_COLUMNS: Final = ", ".join(
    f"{name} TEXT NOT NULL{' UNIQUE' if name == 'key' else ''}" for name in Entry._fields[1:]
)
INDEXES: Final = {
    "events_of_letter": "CREATE INDEX events_of_letter ON events (letter_id, seq)",
    "events_of_recipient": "CREATE INDEX events_of_recipient ON events (recipient_id, seq)",
}
_FOLLOWS: Final = (
    "NEW.seq = (SELECT coalesce(max(seq), 0) + 1 FROM events) AND NEW.prev = "
    "coalesce((SELECT hash FROM events ORDER BY seq DESC LIMIT 1), "
    "'0000000000000000000000000000000000000000000000000000000000000000')"
)

_COMMENT: Final = "letterbook ledger, schema "


def _refusals(table: str) -> dict[str, str]:
    """Return the triggers by which SQLite refuses to change what is in a table."""
    return {
        f"trigger {table}_refuse_{verb}": (
            f"CREATE TRIGGER {table}_refuse_{verb} BEFORE {verb.upper()} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        )
        for verb in ("update", "delete")
    }


def _refusing(table: str) -> dict[str, str]:
    """Return the triggers by which PostgreSQL does."""
    rows = f"BEFORE DELETE OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION events_refuse()"
    whole = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION events_refuse()"
    return {f"{table}_refuse_change": rows, f"{table}_refuse_truncate": whole}


_SQLITE_1: Final = {
    "table events": f"CREATE TABLE events (seq INTEGER PRIMARY KEY CHECK (seq >= 1), {_COLUMNS}) STRICT",
    **{f"index {name}": sql for name, sql in INDEXES.items()},
    # INSERT OR REPLACE would delete the row it replaces without asking the guard against DELETE.
    "trigger events_follow_on": (
        "CREATE TRIGGER events_follow_on BEFORE INSERT ON events "  # noqa: S608 - of the constant above
        f"WHEN NOT ({_FOLLOWS}) OR EXISTS (SELECT 1 FROM events WHERE key = NEW.key) "
        "BEGIN SELECT RAISE(ABORT, 'an event follows the last one, and stands once'); END"
    ),
    **_refusals("events"),
}
_SQLITE_2: Final = {
    "table checkpoints": (
        "CREATE TABLE checkpoints (size INTEGER PRIMARY KEY CHECK (size >= 0), note TEXT NOT NULL) STRICT"
    ),
    "trigger checkpoints_stand_once": (
        "CREATE TRIGGER checkpoints_stand_once BEFORE INSERT ON checkpoints "
        "WHEN EXISTS (SELECT 1 FROM checkpoints WHERE size = NEW.size) "
        "BEGIN SELECT RAISE(ABORT, 'a checkpoint stands once'); END"
    ),
    **_refusals("checkpoints"),
}
SQLITE: Final[Mapping[int, Mapping[str, str]]] = {1: _SQLITE_1, 2: _SQLITE_1 | _SQLITE_2}
"""By version, each object of the database by its kind and name, as ``sqlite_master`` has to show it."""

FUNCTIONS: Final = {
    "events_follow_on": (
        f"BEGIN IF NOT ({_FOLLOWS}) THEN "
        "RAISE EXCEPTION 'an event follows the last one, and stands once'; END IF; RETURN NEW; END"
    ),
    "events_refuse": "BEGIN RAISE EXCEPTION 'the ledger is append-only'; END",
}
_TRIGGERS_1: Final = {
    "events_follow_on": "BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION events_follow_on()",
    **_refusing("events"),
}
TRIGGERS: Final[Mapping[int, Mapping[str, str]]] = {1: _TRIGGERS_1, 2: _TRIGGERS_1 | _refusing("checkpoints")}
"""By version, the triggers of PostgreSQL as ``pg_get_triggerdef`` tells them after their names."""

_POSTGRESQL_1: Final = (
    f"CREATE TABLE events (seq BIGINT PRIMARY KEY CHECK (seq >= 1), {_COLUMNS})",
    *INDEXES.values(),
    *(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        for name, body in FUNCTIONS.items()
    ),
    *(f"CREATE TRIGGER {name} {does}" for name, does in TRIGGERS[1].items()),
)
_POSTGRESQL_2: Final = (
    "CREATE TABLE checkpoints (size BIGINT PRIMARY KEY CHECK (size >= 0), note TEXT NOT NULL)",
    *(f"CREATE TRIGGER {name} {does}" for name, does in _refusing("checkpoints").items()),
    f"COMMENT ON TABLE events IS '{_COMMENT}2'",
)
_STEPS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "sqlite": (
        (*_SQLITE_1.values(), f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 1"),
        (*_SQLITE_2.values(), "PRAGMA user_version = 2"),
    ),
    "postgresql": (_POSTGRESQL_1, _POSTGRESQL_2),
}
"""What leads from nothing to schema 1, and from each schema to the next."""


def make_schema(connection: Connection) -> None:
    """Make the tables and their guards, or those that an older schema has not yet.

    Raises:
        LedgerError: the SQLite file holds something else, or a later Letterbook made the ledger.
    """
    version, dialect = schema_version(connection), connection.dialect.name
    if dialect == "sqlite" and not version and connection.scalar(text("SELECT count(*) FROM sqlite_master")):
        raise LedgerError("this is another program's database", hint="give a place where no file is")
    for statement in (statement for step in _STEPS[dialect][version:] for statement in step):
        connection.exec_driver_sql(statement)


def schema_version(connection: Connection) -> int:
    """Return the version of the ledger in the database, 0 when there is none.

    Raises:
        LedgerError: a later Letterbook made it.
    """
    sqlite = connection.dialect.name == "sqlite"
    version = _version_in_sqlite(connection) if sqlite else _version_in_postgresql(connection)
    if version > VERSION:
        raise LedgerError(
            f"a later Letterbook made this ledger: it has schema {version}, and {VERSION} is the last known",
            hint="install that version",
        )
    return version


def _version_in_sqlite(connection: Connection) -> int:
    names = ("application_id", "user_version")
    made_for, version = (connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names)
    return int(version or 0) if made_for == APPLICATION_ID else 0


def _version_in_postgresql(connection: Connection) -> int:
    there = "SELECT to_regclass('events') IS NOT NULL AND to_regproc('events_follow_on') IS NOT NULL"
    if connection.scalar(text(there)) is not True:
        return 0
    comment = connection.scalar(text("SELECT obj_description(to_regclass('events'), 'pg_class')")) or ""
    version = str(comment).removeprefix(_COMMENT)
    return int(version) if version.isdecimal() else 1
