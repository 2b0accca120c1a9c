"""A kill, a full disk or a second process leaves a record that verifies, and a next run that completes."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.workflow.office import Office, copy_campaign

pytestmark = pytest.mark.long

THREE = ("vt-burlington", "or-state", "il-chicago")
GENERATE = ("generate", "--as-of", "2018-01-24", "--format", "docx", "--actor", "ann", "--json")
RECORD = ("record", "--from", "entries.csv", "--actor", "ben", "--json")


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


UNFINISHED = "left unfinished by a run that was killed"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(copy_campaign(tmp_path / "campaign", *THREE))


def answers(number: int) -> list[dict[str, str]]:
    return [
        {"event": "note", "recipient_id": THREE[index % 3], "text": f"call {index}"}
        for index in range(number)
    ]


def kill_while(folder: Path, arguments: tuple[str, ...], begun: Path, after: float) -> None:
    """Kill a command ``after`` seconds from when it touches the place ``begun``, or when it has ended."""
    before = begun.stat().st_mtime_ns if begun.exists() else 0
    process = start(folder, *arguments)
    while process.poll() is None and (not begun.exists() or begun.stat().st_mtime_ns == before):
        time.sleep(0.001)
    time.sleep(after)
    process.kill()
    process.communicate()


def test_a_kill_while_letters_are_made_leaves_a_record_that_the_next_run_completes(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - moments, not secrets
    for attempt in range(6):
        office = Office(copy_campaign(tmp_path / str(attempt), *THREE))
        for begun in ("out", "record"):
            kill_while(office.folder, GENERATE, office.folder / begun, chance.uniform(0, 0.12))
        if (office.folder / "record" / "checkpoints").exists():
            assert office.run("verify")["ok"]
        done = start(office.folder, *GENERATE)
        assert done.communicate()[1] == b""
        assert done.returncode == 0
        found = office.run("verify")
        assert (found["ok"], found["events"], found["checkpoints"]) == (True, 4, 1)
        # A file that was killed while it was written stays, and is told: another run could be writing it.
        assert {problem["message"] for problem in found["problems"]} <= {UNFINISHED}
        (batch,) = (office.folder / "out").iterdir()
        assert len(list(batch.glob("*.docx"))) == 3
        assert [path for path in (office.folder / "out").iterdir() if path.name.startswith(".")] == []


def test_a_kill_while_events_are_recorded_records_all_of_them_or_none(office: Office) -> None:
    chance = random.Random(6)  # noqa: S311 - moments, not secrets
    office.generate("2018-01-24")
    for attempt in range(5):
        rows = answers(40 * (attempt + 1))
        office.record_rows([{**row, "text": f"{row['text']} of {attempt}"} for row in rows[:1]])
        before = office.run("verify")["events"]
        write_entries(office, [{**row, "text": f"{row['text']} in {attempt}"} for row in rows])
        ledger = office.folder / "record" / "ledger.sqlite-journal"
        kill_while(office.folder, RECORD, ledger, chance.uniform(0, 0.02))
        found = office.run("verify")
        assert found["ok"]
        assert found["events"] in {before, before + len(rows)}
        done = start(office.folder, *RECORD)
        done.communicate()
        assert done.returncode == 0
        assert office.run("verify")["events"] == before + len(rows)


def write_entries(office: Office, rows: list[dict[str, str]]) -> None:
    lines = ["event,recipient_id,text", *(f"note,{row['recipient_id']},{row['text']}" for row in rows)]
    (office.folder / "entries.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_runs_at_once_never_double_an_event(office: Office) -> None:
    write_entries(office, answers(30))
    running = [start(office.folder, *GENERATE) for _ in range(3)]
    running += [start(office.folder, *RECORD) for _ in range(3)]
    for process in running:
        assert process.communicate()[1] == b""
        assert process.returncode == 0
    found = office.run("verify")
    assert found["ok"]
    assert found["events"] == 1 + 3 + 30


def test_two_that_contradict_each_other_are_not_both_recorded(office: Office) -> None:
    office.post(office.generate("2018-01-24"), "2018-01-24")
    running = [
        start(
            office.folder, "record", "close", "or-state", "--on", on, "--reason", "settled", "--actor", "ben"
        )
        for on in ("2018-02-01", "2018-02-02", "2018-02-03")
    ]
    for process in running:
        process.communicate()
    assert sorted(process.returncode for process in running) == [0, 1, 1]
    assert office.run("verify")["ok"]


@pytest.mark.parametrize("room", [4, 12, 44])
def test_a_full_disk_ends_with_4_and_loses_nothing(office: Office, room: int) -> None:
    """``room`` is the number of KiB that a file may have: for no draft, no ledger, no further events."""
    if room == 44:
        office.generate("2018-01-24")
    before = office.run("verify")["events"] if room == 44 else 0
    write_entries(office, answers(300))
    command = RECORD if room == 44 else GENERATE
    limited = f'ulimit -f {room}; exec "$@"'
    done = subprocess.run(
        ["bash", "-c", limited, "bash", sys.executable, "-m", "generator", *command],
        cwd=office.folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 4, done.stderr
    assert b"Traceback" not in done.stderr
    if room == 44:
        assert office.run("verify")["events"] == before
    office.generate("2018-01-24")
    office.record("--from", "entries.csv")
    found = office.run("verify")
    assert (found["ok"], found["events"]) == (True, 4 + 300)
