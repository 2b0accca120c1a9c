"""Checkpoints that are renamed, changed or taken away are named, by the ledger or by each other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.ledger import Evidence, Ledger, SigningKey, make_key, verify_ledger, write_checkpoint
from generator.ledger.database.schema import CHECKPOINTS
from tests.ledger.conftest import ORIGIN, reports
from tests.ledger.tampering import connected


@pytest.fixture
def folder(sqlite_ledger: Ledger, key: SigningKey, tmp_path: Path) -> Path:
    for start in (0, 3, 6):
        sqlite_ledger.append(reports(*range(start, start + 3)))
        write_checkpoint(sqlite_ledger, key, tmp_path / "checkpoints")
    return tmp_path / "checkpoints"


def told(ledger: Ledger, folder: Path, key: SigningKey) -> list[str]:
    evidence = Evidence(ORIGIN, (key.public,), folder=folder)
    return [f"{Path(it.source).name}: {it.message}" for it in verify_ledger(ledger, evidence).problems]


def at(folder: Path, size: int) -> Path:
    return folder / f"{size:012d}.checkpoint"


def test_each_checkpoint_names_the_one_before(sqlite_ledger: Ledger, folder: Path, key: SigningKey) -> None:
    lines = [at(folder, size).read_text().splitlines()[3] for size in (3, 6, 9)]
    assert [line[:11] for line in lines] == ["", "previous 3 ", "previous 6 "]
    assert told(sqlite_ledger, folder, key) == []
    with sqlite_ledger.engine.connect() as connection:
        assert [row.size for row in connection.execute(CHECKPOINTS.select())] == [3, 6, 9]


@pytest.mark.parametrize("size", [3, 6, 9])
def test_a_checkpoint_that_was_taken_away_is_missed(
    sqlite_ledger: Ledger, folder: Path, key: SigningKey, size: int
) -> None:
    at(folder, size).unlink()
    gone = f"{size:012d}.checkpoint: the checkpoint of {size} events is not there as it was signed"
    assert gone in told(sqlite_ledger, folder, key)


def test_all_of_them_are_missed(sqlite_ledger: Ledger, folder: Path, key: SigningKey) -> None:
    shutil.rmtree(folder)
    assert len([it for it in told(sqlite_ledger, folder, key) if "is not there as" in it]) == 3


@pytest.mark.parametrize("size", [3, 6])
def test_one_that_the_ledger_forgot_too_is_missed_by_the_next(
    sqlite_ledger: Ledger, folder: Path, key: SigningKey, size: int, tmp_path: Path
) -> None:
    at(folder, size).unlink()
    forget(tmp_path, size)
    assert any("is not there as it was signed" in it for it in told(sqlite_ledger, folder, key))


def forget(folder: Path, size: int) -> None:
    with connected(folder) as connection:
        (guard,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'checkpoints_refuse_delete'"
        ).fetchone()
        connection.execute("DROP TRIGGER checkpoints_refuse_delete")
        connection.execute("DELETE FROM checkpoints WHERE size = ?", (size,))
        connection.execute(guard)


@pytest.mark.parametrize("size", [3, 6])
def test_one_that_the_ledger_alone_forgot_is_named(
    sqlite_ledger: Ledger, folder: Path, key: SigningKey, size: int, tmp_path: Path
) -> None:
    forget(tmp_path, size)
    assert any("does not keep the checkpoint" in it for it in told(sqlite_ledger, folder, key))


def test_a_misnamed_checkpoint_is_named(sqlite_ledger: Ledger, folder: Path, key: SigningKey) -> None:
    at(folder, 9).rename(at(folder, 99))
    assert told(sqlite_ledger, folder, key) == [
        "000000000099.checkpoint: this states 9 events, so its name is 000000000009.checkpoint"
    ]


def test_what_is_no_checkpoint_is_named(sqlite_ledger: Ledger, folder: Path, key: SigningKey) -> None:
    (folder / "notes.txt").write_text("a note", encoding="utf-8")
    (folder / "link.checkpoint").symlink_to(at(folder, 3))
    assert sorted(told(sqlite_ledger, folder, key)) == [
        "link.checkpoint: this is not a plain file, so no checkpoint",
        "notes.txt: this is not a checkpoint",
    ]


def test_a_checkpoint_that_another_key_signed_is_named(
    sqlite_ledger: Ledger, folder: Path, key: SigningKey, tmp_path: Path
) -> None:
    other = make_key(tmp_path / "other", ORIGIN)
    write_checkpoint(sqlite_ledger, other, tmp_path / "others")
    shutil.copy(at(tmp_path / "others", 9), folder)
    assert any("no known key signed" in it for it in told(sqlite_ledger, folder, key))
    assert any("is not there as it was signed" in it for it in told(sqlite_ledger, folder, key))


def test_a_run_that_was_stopped_before_the_ledger_kept_it_is_no_alarm(
    sqlite_ledger: Ledger, folder: Path, key: SigningKey, tmp_path: Path
) -> None:
    forget(tmp_path, 9)
    assert told(sqlite_ledger, folder, key) == []
    sqlite_ledger.append(reports(20))
    write_checkpoint(sqlite_ledger, key, folder)
    with sqlite_ledger.engine.connect() as connection:
        assert {row.size for row in connection.execute(CHECKPOINTS.select())} == {3, 6, 9, 10}
