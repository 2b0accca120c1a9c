# ruff: noqa: T201 - a script that prints what it counted
"""Kills, and lost replies, by the hundred: ``make torture [KILLS=500]``. Not part of ``make test``.

In each database an appending run is killed at a moment of chance, over and over; a list beside it holds
what it was told to be recorded. Lost is what was told and is not there, doubled what is there twice, and
false what is said of a record and is not so. Then PostgreSQL's replies to COMMIT are lost, in each of the
ways of ``losing``.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generator.errors import StorageError
from generator.ledger import Evidence, Ledger, Verification, verify_ledger
from tests.ledger.conftest import ORIGIN, make_database_schema, reports
from tests.ledger.losing import LosingProxy, Loss
from tests.ledger.postgresql import run_server

_APPEND = """
import sys
from generator.ledger import Ledger
from tests.ledger.conftest import reports
place, told, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
from pathlib import Path
with Ledger.open(place if "://" in place else Path(place)) as ledger, open(told, "a", buffering=1) as list_:
    print("ready", flush=True)
    while True:
        ledger.append(reports(*range(number * 3, number * 3 + 3)))
        list_.write(f"{number}\\n")
        number += 1
"""


def kill_often(place: str | Path, told: Path, kills: int) -> tuple[int, int, int]:
    """Kill an appending run so many times, and return what was lost, doubled and said falsely."""
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    false = 0
    told.touch()
    Ledger.make(place).close()
    for _ in range(kills):
        with Ledger.open(place) as ledger:
            number = ledger.size() // 3
        command = [sys.executable, "-c", _APPEND, str(place), str(told), str(number)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.05))
            os.kill(process.pid, signal.SIGKILL)
        with Ledger.open(place) as ledger:
            verified = verify_ledger(ledger, Evidence(ORIGIN))
            false += is_faulty(verified) or len(verified.events) % 3 != 0
    return *_missed(place, told), false


def is_faulty(verified: Verification) -> bool:
    """Tell whether verifying found a fault; that nothing is signed is a warning, and so it is here."""
    return any(problem.severity == "error" for problem in verified.problems)


def _missed(place: str | Path, told: Path) -> tuple[int, int]:
    with Ledger.open(place) as ledger:
        keys = [entry.key for entry in ledger.entries()]
    said = {f"key-{int(line) * 3 + part}" for line in told.read_text().split() for part in range(3)}
    return len(said - set(keys)), len(keys) - len(set(keys))


def lose_often(server: Path, folder: Path, losses: int) -> tuple[int, int, int]:
    """Lose replies so many times, and return what was lost, doubled and said falsely."""
    ways: tuple[Loss, ...] = ("reply", "reply in time", "request")
    lost = false = 0
    url = make_database_schema(server)
    through = url.replace(str(server), str(folder))
    with LosingProxy(server, folder).running() as proxy, Ledger.make(url) as direct:
        for number in range(losses):
            before = direct.size()
            proxy.loss = ways[number % len(ways)]
            told = _append(through, number)
            recorded = direct.size() - before == 3
            lost += told and not recorded
            false += told != recorded or proxy.lost != number + 1
        keys = [entry.key for entry in direct.entries()]
        false += is_faulty(verify_ledger(direct, Evidence(ORIGIN)))
    return lost, len(keys) - len(set(keys)), false


def _append(url: str, number: int) -> bool:
    """Append, and return whether it was told to be recorded."""
    with Ledger.open(url) as ledger:
        try:
            ledger.append(reports(*range(number * 3, number * 3 + 3)))
        except StorageError as exc:
            if not exc.hint.startswith("nothing was recorded"):
                raise
            return False
    return True


def main(kills: int) -> int:
    """Print what was counted, and return 1 when anything was lost, doubled or said falsely."""
    bad = 0
    with tempfile.TemporaryDirectory() as name, run_server() as server:
        folder = Path(name)
        trials: dict[str, Callable[[], tuple[int, int, int]]] = {
            f"{kills} kills, SQLite": lambda: kill_often(folder / "l.sqlite", folder / "s", kills),
            f"{kills} kills, PostgreSQL": lambda: kill_often(
                make_database_schema(server), folder / "p", kills
            ),
            f"{kills // 10} lost replies": lambda: lose_often(server, folder / "x", kills // 10),
        }
        for trial, run in trials.items():
            lost, doubled, false = run()
            print(f"{trial}: {lost} lost, {doubled} doubled, {false} false statements", flush=True)
            bad += lost + doubled + false
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
