"""A report goes where a person said, and a misspelt path makes no folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workflow.office import Office


@pytest.mark.parametrize(
    "arguments", [("status", "--html"), ("manifest", "--out")], ids=["status --html", "manifest --out"]
)
def test_a_file_makes_no_folder(tmp_path: Path, arguments: tuple[str, str]) -> None:
    office = Office(tmp_path)
    office.run("init", "new")
    office = Office(tmp_path / "new")
    told = office.run(*arguments, "reports/page.html", exit_status=2)
    assert told["message"] == "reports: there is no such folder"
    assert "make it first" in told["hint"]
    assert not (office.folder / "reports").exists()
    (office.folder / "reports").mkdir()
    assert Office(office.folder).run(*arguments, "reports/page.html")["ok"]
