"""Work spread over the processors: on many letters, whose results come in order, or beside other work."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from generator.errors import StorageError

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 4
"""Items per process that are handed out before the first of them is taken back, so that memory stays flat."""


def in_order(
    work: Callable[[Item], Result], items: Iterable[Item], *, count: int, worth: int
) -> Iterator[Result]:
    """Yield the work's result for each of ``count`` items, from several processes when there are ``worth``.

    Fewer cost less in this process than starting others does. Work, items and results travel between
    processes, so work is a function of a module, and tells faults as results rather than as exceptions.
    Raises ``StorageError`` when the system ends a process, for which it mostly lacks memory.
    """
    processors = _processors()
    if count < worth or processors == 1:
        yield from map(work, items)
        return
    pool = new_pool(min(processors, count))
    try:
        pending: deque[Future[Result]] = deque()
        for item in items:
            pending.append(pool.submit(work, item))
            if len(pending) > _AHEAD * processors:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except BrokenProcessPool as exc:
        hint = "free some memory and run it again; nothing was written"
        raise StorageError("a process that helped was ended by the system", hint=hint) from exc
    except KeyboardInterrupt:
        for process in multiprocessing.active_children():  # nobody waits for what they have in hand
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def beside(
    work: Callable[[Item], Result], item: Item, *, is_worth_it: bool
) -> Iterator[Callable[[], Result]]:
    """Do the work on one item in another process while the block goes on; the block calls for the result.

    Without another processor, or when it is not worth it, the work is done here when it is called for; and so
    it is again when it failed there, so that a fault is told as it would be told here.
    """
    if not is_worth_it or _processors() == 1:
        yield partial(work, item)
        return
    pool = new_pool(1)
    try:
        done = pool.submit(work, item)

        def result() -> Result:
            return work(item) if done.exception() else done.result()

        yield result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def new_pool(processes: int) -> ProcessPoolExecutor:
    """Return processes that are started anew, ready to work; they end when this one ends."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_depend)


def _depend() -> None:
    """Leave interrupts to the parent, and end when it ends, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
