"""The record from the command line: each verb, what is printed, the manifest's formats, damage told."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from typer.testing import CliRunner, Result

from generator.cli.main import app
from tests.workflow.office import Office, copy_campaign

WHO = "vt-burlington"
SERVED = ("--served-by", "R. Roe", "--capacity", "deputy", "--received-by", "city clerk")
SERVED_HERE = (*SERVED, "--place", "City Hall", "--manner", "in person", "--adult-and-no-party", "yes")

VERBS = {
    "sent": ("--at", "2018-01-24T16:05", "--by", "mail room", "--tracking", "9407300000000000000010"),
    "response": ("--on", "2018-02-10", "--answer", "partial", "--items", "1, 3-4", "--summary", "part one"),
    "acknowledged": ("--on", "2018-01-29", "--comment", "by phone"),
    "extension": ("--on", "2018-02-12", "--days", "7", "--reason", "asked for it"),
    "hold": ("--on", "2018-02-05", "--reason", "litigation"),
    "resume": ("--on", "2018-02-08", "--comment", "settled"),
    "returned-mail": ("--on", "2018-02-02", "--reason", "moved"),
    "served": ("--on", "2018-04-10T10:00", *SERVED_HERE),
    "note": ("--text", "call again on Monday"),
    "close": ("--on", "2018-04-20", "--reason", "settled"),
}
BEFORE = {"resume": ("hold",)}
EVENTS = {
    "sent": "letter_sent",
    "response": "response_received",
    "acknowledged": "acknowledged",
    "extension": "extension_granted",
    "hold": "hold_started",
    "resume": "hold_ended",
    "returned-mail": "mail_returned",
    "served": "subpoena_served",
    "note": "note",
    "close": "case_closed",
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return an office that has made the requests to two recipients."""
    office = Office(copy_campaign(tmp_path / "campaign", WHO, "or-state"))
    office.generate("2018-01-24")
    return office


def typed(office: Office, *arguments: str) -> Result:
    """Run a command as a person does, for whom it prints text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(office.folder)
        return CliRunner().invoke(app, list(arguments))


def posted(office: Office) -> Office:
    office.record("sent", WHO, "--on", "2018-01-24")
    return office


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_records_its_event_once(office: Office, verb: str) -> None:
    for earlier in ("sent", *BEFORE.get(verb, ())):
        if earlier != verb:
            office.record(earlier, WHO, *VERBS[earlier])
    first, again = (office.record(verb, WHO, *VERBS[verb])["events"] for _ in range(2))
    assert [(it["type"], it["recipient_id"], it["recorded_now"]) for it in first] == [
        (EVENTS[verb], WHO, True)
    ]
    assert [(it["seq"], it["recorded_now"]) for it in again] == [(first[0]["seq"], False)]
    assert office.run("verify")["ok"]


def test_the_same_can_be_recorded_of_several_recipients(office: Office) -> None:
    events = office.record("sent", WHO, "or-state", "--on", "2018-01-25")["events"]
    assert [event["recipient_id"] for event in events] == [WHO, "or-state"]


def test_the_days_count_from_a_hand_over_of_which_only_the_day_is_known(office: Office) -> None:
    posted(office)
    (row, _) = office.run("status", "--as-of", "2018-02-01")["recipients"]
    assert (row["sent_on"], row["due"]) == ("2018-01-24", "2018-02-23")
    (row, _) = office.run("manifest", "--as-of", "2018-02-01")["letters"][::-1]
    assert (row["sent_on"], row["sent_at"]) == ("2018-01-24", "")


def test_an_option_before_the_verb_is_refused_and_not_passed_over(office: Office) -> None:
    told = typed(office, "record", "--actor", "ben", "note", WHO, "--text", "x")
    assert told.exit_code == 2
    assert "--actor stands before 'note'" in told.stderr
    assert "note" not in {event["type"] for event in events_of(office)}


def test_a_table_beside_a_verb_is_refused_with_the_call_that_works(office: Office) -> None:
    table = office.folder / "e.csv"
    table.write_text("event,recipient_id,text\nnote,or-state,rang\n", encoding="utf-8")
    told = typed(office, "record", "--actor", "ben", "--from", "e.csv", "note", WHO, "--text", "x")
    assert told.exit_code == 2
    assert "letterbook record --from TABLE" in told.stderr
    assert typed(office, "record", "--from", "e.csv").exit_code == 0


@pytest.mark.parametrize("actor", ["b\x1ben", "ben\u202e"])
def test_an_actor_whose_name_cannot_be_shown_is_refused(office: Office, actor: str) -> None:
    for command in (("record", "note", WHO, "--text", "x"), ("generate", "--as-of", "2018-01-24")):
        told = typed(office, *command, "--actor", actor)
        assert told.exit_code == 2
        assert "--actor" in told.stderr
        assert actor not in told.stderr


def events_of(office: Office) -> Iterator[dict[str, object]]:
    content = typed(office, "manifest", "--format", "events").stdout
    return (json.loads(line) for line in content.splitlines())


def test_status_and_plan_tell_a_row_a_recipient(office: Office) -> None:
    posted(office)
    office.record("response", WHO, *VERBS["response"])
    status = typed(office, "status", "--as-of", "2018-02-26").stdout.splitlines()
    assert len(status) == 3
    (row,) = (line for line in status if line.startswith(WHO))
    assert "partial: missing 2, 5 (2018-02-10)" in row
    assert "incomplete: " in row
    plan = typed(office, "plan", "--as-of", "2018-02-26").stdout
    letters, resting = plan.split("\n\n")
    assert "follow_up" in letters
    assert "or-state   Document request was made on 2018-01-24 and waits to be sent" in resting
    assert typed(office, "plan", "--as-of", "2018-01-25").stdout.startswith("no letter is due\n\n")


def test_the_count_of_a_due_date_is_shown_day_by_day(office: Office) -> None:
    posted(office)
    told = typed(office, "status", "--as-of", "2018-02-01", "--explain", WHO).stdout
    assert "2018-01-24 Wed    -  day of the event, not counted" in told
    assert "2018-02-23 Fri   30" in told
    assert typed(office, "status", "--explain", "vt-burlingtn").exit_code == 2


def test_the_timelines_are_one_page_that_needs_no_other(office: Office) -> None:
    posted(office)
    told = typed(office, "status", "--as-of", "2018-02-26", "--html", "page.html")
    page = (office.folder / "page.html").read_text(encoding="utf-8")
    assert told.exit_code == 0
    assert page.count("<svg") >= 2
    assert not [mark for mark in ("<script", "src=", "url(", "@import") if mark in page]


def test_only_those_named_are_told_of(office: Office) -> None:
    told = typed(office, "generate", "--as-of", "2018-02-01", "--only", WHO, "--format", "docx")
    assert told.exit_code == 0
    assert "or-state" not in told.output


def test_the_manifest_says_the_same_in_each_format(office: Office) -> None:
    posted(office)
    rows = office.run("manifest")["letters"]
    assert [row["status"] for row in rows] == ["drafted", "sent"]
    for form in ("csv", "jsonl", "xlsx", "parquet"):
        done = typed(office, "manifest", "--format", form, "--out", f"manifest.{form}")
        assert done.exit_code == 0, done.output
    read = {
        form: read_back(office.folder / f"manifest.{form}") for form in ("csv", "jsonl", "xlsx", "parquet")
    }
    for form, letters in read.items():
        assert [it["letter_id"] for it in letters] == [row["letter_id"] for row in rows], form
        assert [it["docx_sha256"] for it in letters] == [row["docx_sha256"] for row in rows], form


def read_back(path: Path) -> list[dict[str, object]]:
    """Return the rows of a manifest as other programs read them."""
    content = path.read_bytes()
    match path.suffix:
        case ".csv":
            return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        case ".jsonl":
            return [json.loads(line) for line in content.splitlines()]
        case ".xlsx":
            header, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
            return [dict(zip(map(str, header), row, strict=True)) for row in rows]
        case _:
            return pyarrow.parquet.read_table(path).to_pylist()


def test_two_runs_of_one_story_have_the_same_stable_manifest_and_the_same_letters(tmp_path: Path) -> None:
    told = []
    for name in ("one", "two"):
        office = Office(copy_campaign(tmp_path / name, WHO, "or-state"))
        office.generate("2018-01-24")
        posted(office).record("response", WHO, *VERBS["response"])
        office.generate("2018-02-26")
        files = {path.relative_to(office.folder): path.read_bytes() for path in office.folder.glob("out/*/*")}
        told.append((typed(office, "manifest", "--stable", "--as-of", "2018-03-01").stdout, files))
    assert told[0] == told[1]
    assert len(told[0][1]) == 2 + 2 + 1 + 2


def test_a_batch_that_is_none_is_told(office: Office) -> None:
    told = office.run("manifest", "--batch", "2018-01-24-nothing", exit_status=2)
    assert "is not a batch" in told["message"]


def test_a_change_is_found_and_the_first_event_at_fault_named(office: Office) -> None:
    posted(office)
    with sqlite3.connect(office.folder / "record" / "ledger.sqlite") as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE events SET actor = 'eve' WHERE seq = 2")
    connection.close()
    found = office.run("verify", exit_status=1)
    assert (found["ok"], found["first_bad_seq"]) == (False, 2)
    assert "the first event at fault is 2" in typed(office, "verify").stdout


def test_a_file_of_the_store_that_was_changed_is_found(office: Office) -> None:
    stored = next(path for path in (office.folder / "record" / "store").rglob("*") if path.is_file())
    stored.chmod(0o600)
    stored.write_bytes(stored.read_bytes() + b" ")
    found = office.run("verify", exit_status=1)
    assert any(stored.name in problem["message"] + problem["source"] for problem in found["problems"])


def test_an_end_that_was_cut_off_is_found_with_a_checkpoint_kept_elsewhere(
    office: Office, tmp_path: Path
) -> None:
    before = shutil.copytree(office.folder / "record", tmp_path / "before")
    posted(office)
    office.record("close", WHO, *VERBS["close"])
    (tmp_path / "kept").write_text(office.run("checkpoint")["checkpoint"], encoding="utf-8")
    shutil.rmtree(office.folder / "record")
    shutil.copytree(before, office.folder / "record")
    assert office.run("verify")["ok"], "the chain alone cannot show it"
    assert not office.run("verify", "--checkpoint", str(tmp_path / "kept"), exit_status=1)["ok"]


def test_a_checkpoint_that_cannot_be_read_is_told_before_anything_is_verified(office: Office) -> None:
    told = office.run("verify", "--checkpoint", "not-there", exit_status=2)
    assert "not-there" in str(told)


def only_problem(told: dict[str, Any]) -> tuple[str, str]:
    (problem,) = told["problems"]
    return problem["message"], problem["hint"]


def test_a_letter_that_is_not_clear_is_told_with_those_that_it_could_be(office: Office) -> None:
    office.record("sent", WHO, "--on", "2018-01-24")
    office.generate("2018-03-19", "--letter", "follow_up")
    office.generate("2018-03-19", "--letter", "subpoena_notice")
    message, hint = only_problem(office.record("sent", WHO, "--on", "2018-03-19", exit_status=1))
    assert message == "which letter is meant is not clear: it could be 2"
    assert hint.endswith("there are: DR-2018-VT-BURLINGTON-02, DR-2018-VT-BURLINGTON-04")


def test_mail_cannot_come_back_that_was_not_sent_though_it_waits(office: Office) -> None:
    told = office.record("returned-mail", WHO, "--on", "2018-02-26", exit_status=1)
    assert only_problem(told) == ("no letter was sent", "record first that it was sent")


def test_items_of_a_request_without_items_are_refused_with_a_remedy(tmp_path: Path) -> None:
    folder = copy_campaign(tmp_path / "none", WHO)
    campaign = folder / "campaign.toml"
    text = campaign.read_text(encoding="utf-8")
    start, end = text.index("documents = ["), text.index("# Office copies")
    campaign.write_text(text[:start] + "documents = []\n" + text[end:], encoding="utf-8")
    office = Office(folder)
    office.generate("2018-01-24")
    office.record("sent", WHO, "--on", "2018-01-24")
    response = ("response", WHO, "--on", "2018-02-10", "--answer", "partial", "--items", "1")
    message, hint = only_problem(office.record(*response, exit_status=1))
    assert message == "the request has no item 1"
    assert "leave them out" in hint
