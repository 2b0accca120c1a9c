"""The sample campaign, whole and in copies that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.campaign import read_campaign
from generator.model import Campaign

ROOT = Path(__file__).parent.parent


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
