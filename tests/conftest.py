"""The sample campaign, whole and in copies that a test may spoil."""

from __future__ import annotations

import functools
import os
import shutil
from pathlib import Path

import pytest
import typer.main
import typer.testing

from generator.campaign import read_campaign
from generator.model import Campaign

ROOT = Path(__file__).parent.parent
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of the system

# Every event and file is synced to its disk, which half of the tests' time would go to.
if os.access(_MEMORY, os.W_OK):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))
# The commands are typed some thousand times, and Typer would read all of their signatures each time anew.
typer.testing._get_command = functools.cache(typer.main.get_command)


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    return read_campaign(ROOT / "campaign.toml")


@pytest.fixture
def copied_campaign(tmp_path: Path) -> Path:
    """Return a folder with the sample campaign in it, to be changed at will."""
    folder = tmp_path / "campaign"
    folder.mkdir()
    for name in ("campaign.toml", "recipients.csv"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder
