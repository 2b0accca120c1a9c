"""More than a thousand tamperings with a record, on each database: every one is found out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.ledger import Evidence, Ledger
from tests.ledger.conftest import make_database_schema
from tests.ledger.record_tampering import TAMPERINGS, Record, copy_record, found, make_record
from tests.ledger.tampering import seeded

TRIALS = 44
"""Of each of the 25 tamperings, on each database."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Record, Evidence]]:
    folder = tmp_path_factory.mktemp("office")
    with Ledger.make(folder / "ledger.sqlite") as ledger:
        yield make_record(ledger, folder)


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_with_a_file_is_found_out(made: tuple[Record, Evidence], tmp_path: Path, name: str) -> None:
    torture(made, tmp_path, name, lambda: tmp_path / "trial" / "ledger.sqlite")


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_with_a_server_is_found_out(
    made: tuple[Record, Evidence], tmp_path: Path, postgresql: Path, name: str
) -> None:
    torture(made, tmp_path, name, lambda: make_database_schema(postgresql))


def torture(made: tuple[Record, Evidence], folder: Path, name: str, place: Callable[[], str | Path]) -> None:
    record, kept = made
    for seed in range(TRIALS):
        with Ledger.make(place()) as ledger:
            copied = copy_record(record, ledger, folder / "trial" / "record")
            assert found(copied, kept, name, seeded(f"{name} {seed}")), f"{name}, seed {seed}"
        shutil.rmtree(folder / "trial")
