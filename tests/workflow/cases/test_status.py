"""Where recipients stand is read from the table and the record, together where that is faster."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from generator.errors import ProblemsFoundError
from generator.workflow.cases import status
from generator.workflow.cases.status import read_cases
from generator.workflow.sources import Sources
from tests.workflow.office import Office, copy_campaign

AS_OF = date(2018, 3, 19)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(copy_campaign(tmp_path / "campaign", "or-state"))
    office.generate("2018-01-24")
    return office


def test_a_table_that_is_read_beside_the_record_gives_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = Sources(office.folder / "campaign.toml")
    alone = read_cases(sources, AS_OF)
    monkeypatch.setattr(status, "_LARGE_TABLE", 0)
    assert read_cases(sources, AS_OF) == alone


def test_the_faults_of_a_table_that_is_read_beside_the_record_are_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "_LARGE_TABLE", 0)
    table = office.folder / "recipients.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("or-state,", ",", 1), encoding="utf-8")
    with pytest.raises(ProblemsFoundError) as told:
        read_cases(Sources(office.folder / "campaign.toml"), None)
    assert [problem.field for problem in told.value.problems] == ["recipient_id"]


def spoil(office: Office, payload: str, seq: int) -> None:
    """Change an event as somebody does who knows how to put the guard back."""
    with sqlite3.connect(office.folder / "record" / "ledger.sqlite") as ledger:
        (guard,) = ledger.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'events_refuse_update'"
        ).fetchone()
        ledger.execute("DROP TRIGGER events_refuse_update")
        ledger.execute("UPDATE events SET payload = ? WHERE seq = ?", (payload, seq))
        ledger.execute(guard)


@pytest.mark.parametrize("written", ["", "no JSON", "[]", "{", '{"kind": 1', "null"])
def test_an_event_that_somebody_spoiled_is_told_by_its_number(office: Office, written: str) -> None:
    spoil(office, written, 1)
    for command in (("status",), ("plan",), ("manifest",)):
        told = office.run(*command, exit_status=1)
        where = [problem["source"] for problem in told["problems"]] or [told["message"]]
        assert "event 1" in where[0]
    assert office.run("verify", exit_status=1)["first_bad_seq"] == 1


@pytest.mark.parametrize("written", ["null", "{}", '{"text":"another"}'])
def test_nothing_is_recorded_of_a_recipient_of_whom_an_event_was_spoiled(
    office: Office, written: str
) -> None:
    (event,) = office.record("note", "or-state", "--text", "a call")["events"]
    spoil(office, written, event["seq"])
    told = office.record("note", "or-state", "--text", "another call", exit_status=1)
    assert f"event {event['seq']}" in told["message"]
