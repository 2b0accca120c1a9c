"""Long work: begun by a request, done in a process of its own, watched by whoever asks, on any server.

How far a job is stands in a table beside the accounts. When the server is killed the process goes on to
its end, which is there whole or not at all; a job whose process is gone is told as stopped.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Row, desc, select, update

from generator.web.accounts.database import Accounts, instant
from generator.web.accounts.schema import JOBS
from generator.workflow.environment import now

JobState: TypeAlias = Literal["working", "done", "failed", "stopped"]
_HOST: Final = socket.gethostname()


@dataclass(frozen=True, slots=True)
class Job:
    """A long work: what, for whom, how far.

    And in the end what came of it (as the command's ``--json`` tells it).
    """

    id: str
    kind: str
    user: str
    state: JobState
    done: int
    of: int
    made_at: str
    outcome: dict[str, Any]

    @property
    def is_over(self) -> bool:
        """Say whether nothing more comes of it."""
        return self.state != "working"


class Jobs:
    """The jobs of a campaign."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def begin(self, kind: str, user: str, folder: str, arguments: dict[str, Any]) -> str:
        """Begin a job in a process of its own, and return its id."""
        job_id = os.urandom(8).hex()
        started = subprocess.Popen(
            [sys.executable, "-m", "generator.workflow.office.long_work"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            start_new_session=True,
        )
        row = {"id": job_id, "kind": kind, "user": user, "made_at": instant(now()), "state": "working"}
        with self._accounts.writing() as connection:
            connection.execute(JOBS.insert().values(process=f"{_HOST}:{started.pid}", outcome="{}", **row))
        threading.Thread(target=self._watch, args=(job_id, started, arguments), daemon=True).start()
        return job_id

    def _watch(self, job_id: str, started: subprocess.Popen[str], arguments: dict[str, Any]) -> None:
        """Write down what a process tells of its work, until it ends."""
        outcome: dict[str, Any] | None = None
        with started:
            if started.stdin is None or started.stdout is None:
                return
            started.stdin.write(json.dumps(arguments))
            started.stdin.close()
            for line in started.stdout:
                told = json.loads(line)
                if "outcome" in told:
                    outcome = told["outcome"]
                else:
                    self._note(job_id, {"done": str(told["done"]), "of": str(told["of"])})
        state = "stopped" if outcome is None else "done" if outcome.get("ok") else "failed"
        self._note(job_id, {"state": state, "outcome": json.dumps(outcome or {})})

    def _note(self, job_id: str, values: dict[str, str]) -> None:
        with self._accounts.writing() as connection:
            connection.execute(update(JOBS).where(JOBS.c.id == job_id).values(**values))

    def find(self, job_id: str) -> Job | None:
        """Return a job as it is now."""
        with self._accounts.reading() as connection:
            row = connection.execute(select(JOBS).where(JOBS.c.id == job_id)).first()
        return _job(row) if row else None

    def latest(self, number: int = 20) -> tuple[Job, ...]:
        """Return the last jobs, newest first."""
        with self._accounts.reading() as connection:
            rows = connection.execute(select(JOBS).order_by(desc(JOBS.c.made_at)).limit(number)).all()
        return tuple(map(_job, rows))


def _job(row: Row[Any]) -> Job:
    state = row.state
    if state == "working" and not _lives(row.process):
        state = "stopped"
    return Job(
        row.id,
        row.kind,
        row.user,
        state,
        int(row.done or 0),
        int(row.of or 0),
        row.made_at,
        json.loads(row.outcome),
    )


def _lives(process: str) -> bool:
    host, _, number = process.partition(":")
    if host != _HOST:
        return True  # another server watches it
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
