"""Files that are there whole or not at all: after a kill at any step, on a full disk."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import MissingFileError, StorageError
from generator.storage import disk_errors, stage_files, stage_folder, write_once

OLD = {"a.docx": b"old", "manifest.csv": b"old,1\n"}
NEW = {"a.docx": b"new" * 1000, "b.docx": b"new too", "manifest.csv": b"new,2\n"}

KILLED_AT_STEP = f"""
import os, signal, sys
from pathlib import Path
from generator.storage import stage_folder

STEPS = ("open", "os.mkdir", "os.rename", "os.chmod", "os.remove", "os.rmdir", "os.listdir", "os.scandir")
left = int(sys.argv[2])

def count(event, arguments):
    global left
    if event in STEPS and "batch" in str(arguments) + sys.argv[1]:
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
with stage_folder(Path(sys.argv[1])) as stage:
    for name, content in {NEW!r}.items():
        stage.write(name, content)
"""


def publish(destination: Path, files: dict[str, bytes]) -> None:
    with stage_folder(destination) as stage:
        for name, content in files.items():
            stage.write(name, content)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("before", [{}, OLD], ids=["nothing there", "an old batch there"])
def test_a_kill_at_any_step_leaves_a_whole_batch_or_none(tmp_path: Path, before: dict[str, bytes]) -> None:
    seen = set()
    for step in range(200):
        parent = tmp_path / str(step)
        destination = parent / "batch"
        if before:
            publish(destination, before)
        ran = subprocess.run([sys.executable, "-c", KILLED_AT_STEP, str(destination), str(step)], check=False)
        found = contents(destination) if destination.exists() else {}
        assert found in ({}, before, NEW)
        seen.add(tuple(found))
        with pytest.raises(ZeroDivisionError), stage_folder(destination):
            raise ZeroDivisionError
        restored = contents(destination) if destination.exists() else {}
        assert restored == (found or before)
        assert [path.name for path in parent.glob("*")] == (["batch"] if restored else [])
        if ran.returncode == 0:
            break
        assert ran.returncode == -signal.SIGKILL
    assert ran.returncode == 0
    assert {tuple(before), tuple(NEW)} <= {tuple(sorted(names)) for names in seen}


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 64 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a disk can be mounted by root only")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_leaves_the_old_batch_as_it_was(tiny_disk: Path) -> None:
    publish(tiny_disk / "batch", OLD)
    with pytest.raises(StorageError, match="No space left") as caught:
        publish(tiny_disk / "batch", {"a.docx": b"fits", "b.docx": b"x" * 100_000})
    assert caught.value.exit_status == 4
    assert contents(tiny_disk / "batch") == OLD
    assert [path.name for path in tiny_disk.iterdir()] == ["batch"]


def test_a_full_disk_leaves_nothing_of_a_single_file(tiny_disk: Path) -> None:
    with pytest.raises(StorageError, match="No space left"):
        write_once(tiny_disk / "key", b"x" * 100_000)
    assert list(tiny_disk.iterdir()) == []


def test_a_place_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    with pytest.raises(StorageError, match=r"Not a directory|File exists"):
        publish(tmp_path / "file" / "batch", NEW)
    with pytest.raises(StorageError, match="Not a directory"):
        publish(tmp_path / "file", NEW)
    assert contents(tmp_path) == {"file": b"in the way"}


def test_an_exception_in_the_block_leaves_nothing_new(tmp_path: Path) -> None:
    publish(tmp_path / "batch", OLD)
    with pytest.raises(ValueError, match="not a plain file name"):
        publish(tmp_path / "batch", {"a.docx": b"half", "not/plain": b""})
    assert contents(tmp_path / "batch") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["batch"]


def test_the_same_files_again_leave_the_folder_untouched(tmp_path: Path) -> None:
    publish(tmp_path / "batch", OLD)
    before = {path: path.stat().st_ino for path in (tmp_path / "batch", tmp_path / "batch" / "a.docx")}
    publish(tmp_path / "batch", OLD)
    assert {path: path.stat().st_ino for path in before} == before


def test_other_files_replace_the_folder_whole(tmp_path: Path) -> None:
    publish(tmp_path / "batch", {**OLD, "gone.docx": b"old"})
    publish(tmp_path / "batch", NEW)
    assert contents(tmp_path / "batch") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["batch"]


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "/etc/passwd", "a\\b", ".hidden", "a\0b", "a\n"])
def test_a_name_that_could_lead_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a plain file name"), stage_folder(tmp_path / "batch") as stage:
        stage.write(name, b"")
    assert list(tmp_path.iterdir()) == []


def test_staged_files_join_those_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_bytes(b"kept")
    (tmp_path / "a.docx").write_bytes(b"old")
    with stage_files(tmp_path) as stage:
        stage.write("a.docx", b"new")
    assert contents(tmp_path) == {"kept.txt": b"kept", "a.docx": b"new"}


def test_a_single_file_is_there_whole_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "key"
    write_once(path, b"secret", mode=0o600)
    assert path.read_bytes() == b"secret"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["key"]


@pytest.mark.parametrize(
    ("number", "kind", "remedy"),
    [
        (errno.ENOENT, MissingFileError, "name is right"),
        (errno.EACCES, StorageError, "the right to it"),
        (errno.ENOSPC, StorageError, "make room"),
        (errno.EISDIR, StorageError, "what is in its place"),
        (errno.EIO, StorageError, "see to the disk"),
    ],
)
def test_what_the_disk_refuses_is_told_with_its_own_remedy(
    number: int, kind: type[StorageError], remedy: str
) -> None:
    with pytest.raises(StorageError) as caught, disk_errors(Path("letters")):
        raise OSError(number, os.strerror(number), "letters/a.docx")
    assert type(caught.value) is kind
    assert remedy in caught.value.hint
    assert "letters/a.docx" in caught.value.message


@pytest.mark.parametrize(("umask", "file", "folder"), [(0o022, 0o644, 0o755), (0o077, 0o600, 0o700)])
def test_what_is_made_is_no_more_open_than_the_caller_wants(
    tmp_path: Path, umask: int, file: int, folder: int
) -> None:
    before = os.umask(umask)
    try:
        write_once(tmp_path / "a", b"a", mode=0o644)
        with stage_folder(tmp_path / "batch") as stage:
            stage.write("b", b"b")
    finally:
        assert os.umask(before) == umask
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a", "batch/b", "batch")]
    assert modes == [file, file, folder]


def test_a_stage_that_fails_leaves_no_folder_that_was_made_for_it(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    for destination in (tmp_path / "there" / "batch", tmp_path / "not" / "yet" / "batch"):
        with pytest.raises(RuntimeError), stage_folder(destination):
            raise RuntimeError
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]
