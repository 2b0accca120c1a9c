"""A server that is killed, and two servers of one campaign: nothing half, nothing lost, nothing old."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator.workflow.evidence.verifying import verify_record
from generator.workflow.office.register import Register
from tests.ledger.postgresql import run_server
from tests.web.conftest import House, copy_sample, open_house
from tests.web.serving import Served, serving

pytestmark = pytest.mark.long


def told(served: Served, token: str, method: str, path: str, **options: Any) -> httpx2.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx2.request(
        method, f"{served.url}/api/v1/c/sample{path}", headers=headers, timeout=60, **options
    )


def killed_during(served: Served, work: Any, after: float) -> None:
    """Kill the server while it works, as the system would."""
    thread = threading.Thread(target=_quietly, args=(work,))
    thread.start()
    time.sleep(after)
    os.kill(served.process.pid, signal.SIGKILL)
    served.process.wait(10)
    thread.join(60)


def _quietly(work: Any) -> None:
    try:
        work()
    except httpx2.TransportError:
        return


@pytest.mark.parametrize("after", [0.0, 0.02, 0.05, 0.1, 0.3])
def test_a_server_killed_while_it_approves_leaves_an_approval_or_none(
    made_campaign: Path, tmp_path: Path, after: float
) -> None:
    house = open_house(made_campaign, tmp_path)
    token, letter = house.visitor("rhea").token, house.letters[0]
    drafts = list(house.office.register.look().review(letter).current.hashes)
    with serving(house.office.folder) as served:
        killed_during(
            served,
            lambda: told(served, token, "POST", f"/letters/{letter}/approve", json={"drafts": drafts}),
            after,
        )
    assert verify_record(house.office.campaign_file, (), ()).is_sound
    with serving(house.office.folder) as served:
        again = told(served, token, "POST", f"/letters/{letter}/approve", json={"drafts": drafts})
        assert again.status_code == 200
        assert told(served, token, "GET", f"/letters/{letter}").json()["state"] == "approved"


@pytest.mark.parametrize("after", [0.05, 0.5, 1.5])
def test_a_server_killed_while_it_takes_a_table_leaves_the_old_or_the_new(house: House, after: float) -> None:
    table = house.office.folder / "recipients.csv"
    old, token = table.read_bytes(), house.visitor("carla").token
    new = old.replace(b"Dear Mayor:", b"Dear Mayor and Council:")
    with serving(house.office.folder) as served:
        killed_during(served, lambda: told(served, token, "PUT", "/table", content=new), after)
    assert table.read_bytes() in {old, new}
    with serving(house.office.folder) as served:
        assert told(served, token, "PUT", "/table", content=new).status_code == 200
    assert table.read_bytes() == new


def test_a_server_killed_while_letters_are_made_leaves_them_whole(
    tmp_path: Path, made_campaign: Path
) -> None:
    house = open_house(made_campaign, tmp_path)
    token = house.visitor("carla").token
    wanted = {"letter": "document_request", "as_of": "2018-01-24", "only": ["il-chicago", "ca-berkeley"]}
    with serving(house.office.folder) as served:
        job = told(served, token, "POST", "/jobs", json=wanted).json()["id"]
        time.sleep(1.0)
        os.kill(served.process.pid, signal.SIGKILL)
    register = Register(house.office.campaign_file)
    register.engine()
    deadline = time.monotonic() + 60
    while len(register.look().batches) < 2 and time.monotonic() < deadline:
        time.sleep(0.2)
    assert [len(batch.letters) for batch in register.batches.values()] == [2, 2]
    with serving(house.office.folder) as served:
        assert told(served, token, "GET", f"/jobs/{job}").json()["state"] == "stopped"
    assert verify_record(house.office.campaign_file, (), ()).is_sound


def test_two_servers_on_one_postgresql_tell_the_same(tmp_path: Path) -> None:
    folder = copy_sample(tmp_path / "sample")
    with run_server() as socket:
        place = f"postgresql://postgres@/postgres?host={socket}"
        environment = {"LETTERBOOK_LEDGER": place}
        made = [sys.executable, "-m", "generator"]
        run = partial(
            subprocess.run, cwd=folder, env=os.environ | environment, check=True, capture_output=True
        )
        run([*made, "user", "add", "rhea", "--role", "reviewer", "--actor", "ada"])
        only = ["--only", "il-chicago", "--actor", "carla"]
        run([*made, "generate", "--letter", "document_request", "--as-of", "2018-01-24", *only])
        token = run([*made, "user", "token", "rhea", "--scope", "write"]).stdout.decode().strip()
        with serving(folder, env=environment) as one, serving(folder, env=environment) as other:
            batch = told(one, token, "GET", "/batches").json()["items"][0]["batch_id"]
            letter = told(other, token, "GET", f"/batches/{batch}/letters").json()["items"][0]
            drafts = [it["sha256"] for it in letter["files"]]
            path = f"/letters/{letter['letter_id']}"
            assert told(one, token, "POST", f"{path}/approve", json={"drafts": drafts}).status_code == 200
            assert told(other, token, "GET", path).json()["state"] == "approved"
        run([*made, "verify"])
