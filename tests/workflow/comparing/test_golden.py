"""What a reader finds wanted in the report of golden letters becomes golden, and nothing else does."""

from __future__ import annotations

import html
import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from generator.cli.main import app
from generator.workflow.comparing.golden import update_golden
from generator.workflow.letters.init import found_campaign
from generator.workflow.sources import Sources


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new campaign of two recipients, with golden letters."""
    folder = tmp_path_factory.mktemp("approved") / "small"
    found_campaign(folder)
    update_golden(Sources(folder / "campaign.toml"), folder / "golden")
    return folder


@pytest.fixture
def folder(approved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of it as the working folder, with the second recipient addressed in another way."""
    copy = shutil.copytree(approved, tmp_path / "small")
    change(copy, "recipients.csv", "Dear General Manager:", "Dear Madam:")
    (copy / "golden" / ".gitattributes").write_text("* -text\n", encoding="utf-8")
    monkeypatch.chdir(copy)
    return copy


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def commands(report: Path) -> list[list[str]]:
    """Return the commands of a report's first page, without the program's name."""
    codes = re.findall(r"<code>(letterbook golden update [^<]*)</code>", report.read_text("utf-8"))
    return [shlex.split(html.unescape(code))[1:] for code in codes]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.long
def test_the_command_of_a_report_takes_over_what_it_shows_and_no_other_letter(folder: Path) -> None:
    before = contents(folder / "golden")
    assert run("golden", "check", "--html", "report").exit_code == 1
    everything, *each = commands(folder / "report" / "index.html")
    assert len(each) == len(re.findall("riverton", (folder / "golden" / "texts.json").read_text()))
    assert everything[2:4] == ["--only", "riverton"]

    assert run(*each[0]).exit_code == 0
    after = contents(folder / "golden")
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert {name for name in changed if not name.startswith("hashes.")} == {"texts.json", "parts.json"}

    assert run(*everything).exit_code == 0
    assert contents(folder / "golden").keys() == before.keys()
    assert run("golden", "check").exit_code == 0


@pytest.mark.long
def test_a_report_that_is_stale_takes_nothing_over(folder: Path) -> None:
    assert run("golden", "check", "--html", "report").exit_code == 1
    everything, *_ = commands(folder / "report" / "index.html")
    before = contents(folder / "golden")
    change(folder, "recipients.csv", "Dear Madam:", "Dear Sir:")
    done = run(*everything)
    assert done.exit_code == 1
    assert "the letters are others by now; nothing was written" in done.stderr
    assert contents(folder / "golden") == before


@pytest.mark.long
def test_letters_of_two_states_are_taken_over_from_the_report_of_their_differences(folder: Path) -> None:
    change(folder, "recipients.csv", "Dear Madam:", "Dear General Manager:")
    assert run("golden", "render", "old").exit_code == 0
    change(folder, "recipients.csv", "Dear General Manager:", "Dear Madam:")
    assert run("golden", "render", "new").exit_code == 0
    assert run("diff", "old", "new", "--html", "part", "--ignore", "dates").exit_code == 1
    assert commands(folder / "part" / "index.html") == []
    assert run("diff", "old", "new", "--html", "report").exit_code == 1
    everything, *_ = commands(folder / "report" / "index.html")
    assert run(*everything).exit_code == 0
    assert run("golden", "check").exit_code == 0


def test_letters_that_are_chosen_are_renewed_and_others_stay(folder: Path) -> None:
    before = contents(folder / "golden")
    assert run("golden", "update", "--only", "riverton", "--letter", "closing").exit_code == 0
    after = contents(folder / "golden")
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert {name for name in changed if not name.startswith("hashes.")} == {"texts.json", "parts.json"}
    assert before["parts.json"].count(b"\n") == after["parts.json"].count(b"\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--only", "rivertown"), "did you mean 'riverton'?"),
        (("--letter", "closing-lat"), "did you mean 'closing-late'?"),
        (("--name", "request.1.rivertown"), "did you mean 'request.1.riverton'?"),
        (("--expect", "1234"), "is not what a report's command has there"),
    ],
)
def test_a_command_that_names_what_there_is_not_writes_nothing(
    folder: Path, words: tuple[str, ...], told: str
) -> None:
    before = contents(folder / "golden")
    done = run("golden", "update", *words)
    assert done.exit_code == 2
    assert told in done.stderr
    assert contents(folder / "golden") == before
