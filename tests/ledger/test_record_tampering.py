"""Whoever tampers with a record in either database is found out: a sample of what ``make torture`` tries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.ledger import Evidence, Ledger
from tests.ledger.conftest import make_database_schema
from tests.ledger.record_tampering import TAMPERINGS, Record, copy_record, found, make_record
from tests.ledger.tampering import seeded

TRIALS = 44
"""Of each of the 25 tamperings, on each database, when there is time."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Record, Evidence]]:
    folder = tmp_path_factory.mktemp("office")
    with Ledger.make(folder / "ledger.sqlite") as ledger:
        yield make_record(ledger, folder)


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_with_a_file_is_found_out(made: tuple[Record, Evidence], tmp_path: Path, name: str) -> None:
    record, kept = made
    with Ledger.make(tmp_path / "ledger.sqlite") as ledger:
        assert found(copy_record(record, ledger, tmp_path / "record"), kept, name, seeded(name))


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_with_a_server_is_found_out(
    made: tuple[Record, Evidence], tmp_path: Path, postgresql: Path, name: str
) -> None:
    record, kept = made
    with Ledger.make(make_database_schema(postgresql)) as ledger:
        assert found(copy_record(record, ledger, tmp_path / "record"), kept, name, seeded(name))


@pytest.mark.torture
@pytest.mark.parametrize("name", TAMPERINGS)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_more_than_a_thousand_tamperings_on_each_database_are_found_out(
    made: tuple[Record, Evidence], tmp_path: Path, postgresql: Path, database: str, name: str
) -> None:
    record, kept = made
    for seed in range(TRIALS):
        folder = tmp_path / str(seed)
        place = folder / "ledger.sqlite" if database == "sqlite" else make_database_schema(postgresql)
        with Ledger.make(place) as ledger:
            copied = copy_record(record, ledger, folder / "record")
            assert found(copied, kept, name, seeded(f"{name} {seed}")), f"{name}, seed {seed}"


def test_a_copy_that_nobody_touched_raises_no_alarm(
    made: tuple[Record, Evidence], tmp_path: Path, postgresql: Path
) -> None:
    record, kept = made
    for number, place in enumerate((tmp_path / "ledger.sqlite", make_database_schema(postgresql))):
        with Ledger.make(place) as ledger:
            assert copy_record(record, ledger, tmp_path / f"record{number}").problems(kept) == ()
