"""Reports on legal deadlines: each has its effect, the right one, or it is said that it has none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from generator.cli.main import app
from tests.workflow.office import Office, copy_campaign

WHO = "vt-burlington"
SENT = "4"
"""The event of the sending, after the batch and its two letters."""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(copy_campaign(tmp_path / "campaign", WHO, "or-state"))
    office.generate("2018-01-24")
    office.record("sent", WHO, "--on", "2018-01-24", "--channel", "certified mail")
    return office


def standing(office: Office, as_of: str = "2018-03-01", *more: str) -> dict[str, Any]:
    rows = office.run("status", "--as-of", as_of, *more)["recipients"]
    return next(row for row in rows if row["recipient_id"] == WHO)


def due(office: Office, as_of: str = "2018-06-01") -> str | None:
    day: str | None = standing(office, as_of)["due"]
    return day


def hold(office: Office, on: str, reason: str = "litigation") -> str:
    (event,) = office.record("hold", WHO, "--on", on, "--reason", reason)["events"]
    return str(event["seq"])


def test_after_a_report_the_command_says_what_changed(office: Office) -> None:
    (event,) = office.record("extension", WHO, "--on", "2018-02-20", "--days", "14")["events"]
    (change,) = event["changes"]
    assert change["changed"]
    assert (change["before"]["due"], change["after"]["due"]) == ("2018-02-23", "2018-03-09")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(office.folder)
        told = CliRunner().invoke(app, ["record", "response", WHO, "--on", "2018-03-01", "--answer", "nil"])
    assert "vt-burlington: requested → nil; due 2018-03-09; next: Closing" in told.stdout


def test_a_report_that_changes_nothing_is_kept_with_a_warning(office: Office) -> None:
    office.record("response", WHO, "--on", "2018-02-01", "--answer", "partial", "--items", "1")
    done = office.record("acknowledged", WHO, "--on", "2018-02-02")
    assert not done["events"][0]["changes"][0]["changed"]
    assert "changes nothing" in done["problems"][0]["message"]


def test_a_channel_is_matched_whatever_its_capitals_and_spaces(office: Office) -> None:
    back = ("returned-mail", WHO, "--on", "2018-02-01", "--channel")
    office.record(*back, "Certified  MAIL")
    assert standing(office)["state"] == "undeliverable"


def test_a_channel_by_which_the_letter_did_not_go_is_told_with_the_nearest(office: Office) -> None:
    back = ("returned-mail", WHO, "--on", "2018-02-01", "--channel")
    (problem,) = office.record(*back, "Certifed mail", exit_status=1)["problems"]
    assert (problem["field"], problem["hint"]) == ("channel", "did you mean 'certified mail'?")


HOLDS = [("2018-02-05", "2018-02-20"), ("2018-02-10", "2018-02-12")]


@pytest.mark.parametrize("holds", [HOLDS, HOLDS[::-1]])
def test_a_case_is_held_while_any_hold_is_open(office: Office, holds: list[tuple[str, str]]) -> None:
    for begin, end in holds:
        hold(office, begin)
        office.record("resume", WHO, "--on", end)
    assert due(office) == "2018-03-12"
    assert standing(office, "2018-02-15")["state"] == "on_hold"


def test_of_two_holds_the_end_names_which(office: Office) -> None:
    first, second = hold(office, "2018-02-05"), hold(office, "2018-02-10", "shutdown")
    (problem,) = office.record("resume", WHO, "--on", "2018-02-12", exit_status=1)["problems"]
    assert problem["field"] == "hold"
    assert f"{first} (litigation" in problem["hint"]
    assert f"{second} (shutdown" in problem["hint"]
    office.record("resume", WHO, "--on", "2018-02-12", "--hold", "Shut down")
    assert standing(office, "2018-02-15")["state"] == "on_hold"
    ended = ("resume", WHO, "--on", "2018-02-20", "--hold", first)
    assert [it["recorded_now"] for it in office.record(*ended)["events"]] == [True]
    assert [it["recorded_now"] for it in office.record(*ended)["events"]] == [False]
    assert due(office) == "2018-03-12"


def test_an_extension_survives_the_correction_of_what_came_before_it(office: Office) -> None:
    office.record("extension", WHO, "--on", "2018-01-25", "--days", "14")
    assert due(office) == "2018-03-09"
    office.record("correct", SENT, "--reason", "misread", "--set", "on=2018-01-26")
    assert due(office) == "2018-03-12"


def test_an_extension_dated_before_the_sending_is_refused_and_says_why(office: Office) -> None:
    more = ("extension", WHO, "--on", "2018-01-22", "--days", "14")
    (problem,) = office.record(*more, exit_status=1)["problems"]
    assert "before the first letter was sent" in problem["message"]


def test_a_hold_after_the_due_date_stops_the_days_of_an_extension(office: Office) -> None:
    hold(office, "2018-02-26")
    office.record("extension", WHO, "--on", "2018-03-01", "--days", "14")
    office.record("resume", WHO, "--on", "2018-03-05")
    assert due(office) == "2018-03-16"


def test_an_extension_that_is_over_already_is_warned_about(office: Office) -> None:
    done = office.record("extension", WHO, "--on", "2018-03-05", "--days", "3")
    assert [it["message"] for it in done["problems"]] == [
        "the due date is 2018-02-26 then, which has passed already"
    ]


def test_the_past_is_told_from_the_rows_of_that_time(office: Office) -> None:
    office.record("returned-mail", WHO, "--on", "2018-02-01", "--reason", "moved")
    before = standing(office, "2018-02-05")
    office.change_row(WHO, "Burlington", "Winooski")
    told = office.run("status", "--as-of", "2018-02-05")
    assert next(row for row in told["recipients"] if row["recipient_id"] == WHO) == before
    assert "has changed" in told["problems"][0]["message"]
    now = standing(office, "2018-02-05", "--recipients", "recipients.csv")
    assert now["next_letter"] == "Document request"
    assert [it["recipient_id"] for it in office.run("plan", "--as-of", "2018-02-05")["letters"]] == []
    assert office.run("verify")["problems"] == []


def test_a_correction_of_a_correction_says_what_to_do(office: Office) -> None:
    (event,) = office.record("response", WHO, "--on", "2018-02-01", "--answer", "nil")["events"]
    correct = ("correct", str(event["seq"]), "--reason", "misread")
    (second,) = office.record(*correct, "--set", "on=2018-02-02")["events"]
    (problem,) = office.record("correct", str(second["seq"]), "--reason", "slip", exit_status=1)["problems"]
    assert f"record correct {event['seq']} --set" in problem["hint"]
    same = office.record(*correct, "--set", "on=2018-02-02", exit_status=1)["problems"]
    assert "nothing would change" in same[0]["message"]
    office.record(*correct)
    (problem,) = office.record(*correct, exit_status=1)["problems"]
    assert "was withdrawn" in problem["message"]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31"])
def test_a_day_beyond_our_times_is_no_traceback(office: Office, day: str) -> None:
    for command in ("status", "plan", "generate"):
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(office.folder)
            done = CliRunner().invoke(app, [command, "--as-of", day])
        assert done.exit_code == 2
        assert "is not between the years 1900 and 2200" in done.output


def test_a_due_date_in_a_year_whose_holidays_are_not_known_is_warned_about(office: Office) -> None:
    done = office.record("extension", WHO, "--on", "2018-02-01", "--until", "2101-03-01")
    assert any("whose holidays are known" in it["message"] for it in done["problems"])
    beyond = office.run("status", "--as-of", "2150-01-04")["problems"]
    assert any("whose holidays are known" in it["message"] for it in beyond)
    office.record("extension", WHO, "--on", "2018-02-02", "--days", "9999")
    office.record("extension", WHO, "--on", "2018-02-03", "--days", "9999")
    office.record("extension", WHO, "--on", "2018-02-04", "--days", "9999")
    (problem,) = office.record("extension", WHO, "--on", "2018-02-05", "--days", "9999", exit_status=1)[
        "problems"
    ]
    assert "beyond the year 2200" in problem["message"]


def test_three_days_are_added_by_rule_6d_to_a_letter_that_went_by_mail(tmp_path: Path) -> None:
    folder = copy_campaign(tmp_path / "campaign", WHO, "or-state")
    campaign = folder / "campaign.toml"
    text = campaign.read_text(encoding="utf-8")
    campaign.write_text(text.replace("days = 30", 'days = 30\nthree_days_for = ["Certified mail"]'), "utf-8")
    office = Office(folder)
    office.generate("2018-01-24")
    office.record("sent", WHO, "--on", "2018-01-24", "--channel", "certified mail")
    office.record("sent", "or-state", "--on", "2018-01-24", "--channel", "email")
    rows = {
        row["recipient_id"]: row["due"] for row in office.run("status", "--as-of", "2018-02-01")["recipients"]
    }
    assert (rows[WHO], rows["or-state"]) == ("2018-02-26", "2018-02-23")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        told = CliRunner().invoke(app, ["status", "--explain", WHO, "--as-of", "2018-02-01"])
    assert "3 more by Rule 6(d)" in told.stdout
    assert "day 1 of 3 added by Rule 6(d)" in told.stdout
