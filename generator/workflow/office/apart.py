"""Work that is long or uses libraries which are not made for threads, in one process beside the server."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import TypeVar

from generator.errors import StorageError
from generator.workflow.processes import new_pool

Item = TypeVar("Item")
Result = TypeVar("Result")


def apart(work: Callable[[Item], Result], item: Item) -> Result:
    """Return what the work makes of an item, done in the process beside the server, one work at a time.

    Raises:
        StorageError: the system ended that process; whatever the work raises.
    """
    try:
        return _helper().submit(work, item).result()
    except BrokenProcessPool as exc:
        _helper.cache_clear()
        raise StorageError("a process that helped was ended by the system", hint="try it again") from exc


@cache
def _helper() -> ProcessPoolExecutor:
    return new_pool(1)
