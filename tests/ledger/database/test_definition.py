"""Every part of the database is compared with what the ledger made; ledgers of old schemas stay readable."""

from __future__ import annotations

import sqlite3
import uuid
from pathlib import Path

import pytest
import sqlalchemy

from generator.errors import LedgerError
from generator.ledger import Evidence, Ledger, list_checkpoints, read_public_key, verify_ledger
from tests.ledger.conftest import ORIGIN, make_database_schema, reports

OLD = Path(__file__).parents[1] / "old" / "schema-1"
SERVER = "postgresql://postgres@/postgres?host={}&options=-csearch_path%3D{}"

WEAKENINGS = {
    "trigger dropped": "DROP TRIGGER events_refuse_change ON events",
    "trigger disabled": "ALTER TABLE events DISABLE TRIGGER events_refuse_truncate",
    "trigger for replicas": "ALTER TABLE events ENABLE REPLICA TRIGGER events_refuse_change",
    "trigger with a condition": (
        "CREATE OR REPLACE TRIGGER events_refuse_change BEFORE DELETE OR UPDATE ON events "
        "FOR EACH ROW WHEN (OLD.seq > 5) EXECUTE FUNCTION events_refuse()"
    ),
    "trigger of one column": (
        "CREATE OR REPLACE TRIGGER events_refuse_change BEFORE DELETE OR UPDATE OF actor ON events "
        "FOR EACH ROW EXECUTE FUNCTION events_refuse()"
    ),
    "trigger more": "CREATE TRIGGER x BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION events_refuse()",
    "trigger of checkpoints": "DROP TRIGGER checkpoints_refuse_change ON checkpoints",
    "function renamed": "ALTER FUNCTION events_refuse() RENAME TO refuse",
    "function emptied": (
        "CREATE OR REPLACE FUNCTION events_refuse() RETURNS trigger LANGUAGE plpgsql "
        "AS 'BEGIN RETURN coalesce(NEW, OLD); END'"
    ),
    "function with settings": "ALTER FUNCTION events_follow_on() SET search_path = pg_temp",
    "function as its owner": "ALTER FUNCTION events_follow_on() SECURITY DEFINER",
    "unique key dropped": "ALTER TABLE events DROP CONSTRAINT events_key_key",
    "check dropped": "ALTER TABLE events DROP CONSTRAINT events_seq_check",
    "check more": "ALTER TABLE events ADD CHECK (actor <> 'ann') NOT VALID",
    "primary key dropped": "ALTER TABLE checkpoints DROP CONSTRAINT checkpoints_pkey",
    "unlogged": "ALTER TABLE events SET UNLOGGED",
    "not null dropped": "ALTER TABLE events ALTER actor DROP NOT NULL",
    "default given": "ALTER TABLE events ALTER actor SET DEFAULT 'ann'",
    "type changed": "ALTER TABLE events ALTER channel TYPE varchar(2000)",
    "type of the number changed": "ALTER TABLE events ALTER seq TYPE numeric",
    "collation changed": 'ALTER TABLE events ALTER key TYPE text COLLATE "C"',
    "column more": "ALTER TABLE events ADD COLUMN remark text",
    "column renamed": "ALTER TABLE events RENAME COLUMN role TO title",
    "column put last": "ALTER TABLE checkpoints DROP COLUMN note, ADD COLUMN note text NOT NULL",
    "index dropped": "DROP INDEX events_of_letter",
    "index more": "CREATE UNIQUE INDEX once ON events (salt)",
    "index of fewer rows": (
        "DROP INDEX events_of_letter; "
        "CREATE INDEX events_of_letter ON events (letter_id, seq) WHERE actor <> 'ann'"
    ),
    "index of another kind": "DROP INDEX events_of_letter; CREATE INDEX events_of_letter ON events (seq)",
    "rule": "CREATE RULE lost AS ON UPDATE TO events DO INSTEAD NOTHING",
    "policy": "CREATE POLICY few ON events FOR SELECT USING (seq < 3)",
    "row security": "ALTER TABLE events ENABLE ROW LEVEL SECURITY",
    "row security for all": "ALTER TABLE events FORCE ROW LEVEL SECURITY",
    "child": "CREATE TABLE child () INHERITS (events)",
    "owner": "CREATE ROLE letterbook_mallory; ALTER TABLE events OWNER TO letterbook_mallory",
    "owner of a function": (
        "CREATE ROLE letterbook_eve; ALTER FUNCTION events_refuse() OWNER TO letterbook_eve"
    ),
    "grant": "GRANT UPDATE ON events TO public",
    "grant of a column": "GRANT UPDATE (actor) ON events TO public",
    "checkpoints gone": "DROP TABLE checkpoints",
}

PERMITTED = {
    "reading": "GRANT SELECT, INSERT ON events TO public",
    "statistics": "ANALYZE events",
    "vacuum settings": "ALTER TABLE events SET (autovacuum_enabled = false)",
}


@pytest.mark.parametrize("name", WEAKENINGS)
def test_whatever_is_changed_on_the_server_is_named(postgresql: Path, name: str) -> None:
    assert any(is_definition(it) for it in problems_after(postgresql, WEAKENINGS[name]))


@pytest.mark.parametrize("name", PERMITTED)
def test_what_an_office_may_settle_on_its_server_is_no_alarm(postgresql: Path, name: str) -> None:
    assert problems_after(postgresql, PERMITTED[name]) == []


def problems_after(postgresql: Path, statement: str) -> list[str]:
    """Return what verifying says after a statement, which is undone."""
    with Ledger.make(make_database_schema(postgresql)) as ledger:
        ledger.append(reports(0, 1))
        with ledger.engine.begin() as connection:
            connection.exec_driver_sql(statement)
        problems = [str(it) for it in verify_ledger(ledger, Evidence(ORIGIN)).problems]
        with ledger.engine.begin() as connection:
            for role in connection.exec_driver_sql(
                "SELECT rolname FROM pg_roles WHERE rolname ~ '^letterbook'"
            ).scalars():
                connection.exec_driver_sql(f"REASSIGN OWNED BY {role} TO postgres; DROP ROLE {role}")
        return problems


def is_definition(told: str) -> bool:
    return told.endswith("missing, altered or none of the ledger's")


@pytest.mark.parametrize(
    "weakening",
    [
        "DROP TRIGGER checkpoints_refuse_delete",
        "CREATE TABLE more (x)",
        "CREATE VIEW seen AS SELECT * FROM events",
        "CREATE TRIGGER events AFTER INSERT ON checkpoints BEGIN SELECT 1; END",
        "ALTER TABLE events ADD COLUMN remark TEXT",
        "DROP TABLE checkpoints",
    ],
)
def test_whatever_is_changed_in_the_file_is_named(sqlite_ledger: Ledger, weakening: str) -> None:
    sqlite_ledger.append(reports(0))
    connection = sqlite3.connect(sqlite_ledger.name)
    connection.execute(weakening)
    connection.close()
    assert any(is_definition(str(it)) for it in verify_ledger(sqlite_ledger, Evidence(ORIGIN)).problems)


@pytest.fixture(params=["sqlite", "postgresql"])
def old_place(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Return a ledger of schema 1, as the first version made it."""
    if request.param == "sqlite":
        place = tmp_path / "ledger.sqlite"
        place.write_bytes((OLD / "ledger.sqlite").read_bytes())
        return place
    server, schema = request.getfixturevalue("postgresql"), f"old{uuid.uuid4().hex}"
    engine = sqlalchemy.create_engine(f"postgresql+psycopg://postgres@/postgres?host={server}")
    dump = (OLD / "ledger.sql").read_text(encoding="utf-8").replace("old_ledger", schema)
    with engine.begin() as connection:
        connection.exec_driver_sql(dump.replace("%", "%%"))
    engine.dispose()
    return SERVER.format(server, schema)


def evidence() -> Evidence:
    key = read_public_key(OLD / "key.pub")
    return Evidence(key.name, (key,), list_checkpoints(OLD / "checkpoints"))


def test_a_ledger_of_an_old_schema_verifies_as_before(old_place: str | Path) -> None:
    with Ledger.open(old_place) as ledger:
        verified = verify_ledger(ledger, evidence())
    assert [it for it in verified.problems if it.severity == "error"] == []
    assert len(verified.events) == 11


def test_an_old_ledger_is_upgraded_with_what_is_recorded_next(old_place: str | Path) -> None:
    with Ledger.open(old_place) as ledger:
        before = list(ledger.entries())
        ledger.append(reports(1))
        assert list(ledger.entries())[:-1] == before
        assert [it for it in verify_ledger(ledger, evidence()).problems if it.severity == "error"] == []
        with ledger.engine.begin() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM checkpoints").scalar() == 0


def test_a_ledger_of_a_later_schema_is_refused(place: str | Path) -> None:
    with Ledger.make(place) as ledger, ledger.engine.begin() as connection:
        sqlite = connection.dialect.name == "sqlite"
        later = (
            "PRAGMA user_version = 9"
            if sqlite
            else "COMMENT ON TABLE events IS 'letterbook ledger, schema 9'"
        )
        connection.exec_driver_sql(later)
    with pytest.raises(LedgerError, match="a later Letterbook made this ledger: it has schema 9"):
        Ledger.open(place)
