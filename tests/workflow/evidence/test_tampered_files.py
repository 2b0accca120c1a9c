"""Whoever tampers with the files of a batch after they were made is found out by ``letterbook verify``."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import pytest

from generator.workflow.evidence.verifying import verify_record
from tests.ledger.tampering import seeded
from tests.workflow.office import Office, copy_campaign

Tampering: TypeAlias = Callable[[Path, Random], None]
TRIALS = 100


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office")
    made = Office(copy_campaign(folder / "campaign", "vt-burlington", "or-state", "il-chicago"))
    made.generate("2018-01-24")
    return made


def _letters(batch: Path) -> list[Path]:
    return sorted(batch.glob("*.docx"))


def _flip(path: Path, chance: Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _cut(batch: Path, chance: Random) -> None:
    path = chance.choice(sorted(batch.iterdir()))
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def _exchange(batch: Path, chance: Random) -> None:
    one, other = chance.sample(_letters(batch), 2)
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def _link(batch: Path, chance: Random) -> None:
    path = chance.choice(sorted(batch.iterdir()))
    path.symlink_to(shutil.move(path, batch.parent.parent / f"elsewhere{chance.random()}"))


def _replace_by_folder(batch: Path, chance: Random) -> None:
    path = chance.choice(sorted(batch.iterdir()))
    path.unlink()
    path.mkdir()


def _rename(batch: Path, chance: Random) -> None:
    path = chance.choice(sorted(batch.iterdir()))
    path.rename(path.with_name(f"x{path.name}"))


def _change_manifest(batch: Path, chance: Random) -> None:
    path = batch / chance.choice(["manifest.csv", "manifest.jsonl"])
    lines = path.read_bytes().splitlines(keepends=True)
    lines.pop(chance.randrange(len(lines)))
    path.write_bytes(b"".join(lines))


def _empty(batch: Path, chance: Random) -> None:
    del chance
    for path in batch.iterdir():
        path.unlink()


TAMPERINGS: dict[str, Tampering] = {
    "a bit changed": lambda batch, chance: _flip(chance.choice(sorted(batch.iterdir())), chance),
    "a file cut": _cut,
    "a file taken away": lambda batch, chance: chance.choice(sorted(batch.iterdir())).unlink(),
    "two letters exchanged": _exchange,
    "a file behind a link": _link,
    "a folder in a file's place": _replace_by_folder,
    "a file renamed": _rename,
    "a line of a manifest taken out": _change_manifest,
    "all files taken away": _empty,
}


def faults(office: Office, folder: Path, tamper: Tampering, chance: Random) -> list[Any]:
    """Tamper with the batch in a copy of the campaign, and return the faults that verifying finds."""
    shutil.copytree(office.folder, folder)
    (batch,) = (folder / "out").iterdir()
    tamper(batch, chance)
    found = verify_record(folder / "campaign.toml", (), ())
    return [problem for problem in found.problems if problem.severity == "error"]


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_with_a_made_file_is_found_out(office: Office, tmp_path: Path, name: str) -> None:
    assert faults(office, tmp_path / "copy", TAMPERINGS[name], seeded(name))


@pytest.mark.torture
@pytest.mark.parametrize("name", TAMPERINGS)
def test_hundreds_of_tamperings_with_made_files_are_found_out(
    office: Office, tmp_path: Path, name: str
) -> None:
    for seed in range(TRIALS):
        assert faults(office, tmp_path / str(seed), TAMPERINGS[name], seeded(f"{name} {seed}")), seed


def test_a_batch_that_nobody_touched_raises_no_alarm(office: Office, tmp_path: Path) -> None:
    assert faults(office, tmp_path / "copy", lambda *_: None, random.Random()) == []  # noqa: S311 - unused


@pytest.mark.parametrize("name", ["stray", "batch"])
def test_what_only_may_be_a_fault_is_a_warning(office: Office, tmp_path: Path, name: str) -> None:
    """A file put in, and a batch taken away whole or renamed: an office may do either."""
    shutil.copytree(office.folder, tmp_path / "copy")
    (batch,) = (tmp_path / "copy" / "out").iterdir()
    if name == "stray":
        (batch / "note.txt").write_text("mine")
    else:
        batch.rename(batch.with_name("put-aside"))
    found = verify_record(tmp_path / "copy" / "campaign.toml", (), ())
    assert [problem.severity for problem in found.problems] == ["warning"]
    assert name == "stray" or any("1 of 1 batches" in line for line in found.unknown)
