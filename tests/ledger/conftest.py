"""Ledgers to test with: in a file, and on a real PostgreSQL server; keys; and events to report."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy

from generator.events import NewEvent
from generator.ledger import Ledger, SigningKey, make_key
from tests.ledger.postgresql import run_server

ORIGIN = "letterbook/sample"
NOON = dt.datetime(2018, 1, 24, 12, tzinfo=dt.UTC)


def report(number: int, *, letter: str = "", actor: str = "ann", type: str = "note") -> NewEvent:  # noqa: A002 - the field
    """Return the ``number``-th happening of a test."""
    return NewEvent(
        key=f"key-{number}",
        at=NOON + dt.timedelta(minutes=number),
        actor=actor,
        role="preparer",
        type=type,
        payload={"number": number, "text": f"Señor №{number}", "files": [{"sha256": f"{number:064x}"}]},
        batch_id="b1",
        letter_id=letter or f"letter-{number // 3}",
        recipient_id=f"r{number % 7}",
    )


def reports(*numbers: int) -> tuple[NewEvent, ...]:
    return tuple(report(number) for number in numbers)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Path]:
    with run_server() as socket_folder:
        yield socket_folder


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Return where a ledger may be made: in each kind of database that ledgers are kept in."""
    if request.param == "sqlite":
        return tmp_path / "ledger.sqlite"
    return make_database_schema(request.getfixturevalue("postgresql"))


def make_database_schema(socket_folder: Path) -> str:
    """Make an empty schema on the server and return the URL of a ledger in it."""
    schema = f"t{uuid.uuid4().hex}"
    server = f"postgresql+psycopg://postgres@/postgres?host={socket_folder}"
    engine = sqlalchemy.create_engine(server)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    engine.dispose()
    return f"postgresql://postgres@/postgres?host={socket_folder}&options=-csearch_path%3D{schema}"


@pytest.fixture
def ledger(place: str | Path) -> Iterator[Ledger]:
    with Ledger.make(place) as ledger:
        yield ledger


@pytest.fixture
def sqlite_ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.make(tmp_path / "ledger.sqlite") as ledger:
        yield ledger


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return make_key(tmp_path / "ledger.key", ORIGIN)
