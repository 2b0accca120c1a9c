"""Where the accounts are: a connection to read them, and one to change them, whole or not at all."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from generator.errors import StorageError
from generator.web.accounts.schema import METADATA


@dataclass(frozen=True, slots=True)
class Accounts:
    """The tables of the accounts in the database of a campaign's ledger."""

    engine: Engine

    def make(self) -> None:
        """Make the tables, unless they are there.

        Raises:
            StorageError: the disk or the server does not take them.
        """
        with self.writing() as connection:
            METADATA.create_all(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state throughout.

        Raises:
            StorageError: the database cannot be read.
        """
        with _database_errors(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection; what the block changed is there whole, or not at all.

        Raises:
            StorageError: the disk or the server does not take it.
        """
        with _database_errors(), self.engine.connect() as connection:
            begun = _begun_to_write(connection)
            with begun.begin():
                yield begun


def _begun_to_write(connection: Connection) -> Connection:
    if connection.dialect.name == "sqlite":  # the lock is taken first, so that no reader becomes a writer
        return connection.execution_options(letterbook_begin="BEGIN IMMEDIATE")
    return connection.execution_options(isolation_level="READ COMMITTED")


@contextmanager
def _database_errors() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as exc:
        cause = exc.orig if isinstance(exc, DBAPIError) else exc
        reason = str(cause).strip().partition("\n")[0]
        raise StorageError(f"the accounts: {reason}", hint="mend the database, then try again") from exc


def instant(at: dt.datetime) -> str:
    """Return an instant as the tables keep it: UTC, with microseconds."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def new_secret() -> str:
    """Return 256 random bits as text that fits into a link, a cookie and a header."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """Return the SHA-256 of a random secret.

    It has too many bits to be guessed, so no slow hash is needed.
    """
    return hashlib.sha256(secret.encode()).hexdigest()
