"""A kill, a full disk or another process at the same time neither loses nor doubles an event."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from generator.ledger import Evidence, Ledger, verify_ledger
from generator.storage.store import Store
from tests.ledger.conftest import ORIGIN, reports
from tests.ledger.processes import REPORT_SIZE, append_on_full_disk, append_reports, start
from tests.ledger.tampering import seeded

pytestmark = pytest.mark.long


def test_a_kill_at_any_moment_leaves_a_sound_ledger_that_the_next_run_completes(
    ledger: Ledger, place: str | Path
) -> None:
    random, order = seeded("kills"), list(range(300))
    for _ in range(12):
        process, pipe = start(append_reports, place, order)
        pipe.recv()
        time.sleep(random.uniform(0, 0.04))
        process.kill()
        process.join()
        pipe.close()
        verified = verify_ledger(ledger, Evidence(ORIGIN))
        assert verified.problems == ()
        assert len(verified.events) % REPORT_SIZE == 0
        assert [entry.key for entry in ledger.entries()] == [f"key-{n}" for n in range(len(verified.events))]

    process, pipe = start(append_reports, place, order[:30])
    process.join()
    pipe.close()
    assert process.exitcode == 0
    assert ledger.size() >= 30 * REPORT_SIZE
    assert verify_ledger(ledger, Evidence(ORIGIN)).problems == ()


def test_processes_at_once_never_double_an_event(ledger: Ledger, place: str | Path) -> None:
    orders = [list(range(40)), list(reversed(range(40))), list(range(20, 60))]
    running = [start(append_reports, place, order) for order in orders]
    for process, pipe in running:
        process.join()
        pipe.close()
        assert process.exitcode == 0

    keys = [entry.key for entry in ledger.entries()]
    assert len(keys) == len(set(keys)) == 60 * REPORT_SIZE
    problems = verify_ledger(ledger, Evidence(ORIGIN)).problems
    assert [it for it in problems if it.severity == "error"] == []


def test_a_full_disk_is_told_and_loses_nothing(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    before = sqlite_ledger.append(reports(*range(10)))
    Store(tmp_path / "store").put(b"a letter")
    process, pipe = start(append_on_full_disk, tmp_path, Path(sqlite_ledger.name).stat().st_size + 4096)
    raised = pipe.recv()
    process.join()
    pipe.close()

    assert [status for status, _ in raised] == [4, 4]
    assert all(str(tmp_path) in message for _, message in raised)
    assert sqlite_ledger.events() == before
    assert verify_ledger(sqlite_ledger, Evidence(ORIGIN)).problems == ()
    assert [path.name for path in (tmp_path / "store").rglob("*") if path.is_file()] == [
        Store(tmp_path / "store").path_of(Store(tmp_path / "store").put(b"a letter")).name
    ]
    assert len(sqlite_ledger.append(reports(*range(5, 15)))) == 10
