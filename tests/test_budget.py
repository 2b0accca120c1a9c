"""Work on one document ends when it costs more than it may, and nothing of that reaches what comes after."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import pytest

from generator.budget import Budget, within
from generator.errors import DocumentError


def _spin(seconds: float) -> int:
    end, count = time.thread_time() + seconds, 0
    while time.thread_time() < end:
        count += 1
    return count


def _fault(budget: Budget, work: Callable[[], object]) -> str:
    with pytest.raises(DocumentError) as caught:
        within(budget, "a.docx", 0, work)
    assert caught.value.problems[0].source == "a.docx"
    return caught.value.problems[0].message


def test_work_within_its_budget_goes_on_undisturbed() -> None:
    assert within(Budget(5), "a.docx", 0, lambda: _spin(0.15))


def test_work_that_takes_too_long_is_ended_and_named() -> None:
    begun = time.thread_time()
    assert _fault(Budget(0.1), lambda: _spin(30)) == "takes longer than 0 seconds"
    assert time.thread_time() - begun < 3


def test_waiting_costs_no_time() -> None:
    within(Budget(0.05), "a.docx", 0, lambda: time.sleep(0.3))


def test_work_that_takes_too_much_memory_is_ended() -> None:
    def hoard() -> None:
        kept = []
        while True:
            kept.append(b"x" * 1_000_000)

    assert _fault(Budget(20, megabytes=64), hoard) == "takes more than 64 megabytes of memory"


def test_code_that_catches_every_exception_does_not_swallow_the_end() -> None:
    def stubborn() -> None:
        while True:
            with contextlib.suppress(Exception):
                _spin(0.01)

    assert "takes longer" in _fault(Budget(0.1), stubborn)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_finaliser_that_is_hit_does_not_save_the_work() -> None:
    class Slow:
        def __del__(self) -> None:
            _spin(0.01)

    def work() -> None:
        while True:
            Slow()
            _spin(0.02)

    assert "takes longer" in _fault(Budget(0.1), work)


def test_endless_nesting_is_a_fault_of_the_document() -> None:
    def nest() -> None:
        nest()

    assert _fault(Budget(5), nest) == "nests more deeply than can be followed"


def test_the_outer_block_ends_by_its_own_bound_and_not_in_the_name_of_the_inner() -> None:
    with pytest.raises(DocumentError) as caught:
        within(Budget(0.1), "outer", 0, lambda: within(Budget(30), "inner", 0, lambda: _spin(30)))
    assert [problem.source for problem in caught.value.problems] == ["outer"]


def test_nothing_is_raised_after_the_block() -> None:
    for _ in range(10):
        with contextlib.suppress(DocumentError):
            within(Budget(0.001), "a.docx", 0, lambda: _spin(0.051))
    assert _spin(0.3)


def test_a_larger_file_may_cost_more_up_to_a_bound() -> None:
    budgets = [Budget().seconds_for(size) for size in (0, 12_000, 400_000, 10**9)]
    assert budgets == sorted(budgets)
    assert budgets[1] < 15
    assert budgets[-1] == 120
