"""The database under a ledger: how it is opened, locked for one appender, and what its errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from generator.errors import LedgerError, StorageError, UsageError
from generator.ledger.database.schema import make_schema, schema_version
from generator.storage import disk_errors

_WAIT_SECONDS: Final = 60
"""How long an appender waits for another one to finish."""
_OLDEST_SQLITE: Final = (3, 37, 0)
"""The first with STRICT tables."""
_LOCK: Final = "hashtextextended('letterbook ledger ' || current_schema(), 0)"


def make_database(place: str | Path) -> Engine:
    """Make an empty ledger in a file or at a PostgreSQL URL, unless there is one; return it open.

    Raises:
        StorageError: the disk or the server does not take it.
        UsageError: the URL has no meaning.
    """
    engine = _engine(place)
    if isinstance(place, Path):
        with disk_errors(place):
            place.parent.mkdir(parents=True, exist_ok=True)
    with appending(engine) as connection:
        make_schema(connection)
    return engine


def is_made(place: str | Path) -> bool:
    """Tell whether there is a ledger at a place; a file or a schema in which nothing is yet holds none.

    Raises:
        StorageError: the place cannot be read.
        LedgerError: there is something else.
        UsageError: the URL has no meaning.
    """
    if isinstance(place, Path) and not _is_file(place):
        return False
    engine = _engine(place)
    with reading(engine) as connection:
        if schema_version(connection):
            return True
        sqlite = connection.dialect.name == "sqlite"
        others = sqlite and connection.scalar(text("SELECT count(*) FROM sqlite_master"))
    if others:
        raise LedgerError(
            f"{name_of(engine)}: this is not a ledger", hint="give the place of the campaign's ledger"
        )
    return False


def open_database(place: str | Path) -> Engine:
    """Open the ledger in a file or at a PostgreSQL URL.

    Raises:
        StorageError: it is not there or cannot be read.
        LedgerError: what is there is no ledger of this version.
        UsageError: the URL has no meaning.
    """
    if isinstance(place, Path) and not _is_file(place):
        raise StorageError(f"{place}: there is no ledger", hint="make one with: letterbook init")
    engine = _engine(place)
    with reading(engine) as connection:
        if not schema_version(connection):
            raise LedgerError(
                f"{name_of(engine)}: this is not a ledger", hint="give the place of the campaign's ledger"
            )
    return engine


@contextmanager
def appending(engine: Engine) -> Iterator[Connection]:
    """Give the one connection that may append; what the block did is there whole, or not at all.

    SQLite locks the file (BEGIN IMMEDIATE). PostgreSQL takes an advisory lock before the transaction starts,
    so that its serializable snapshot has what the appender before it wrote.
    """
    with _database_errors(engine, "nothing was recorded: "), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            with connection.execution_options(letterbook_begin="BEGIN IMMEDIATE").begin():
                yield connection
            return
        serializable = connection.execution_options(isolation_level="SERIALIZABLE")
        with _advisory_lock(serializable), serializable.begin():
            yield serializable


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the ledger throughout."""
    with _database_errors(engine), engine.connect() as connection, connection.begin():
        yield connection


def name_of(engine: Engine) -> str:
    """Return the file or the URL of the ledger, without a password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.render_as_string(hide_password=True)


def _is_file(path: Path) -> bool:
    with disk_errors(path):
        return path.is_file()


def _engine(place: str | Path) -> Engine:
    return _sqlite_engine(place) if isinstance(place, Path) else _postgresql_engine(place)


@lru_cache(maxsize=8)
def _postgresql_engine(place: str) -> Engine:
    """Return the engine of a URL: one in a process, which asks the server but once what it is and can do."""
    try:
        url = make_url(place)
        if url.get_backend_name() != "postgresql":
            raise UsageError("a ledger's URL starts with postgresql://", hint="or give the path of a file")
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            poolclass=NullPool,
            isolation_level="REPEATABLE READ",
            connect_args={"options": f"{url.query.get('options', '')} -c lock_timeout={_WAIT_SECONDS}s"},
        )
    except (ArgumentError, NoSuchModuleError) as exc:
        raise UsageError("the ledger's URL has no meaning", hint="write postgresql://host/database") from exc
    except ModuleNotFoundError as exc:
        raise UsageError(
            "PostgreSQL's driver is not installed",
            hint="install it with: pip install 'letterbook[postgresql]'",
        ) from exc


def _sqlite_engine(path: Path) -> Engine:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StorageError(f"SQLite {sqlite3.sqlite_version} is too old", hint="install SQLite 3.37 or later")
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),
        poolclass=NullPool,
        connect_args={"timeout": _WAIT_SECONDS},
    )
    event.listen(engine, "connect", _settle_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _settle_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Set what the promises rest on, whatever the file or the library was built with."""
    connection.isolation_level = None
    (journal,) = connection.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
    if journal == "wal":
        raise sqlite3.OperationalError("the ledger is in WAL mode and cannot leave it")
    for setting in ("synchronous = EXTRA", "trusted_schema = OFF", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("letterbook_begin", "BEGIN"))


@contextmanager
def _advisory_lock(connection: Connection) -> Iterator[None]:
    def call(function: str) -> None:
        with connection.begin():
            connection.execute(text(f"SELECT {function}({_LOCK})"))

    call("pg_advisory_lock")
    try:
        yield
    finally:
        if not connection.invalidated:
            call("pg_advisory_unlock")


@contextmanager
def _database_errors(engine: Engine, effect: str = "") -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as exc:
        cause = exc.orig if isinstance(exc, DBAPIError) else exc
        raise StorageError(f"{name_of(engine)}: {_first_line(cause)}", hint=_hint(cause, effect)) from exc
    except UnicodeDecodeError as exc:  # SQLite quotes the damaged bytes in what it says of them
        raise StorageError(f"{name_of(engine)}: the file is damaged", hint=_hint(exc, effect)) from exc


def _first_line(exc: object) -> str:
    return str(exc).strip().partition("\n")[0]


def _hint(exc: object, effect: str) -> str:
    if "lock" in str(exc):
        return "another run is at work: wait for it, then run it again"
    return f"{effect}mend the place, then run it again"
