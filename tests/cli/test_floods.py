"""One mistake that shows in many places is told once, with how many there are and the first of them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_commands import docx_of
from tests.reading_back import letterbook

RENDER = ("render", "letter.docx", "--data", "guests.csv", "--out", "made")


def test_a_mistake_in_every_row_is_told_once_with_the_first_places(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(docx_of("Dear {{ name }},"))
    rows = [f"r{number}," for number in range(720)]
    (tmp_path / "guests.csv").write_text("\n".join(["id,name", *rows]), encoding="utf-8")
    told = letterbook(*RENDER, cwd=tmp_path).stderr.splitlines()
    assert len(told) == 5
    assert told[0].startswith("guests.csv:2: letter.docx: document.xml, paragraph 1: name: is blank")
    assert told[2].startswith("  and 719 more like it: guests.csv:3, guests.csv:4, ")
    assert "720 problems found" in told[3]
    assert len(json.loads(letterbook(*RENDER, "--json", cwd=tmp_path).stdout)["problems"]) == 720


def test_a_few_problems_are_each_told_in_full(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(docx_of("Dear {{ name }},"))
    (tmp_path / "guests.csv").write_text("id,name\na,\nb,\nc,\n", encoding="utf-8")
    told = letterbook(*RENDER, cwd=tmp_path).stderr.splitlines()
    assert [line.partition(": ")[0] for line in told[:6:2]] == [
        "guests.csv:2",
        "guests.csv:3",
        "guests.csv:4",
    ]


def test_files_that_are_none_of_the_store_are_one_warning(tmp_path: Path) -> None:
    letterbook("init", "new", cwd=tmp_path)
    folder = tmp_path / "new"
    letterbook("record", "note", "springfield", "--text", "a call", cwd=folder)
    stray = folder / "record" / "store" / "sha256"
    stray.mkdir(parents=True)
    for number in range(40):
        (stray / f"notes {number}.txt").write_text("mine", encoding="utf-8")
    done = letterbook("verify", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert sum("no file of the store" in line for line in done.stderr.splitlines()) == 1
    assert "  and 39 more like it: " in done.stderr
