"""A letter that is asked for by its kind says what the record bears out, and goes out once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading_back import docx_paragraphs
from tests.workflow.office import ROOT, Office, copy_campaign

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


def test_a_closing_letter_needs_an_answer_on_record_or_grounds(office: Office) -> None:
    closing = ("--letter", "closing")
    assert "no complete answer is recorded" in skipped(office, "2018-02-28", *closing)["or-state"]
    assert skipped(office, "2018-02-28", *closing, "--grounds", "nil") == {}
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


def test_without_a_sending_on_record_a_letter_is_what_it_was_before(tmp_path: Path) -> None:
    office = Office(copy_campaign(tmp_path / "virgin", "or-state"))
    first = text_of(office, "2018-03-19", "or-state", "--letter", "subpoena_notice")
    office.generate("2018-01-24")
    second = text_of(office, "2018-03-19", "or-state", "--letter", "subpoena_notice")
    assert first == second
    assert (office.folder / "campaign.toml").read_bytes() == (ROOT / "campaign.toml").read_bytes()
