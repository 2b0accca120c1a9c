"""The workflow that the documentation offers tells which letters a pull request changes, and why."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

import generator
from generator.word.opc.archive import read_archive, write_archive
from generator.workflow.letters.init import found_campaign
from tests.conftest import ROOT

WORKFLOW = (ROOT / "docs" / "ci" / "letters.yml").read_text("utf-8")
STEP = re.compile(
    r"^      - name: (?P<name>.*)\n(?:        .*\n)*?        run: (?:\|\n)?(?P<run>.*\n(?: {10}.*\n)*)",
    flags=re.MULTILINE,
)
STEPS = {step["name"]: textwrap.dedent(step["run"]) for step in STEP.finditer(WORKFLOW)}
COMPARE = "Compare with the letters of the target branch"
INSTALL = """
set -eu
mkdir -p "$2/bin"
tree=$(cd "$1" && pwd)
printf '#!/bin/sh\\nPYTHONPATH="%s" exec "%s" -P -m generator "$@"\\n' "$tree" "$PYTHON" > "$2/bin/letterbook"
chmod +x "$2/bin/letterbook"
"""
"""Stands in for the installation: the code that is in the tree, otherwise this one, with its libraries."""


def git(*words: str, cwd: Path) -> str:
    identity = ("-c", "user.name=Clerk", "-c", "user.email=clerk@records.example")
    done = subprocess.run(["git", *identity, *words], cwd=cwd, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a clone of a repository with a new campaign of one kind, which says what makes its letters."""
    origin = tmp_path / "origin"
    found_campaign(origin)
    campaign = (origin / "campaign.toml").read_text("utf-8")
    others = r'^\[letters\.(?!request).*\n(?:\w.*\n)+|^\[\[schedule\]\]\nletter = "(?!request).*\n(?:\w.*\n)+'
    of_one_kind = re.sub(others, "", campaign, flags=re.MULTILINE)
    (origin / "campaign.toml").write_text(of_one_kind, encoding="utf-8")
    (origin / "requirements.txt").write_text("letterbook\n", encoding="utf-8")
    git("init", "-q", "-b", "main", ".", cwd=origin)
    return commit(origin, tmp_path / "checkout")


def commit(origin: Path, clone: Path) -> Path:
    git("add", "-A", cwd=origin)
    git("commit", "-qm", "letters", cwd=origin)
    git("clone", "-q", str(origin), str(clone), cwd=origin)
    return clone


def compare(checkout: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the step that compares, as the runner does, on the checkout as it is."""
    runner = folder / "runner"
    runner.mkdir()
    (runner / "install").write_text(INSTALL, encoding="utf-8")
    surroundings = {
        **os.environ,
        "PYTHON": sys.executable,
        "RUNNER_TEMP": str(runner),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "BASE": git("rev-parse", "origin/main", cwd=checkout),
    }
    script = f'sh "$RUNNER_TEMP/install" . "$RUNNER_TEMP/new"\n{STEPS[COMPARE]}'
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(shell, cwd=checkout, env=surroundings, capture_output=True, text=True, check=False)


def change_template(checkout: Path) -> None:
    path = checkout / "templates" / "letters" / "request.docx"
    parts = dict(read_archive(path.read_bytes(), source="request").parts)
    assert b"Please" in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"Please", b"Kindly")
    path.write_bytes(write_archive(parts))


def change_row(checkout: Path) -> None:
    path = checkout / "recipients.csv"
    path.write_text(path.read_text("utf-8").replace("Dear City Clerk:", "Dear Madam:"), encoding="utf-8")


def change_renderer(checkout: Path) -> None:
    """Give the pull request a program of its own, whose pages have a wider left margin."""
    shutil.copytree(Path(generator.__file__).parent, checkout / "generator")
    path = checkout / "generator" / "pdf" / "html" / "headers_footers.py"
    text = path.read_text("utf-8")
    margin = '{points(page.left)}"\n    )'
    assert text.count(margin) == 1
    path.write_text(text.replace(margin, margin.replace("left", "left + 9")), encoding="utf-8")


@pytest.mark.long
@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (change_template, "the template changed"),
        (change_row, "a merge value changed, not the template"),
        (change_renderer, "the program or campaign.toml changed, neither the template nor the row"),
    ],
)
def test_a_pull_request_is_told_with_its_true_cause(
    change: Callable[[Path], None], cause: str, checkout: Path, tmp_path: Path
) -> None:
    change(checkout)
    done = compare(checkout, tmp_path)
    assert done.returncode == 0, done.stderr
    errors = re.findall(r"^::error title=[^:]*::(.*)$", done.stdout, flags=re.MULTILINE)
    assert errors
    assert [error for error in errors if not error.startswith(f"{cause}: ")] == []
    assert (checkout / "report" / "index.html").is_file()
    assert (checkout / "letters.xml").is_file()
    assert (tmp_path / "summary.md").read_text("utf-8").startswith("### 2 letters: ")


@pytest.mark.parametrize("missing", ["requirements.txt", "campaign.toml"])
def test_the_first_pull_request_has_nothing_to_be_compared_with(missing: str, tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    git("init", "-q", "-b", "main", ".", cwd=origin)
    for name in {"requirements.txt", "campaign.toml"} - {missing}:
        (origin / name).write_text("", encoding="utf-8")
    checkout = commit(origin, tmp_path / "checkout")
    done = compare(checkout, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "::notice::the target branch has no letters yet" in done.stdout


def test_a_step_reads_nothing_of_a_pull_request_but_by_the_environment() -> None:
    assert COMPARE in STEPS
    assert len(STEPS) == WORKFLOW.count("        run: ")
    assert [name for name, run in STEPS.items() if "${{" in run] == []
