"""A disk that fails anywhere is told with the place and the reason, and nothing on it is lost or half."""

from __future__ import annotations

import errno
import io
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from generator.cli.main import app
from tests.workflow.office import Office, copy_campaign

COMMANDS = {
    "init": ("init", "new"),
    "generate": ("generate", "--as-of", "2018-02-26", "--format", "docx", "--actor", "ann"),
    "record": (
        *("record", "response", "or-state", "--on", "2018-02-20", "--answer", "partial", "--items", "1"),
        *("--attach", "answer.txt", "--actor", "ben"),
    ),
    "checkpoint": ("checkpoint",),
    "verify": ("verify",),
    "prove": ("prove", "DR-2018-OR-STATE-01"),
    "status": ("status", "--html", "page.html"),
    "manifest": ("manifest",),
    "diff": ("diff", "kept", "kept"),
}
CALLS = (
    (io, "open"),
    (os, "open"),
    (os, "fsync"),
    (os, "rename"),
    (os, "mkdir"),
    (os, "stat"),
    (os, "listdir"),
)


@dataclass
class FailingDisk:
    """Fails once, at the ``number``-th of the calls on files of the campaign; at none when that is 0."""

    folder: Path
    number: int = 0
    count: int = 0

    def failing(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a system call that may fail."""

        def called(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the call takes
            named = arguments[0]
            if isinstance(named, int) or str(Path(named).absolute()).startswith(str(self.folder)):
                self.count += 1
                if self.count == self.number:
                    name = None if isinstance(named, int) else str(named)
                    raise OSError(errno.EIO, os.strerror(errno.EIO), name)
            return call(*arguments, **options)

        return called


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = Office(copy_campaign(tmp_path_factory.mktemp("sound") / "campaign", "or-state"))
    office.post(office.generate("2018-01-24"), "2018-01-24")
    (batch,) = (office.folder / "out").iterdir()
    shutil.copytree(batch, office.folder / "kept")
    (office.folder / "answer.txt").write_text("an answer", encoding="utf-8")
    return office.folder


def run_failing(folder: Path, command: tuple[str, ...], number: int) -> tuple[int, str, int]:
    """Run a command on a failing disk, and return status and output, and how many calls were made."""
    disk = FailingDisk(folder, number)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for module, name in CALLS:
            patch.setattr(module, name, disk.failing(getattr(module, name)))
        done = CliRunner().invoke(app, command)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output, disk.count


@pytest.mark.parametrize("command", COMMANDS)
def test_a_failing_disk_is_told_by_place_and_reason(sound: Path, tmp_path: Path, command: str) -> None:
    folder = Path(shutil.copytree(sound, tmp_path / "counted"))
    status, told, count = run_failing(folder, COMMANDS[command], 0)
    assert status == 0, told
    for number in (1, count // 3, count * 2 // 3, count):
        office = Office(Path(shutil.copytree(sound, tmp_path / str(number))))
        status, told, _ = run_failing(office.folder, COMMANDS[command], number)
        stands = number < count or "only the checkpoint is missing" in told
        assert status == 4 or (status == 0 and stands), (number, told)
        assert status == 0 or "Input/output error" in told, (number, told)
        office.run(*COMMANDS[command])
        assert office.run("verify")["ok"], number
