"""campaign.toml: what it may say, and how it is told what it may not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.campaign import read_campaign
from generator.errors import ConfigurationError, Problem
from generator.model import Campaign, Wait

ROOT = Path(__file__).parent.parent
SAMPLE = (ROOT / "campaign.toml").read_text(encoding="utf-8")


def faults_of(folder: Path, text: str) -> dict[str, Problem]:
    path = folder / "campaign.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_campaign(path)
    assert caught.value.exit_status == 2
    return {problem.field: problem for problem in caught.value.problems}


def changed(old: str, new: str) -> str:
    assert old in SAMPLE
    return SAMPLE.replace(old, new, 1)


def test_the_sample_campaign_follows_up_twice_and_calls_the_second_final(campaign: Campaign) -> None:
    steps = [(step.kind, step.level, step.issued, step.days, step.final) for step in campaign.schedule]
    assert steps[1:3] == [
        ("follow_up", 1, date(2018, 2, 26), 10, False),
        ("follow_up", 2, date(2018, 3, 9), 7, True),
    ]


def test_an_unknown_key_is_told_with_the_nearest_known_one(tmp_path: Path) -> None:
    problem = faults_of(tmp_path, changed("phone = ", "fone = "))["sender.fone"]
    assert problem.message == "unknown key"
    assert problem.hint == "did you mean 'phone'?"


def test_all_faults_of_the_file_are_told_at_once(tmp_path: Path) -> None:
    text = (
        changed("phone = ", "fone = ")
        .replace("days = 30", "days = 0")
        .replace("America/New_York", "Amerca/NY")
    )
    text = text.replace('unit = "optional text"', 'unit = "some text"').replace(
        '\noffice = "Bureau', '\nofice = "Bureau'
    )
    text = text.replace('number = ""', "number = 3")
    assert set(faults_of(tmp_path, text)) == {
        "sender.fone",
        "sender.ofice",
        "sender.office",
        "schedule.1.days",
        "timezone",
        "recipients.columns.unit",
        "lists.awards.2.number",
    }


@pytest.mark.parametrize("path", ["/etc/passwd", "../other.docx", "letters/../../x.docx", "..\\x.docx"])
def test_a_template_outside_the_campaigns_folder_is_refused(tmp_path: Path, path: str) -> None:
    text = changed("templates/letters/follow_up.docx", path.replace("\\", "\\\\"))
    assert "below the campaign's folder" in faults_of(tmp_path, text)["letters.follow_up.template"].message


def test_a_step_for_a_letter_that_is_not_described_is_told(tmp_path: Path) -> None:
    problem = faults_of(
        tmp_path, changed('[[schedule]]\nletter = "follow_up"', '[[schedule]]\nletter = "reminder"')
    )
    assert "follow_up" in problem["schedule.2.letter"].hint


def test_steps_out_of_order_are_told(tmp_path: Path) -> None:
    assert "schedule.3.issued" in faults_of(tmp_path, changed("issued = 2018-03-09", "issued = 2018-02-01"))


def test_an_address_that_names_no_column_is_told(tmp_path: Path) -> None:
    problem = faults_of(tmp_path, changed("{street}", "{stret}"))["recipients.address"]
    assert problem.hint == "did you mean 'street'?"


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    assert "line" in faults_of(tmp_path, "id = \n")[""].message


def test_a_missing_file_says_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_campaign(tmp_path / "campaign.toml")
    assert "--campaign" in caught.value.problems[0].hint


def test_a_step_may_wait_in_one_way_only_and_the_first_waits_for_nothing(tmp_path: Path) -> None:
    text = changed("days = 30", "days = 30\ndays_after_due = 2").replace(
        "days = 10", "days = 10\ndays_before_due = 5\ndays_after_sent = 20"
    )
    problems = faults_of(tmp_path, text)
    assert problems["schedule.1"].message == "waits for a letter before it, and there is none"
    assert problems["schedule.2"].message == "waits in more than one way: days_before_due and days_after_sent"


def test_state_holidays_need_a_column_that_names_the_state(tmp_path: Path) -> None:
    text = changed("specimen = true", "specimen = true\nstate_holidays = true").replace(
        'state = "state"', 'state = "text"'
    )
    assert "kind 'state'" in faults_of(tmp_path, text)["state_holidays"].message


def test_the_schedule_tells_what_each_letter_is_for(campaign: Campaign) -> None:
    assert [(kind.key, kind.purpose) for kind in campaign.kinds] == [
        ("document_request", "request"),
        ("follow_up", "follow_up"),
        ("subpoena_notice", "notice"),
        ("closing", "closing"),
    ]


def test_the_items_of_the_request_are_its_documents(campaign: Campaign) -> None:
    assert len(campaign.requested) == 5
    assert campaign.requested[0].startswith("Each law")


def test_what_a_step_waits_for_is_read(tmp_path: Path) -> None:
    path = tmp_path / "campaign.toml"
    path.write_text(changed("days = 10", "days = 10\ndays_before_due = 5"), encoding="utf-8")
    assert [step.wait for step in read_campaign(path).schedule[1:3]] == [Wait(5, "before_due"), Wait()]


@pytest.mark.parametrize("name", ["recipients.csv", "templates", "out", "record"])
def test_a_link_out_of_the_campaigns_folder_is_refused(copied_campaign: Path, name: str) -> None:
    elsewhere = copied_campaign.parent / "elsewhere"
    inside = copied_campaign / name
    if inside.exists():
        inside.rename(elsewhere)
    else:
        elsewhere.mkdir()
    inside.symlink_to(elsewhere)
    with pytest.raises(ConfigurationError) as caught:
        read_campaign(copied_campaign / "campaign.toml")
    assert all("leads out of the campaign's folder" in problem.message for problem in caught.value.problems)


def test_a_link_within_the_campaigns_folder_is_followed(copied_campaign: Path) -> None:
    (copied_campaign / "recipients.csv").rename(copied_campaign / "offices.csv")
    (copied_campaign / "recipients.csv").symlink_to("offices.csv")
    assert read_campaign(copied_campaign / "campaign.toml").table == "recipients.csv"
