"""The sample story, typed as commands day by day, on a record in a file and on one in PostgreSQL."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cases.test_story import LETTERS, POSTED_LATER, STATES
from tests.ledger.conftest import make_database_schema
from tests.workflow.office import Office, copy_campaign

BEGIN, END = date(2018, 1, 22), date(2018, 5, 1)

WORLD = """\
event,recipient_id,on,answer,items,announced_on,sent_on,joint_with,until,days,reason
response,il-cook-county,2018-01-25,complete,,,,,,,
response,ca-fremont,2018-01-25,complete,,,,,,,
close,il-cook-county,2018-01-26,,,,,,,,complete
acknowledged,fl-west-palm-beach,2018-02-01,,,,,,,,
returned-mail,or-state,2018-02-02,,,,,,,,no such number
hold,wa-king-county,2018-02-05,,,,,,,,litigation
response,co-denver,2018-02-12,partial,"1, 2",,,,,,
response,ca-berkeley,2018-02-12,partial,"1-2, 4",,,,,,
response,ny-albany,2018-02-15,nil,,,,,,,
response,vt-burlington,2018-02-20,complete,,,,,,,
extension,ms-jackson,2018-02-20,,,,,,2018-03-05,,
response,ca-san-francisco,2018-02-21,complete,,,,ca-sacramento-county,,,
response,co-denver,2018-02-22,partial,3;4;5,,,,,,
extension,ca-sonoma-county,2018-02-22,,,,,,,14,
response,ny-new-york,2018-02-26,complete,,2018-02-20,2018-02-23,,,,
response,ma-lawrence,2018-03-01,complete,,,,,,,
response,ca-state,2018-03-01,partial,1-3,,,,,,
close,il-state,2018-03-02,,,,,,,,settled
resume,wa-king-county,2018-03-05,,,,,,,,
response,ca-watsonville,2018-03-06,nil,,,,,,,
response,or-state,2018-03-08,complete,,,,,,,
response,ca-sonoma-county,2018-03-09,complete,,,,,,,
response,fl-west-palm-beach,2018-03-12,complete,,,,,,,
response,ca-state,2018-03-15,partial,"4, 5",,,,,,
response,ca-los-angeles,2018-03-26,complete,,,,,,,
"""
RECORDED_LATER = {("ny-new-york", "2018-02-26"): "2018-02-27"}


def happenings() -> dict[str, list[dict[str, str]]]:
    """Return what happens, by the day on which the office hears of it."""
    heard: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in csv.DictReader(WORLD.splitlines()):
        heard[RECORDED_LATER.get((row["recipient_id"], row["on"]), row["on"])].append(row)
    return heard


def mistype_and_withdraw(office: Office) -> None:
    """Record an answer of the wrong recipient, and take it back."""
    (event,) = office.record("response", "ca-monterey-county", "--on", "2018-02-08", "--answer", "nil")[
        "events"
    ]
    office.record("correct", str(event["seq"]), "--reason", "typed in error")


def play(office: Office) -> None:
    """Work through the days: hear what happened, post what waits for its day, make and post what is due."""
    tray: list[tuple[date, dict[str, Any]]] = []
    heard, today = happenings(), BEGIN
    while today < END:
        if rows := heard.get(str(today)):
            office.record_rows(rows)
        match f"{today:%m-%d}":
            case "02-06":
                office.change_row("or-state", "885 Summer St NE", "3218 Pringle Rd SE")
            case "02-08":
                mistype_and_withdraw(office)
            case "03-01":
                office.change_row("ky-louisville", ",Mayor,", ",Acting Mayor,")
        office.post([letter for on, letter in tray if on == today], today)
        tray = [(on, letter) for on, letter in tray if on > today]
        made = office.generate(today)
        held_back = {id(it): POSTED_LATER.get((it["recipient_id"], it["kind"])) for it in made}
        tray += [(on, it) for it in made if (on := held_back[id(it)]) is not None]
        office.post([it for it in made if held_back[id(it)] is None], today)
        today += timedelta(days=1)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = copy_campaign(tmp_path_factory.mktemp("story") / "campaign")
    if request.param == "postgresql":
        url = make_database_schema(request.getfixturevalue("postgresql"))
        campaign = folder / "campaign.toml"
        campaign.write_text(f"ledger = {url!r}\n" + campaign.read_text(encoding="utf-8"), encoding="utf-8")
    office = Office(folder)
    play(office)
    return office


def test_each_recipient_gets_exactly_the_letters_that_their_case_calls_for(office: Office) -> None:
    written: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for it in office.letters:
        due = it["due_date"] and it["due_date"][5:]
        written[it["recipient_id"]].append((it["date"][5:], it["kind"], it["level"], it["grounds"], due))
    assert written == LETTERS


def test_the_status_of_each_day_can_still_be_told(office: Office) -> None:
    for recipient_id, states in STATES.items():
        for on, state in states.items():
            told = office.run("status", "--as-of", f"2018-{on}")["recipients"]
            (row,) = (row for row in told if row["recipient_id"] == recipient_id)
            assert row["state"] == state, (recipient_id, on)


def test_the_record_of_the_story_verifies_with_every_draft_in_its_store(office: Office) -> None:
    found = office.run("verify")
    assert (found["ok"], found["problems"]) == (True, [])
    assert found["checkpoints"] >= 2


def test_the_manifest_tells_each_letter_with_its_hand_over_and_answer(office: Office) -> None:
    rows = office.run("manifest", "--as-of", "2018-04-30")["letters"]
    (closing,) = (row for row in rows if (row["recipient_id"], row["kind"]) == ("vt-burlington", "closing"))
    assert (closing["sent_on"], closing["channel"]) == ("2018-02-20", "certified mail")
    assert (closing["answer"], closing["answered_on"]) == ("complete", "2018-02-20")
    assert (closing["prepared_by"], closing["recorded_by"]) == ("ann", "ben")
    assert len(closing["docx_sha256"]) == 64


def test_a_letter_can_be_proved_without_the_campaign(office: Office, tmp_path: Path) -> None:
    office.run("prove", "DR-2018-VT-BURLINGTON-01", "--out", str(tmp_path / "proof.json"))
    key = tmp_path / "key.pub"
    key.write_bytes((office.folder / "record" / "key.pub").read_bytes())
    shown = Office(tmp_path).run("verify", "--proof", "proof.json", "--key", "key.pub")
    assert [event["type"] for event in shown["events"]] == ["letter_generated", "letter_sent"]
    assert "Albany" not in (tmp_path / "proof.json").read_text(encoding="utf-8")


def test_nothing_is_due_twice(office: Office) -> None:
    before = office.run("verify")["events"]
    made = office.run("generate", "--as-of", "2018-05-01", "--format", "docx")
    assert made["letters"] == []
    assert len(made["skipped"]) == 23
    assert office.run("verify")["events"] == before
