"""campaign.toml: what it may say, and how it is told what it may not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.campaign import read_campaign
from generator.errors import ConfigurationError, Problem
from generator.model import Campaign

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
