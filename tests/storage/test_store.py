"""The store keeps each file once, read-only, under the hash of its bytes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import StorageError
from generator.storage.store import Store

LETTER = b"Dear Mayor:"
SHA256 = hashlib.sha256(LETTER).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "record" / "store")


def test_a_file_lies_read_only_under_its_own_hash(store: Store) -> None:
    assert store.put(LETTER) == SHA256
    path = store.folder / "sha256" / SHA256[:2] / SHA256[2:]

    assert path.read_bytes() == LETTER
    assert path.stat().st_mode & 0o777 == 0o444
    assert store.get(SHA256) == LETTER


@given(st.binary(max_size=100))
def test_every_file_is_returned_as_it_was_kept(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    store = Store(tmp_path_factory.getbasetemp() / "store")
    assert store.get(store.put(content)) == content


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    store.put(LETTER)
    before = store.path_of(SHA256).stat()
    store.put(LETTER)

    assert store.path_of(SHA256).stat().st_ino == before.st_ino
    assert len([path for path in store.folder.rglob("*") if path.is_file()]) == 1


def test_a_changed_file_is_neither_returned_nor_taken_for_the_true_one(store: Store) -> None:
    store.put(LETTER)
    store.path_of(SHA256).chmod(0o644)
    store.path_of(SHA256).write_bytes(b"Dear Major:")

    with pytest.raises(StorageError, match="the file was changed"):
        store.get(SHA256)
    (problem,) = store.verify(frozenset({SHA256}))
    assert (problem.message, problem.severity) == ("the file was changed", "error")
    store.put(LETTER)
    assert store.verify(frozenset({SHA256})) == ()


def test_orphans_are_told_both_ways(store: Store) -> None:
    store.put(LETTER)
    missing, extra = store.verify(frozenset({"0" * 64}))[::-1]

    assert (missing.severity, extra.severity) == ("error", "warning")
    assert "0" * 64 in missing.message
    assert extra.message == "no event names this file"


def test_what_lies_astray_in_the_store_is_told(store: Store, tmp_path: Path) -> None:
    store.put(LETTER)
    secret = tmp_path / "elsewhere"
    secret.write_bytes(b"other")
    linked = store.path_of(hashlib.sha256(b"other").hexdigest())
    linked.parent.mkdir(exist_ok=True)
    linked.symlink_to(secret)
    (store.folder / "sha256" / "notes.txt").write_bytes(b"")
    (store.folder / "sha256" / SHA256[:2] / ".unfinished-x").write_bytes(b"")

    told = {problem.message: problem.severity for problem in store.verify(frozenset({SHA256}))}
    assert told == {
        "this is a link, a folder or a device, and no file of the store": "error",
        "no file of the store": "warning",
        "left unfinished by a run that was killed": "warning",
    }


def test_a_store_that_was_never_used_holds_nothing(store: Store) -> None:
    assert store.verify(frozenset()) == ()
    with pytest.raises(StorageError, match="No such file"):
        store.get(SHA256)


@pytest.mark.parametrize("sha256", ["", "../../etc/passwd", SHA256.upper(), SHA256 + "0", SHA256 + "\n"])
def test_a_name_that_is_no_hash_reaches_no_file(store: Store, sha256: str) -> None:
    with pytest.raises(ValueError, match="is not a SHA-256"):
        store.get(sha256)


def test_a_place_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"a file where the folder should be")
    with pytest.raises(StorageError):
        Store(tmp_path / "store").put(LETTER)


def test_a_link_to_the_same_bytes_is_a_fault_and_so_are_folders_and_pipes(
    store: Store, tmp_path: Path
) -> None:
    for kind in ("link", "folder", "pipe"):
        path = store.path_of(store.put(kind.encode()))
        aside = path.rename(tmp_path / kind)
        match kind:
            case "link":
                path.symlink_to(aside)
            case "folder":
                path.mkdir()
            case _:
                os.mkfifo(path)
        (told,) = store.verify(frozenset({f"{path.parent.name}{path.name}"}))
        assert (told.severity, told.source) == ("error", str(path)), kind
        assert "a link, a folder or a device" in told.message
        path.rmdir() if kind == "folder" else path.unlink()


def test_a_shelf_that_is_a_link_is_a_fault(store: Store, tmp_path: Path) -> None:
    path = store.path_of(store.put(LETTER))
    path.parent.rename(tmp_path / "shelf")
    path.parent.symlink_to(tmp_path / "shelf")
    told = store.verify(frozenset({SHA256}))
    assert str(path.parent) in [problem.source for problem in told if problem.severity == "error"]
