"""Work spread over processes gives what one process would, in order, and leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.errors import StorageError
from generator.workflow.processes import beside, in_order


def slower_when_earlier(number: int) -> tuple[int, int]:
    time.sleep(0.002 * (20 - number))
    return number, os.getpid()


def vanish(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_results_come_in_order_from_several_processes_when_that_is_worth_it() -> None:
    results = list(in_order(slower_when_earlier, range(20), count=20, worth=20))
    assert [number for number, _ in results] == list(range(20))
    assert os.getpid() not in {process for _, process in results} or os.cpu_count() == 1


def test_few_items_are_worked_on_in_this_process() -> None:
    assert {process for _, process in in_order(slower_when_earlier, range(3), count=3, worth=4)} == {
        os.getpid()
    }


def test_items_are_made_only_shortly_before_they_are_worked_on() -> None:
    made: list[int] = []
    results = in_order(slower_when_earlier, (made.append(n) or n for n in range(20)), count=1_000, worth=1)
    next(results)
    assert len(made) <= 1 + 4 * (os.cpu_count() or 1)
    results.close()  # type: ignore[attr-defined] # it is a generator


@pytest.mark.skipif(os.cpu_count() == 1, reason="one processor works alone")
def test_a_process_that_the_system_ends_is_told_as_such() -> None:
    with pytest.raises(StorageError, match="ended by the system"):
        list(in_order(vanish, range(4), count=4, worth=1))


def where(number: int) -> tuple[int, int]:
    return number, os.getpid()


def refuse(number: int) -> int:
    raise StorageError(f"{number} is refused in {os.getpid()}")


@pytest.mark.skipif(os.cpu_count() == 1, reason="one processor works alone")
def test_work_goes_on_beside_the_block_when_it_is_worth_it() -> None:
    with beside(where, 7, is_worth_it=True) as result:
        number, process = result()
    assert number == 7
    assert process != os.getpid()
    with beside(where, 7, is_worth_it=False) as result:
        assert result() == (7, os.getpid())


def test_a_fault_of_work_that_goes_on_beside_is_told_as_it_is_here() -> None:
    with beside(refuse, 7, is_worth_it=True) as result, pytest.raises(StorageError) as told:
        result()
    assert told.value.message == f"7 is refused in {os.getpid()}"


def test_work_whose_process_the_system_ends_is_done_here() -> None:
    here = os.getpid()
    with beside(end_other_than, here, is_worth_it=True) as result:
        assert result() == here


def end_other_than(process: int) -> int:
    if os.getpid() != process:
        os.kill(os.getpid(), signal.SIGKILL)
    return process


_PARENT = """
from generator.workflow.processes import in_order
from tests.workflow.test_processes import slower_when_earlier
if __name__ == "__main__":
    for _, process in in_order(slower_when_earlier, iter(int, 1), count=1000, worth=1):
        print(process, flush=True)
"""


@pytest.mark.skipif(os.cpu_count() == 1, reason="one processor works alone")
def test_helping_processes_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, str(script)], env=os.environ | {"PYTHONPATH": str(root)}, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    helpers = {int(parent.stdout.readline()) for _ in range(12)}
    parent.kill()
    parent.wait()
    until = time.monotonic() + 20
    while any(map(_runs, helpers)) and time.monotonic() < until:
        time.sleep(0.05)
    left = [helper for helper in helpers if _runs(helper)]
    for helper in left:
        os.kill(helper, signal.SIGKILL)
    parent.stdout.close()
    assert left == []


def _runs(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False
