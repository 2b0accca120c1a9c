"""Work on files that may be hostile, in a child process: what one of them does to it, the others do not feel.

A call into a library in C that never ends, takes all memory or crashes cannot be stopped by the process that
makes it, but a child can. It is forked, which takes milliseconds, and works on one item after the other, so
that what it has read once serves the next.
"""

from __future__ import annotations

import math
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, NoReturn, TypeVar

from generator.budget import Budget, address_space

Item = TypeVar("Item")
Result = TypeVar("Result")


def one_by_one(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    size: Callable[[Item], int],
    broken: Callable[[Item], Result],
) -> Iterator[Result]:
    """Yield the work's result on each item; ``broken`` gives that of an item which takes the child with it.

    Each item may cost the usual budget of its ``size`` in bytes. A system that does not fork does the work
    here, without bounds. Results travel between processes.
    """
    if not hasattr(os, "fork"):
        yield from map(work, items)
        return
    done = 0
    while done < len(items):
        for result in _in_child(work, items[done:], size):
            done += 1
            yield result
        if done < len(items):
            yield broken(items[done])
            done += 1


def _in_child(
    work: Callable[[Item], Result], items: Sequence[Item], size: Callable[[Item], int]
) -> Iterator[Result]:
    """Yield results until the items or the child are at an end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_through(work, items, size, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as stream:
            yield from _results(stream)
    finally:
        os.kill(child, signal.SIGKILL)  # it has ended, or nobody waits for more
        os.waitpid(child, 0)


def _work_through(
    work: Callable[[Item], Result], items: Sequence[Item], size: Callable[[Item], int], writing: int
) -> NoReturn:
    """Write the result on each item to the pipe, and end without a word; the parent sees how far it came."""
    try:
        with os.fdopen(writing, "wb") as stream:
            for item in items:
                _set_bounds(Budget(), size(item))
                pickle.dump(work(item), stream)
                stream.flush()
    finally:
        os._exit(0)


def _results(stream: BinaryIO) -> Iterator[Any]:
    while True:
        try:
            yield pickle.load(stream)  # noqa: S301 - written by our own child
        except (EOFError, pickle.UnpicklingError):
            return


def _set_bounds(budget: Budget, size: int) -> None:
    """Have the system end this process when the next item costs more (``setrlimit``, POSIX)."""
    import resource

    bounds = {
        resource.RLIMIT_CPU: math.ceil(time.process_time() + budget.seconds_for(size)),
        resource.RLIMIT_CORE: 0,
    }
    if taken := address_space():  # a system that does not tell it bounds the time alone
        bounds[resource.RLIMIT_AS] = taken + budget.megabytes * 2**20
    for what, bound in bounds.items():
        _, most = resource.getrlimit(what)
        resource.setrlimit(what, (bound if most == resource.RLIM_INFINITY else min(bound, most), most))
