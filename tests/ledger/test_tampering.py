"""Whoever tampers with the record is found out by a checkpoint; whoever does not is left alone."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from generator.errors import LedgerError, Problem, StorageError
from generator.events import Event, NewEvent
from generator.ledger import Evidence, Ledger, list_checkpoints, make_key, verify_ledger, write_checkpoint
from generator.storage.store import Store
from tests.ledger.conftest import ORIGIN, report, reports
from tests.ledger.tampering import TAMPERINGS, seeded

EVENTS = 12
TRIALS = 84
"""Of each of the twelve tamperings: more than a thousand in all."""


@dataclass(frozen=True)
class Office:
    """A folder with a ledger, an earlier copy of it and a store; and the evidence that is kept elsewhere."""

    folder: Path
    evidence: Evidence


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office")
    key = make_key(folder / "ledger.key", ORIGIN)
    store = Store(folder / "kept" / "store")
    with Ledger.make(folder / "kept" / "ledger.sqlite") as ledger:
        for number in range(0, EVENTS, 4):
            if number == EVENTS - 4:
                shutil.copy(folder / "kept" / "ledger.sqlite", folder / "kept" / "old.sqlite")
            ledger.append(tuple(naming_file(store, each) for each in range(number, number + 4)))
            write_checkpoint(ledger, key, folder / "checkpoints")
    checkpoints = list_checkpoints(folder / "checkpoints")
    return Office(folder / "kept", Evidence(ORIGIN, (key.public,), checkpoints))


def naming_file(store: Store, number: int) -> NewEvent:
    """Return an event that names a file, which lies in the store."""
    return replace(report(number), payload={"sha256": store.put(f"letter {number // 3}".encode())})


def problems_of(folder: Path, evidence: Evidence) -> tuple[Problem, ...]:
    """Verify all there is, as the command does."""
    try:
        with Ledger.open(folder / "ledger.sqlite") as ledger:
            return problems_in(ledger, folder, evidence)
    except (LedgerError, StorageError) as exc:
        return (Problem(str(folder), "", exc.message),)


def problems_in(ledger: Ledger, folder: Path, evidence: Evidence) -> tuple[Problem, ...]:
    verified = verify_ledger(ledger, evidence)
    named = frozenset(sha256 for event in verified.events for sha256 in named_files(event))
    return verified.problems + Store(folder / "store").verify(named)


def named_files(event: Event) -> tuple[str, ...]:
    sha256 = event.payload.get("sha256")
    return (sha256,) if isinstance(sha256, str) else ()


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_out_by_a_checkpoint(office: Office, tmp_path: Path, name: str) -> None:
    for seed in range(TRIALS):
        folder = tmp_path / "tampered"
        shutil.copytree(office.folder, folder)
        TAMPERINGS[name](folder, seeded(f"{name} {seed}"))
        found = [problem for problem in problems_of(folder, office.evidence) if problem.severity == "error"]
        assert found, f"{name} with seed {seed} was not found out"
        shutil.rmtree(folder)


def test_a_record_that_nobody_touched_raises_no_alarm(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "clean"
    shutil.copytree(office.folder, folder)
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        for seed in range(1_000):
            random = seeded(str(seed))
            checkpoints = tuple(random.sample(office.evidence.checkpoints, random.randrange(4)))
            if seed % 20 == 0:
                ledger.append(reports(*random.sample(range(100, 200), random.randrange(4))))
            assert problems_in(ledger, folder, replace(office.evidence, checkpoints=checkpoints)) == ()
