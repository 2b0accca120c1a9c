"""What lies in out/BATCH-released is exactly what was released, and verify tells what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workflow.review.test_deciding import BOTH, Reviewers, asking


@pytest.fixture
def office(tmp_path: Path) -> Reviewers:
    office = asking(tmp_path / "campaign", "[review]\napprovals = 1")
    office.do("approve", "bo")
    office.do("release", "ann", "--only", BOTH[0])
    return office


def folder_of(office: Reviewers) -> Path:
    return office.folder / "out" / f"{office.batch}-released"


def told(office: Reviewers) -> list[str]:
    return [it["message"] for it in office.run("verify", exit_status=1)["problems"]]


def test_a_released_file_that_was_changed_is_told(office: Reviewers) -> None:
    (path,) = folder_of(office).iterdir()
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")
    assert told(office) == ["is not the file that was released"]


def test_a_released_file_that_is_missing_is_told_and_put_back_by_another_release(office: Reviewers) -> None:
    (path,) = folder_of(office).iterdir()
    path.unlink()
    assert told(office) == ["was released, but is not there"]
    office.do("release", "ann", "--only", BOTH[0])
    assert office.run("verify")["ok"]


def test_a_file_that_nobody_released_is_told(office: Reviewers) -> None:
    (other,) = (office.folder / "out" / office.batch).glob(f"{BOTH[1]}.*.docx")
    (folder_of(office) / other.name).write_bytes(other.read_bytes())
    assert told(office) == ["was not released"]


def test_a_copy_with_a_mark_is_not_what_is_released(tmp_path: Path) -> None:
    office = asking(tmp_path / "campaign", "[review]\napprovals = 1")
    office.change_row(BOTH[0], "Office of the Mayor", "The Office of the Mayor")
    office.generate("2018-01-24", "--letter", "document_request", "--only", BOTH[0], "--draft")
    office.do("approve", "bo")
    (path,) = office.do("release", "ann")["files"]
    (marked,) = (office.folder / "out" / office.batch).glob("*.docx")
    assert (office.folder / path).read_bytes() != marked.read_bytes()
    assert office.run("verify")["ok"]
