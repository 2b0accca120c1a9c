"""What work on one document may cost: seconds of processor time and megabytes of memory.

The size of a document says little of the work it makes: twelve kilobytes can nest ten thousand fields. The
system can bound a process, which is the caller's own, but no call within it. So a second thread watches the
one that works, and has Python raise in it at its next step. A call into a library written in C ends before
that happens: what such calls are given is bounded by size beforehand.
"""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.errors import DocumentError, Problem

Result = TypeVar("Result")

_LEAST_SECONDS, _MOST_SECONDS = 12.0, 120.0
_BYTES_A_SECOND = 20_000
_LOOK_EVERY, _AGAIN_AFTER = 0.05, 0.5
_STATEMENT = Path("/proc/self/statm")
_HINT = "make it simpler, or split it"


@dataclass(frozen=True, slots=True)
class Budget:
    """What one document may cost.

    ``seconds`` are of processor time; without them a document has 12, and one more for each 20,000 bytes of
    its file, 120 at most: ordinary text is packed some ten to one, so what takes long to read is large, or
    was made to. ``megabytes`` (2^20 bytes) are of memory beyond what the process has when the work begins. A
    system that does not tell its processes' memory bounds the time alone.
    """

    seconds: float | None = None
    megabytes: int = 800

    def seconds_for(self, size: int) -> float:
        """Return how long a document may take whose file has ``size`` bytes."""
        return self.seconds or min(_LEAST_SECONDS + size / _BYTES_A_SECOND, _MOST_SECONDS)


def within(budget: Budget, source: str, size: int, work: Callable[[], Result]) -> Result:
    """Return what ``work`` does, on a document of ``size`` bytes called ``source``, if the budget is enough.

    Calls may stand within each other and in several threads; each is ended by its own bound. It is no context
    manager, because what is raised from outside can strike there after the block and before its end.

    Raises:
        DocumentError: the work costs more, or calls itself more deeply than Python goes.
    """
    watch = _Watchdog(budget.seconds_for(size), budget.megabytes)
    try:
        try:
            watch.start()
            return work()
        finally:
            watch.stop()
    except watch.signal:
        watch.stop()  # the signal may have come again, in the line above
        raise _refusal(source, watch.verdict) from None
    except RecursionError as exc:
        raise _refusal(source, "nests more deeply than can be followed") from exc
    except MemoryError as exc:
        raise _refusal(source, "needs more memory than there is") from exc


def _refusal(source: str, verdict: str) -> DocumentError:
    return DocumentError((Problem(source, "", verdict, _HINT),))


class _Spent(BaseException):
    """Ends work from outside: no ``except Exception`` on the way may take it for a fault of its own."""


class _Watchdog:
    """A thread that looks at what another spends, and raises ``signal`` in it while that is too much.

    It raises again after a while, since a callback or a finaliser swallows what is raised in it.
    """

    def __init__(self, seconds: float, megabytes: int) -> None:
        self.signal: type[_Spent] = type("_SpentHere", (_Spent,), {})
        self.verdict = ""
        self._seconds, self._megabytes = seconds, megabytes
        self._watched = threading.get_ident()
        self._ended = threading.Event()
        self._raising = threading.Lock()
        self._spent = _clock_of(self._watched)
        self._begun, self._memory = self._spent(), _memory()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the watch; when it returns nothing is raised any more, and nothing waits to be."""
        while not self._ended.is_set():
            try:
                with self._raising:
                    self._ended.set()
                    _raise_in(self._watched, None)
            except _Spent:
                continue

    def _look(self) -> None:
        while not self._ended.wait(_AGAIN_AFTER if self.verdict else _LOOK_EVERY):
            self.verdict = self.verdict or self._judge()
            with self._raising:
                if self.verdict and not self._ended.is_set():
                    _raise_in(self._watched, self.signal)

    def _judge(self) -> str:
        if self._spent() - self._begun > self._seconds:
            return f"takes longer than {self._seconds:.0f} second{'' if self._seconds == 1 else 's'}"
        if (_memory() - self._memory) / 2**20 > self._megabytes:
            return f"takes more than {self._megabytes} megabytes of memory"
        return ""


def _clock_of(thread: int) -> Callable[[], float]:
    """Return the clock of a thread's own processor time, or one of the wall where the system has none."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    clock = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(clock)


def address_space() -> int:
    """Return how many bytes of memory the process has asked for, or 0 where the system does not tell."""
    return _stated(0)


def _memory() -> int:
    """Return how many bytes of memory the process holds, or 0 where the system does not tell."""
    return _stated(1)


def _stated(field: int) -> int:
    try:
        with _STATEMENT.open("rb") as statement:
            return int(statement.read().split()[field]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _raise_in(thread: int, signal: type[BaseException] | None) -> None:
    what = None if signal is None else ctypes.py_object(signal)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
