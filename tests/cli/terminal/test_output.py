"""What a command prints may not be wanted or not fit: it ends with 4, and never with a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.workflow.office import Office, copy_campaign

LETTERBOOK = f"{sys.executable} -m generator"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = Office(copy_campaign(tmp_path_factory.mktemp("output") / "campaign"))
    office.generate("2018-01-24")
    return office.folder


def shell(folder: Path, line: str) -> tuple[int, str, str]:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "command", ["status", "status --json", "record note or-state --text call --actor ben", "--help"]
)
def test_a_full_disk_under_the_output_ends_with_4_and_one_line(folder: Path, command: str) -> None:
    status, _, told = shell(folder, f"{LETTERBOOK} {command} >/dev/full")
    assert status == 4
    assert told.splitlines()[0] == "letterbook: the output cannot be written: No space left on device"
    assert "Traceback" not in told


def test_a_reader_who_has_gone_is_told_nothing(folder: Path) -> None:
    status, _, told = shell(folder, f"{LETTERBOOK} manifest --format jsonl | (exec true)")
    assert (status, told) == (4, "")


def test_a_reader_of_one_line_gets_it_and_no_traceback(folder: Path) -> None:
    _, shown, told = shell(folder, f"{LETTERBOOK} status | head -1")
    assert shown.startswith("recipient")
    assert told == ""


def test_diagnostics_that_cannot_be_written_change_no_exit_status(folder: Path) -> None:
    assert shell(folder, f"{LETTERBOOK} record note nobody --text x 2>/dev/full")[0] == 1


def test_output_that_can_be_written_is_written(folder: Path) -> None:
    status, shown, told = shell(folder, f"{LETTERBOOK} record note or-state --text Ärger --actor ben")
    assert (status, told) == (0, "")
    assert "or-state" in shown
