"""The ledger's table and its guards, in SQLite's words and in PostgreSQL's; and whether they still stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, Text, text

from generator.errors import LedgerError

APPLICATION_ID: Final = 0x4C424F4B
"""What SQLite's header says this file is for: ``LBOK``."""
VERSION: Final = 1

EVENTS: Final = Table(
    "events",
    MetaData(),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    *(
        Column(name, Text, nullable=False)
        for name in (
            *("at", "actor", "role", "type", "batch_id", "letter_id", "recipient_id", "channel"),
            *("payload", "key", "salt", "prev", "hash"),
        )
    ),
)
"""In the order of the fields of ``Entry``."""

_COLUMNS: Final = (
    "at TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL, type TEXT NOT NULL, batch_id TEXT NOT NULL, "
    "letter_id TEXT NOT NULL, recipient_id TEXT NOT NULL, channel TEXT NOT NULL, payload TEXT NOT NULL, "
    "key TEXT NOT NULL UNIQUE, salt TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL"
)
_INDEXES: Final = {
    "events_of_letter": "CREATE INDEX events_of_letter ON events (letter_id, seq)",
    "events_of_recipient": "CREATE INDEX events_of_recipient ON events (recipient_id, seq)",
}
_FOLLOWS: Final = (
    "NEW.seq = (SELECT coalesce(max(seq), 0) + 1 FROM events) AND NEW.prev = "
    "coalesce((SELECT hash FROM events ORDER BY seq DESC LIMIT 1), "
    "'0000000000000000000000000000000000000000000000000000000000000000')"
)

SQLITE: Final[Mapping[str, str]] = {
    "events": f"CREATE TABLE events (seq INTEGER PRIMARY KEY CHECK (seq >= 1), {_COLUMNS}) STRICT",
    **_INDEXES,
    # INSERT OR REPLACE would delete the row it replaces without asking the guard against DELETE.
    "events_follow_on": (
        "CREATE TRIGGER events_follow_on BEFORE INSERT ON events "  # noqa: S608 - of the constant above
        f"WHEN NOT ({_FOLLOWS}) OR EXISTS (SELECT 1 FROM events WHERE key = NEW.key) "
        "BEGIN SELECT RAISE(ABORT, 'an event follows the last one, and stands once'); END"
    ),
    **{
        f"events_refuse_{verb}": (
            f"CREATE TRIGGER events_refuse_{verb} BEFORE {verb.upper()} ON events "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        )
        for verb in ("update", "delete")
    },
}
"""Each object of the database by its name, as ``sqlite_master`` has to show it."""

_FUNCTIONS: Final = {
    "events_follow_on": (
        f"BEGIN IF NOT ({_FOLLOWS}) THEN "
        "RAISE EXCEPTION 'an event follows the last one, and stands once'; END IF; RETURN NEW; END"
    ),
    "events_refuse": "BEGIN RAISE EXCEPTION 'the ledger is append-only'; END",
}
_TRIGGERS: Final = {
    "events_follow_on": ("BEFORE INSERT ON events FOR EACH ROW", "events_follow_on"),
    "events_refuse_change": ("BEFORE UPDATE OR DELETE ON events FOR EACH ROW", "events_refuse"),
    "events_refuse_truncate": ("BEFORE TRUNCATE ON events FOR EACH STATEMENT", "events_refuse"),
}
_TRIGGER_BITS: Final = {"events_follow_on": 7, "events_refuse_change": 27, "events_refuse_truncate": 34}
"""``pg_trigger.tgtype``: 1 row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate."""

POSTGRESQL: Final = (
    f"CREATE TABLE events (seq BIGINT PRIMARY KEY CHECK (seq >= 1), {_COLUMNS})",
    *_INDEXES.values(),
    *(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        for name, body in _FUNCTIONS.items()
    ),
    *(
        f"CREATE TRIGGER {name} {moment} EXECUTE FUNCTION {function}()"
        for name, (moment, function) in _TRIGGERS.items()
    ),
)

_OTHERS: Final = {
    "events_pkey": "PRIMARY KEY (seq)",
    "events_key_key": "UNIQUE (key)",
    "events_seq_check": "CHECK ((seq >= 1))",
    **dict.fromkeys(_INDEXES, "index"),
}
"""What PostgreSQL calls the constraints of the table, and the indexes besides."""

_EXPECTED_IN_POSTGRESQL: Final[Mapping[str, object]] = _OTHERS | {
    name: (_TRIGGER_BITS[name], True, function, _FUNCTIONS[function])
    for name, (_, function) in _TRIGGERS.items()
}

_STANDING_TRIGGERS: Final = text(
    "SELECT t.tgname, t.tgtype, t.tgenabled = 'O', p.proname, p.prosrc "
    "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE t.tgrelid = to_regclass('events') AND NOT t.tgisinternal"
)
_STANDING_OTHERS: Final = text(
    "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE conrelid = to_regclass('events') AND contype IN ('p', 'u', 'c', 'f', 'x') "
    "UNION ALL SELECT c.relname, 'index' FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
    "WHERE i.indrelid = to_regclass('events') AND i.indisvalid AND NOT i.indisunique "
    "UNION ALL SELECT rulename, 'rule' FROM pg_rewrite WHERE ev_class = to_regclass('events')"
)


def make_schema(connection: Connection) -> None:
    """Make the table and its guards, unless they are there.

    Raises:
        LedgerError: the SQLite file holds something else.
    """
    if has_schema(connection):
        return
    match connection.dialect.name:
        case "sqlite":
            if connection.scalar(text("SELECT count(*) FROM sqlite_master")):
                raise LedgerError("this is another program's database", hint="give a place where no file is")
            statements: tuple[str, ...] = (
                *SQLITE.values(),
                f"PRAGMA application_id = {APPLICATION_ID}",
                f"PRAGMA user_version = {VERSION}",
            )
        case _:
            statements = POSTGRESQL
    for statement in statements:
        connection.exec_driver_sql(statement)


def has_schema(connection: Connection) -> bool:
    """Tell whether there is a ledger of this version in the database."""
    match connection.dialect.name:
        case "sqlite":
            found = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("application_id", "user_version")
            ]
            return found == [APPLICATION_ID, VERSION]
        case _:
            there = "SELECT to_regclass('events') IS NOT NULL AND to_regproc('events_follow_on') IS NOT NULL"
            return connection.scalar(text(there)) is True


def changed_guards(connection: Connection) -> tuple[str, ...]:
    """Return the name of each table, index and trigger that is missing, altered or none of the ledger's."""
    expected: Mapping[str, object]
    match connection.dialect.name:
        case "sqlite":
            stands, expected = _standing_in_sqlite(connection), SQLITE
        case _:
            stands, expected = _standing_in_postgresql(connection), _EXPECTED_IN_POSTGRESQL
    names = sorted(stands.keys() | expected.keys())
    return tuple(name for name in names if stands.get(name) != expected.get(name))


def _standing_in_sqlite(connection: Connection) -> Mapping[str, object]:
    """Return the objects by name, but for the statistics that SQLite's ANALYZE keeps."""
    found = connection.execute(
        text(
            "SELECT name, sql FROM sqlite_master "
            "WHERE sql IS NOT NULL AND NOT (type = 'table' AND name GLOB 'sqlite_stat[1-4]')"
        )
    )
    return {row.name: row.sql for row in found}


def _standing_in_postgresql(connection: Connection) -> Mapping[str, object]:
    triggers = {row[0]: tuple(row[1:]) for row in connection.execute(_STANDING_TRIGGERS)}
    return triggers | {row[0]: row[1] for row in connection.execute(_STANDING_OTHERS)}
