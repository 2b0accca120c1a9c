# ruff: noqa: S603, T201 - a tool of the project: it runs its own tests, and prints what it found
"""Plant faults in modules and run their tests: ``python -m mutants MODULE=TESTS …`` (``make mutants``)."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mutants.planting import Mutant, mutants_of

ROOT = Path(__file__).parent.parent
_LONGEST = 120


def main(arguments: list[str]) -> int:
    """Print the faults that no test noticed, and the share of those noticed; 1 when some were not."""
    parser = argparse.ArgumentParser(prog="python -m mutants", description=__doc__)
    parser.add_argument("pairs", metavar="MODULE=TESTS", nargs="+", help="paths, such as a/b.py=tests/a")
    survived = 0
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "project"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", "out", ".*_cache"))
        for pair in parser.parse_args(arguments).pairs:
            module, _, tests = pair.partition("=")
            survived += _try_module(copy, module, tests.split(","))
    return int(survived > 0)


def _try_module(copy: Path, module: str, tests: list[str]) -> int:
    path = copy / module
    source = path.read_text(encoding="utf-8")
    faults = list(mutants_of(source))
    left = [fault for fault in faults if not _is_noticed(copy, path, fault, tests)]
    path.write_text(source, encoding="utf-8")
    for fault in left:
        print(f"{module}:{fault.line}: {fault.was}  →  {fault.now}")
    print(f"{module}: {len(faults) - len(left)} of {len(faults)} noticed", flush=True)
    return len(left)


def _is_noticed(copy: Path, path: Path, fault: Mutant, tests: list[str]) -> bool:
    path.write_text(fault.source, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-n0",
        "-p",
        "no:cacheprovider",
        "-m",
        "not torture",
    ]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        run = subprocess.run(
            [*command, *tests], cwd=copy, env=environment, capture_output=True, timeout=_LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return run.returncode != 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
