"""Work in a child process: what one item does to it, the others do not feel."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial

import pytest

from generator import budget
from generator.workflow.bounded import one_by_one


def _work(item: object) -> object:
    match item:
        case "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        case "endless":  # in C, where nothing is raised
            return sum(range(10**13))
        case "huge":
            return len(b"x" * 10**10)
        case "own process":
            return os.getpid()
    return item


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[object]]:
    monkeypatch.setattr(budget, "_LEAST_SECONDS", 0.5)
    broken = "broken {}".format
    return lambda *items: list(one_by_one(_work, items, size=lambda _: 0, broken=broken))


def test_results_come_in_order(run: Callable[..., list[object]]) -> None:
    assert run(1, "two", (3, 4)) == [1, "two", (3, 4)]


def test_no_items_are_no_results(run: Callable[..., list[object]]) -> None:
    assert run() == []


@pytest.mark.parametrize("bad", ["crash", "endless", "huge"])
def test_an_item_that_takes_the_child_with_it_is_told_and_the_others_are_done(
    run: Callable[..., list[object]], bad: str
) -> None:
    assert run(1, bad, 2) == [1, f"broken {bad}", 2]


def test_items_share_a_process_that_is_another_than_the_callers(run: Callable[..., list[object]]) -> None:
    own = set(run("own process", "own process"))
    assert len(own) == 1
    assert own != {os.getpid()}


def test_one_may_stop_asking_for_results() -> None:
    results = one_by_one(_work, ["first", "endless"], size=lambda _: 0, broken=partial(str))
    assert next(results) == "first"
    results.close()
