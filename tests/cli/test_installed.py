"""A wheel holds all that a new campaign needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a wheel unpacked in it, built from a copy of the sources."""
    folder = tmp_path_factory.mktemp("wheel")
    sources = folder / "sources"
    kept = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "generator", sources / "generator", ignore=kept)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, sources)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=sources, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    shutil.rmtree(sources)
    return folder / "site"


def run(site: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command of the wheel, with nothing else of the project in reach."""
    code = (
        f"import runpy, sys; sys.path.insert(0, {str(site)!r})\n"
        f"import generator; assert generator.__file__.startswith({str(site)!r})\n"
        "runpy.run_module('generator', run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_a_wheel_says_that_it_has_types(site: Path) -> None:
    assert (site / "generator" / "py.typed").is_file()


def test_a_wheel_makes_a_new_campaign_that_runs_at_once(site: Path, tmp_path: Path) -> None:
    assert run(site, tmp_path, "init", "new").returncode == 0
    for arguments in (("check",), ("generate",), ("verify",)):
        done = run(site, tmp_path / "new", *arguments)
        assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "new" / "out").glob("*/*.pdf"))) == 2
