"""A new campaign runs at once, and nothing that lies there is written over."""

from __future__ import annotations

import re
import stat
import subprocess
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import ooxml_integrity
import pytest
from openxml_audit import OpenXmlValidator

from generator import starter
from generator.ledger import make_key
from generator.starter import starter_files
from generator.workflow import environment
from generator.workflow.letters.inspect import faults_of, text_of
from tests.reading_back import page_count, pdf_text
from tests.workflow.office import Office

LETTERS = sorted((Path(starter.__file__).parent / "letters").glob("*.docx"))
OF_THE_SAMPLE = r"U\.S\.C|CFR|JAG|subpoena|award|jurisdiction|justice"


def test_a_new_campaign_runs_at_once(tmp_path: Path) -> None:
    Office(tmp_path).run("init", "new")
    office = Office(tmp_path / "new")
    assert office.run("check")["problems"] == []
    made = office.run("generate", "--format", "docx")
    assert [letter["kind"] for letter in made["letters"]] == ["request"] * 2
    assert office.run("verify")["ok"]
    assert stat.S_IMODE((office.folder / "record" / "key").stat().st_mode) == 0o600


@pytest.mark.parametrize("hour", ["2026-11-25T00:30", "2026-11-25T04:59", "2026-11-25T05:00"])
def test_a_new_campaign_begins_on_the_day_of_its_own_time_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hour: str
) -> None:
    """Also where it is the next day already: in UTC, five hours before the office."""
    monkeypatch.setattr(environment, "now", lambda: datetime.fromisoformat(hour).replace(tzinfo=UTC))
    Office(tmp_path).run("init", "new")
    made = Office(tmp_path / "new").run("generate", "--format", "docx")
    assert [letter["kind"] for letter in made["letters"]] == ["request"] * 2


def test_the_first_letters_of_a_new_campaign_fill_a_page_each_under_its_letterhead(tmp_path: Path) -> None:
    Office(tmp_path).run("init", "new")
    Office(tmp_path / "new").run("generate", "--format", "pdf")
    pages = [path.read_bytes() for path in (tmp_path / "new" / "out").glob("*/*.pdf")]
    assert [page_count(page) for page in pages] == [1, 1]
    assert all(re.match(r"Example Agency\s+Office of Records", pdf_text(page)) for page in pages)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_the_letters_of_a_new_campaign_are_sound_and_speak_of_no_law_and_no_grant(letter: Path) -> None:
    assert faults_of(letter) == ()
    assert OpenXmlValidator().validate(str(letter)).is_valid
    assert not [it for it in ooxml_integrity.check(str(letter)) if it.severity is not ooxml_integrity.INFO]
    assert not re.search(OF_THE_SAMPLE, text_of(letter), flags=re.IGNORECASE)


def test_a_new_campaign_speaks_of_no_law_and_no_grant() -> None:
    told = starter_files("new", date(2026, 11, 24))
    texts = (told["campaign.toml"] + told["recipients.csv"]).decode()
    assert not re.search(OF_THE_SAMPLE, texts, flags=re.IGNORECASE)
    assert set(re.findall(r"@\S+?(\.\w+)[\",]", texts)) == {".example"}


def test_a_campaign_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run("init", "new")
    office.run("init", "new")
    table = tmp_path / "new" / "recipients.csv"
    table.write_text("mine", encoding="utf-8")
    told = office.run("init", "new", exit_status=2)
    assert "recipients.csv" in told["message"]
    assert table.read_text(encoding="utf-8") == "mine"


def test_a_key_that_is_given_signs_the_record(tmp_path: Path) -> None:
    make_key(tmp_path / "mine", "any/name")
    office = Office(tmp_path)
    office.run("init", "new", "--key", "mine")
    office.run("checkpoint", "--campaign", "new/campaign.toml")
    assert (tmp_path / "new" / "record" / "key").read_bytes() == (tmp_path / "mine").read_bytes()


def test_the_steps_of_a_new_campaign_follow_each_other_on_business_days() -> None:
    for day in (date(2026, 1, 1), date(2026, 7, 4), date(2027, 12, 31)):
        campaign = tomllib.loads(starter_files("A Case!", day)["campaign.toml"].decode())
        issued = [step["issued"] for step in campaign["schedule"]]
        assert issued[0] == day
        assert issued == sorted(issued)
        assert all(step.weekday() < 5 for step in issued[1:])
        assert campaign["id"] == "a-case"


def test_git_keeps_the_keys_of_a_new_campaign_out(tmp_path: Path) -> None:
    Office(tmp_path).run("init", "new")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    names = ["key", "key.next", "key.pub", "ledger.sqlite"]
    asked = ["git", "-C", tmp_path, "check-ignore", *(f"new/record/{name}" for name in names)]
    ignored = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    assert ignored == ["new/record/key", "new/record/key.next"]
