"""The ledger keeps each event once, all of a report or none, in order, and refuses to change any."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy

from generator.errors import ConflictError, LedgerError, StorageError, UsageError
from generator.ledger import Ledger
from generator.ledger.chain import GENESIS
from tests.ledger.conftest import NOON, report, reports


def test_events_are_read_back_as_they_were_reported(ledger: Ledger) -> None:
    appended = ledger.append(reports(0, 1, 2))

    assert ledger.events() == appended
    assert [event.seq for event in appended] == [1, 2, 3]
    entries = tuple(ledger.entries())
    assert [entry.prev for entry in entries] == [GENESIS, *(entry.hash for entry in entries[:2])]
    assert appended[1].payload == report(1).payload
    assert appended[1].at == report(1).at


def test_what_was_appended_is_there_when_the_ledger_is_opened_again(place: str | Path) -> None:
    with Ledger.make(place) as ledger:
        appended = ledger.append(reports(0, 1))
    with Ledger.open(place) as ledger:
        assert ledger.events() == appended


def test_making_a_ledger_that_is_there_leaves_it_as_it_is(ledger: Ledger, place: str | Path) -> None:
    appended = ledger.append(reports(0))
    with Ledger.make(place) as again:
        assert again.events() == appended


def test_a_second_report_of_a_happening_adds_nothing(ledger: Ledger) -> None:
    first = ledger.append(reports(0, 1))
    later = replace(report(1), at=NOON + dt.timedelta(days=9), actor="ben")

    assert ledger.append((later, report(2), report(2))) == (first[1], *ledger.events()[2:] * 2)
    assert ledger.size() == 3


def test_a_contradiction_is_left_to_a_person_and_nothing_is_recorded(ledger: Ledger) -> None:
    ledger.append(reports(0))
    other = replace(report(0), payload={"number": 99})

    with pytest.raises(ConflictError, match="key-0: another note is recorded"):
        ledger.append((report(1), other))
    with pytest.raises(ConflictError):
        ledger.append((report(2), replace(report(2), channel="email")))
    assert ledger.size() == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"payload": {"amount": 1.5}},
        {"payload": {"amount": 2**53}},
        {"payload": {1: "a"}},
        {"payload": {"text": "\ud800"}},
        {"payload": {"text": b"bytes"}},
        {"at": dt.datetime(2018, 1, 24)},  # noqa: DTZ001 - the fault
        {"key": ""},
        {"actor": "an\0n"},
        {"actor": "\udfff"},
    ],
)
def test_an_event_that_cannot_be_hashed_alike_everywhere_is_refused(
    ledger: Ledger, fault: dict[str, object]
) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message says what the fault is
        ledger.append((report(0), replace(report(1), **fault)))  # type: ignore[arg-type]
    assert ledger.size() == 0


def test_a_report_of_thousands_is_appended_and_read_in_order(ledger: Ledger) -> None:
    ledger.append(reports(*range(6_001)))

    assert [event.payload["number"] for event in ledger.events()] == list(range(6_001))
    assert ledger.append(reports(*range(6_001))) == ledger.events()


def test_events_of_one_type_can_be_left_in_the_ledger(ledger: Ledger) -> None:
    ledger.append((report(0), report(1, type="letter_sent"), report(2), report(3, type="response_received")))
    assert [event.seq for event in ledger.events(without="note")] == [2, 4]


COPY = (
    "INSERT INTO events SELECT {}, at, actor, role, type, batch_id, letter_id, recipient_id, channel, "
    "payload, '{}', salt, {}, hash FROM events WHERE seq = 2"
)
CHANGES = {
    "update": "UPDATE events SET actor = 'eve' WHERE seq = 1",
    "delete": "DELETE FROM events WHERE seq = 2",
    "leave a gap": COPY.format(9, "new", "hash"),
    "break the chain": COPY.format(3, "new", "prev"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_database_refuses_to_change_delete_or_put_in_an_event(ledger: Ledger, change: str) -> None:
    appended = ledger.append(reports(0, 1))

    with (
        pytest.raises(sqlalchemy.exc.DBAPIError, match=r"append-only|follows the last"),
        ledger.engine.begin() as connection,
    ):
        connection.exec_driver_sql(change)
    assert ledger.events() == appended


def test_replacing_an_event_by_its_key_is_refused(sqlite_ledger: Ledger) -> None:
    appended = sqlite_ledger.append(reports(0, 1))
    replacing = COPY.format(3, "key-0", "hash").replace("INSERT", "INSERT OR REPLACE")
    with (
        sqlite3.connect(sqlite_ledger.name) as connection,
        pytest.raises(sqlite3.IntegrityError, match="stands once"),
    ):
        connection.execute(replacing)
    connection.close()
    assert sqlite_ledger.events() == appended


def test_truncating_the_table_is_refused(ledger: Ledger) -> None:
    ledger.append(reports(0))
    if ledger.engine.dialect.name == "postgresql":
        with (
            pytest.raises(sqlalchemy.exc.DBAPIError, match="append-only"),
            ledger.engine.begin() as connection,
        ):
            connection.exec_driver_sql("TRUNCATE events")
    assert ledger.size() == 1


def test_sqlite_is_set_to_lose_nothing(sqlite_ledger: Ledger) -> None:
    with sqlite_ledger.engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous")
        }
    assert settings == {"journal_mode": "truncate", "synchronous": 3}


def test_a_ledger_put_into_another_journal_mode_is_brought_back(sqlite_ledger: Ledger) -> None:
    with sqlite3.connect(sqlite_ledger.name) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    with Ledger.open(Path(sqlite_ledger.name)) as ledger, ledger.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "truncate"


def test_a_place_without_a_ledger_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="there is no ledger"):
        Ledger.open(tmp_path / "nowhere.sqlite")
    with sqlite3.connect(tmp_path / "other.sqlite") as connection:
        connection.execute("CREATE TABLE accounts (id)")
    connection.close()
    (tmp_path / "letter.sqlite").write_bytes(b"Dear Mayor:\n" * 1000)
    with pytest.raises(LedgerError, match="this is not a ledger"):
        Ledger.open(tmp_path / "other.sqlite")
    with pytest.raises(LedgerError, match="another program's database"):
        Ledger.make(tmp_path / "other.sqlite")
    with pytest.raises(StorageError, match="not a database"):
        Ledger.open(tmp_path / "letter.sqlite")


@pytest.mark.parametrize("url", ["mysql://host/db", "nonsense", "sqlite:///x"])
def test_a_url_of_another_kind_is_a_fault_of_usage(url: str) -> None:
    with pytest.raises(UsageError):
        Ledger.open(url)


def test_a_server_out_of_reach_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as raised:
        Ledger.open(f"postgresql://ann:secret@/letters?host={tmp_path}")
    assert "secret" not in raised.value.message


def test_an_empty_database_on_the_server_is_no_ledger(place: str | Path) -> None:
    with pytest.raises((LedgerError, StorageError)):
        Ledger.open(place)
