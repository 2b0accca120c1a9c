"""What is recorded by command: all or nothing, each once, with its files, and corrected by later entries."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from generator.pdf.stamping import stamp as stamp_pdf
from generator.word.stamping import stamp as stamp_word
from tests.workflow.office import Office, copy_campaign


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(copy_campaign(tmp_path / "campaign", "vt-burlington", "or-state"))
    office.post(office.generate("2018-01-24"), "2018-01-24")
    return office


def size(office: Office) -> int:
    events: int = office.run("verify")["events"]
    return events


def faults(told: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(it["source"], it["field"], it["message"]) for it in told["problems"]]


def state(office: Office, recipient_id: str, as_of: str) -> str:
    rows = office.run("status", "--as-of", as_of)["recipients"]
    return next(row["state"] for row in rows if row["recipient_id"] == recipient_id)


def test_all_faults_of_a_table_are_told_at_once_and_nothing_is_recorded(office: Office) -> None:
    before = size(office)
    told = office.record_rows(
        [
            {"event": "response", "recipient_id": "or-state", "on": "2018-02-01", "answer": "nil"},
            {"event": "respnse", "recipient_id": "or-state", "on": "2018-02-01"},
            {"event": "response", "recipient_id": "or-stat", "on": "2018-02-30", "answer": "complete"},
            {"event": "note", "recipient_id": "or-state", "text": "x", "attachments": "../campaign.toml"},
            {"event": "response", "recipient_id": "or-state", "on": "2018-02-01", "attachments": "a.pdf"},
        ],
        exit_status=1,
    )
    assert {(it["source"], it["field"]) for it in told["problems"]} >= {
        ("entries.csv:3", "event"),
        ("entries.csv:4", "recipient_id"),
        ("entries.csv:4", "on"),
        ("entries.csv:5", "attachments"),
        ("entries.csv:6", "attachments"),
        ("entries.csv:6", "answer"),
    }
    assert all(problem["hint"] for problem in told["problems"])
    assert size(office) == before


def test_a_row_is_read_in_the_light_of_the_rows_above_it(office: Office) -> None:
    office.record_rows(
        [
            {"event": "returned-mail", "recipient_id": "or-state", "on": "2018-02-01"},
            {"event": "hold", "recipient_id": "vt-burlington", "on": "2018-02-01", "reason": "lawsuit"},
            {"event": "resume", "recipient_id": "vt-burlington", "on": "2018-02-08"},
        ]
    )
    assert state(office, "or-state", "2018-02-02") == "undeliverable"
    assert state(office, "vt-burlington", "2018-02-09") == "requested"


def test_an_entry_that_cannot_follow_is_refused_with_its_place(office: Office) -> None:
    before = size(office)
    told = office.record("resume", "or-state", "--on", "2018-02-01", exit_status=1)
    assert told["problems"][0]["source"] == "resume or-state"
    assert "no hold to end" in told["problems"][0]["hint"]
    assert size(office) == before


def test_only_a_draft_of_the_letter_can_be_the_file_that_was_sent(office: Office) -> None:
    letters = office.run("manifest")["letters"]
    theirs = next(it["docx_sha256"] for it in letters if it["recipient_id"] == "or-state")
    others = next(it["docx_sha256"] for it in letters if it["recipient_id"] != "or-state")
    sent = ("sent", "or-state", "--on", "2018-02-05", "--letter", "DR-2018-OR-STATE-01", "--draft-sha256")
    told = office.record(*sent, others, exit_status=1)
    assert faults(told) == [("sent or-state", "draft_sha256", f"{others} is none of the letter's drafts")]
    assert told["problems"][0]["hint"] == f"its drafts are: {theirs} (docx)"
    office.record(*sent, theirs.upper())
    assert theirs in {it["sent_sha256"] for it in office.run("manifest")["letters"]}


def test_a_draft_before_the_last_one_can_be_the_file_that_was_sent(office: Office) -> None:
    first, _ = office.generate("2018-02-26")
    who = first["recipient_id"]
    sha256 = next(it["docx_sha256"] for it in office.run("manifest")["letters"] if it["status"] == "drafted")
    office.change_row(who, "Burlington", "Winooski")
    office.generate("2018-02-26")
    office.record("sent", who, "--on", "2018-02-27", "--draft-sha256", sha256)


def test_a_hold_does_not_end_before_it_began(office: Office) -> None:
    (began,) = office.record("hold", "or-state", "--on", "2018-02-05", "--reason", "lawsuit")["events"]
    told = office.record("resume", "or-state", "--on", "2018-02-04", exit_status=1)
    assert faults(told) == [("resume or-state", "on", "2018-02-04 is before the hold began, 2018-02-05")]
    (ended,) = office.record("resume", "or-state", "--on", "2018-02-08")["events"]
    moved = ("correct", str(began["seq"]), "--reason", "misread", "--set", "on=2018-02-09")
    told = office.record(*moved, exit_status=1)
    message = "2018-02-08 is before the hold began, 2018-02-09"
    assert faults(told) == [(f"event {ended['seq']}", "on", message)]


def test_a_letter_does_not_come_back_before_it_was_handed_over(office: Office) -> None:
    told = office.record("returned-mail", "or-state", "--on", "2018-01-23", exit_status=1)
    message = "2018-01-23 is before the letter was handed over, 2018-01-24"
    assert faults(told) == [("returned-mail or-state", "on", message)]
    office.record("returned-mail", "or-state", "--on", "2018-01-24")


def test_a_letter_that_was_handed_over_again_comes_back_after_that(office: Office) -> None:
    letter = ("--letter", "DR-2018-OR-STATE-01", "--channel", "email")
    office.record("sent", "or-state", "--on", "2018-02-05", *letter)
    told = office.record("returned-mail", "or-state", "--on", "2018-02-01", *letter, exit_status=1)
    assert "handed over, 2018-02-05" in faults(told)[0][2]
    office.record("returned-mail", "or-state", "--on", "2018-02-01")
    told = office.record("returned-mail", "or-state", "--on", "2018-02-02", exit_status=1)
    assert "handed over, 2018-02-05" in faults(told)[0][2]


def test_telling_the_same_again_adds_nothing(office: Office) -> None:
    sent = ("sent", "or-state", "--on", "2018-01-24T12:00", "--channel", "certified mail")
    back = ("returned-mail", "or-state", "--on", "2018-02-01", "--reason", "moved")
    assert [it["recorded_now"] for it in office.record(*sent)["events"]] == [False]
    assert [it["recorded_now"] for it in office.record(*back)["events"]] == [True]
    assert [it["recorded_now"] for it in office.record(*back)["events"]] == [False]


def test_files_that_came_with_an_answer_are_kept_by_their_hash(office: Office) -> None:
    answer = office.folder / "answer.pdf"
    answer.write_bytes(b"%PDF-1.7 an answer")
    office.record(
        "response", "or-state", "--on", "2018-02-01", "--answer", "complete", "--attach", "answer.pdf"
    )
    answer.unlink()
    sha256 = hashlib.sha256(b"%PDF-1.7 an answer").hexdigest()
    kept = office.folder / "record" / "store" / "sha256" / sha256[:2] / sha256[2:]
    assert kept.read_bytes() == b"%PDF-1.7 an answer"
    assert office.run("verify")["problems"] == []
    kept.chmod(0o644)
    kept.write_bytes(b"another answer")
    assert "was changed" in office.run("verify", exit_status=1)["problems"][0]["message"]


def test_a_wrong_entry_is_said_anew_and_both_stay(office: Office) -> None:
    answer = ("response", "or-state", "--on", "2018-02-01", "--answer", "complete")
    (event,) = office.record(*answer)["events"]
    office.record(
        "correct", str(event["seq"]), "--reason", "misread", "--set", "answer=partial", "--set", "items=1,2"
    )
    assert state(office, "or-state", "2018-02-02") == "partial"
    assert size(office) == event["seq"] + 1


def test_what_was_withdrawn_can_be_recorded_again(office: Office) -> None:
    answer = ("response", "or-state", "--on", "2018-02-01", "--answer", "complete")
    (event,) = office.record(*answer)["events"]
    office.record("correct", str(event["seq"]), "--reason", "another office's")
    assert state(office, "or-state", "2018-02-02") == "requested"
    assert [it["recorded_now"] for it in office.record(*answer)["events"]] == [True]
    assert state(office, "or-state", "2018-02-02") == "complete"


@pytest.mark.parametrize("seq", ["999", "0", "x", "2"])
def test_only_an_entry_that_stands_can_be_corrected(office: Office, seq: str) -> None:
    told = office.record("correct", seq, "--reason", "wrong", exit_status=1)
    assert told["problems"][0]["field"] == "corrects"


@pytest.mark.parametrize(
    ("said", "exit_status", "told"),
    [
        ("letter=DR-1", 1, ["letter"]),
        ("recipient_id=or-state", 1, ["recipient_id"]),
        ("recipient_id=vt-burlington", 1, ["recipient_id"]),
        ("channel=email", 1, ["channel"]),
        ("by=", 2, []),
        ("corrects=3", 2, []),
    ],
)
def test_an_entry_is_not_withdrawn_by_what_cannot_be_said_anew(
    office: Office, said: str, exit_status: int, told: list[str]
) -> None:
    before = size(office)
    done = office.record("correct", "4", "--reason", "mistyped", "--set", said, exit_status=exit_status)
    assert [it["field"] for it in done["problems"]] == told
    assert size(office) == before


def test_a_draft_made_again_after_another_is_the_one_that_stands(office: Office) -> None:
    asked = ("generate", "--letter", "follow_up", "--as-of", "2018-02-26", "--format", "docx")
    table = office.folder / "recipients.csv"
    original = table.read_bytes()
    for content in (original, original.replace(b"Salem", b"Portland"), original, original):
        table.write_bytes(content)
        office.run(*asked)
    rows = [it for it in office.run("manifest")["letters"] if it["recipient_id"] == "or-state"]
    drafted = office.run("generate", *asked[1:])["letters"]
    batches, changed, changed_back = 2, 1, 1
    assert size(office) == 5 + batches + 2 + changed + changed_back
    assert rows[-1]["docx_sha256"] in {path.parent.name + path.name for path in stored(office)}
    assert len(drafted) == 2


def test_files_marked_as_drafts_are_copies_of_the_letters_on_record(office: Office) -> None:
    asked = ("generate", "--letter", "follow_up", "--as-of", "2018-02-26", "--format", "docx,pdf")
    marked = office.run(*asked, "--draft", "--out", "marked")
    plain = office.run(*asked, "--out", "plain")
    stamps = {"docx": stamp_word, "pdf": stamp_pdf}
    kept = {path.read_bytes() for path in stored(office)}
    for made in marked["letters"]:
        for form, name in made["files"].items():
            letter = (office.folder / plain["folder"] / name).read_bytes()
            assert letter in kept
            assert (office.folder / marked["folder"] / name).read_bytes() == stamps[form](letter, "DRAFT")
    manifests = [(office.folder / run["folder"] / "manifest.csv").read_bytes() for run in (marked, plain)]
    assert manifests[0] == manifests[1]


def stored(office: Office) -> list[Path]:
    return [path for path in (office.folder / "record" / "store").rglob("*") if path.is_file()]


def test_a_password_in_the_ledgers_url_is_not_shown(office: Office) -> None:
    campaign = office.folder / "campaign.toml"
    text = campaign.read_text(encoding="utf-8")
    for url in ("postgres://me:s3cret@host/x", "postgresql://me:s3cret@127.0.0.1:1/x"):
        campaign.write_text(f'ledger = "{url}"\n' + text, encoding="utf-8")
        told = office.run("status", exit_status=2 if url.startswith("postgres:") else 4)
        assert "s3cret" not in str(told)


def test_a_closing_letter_that_is_asked_for_has_no_due_date(tmp_path: Path) -> None:
    office = Office(copy_campaign(tmp_path / "campaign", "or-state"))
    office.post(office.generate("2018-01-24"), "2018-01-24")
    office.record("response", "or-state", "--on", "2018-02-10", "--answer", "complete")
    (asked,) = office.generate("2018-02-12", "--letter", "closing")
    assert asked["due_date"] is None


def test_a_letter_due_in_a_year_whose_holidays_are_not_known_is_warned_about(tmp_path: Path) -> None:
    office = Office(copy_campaign(tmp_path / "campaign", "or-state"))
    made = office.run("generate", "--as-of", "2100-12-20", "--format", "docx", "--actor", "ann")
    assert any("whose holidays are known" in problem["message"] for problem in made["problems"])
