"""A letter that is asked for by its kind says what the record bears out, and goes out once."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pikepdf
import pytest

from generator.word.opc.archive import read_archive
from tests.reading_back import docx_paragraphs
from tests.workflow.office import Office, copy_campaign

ASKED = ("--letter", "follow_up")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return an office that has posted its requests two days late."""
    office = Office(copy_campaign(tmp_path / "campaign", "vt-burlington", "or-state", "il-chicago"))
    office.post(office.generate("2018-01-24"), "2018-01-26")
    return office


def skipped(office: Office, as_of: str, *arguments: str) -> dict[str, str]:
    made = office.run("generate", "--as-of", as_of, "--format", "docx", *arguments)
    return {it["recipient_id"]: it["reason"] for it in made["skipped"]}


def text_of(office: Office, as_of: str, recipient_id: str, *arguments: str) -> str:
    made = office.run("generate", "--as-of", as_of, "--format", "docx", "--only", recipient_id, *arguments)
    (letter,) = made["letters"]
    file = office.folder / made["folder"] / letter["files"]["docx"]
    return "\n".join(docx_paragraphs(file.read_bytes()))


def test_a_letter_that_was_sent_is_not_made_again(office: Office) -> None:
    reasons = skipped(office, "2018-01-26", "--letter", "document_request")
    assert set(reasons.values()) == {"Document request was sent on 2018-01-26"}


def test_the_next_level_waits_for_its_day(office: Office) -> None:
    office.post(office.generate("2018-02-27", *ASKED), "2018-02-27")
    assert "the next one is planned for 2018-03-09" in skipped(office, "2018-03-01", *ASKED)["or-state"]
    levels = {letter["level"] for letter in office.generate("2018-03-12", *ASKED)}
    assert levels == {2}


def test_real_dates_and_answers_are_told(office: Office) -> None:
    office.record("response", "or-state", "--on", "2018-02-10", "--answer", "partial", "--items", "1-3")
    text = text_of(office, "2018-02-28", "or-state", *ASKED)
    assert "January 24, 2018" in text
    assert "training document" not in text
    assert "certification about compliance" in text


def refused(office: Office, as_of: str, *arguments: str) -> list[tuple[str, str]]:
    told = office.run("generate", "--as-of", as_of, "--format", "docx", *arguments, exit_status=1)
    assert not (office.folder / "out" / as_of).exists()
    return [(it["message"], it["hint"]) for it in told["problems"]]


def test_a_closing_letter_needs_an_answer_on_record(office: Office) -> None:
    closing = ("--letter", "closing")
    ((message, hint),) = refused(office, "2018-02-28", *closing)
    assert message == "no complete answer is recorded (for all 3 recipients)"
    assert "letterbook record response" in hint
    ((message, _),) = refused(office, "2018-02-28", *closing, "--grounds", "nil")
    assert message.startswith("nothing on record says that there is nothing to produce")
    office.record("response", "or-state", "--on", "2018-03-01", "--answer", "complete")
    (letter,) = office.generate("2018-03-02", *closing, "--only", "or-state")
    assert letter["grounds"] == "late"


def test_nobody_who_has_answered_or_is_on_hold_is_asked_again(office: Office) -> None:
    office.record("response", "or-state", "--on", "2018-02-20", "--answer", "nil")
    office.record("hold", "il-chicago", "--on", "2018-02-20", "--reason", "lawsuit")
    reasons = skipped(office, "2018-02-28", *ASKED)
    assert "answered on 2018-02-20" in reasons["or-state"]
    assert "on hold" in reasons["il-chicago"]


def test_a_closing_after_the_notice_withdraws_it(office: Office) -> None:
    for day in ("2018-02-27", "2018-03-12", "2018-03-20"):
        office.post(office.generate(day), day)
    office.record("response", "or-state", "--on", "2018-03-26", "--answer", "complete")
    text = text_of(office, "2018-03-26", "or-state")
    assert "We withdraw our notice of subpoena of March 20, 2018 (reference DR-2018-OR-STATE-04)." in text


@pytest.mark.parametrize("kind", ["follow_up", "subpoena_notice", "closing"])
def test_who_was_sent_nothing_gets_no_letter_that_speaks_of_earlier_ones(tmp_path: Path, kind: str) -> None:
    office = Office(copy_campaign(tmp_path / "virgin", "or-state", "il-chicago"))
    office.generate("2018-01-24")
    before = sorted(office.folder.rglob("*"))
    ((message, hint),) = refused(office, "2018-03-19", "--letter", kind)
    assert message.endswith("none is recorded as sent (for all 2 recipients)")
    assert "letterbook record sent" in hint
    assert sorted(office.folder.rglob("*")) == before
    office.record("sent", "or-state", "--on", "2018-01-24")
    reasons = skipped(office, "2018-03-19", "--letter", "follow_up")
    assert list(reasons) == ["il-chicago"]


def test_who_got_their_only_letter_back_gets_none_that_speaks_of_it(office: Office) -> None:
    office.record("returned-mail", "or-state", "--on", "2018-02-02", "--reason", "moved")
    ((message, _),) = refused(office, "2018-03-01", "--only", "or-state", *ASKED)
    assert message.startswith("Document request came back on 2018-02-02")


@pytest.mark.parametrize(("kind", "day"), [("follow_up", "2018-02-26"), ("subpoena_notice", "2018-02-20")])
def test_nobody_has_failed_to_answer_as_long_as_there_is_time(office: Office, kind: str, day: str) -> None:
    ((message, _),) = refused(office, day, "--letter", kind)
    assert message.startswith("the answer is due on 2018-02-26")


@pytest.mark.parametrize(
    ("kind", "grounds", "exit_status"),
    [
        ("follow_up", "incomplete", 0),
        ("follow_up", "untimely", 1),
        ("subpoena_notice", "no_response", 1),
        ("closing", "complete", 1),
        ("closing", "late", 1),
    ],
)
def test_grounds_that_a_person_gives_are_held_to_the_record(
    office: Office, kind: str, grounds: str, exit_status: int
) -> None:
    office.record("response", "or-state", "--on", "2018-02-10", "--answer", "partial", "--items", "1-3")
    asked = ("--letter", kind, "--grounds", grounds, "--only", "or-state")
    told = office.run(
        "generate", "--as-of", "2018-03-20", "--format", "docx", *asked, exit_status=exit_status
    )
    assert ["nothing on record says" in it["message"] for it in told["problems"]] == [True] * exit_status


def test_a_specimen_takes_the_schedule_for_granted_and_is_marked_and_not_recorded(tmp_path: Path) -> None:
    office = Office(copy_campaign(tmp_path / "virgin", "or-state"))
    made = office.run("generate", "--letter", "subpoena_notice", "--as-of", "2018-03-19", "--assume-schedule")
    folder = office.folder / made["folder"]
    (letter,) = made["letters"]
    assert made["specimen"]
    assert folder.name.endswith("-specimen")
    for form, name in letter["files"].items():
        assert is_marked((folder / name).read_bytes(), form)
    (line,) = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(line)
    assert row["status"] == "specimen"
    assert {it["sha256"] for it in row["files"]} == {
        hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in letter["files"].values()
    }
    assert not (office.folder / "record").exists()
    office.generate("2018-01-24")
    told = office.record(
        "sent", "or-state", "--on", "2018-03-19", "--letter", letter["reference"], exit_status=1
    )
    assert "is not a letter of this recipient" in told["problems"][0]["message"]


def is_marked(content: bytes, form: str) -> bool:
    if form == "docx":
        parts = read_archive(content, source=form).parts.items()
        headers = [part for name, part in parts if name.startswith("word/header")]
        return len(headers) >= 2 and all(b'string="SPECIMEN"' in part for part in headers)
    with pikepdf.open(io.BytesIO(content)) as document:
        return all(
            any(
                str(operator) == "BDC" and "/Watermark" in str(operands[1].get("/Subtype"))
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and hasattr(operands[1], "get")
            )
            for page in document.pages
        )


def test_a_specimen_is_of_a_kind_and_has_one_mark(office: Office) -> None:
    office.run("generate", "--assume-schedule", exit_status=2)
    office.run("generate", *ASKED, "--assume-schedule", "--draft", exit_status=2)
