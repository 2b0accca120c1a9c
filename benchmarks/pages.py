# ruff: noqa: INP001, S101, T201, PLR0913, PLR0917, E501 - a script that serves, reads and prints what it took
"""How fast a letter's page answers while many read, and what the server needs of memory.

    .venv/bin/python benchmarks/pages.py [LETTERS] [READERS] [SECONDS]

A campaign with LETTERS letters on record (10,000), whose bytes are those of a few real ones, is served by the
real server; READERS (20) sessions turn pages for SECONDS (20). Told are the median and the 99th hundredth of the
time from a request to the whole page, pages a second, and the server's memory before and after 200 page pictures.
What limits it: one process makes the pages, so they wait for each other once its processor is busy.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx2

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator.events import NewEvent
from generator.web.accounts.database import Accounts
from generator.web.accounts.sessions import begin_session
from generator.web.accounts.users import add_user
from generator.workflow.environment import now
from generator.workflow.office.granting import grant_role
from generator.workflow.office.register import Register
from tests.web.conftest import copy_sample, make_letters
from tests.web.serving import serving


def fill(campaign_file: Path, letters: int) -> list[str]:
    """Put so many letters on record, as copies of the two that were made; return their ids."""
    register = Register(campaign_file)
    register.engine()
    batch = next(iter(register.look().batches.values()))
    (event,) = [
        it for it in register.events_of_letter(next(iter(batch.letters))) if it.type == "letter_generated"
    ]
    names = [f"{number:016x}" for number in range(letters)]
    with register.record.opened() as ledger:
        for start in range(0, letters, 2_000):
            ledger.append(tuple(_copy(event, name) for name in names[start : start + 2_000]))
        register.record.sign(ledger)
    return names


def _copy(event: object, name: str) -> NewEvent:
    told = event.payload | {"reference": f"DR-2018-{name}"}
    return NewEvent(
        key=f"bench {name}", at=now(), actor="carla", role="preparer", type="letter_generated", payload=told,
        batch_id=event.batch_id, letter_id=name, recipient_id=f"r-{name}",
    )  # fmt: skip


def read(url: str, cookie: str, letters: list[str], until: float, taken: list[float], first: int) -> None:
    """Turn pages, each of another letter, and note how long each took."""
    with httpx2.Client(cookies={"letterbook-sample": cookie}, timeout=30) as client:
        at = first
        while time.monotonic() < until:
            began = time.perf_counter()
            reply = client.get(f"{url}/c/sample/letters/{letters[at % len(letters)]}")
            taken.append(time.perf_counter() - began)
            assert reply.status_code == 200, reply.text[:500]
            at += 1


def _fetch_pictures(served: object, cookie: str, letter: str) -> None:
    cookies = {"letterbook-sample": cookie}
    page = httpx2.get(f"{served.url}/c/sample/letters/{letter}", cookies=cookies, timeout=60).text
    pictures = sorted(set(re.findall(r"/c/sample/files/[0-9a-f]+/\d+\.png", page)))
    with httpx2.Client(cookies=cookies, timeout=60) as client:
        for number in range(200):
            width = (240, 1000, 1600)[number % 3]
            assert client.get(f"{served.url}{pictures[number % len(pictures)]}?w={width}").status_code == 200


def memory(pid: int) -> float:
    """Return the megabytes that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def main(letters: int = 10_000, readers: int = 20, seconds: int = 20) -> None:
    """Measure, and print what came of it."""
    with tempfile.TemporaryDirectory() as place:
        folder = copy_sample(Path(place) / "sample")
        campaign_file = folder / "campaign.toml"
        grant_role(campaign_file, "rhea", "reviewer", actor="ada")
        make_letters(folder)
        names = fill(campaign_file, letters)
        register = Register(campaign_file)
        accounts = Accounts(register.engine())
        accounts.make()
        with accounts.writing() as connection:
            add_user(connection, "rhea", "", now())
        with accounts.writing() as connection:
            cookies = [
                begin_session(connection, "rhea", now(), address="127.0.0.1", agent="")
                for _ in range(readers)
            ]
        with serving(folder) as served:
            measure(served, cookies, names, seconds)


def measure(served: object, cookies: list[str], names: list[str], seconds: int) -> None:
    """Read as everybody at once, then fetch 200 pictures of pages."""
    httpx2.get(
        f"{served.url}/c/sample/letters/{names[0]}", cookies={"letterbook-sample": cookies[0]}, timeout=60
    )
    taken: list[float] = []
    until = time.monotonic() + seconds
    share = len(names) // len(cookies)
    work = [
        threading.Thread(target=read, args=(served.url, cookie, names, until, taken, number * share))
        for number, cookie in enumerate(cookies)
    ]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    told = statistics.quantiles(taken, n=100)
    print(f"{len(names):,} letters, {len(cookies)} readers: {len(taken) / seconds:.0f} pages a second")
    print(f"median {told[49] * 1000:.0f} ms, 99th hundredth {told[98] * 1000:.0f} ms")
    before = memory(served.process.pid)
    _fetch_pictures(served, cookies[0], names[0])
    print(f"memory {before:.0f} MB, after 200 pictures {memory(served.process.pid):.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
