"""A real server of ``letterbook serve`` for tests, and a client that knows its forms."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

PASSWORD = "correct horse battery"  # noqa: S105 - of accounts that live as long as a test


@dataclass(frozen=True, slots=True)
class Served:
    """A server at work: its address, the link for the first admin, its process.

    And how long it took to stand.
    """

    url: str
    link: str
    process: subprocess.Popen[bytes]
    seconds: float


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def serving(*folders: Path, port: int = 0, env: dict[str, str] | None = None) -> Iterator[Served]:
    """Serve campaigns in a process of their own until the block ends."""
    port = port or free_port()
    began = time.monotonic()
    log = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed below
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", *map(str, folders), "--port", str(port)],
        stderr=log,
        env=os.environ | (env or {}),
    )
    try:
        _wait(process, port)
        log.seek(0)
        said = log.read()
        link = re.search(r"http\S+/welcome/\S+", said)
        yield Served(
            f"http://127.0.0.1:{port}", link.group() if link else "", process, time.monotonic() - began
        )
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
        log.seek(0)
        told = log.read()
        log.close()
        assert "Traceback" not in told, told[-4_000:]


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    """Return when the server answers."""
    for _ in range(400):
        assert process.poll() is None, "the server ended"
        try:
            httpx2.get(f"http://127.0.0.1:{port}/health")
        except httpx2.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server does not answer")
