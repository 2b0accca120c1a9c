"""A real PostgreSQL server for the tests: in a temporary folder, on a Unix socket, without syncing."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SETTINGS = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c shared_buffers=16MB"
_HOW = "install it with: sudo apt-get install postgresql (then run the tests again)"


@contextmanager
def run_server() -> Iterator[Path]:
    """Start a server and give the folder of its socket; it is gone after the block."""
    programs = _find_programs()
    folder = Path(tempfile.mkdtemp(prefix="letterbook-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data, log = folder / "data", folder / "log"
        _run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8")
        settings = f"-k {folder} {_SETTINGS}"
        _run(programs / "pg_ctl", "-D", data, "-l", log, "-o", settings, "-w", "start")
        try:
            yield folder
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _find_programs() -> Path:
    found = _installed()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        command = "apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql"
        subprocess.run(["sh", "-ec", command], env=environment, capture_output=True, check=False)
        found = _installed()
    if found is None:
        pytest.fail(f"The ledger is tested on PostgreSQL too, and there is none: {_HOW}", pytrace=False)
    return found


def _installed() -> Path | None:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    anywhere = shutil.which("initdb")
    candidates = [*debian, *([Path(anywhere)] if anywhere else [])]
    return candidates[-1].resolve().parent if candidates else None


def _run(program: Path, *arguments: object) -> None:
    """Run a program as the user it accepts: PostgreSQL refuses to run as root."""
    prefix = (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    )
    command = [*prefix, str(program), *map(str, arguments)]
    done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        pytest.fail(f"{program} failed: {done.stderr.decode()}", pytrace=False)
