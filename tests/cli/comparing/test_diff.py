"""``letterbook diff`` as a user and a build meet it: words, reports, exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator.word.opc.archive import read_archive, write_archive
from tests.comparison.specimens import docx, docx_parts, swapped
from tests.reading_back import letterbook


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder with a letter, its copy, a changed one and a damaged one."""
    letter = docx(docx_parts())
    (tmp_path / "a.docx").write_bytes(letter)
    (tmp_path / "copy.docx").write_bytes(letter)
    (tmp_path / "b.docx").write_bytes(docx(swapped(docx_parts(), "word/document.xml", "must", "shall")))
    (tmp_path / "bad.docx").write_bytes(b"PK nothing")
    return tmp_path


@pytest.mark.parametrize(
    ("new", "status"), [("copy.docx", 0), ("b.docx", 1), ("bad.docx", 2), ("none.docx", 2)]
)
def test_the_exit_status_says_same_different_or_neither(files: Path, new: str, status: int) -> None:
    done = letterbook("diff", "a.docx", new, cwd=files)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr


def test_a_changed_word_is_told_on_stdout(files: Path) -> None:
    done = letterbook("diff", "a.docx", "b.docx", cwd=files)
    assert "You [-must-] {+shall+} send them" in done.stdout
    assert "1 letter: 1 different; 1 change" in done.stdout


def test_every_report_is_written_where_it_is_wanted(files: Path) -> None:
    wanted = ("--html", "report", "--junit", "report.xml", "--github", "--json")
    done = letterbook("diff", "a.docx", "b.docx", *wanted, cwd=files)
    assert json.loads(done.stdout)["exit_status"] == 1
    assert sorted(path.name for path in (files / "report").iterdir()) == ["index.html", "letter.html"]
    assert (files / "report.xml").read_bytes().startswith(b"<?xml")


def test_the_words_of_a_letter_are_what_git_compares(files: Path) -> None:
    (files / "renamed.tmp").write_bytes((files / "a.docx").read_bytes())
    done = letterbook("text", "renamed.tmp", cwd=files)
    lines = done.stdout.splitlines()
    assert "Dear Mayor:" in lines
    assert lines[lines.index("[header]") + 1] == "Bureau of Justice Assistance"
    assert letterbook("text", "bad.docx", cwd=files).returncode == 2
    told = json.loads(letterbook("text", "renamed.tmp", "--json", cwd=files).stdout)
    assert {"part": "", "text": "Dear Mayor:"} in told["lines"]


@pytest.mark.parametrize("option", [("--ignore", "commas"), ("--level", "sound"), ("--tolerance", "300")])
def test_an_option_that_has_no_meaning_is_refused(files: Path, option: tuple[str, str]) -> None:
    done = letterbook("diff", "a.docx", "b.docx", *option, cwd=files)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.long
def test_a_golden_letter_holds_until_a_template_changes(copied_campaign: Path) -> None:
    assert letterbook("golden", "check", cwd=copied_campaign).returncode == 2
    done = letterbook("golden", "update", cwd=copied_campaign)
    assert done.returncode == 0, done.stderr
    assert letterbook("golden", "check", cwd=copied_campaign).returncode == 0
    campaign = copied_campaign / "campaign.toml"
    campaign.write_text(campaign.read_text("utf-8").replace("compliance with 8", "following 8"), "utf-8")
    done = letterbook("golden", "check", cwd=copied_campaign)
    assert done.returncode == 1
    assert "“compliance with” became “following”" in done.stdout


@pytest.mark.long
def test_golden_letters_hold_formatting_on_any_stack_and_name_what_is_corrupt(copied_campaign: Path) -> None:
    assert letterbook("golden", "update", cwd=copied_campaign).returncode == 0
    golden = copied_campaign / "golden"
    (hashes,) = golden.glob("hashes.*.json")
    hashes.rename(golden / "hashes.another-stack.json")
    template = copied_campaign / "templates" / "letters" / "closing.docx"
    parts = dict(read_archive(template.read_bytes(), source="closing").parts)
    core = next(name for name in parts if name.endswith("settings.xml"))
    parts[core] = parts[core].replace(b"</w:settings>", b"<w:trackRevisions/></w:settings>")
    template.write_bytes(write_archive(parts))
    done = letterbook("golden", "check", cwd=copied_campaign)
    assert done.returncode == 1
    assert "trackRevisions" in done.stdout
    picture = min(golden.glob("*.png"))
    picture.write_bytes(b"\x89PNG broken")
    done = letterbook("golden", "check", cwd=copied_campaign)
    assert done.returncode == 2
    assert f"{picture.name}: is corrupt" in done.stderr


def test_only_the_levels_asked_for_fail_a_build(files: Path) -> None:
    for status, levels in ((0, "picture,formatting"), (1, "words")):
        assert letterbook("diff", "a.docx", "b.docx", "--fail-at", levels, cwd=files).returncode == status


def test_a_fault_of_the_program_has_an_exit_status_of_its_own(files: Path) -> None:
    broken = "import sys; sys.argv = ['letterbook', 'diff', 'a.docx', 'b.docx']\n"
    broken += "import generator.workflow.comparing.compare as w, generator.cli.main as m\n"
    broken += "def fail(*a, **k): raise KeyError('x')\nw.compare = fail\nm.main()"
    done = subprocess.run(
        [sys.executable, "-c", broken], cwd=files, capture_output=True, text=True, check=False
    )
    assert done.returncode == 70
    assert "please report it" in done.stderr
