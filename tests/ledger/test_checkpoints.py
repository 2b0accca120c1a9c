"""A checkpoint states the ledger as it is, and is never signed for one that lost its past."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator.errors import LedgerError, StorageError
from generator.ledger import (
    Ledger,
    SigningKey,
    checkpoint_is_due,
    list_checkpoints,
    load_checkpoint,
    make_key,
    write_checkpoint,
)
from generator.ledger.checkpoints import check_folder
from generator.ledger.merkle import merkle_root
from tests.ledger.conftest import ORIGIN, reports


def test_a_checkpoint_states_the_number_of_events_and_their_root(
    ledger: Ledger, key: SigningKey, tmp_path: Path
) -> None:
    ledger.append(reports(*range(5)))
    path = write_checkpoint(ledger, key, tmp_path / "checkpoints")
    stated = load_checkpoint(path, (key.public,), origin=ORIGIN)

    assert path.name == "000000000005.checkpoint"
    assert stated.size == 5
    assert stated.root == merkle_root([bytes.fromhex(entry.hash) for entry in ledger.entries()])


def test_a_ledger_that_did_not_grow_has_the_same_checkpoint(
    sqlite_ledger: Ledger, key: SigningKey, tmp_path: Path
) -> None:
    first = write_checkpoint(sqlite_ledger, key, tmp_path)
    before = first.read_bytes(), first.stat().st_mtime_ns

    assert write_checkpoint(sqlite_ledger, key, tmp_path) == first
    assert (first.read_bytes(), first.stat().st_mtime_ns) == before


def test_a_checkpoint_is_due_after_a_hundred_events(
    sqlite_ledger: Ledger, key: SigningKey, tmp_path: Path
) -> None:
    sqlite_ledger.append(reports(*range(99)))
    assert not checkpoint_is_due(sqlite_ledger, tmp_path)
    sqlite_ledger.append(reports(99))
    assert checkpoint_is_due(sqlite_ledger, tmp_path)
    write_checkpoint(sqlite_ledger, key, tmp_path)
    assert not checkpoint_is_due(sqlite_ledger, tmp_path)


def test_nothing_is_signed_for_an_old_copy_put_back(
    sqlite_ledger: Ledger, key: SigningKey, tmp_path: Path
) -> None:
    sqlite_ledger.append(reports(0, 1))
    shutil.copy(sqlite_ledger.name, tmp_path / "old.sqlite")
    sqlite_ledger.append(reports(2))
    write_checkpoint(sqlite_ledger, key, tmp_path)
    shutil.copy(tmp_path / "old.sqlite", sqlite_ledger.name)

    with pytest.raises(LedgerError, match="does not continue"):
        write_checkpoint(sqlite_ledger, key, tmp_path)
    sqlite_ledger.append(reports(7, 8, 9))
    with pytest.raises(LedgerError, match="does not continue"):
        write_checkpoint(sqlite_ledger, key, tmp_path)
    assert len(list_checkpoints(tmp_path)) == 1


@pytest.mark.parametrize("killed_at", [(1,), (1, 1), (1, 2), (2, 1), (2, 2)])
def test_runs_that_were_killed_before_a_checkpoint_was_kept_leave_nothing_that_seems_taken(
    sqlite_ledger: Ledger,
    key: SigningKey,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    killed_at: tuple[int, ...],
) -> None:
    """``killed_at`` is, for each of some runs, the keeping of checkpoints at which it was killed."""
    keep_texts = Ledger.keep_checkpoints
    for run, last in enumerate(killed_at):
        sqlite_ledger.append(reports(run))
        calls = iter(["killed"] if last == 1 else ["", "killed"])

        def keep(ledger: Ledger, notes: Mapping[int, str], *, ends: Iterator[str] = calls) -> None:
            if next(ends):
                raise StorageError("killed")
            keep_texts(ledger, notes)

        with monkeypatch.context() as patch:
            patch.setattr(Ledger, "keep_checkpoints", keep)
            with pytest.raises(StorageError, match="killed"):
                write_checkpoint(sqlite_ledger, key, tmp_path / "checkpoints")
        assert list(check_folder(tmp_path / "checkpoints", sqlite_ledger.checkpoints())) == []
    sqlite_ledger.append(reports(9))
    write_checkpoint(sqlite_ledger, key, tmp_path / "checkpoints")
    assert list(check_folder(tmp_path / "checkpoints", sqlite_ledger.checkpoints())) == []


def test_a_checkpoint_of_another_ledger_is_told_apart(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    other = make_key(tmp_path / "other.key", "letterbook/other")
    path = write_checkpoint(sqlite_ledger, other, tmp_path)

    with pytest.raises(LedgerError, match="a checkpoint of letterbook/other"):
        load_checkpoint(path, (other.public,), origin=ORIGIN)


def test_a_file_that_is_no_checkpoint_is_named(tmp_path: Path, key: SigningKey) -> None:
    (tmp_path / "0.checkpoint").write_bytes(b"\xff\x00" * 200_000)
    with pytest.raises(LedgerError, match=r"0\.checkpoint: this is not a checkpoint"):
        load_checkpoint(tmp_path / "0.checkpoint", (key.public,), origin=ORIGIN)
    with pytest.raises(StorageError, match=r"1\.checkpoint: No such file"):
        load_checkpoint(tmp_path / "1.checkpoint", (key.public,), origin=ORIGIN)
