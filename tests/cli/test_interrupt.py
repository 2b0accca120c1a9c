"""Who stops a command is told what stands and what to do, and finds nothing half made."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.reading_back import letterbook

GENERATE = ("generate", "--letter", "document_request", "--as-of", "2018-01-24", "--format", "docx")
# A shell that runs the tests in the background has its children ignore interrupts.
ATTENTIVE = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "runpy.run_module('generator', run_name='__main__')"
)


def interrupt(folder: Path, *arguments: str, once: Path) -> tuple[int, str]:
    """Press Ctrl-C once a place has something in it; return the exit status and what was said."""
    command = [sys.executable, "-c", ATTENTIVE, *arguments]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not (once.is_dir() and any(once.iterdir())):
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1]
    return process.returncode, said


def test_a_command_that_is_stopped_says_what_stands_and_runs_again(copied_campaign: Path) -> None:
    status, said = interrupt(copied_campaign, *GENERATE, once=copied_campaign / "out")
    assert status == 130
    assert said.startswith("letterbook: stopped; ")
    assert "run it again" in said
    assert "Traceback" not in said
    assert list((copied_campaign / "out").glob("[!.]*")) == []
    assert letterbook(*GENERATE, cwd=copied_campaign).returncode == 0
    (batch,) = (copied_campaign / "out").iterdir()
    assert len(list(batch.glob("*.docx"))) == 23
    assert letterbook("verify", cwd=copied_campaign).returncode == 0
