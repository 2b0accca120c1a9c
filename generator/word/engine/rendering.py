"""One merge in progress: what it has spent of its limits, and every fault found so far."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Literal, TypeAlias

from generator.budget import Budget

FILE_PREFIX = "<merge "
"""How the file name of compiled template code starts, by which its stack frames are known."""

MergeFaultKind: TypeAlias = Literal["missing", "blank", "wrong", "forbidden", "tested"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one merge may spend: seconds, and megabytes (2^20 characters) of text made on the way.

    ``opening`` is what reading and compiling the template may cost.
    """

    seconds: float = 10.0
    megabytes: int = 64
    opening: Budget = Budget()  # noqa: RUF009 (frozen)


class LimitExceededError(Exception):
    """A merge ran into its limits; the message says which."""


@dataclass(frozen=True, slots=True)
class MergeFault:
    """A fault as it happened: the part and the running number of the tag in it, and what is wrong.

    ``path`` are the attribute names that led to a missing value, ``owner`` what the first of them was
    looked up in.
    """

    part: str
    tag: int
    kind: MergeFaultKind
    message: str = ""
    path: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


class Rendering:
    """The meter and the notebook of one merge. Not to be shared between two merges.

    ``document`` is the ``DocxTemplate`` that writes the letter, if docxtpl does; ``needed_document`` the one
    that a value asked for. Tests of missing values are noted only while somebody ``watches_tests``. ``row``
    is the entry that a repeated row of merge fields prints just now.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        document: object = None,
        needed_document: object = None,
        watches_tests: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.document = document
        self.watches_tests = watches_tests
        self.findings: dict[MergeFault, None] = {}
        self.needed_document = needed_document
        self.has_markup = False
        self.has_breaks = False
        self.row: Mapping[str, object] = {}
        self._limits = limits
        self._budget = limits.megabytes * 2**20
        self._clock = clock
        self._deadline = clock() + limits.seconds
        self._spent = 0

    def begin_part(self) -> None:
        """Forget what the values of the part before this one were like."""
        self.has_markup = False
        self.has_breaks = False

    def spend(self, characters: int) -> str:
        """Count text made, or a step of a loop; return nothing to print.

        Raises ``LimitExceededError`` when the merge has used up its text or its time.
        """
        self._spent += characters
        if self._spent > self._budget:
            raise LimitExceededError(f"makes more than {self._limits.megabytes} MB of text")
        if self._clock() > self._deadline:
            raise LimitExceededError(f"takes longer than {self._limits.seconds:g} seconds")
        return ""

    @property
    def is_thrifty(self) -> bool:
        """Whether twice of what was spent until now would still be within the limits."""
        left = self._deadline - self._clock()
        return self._spent * 2 < self._budget and left * 2 > self._limits.seconds

    def note(self, finding: MergeFault) -> None:
        """Keep a finding; the same one from another turn of a loop is kept once."""
        self.findings[finding] = None


CURRENT: ContextVar[Rendering] = ContextVar("letterbook_rendering")
"""The merge that compiled template code is running for."""


def tag_of_frame(frame: FrameType | None) -> tuple[str, int]:
    """Return the part and the tag number that the innermost compiled template code in the stack is at."""
    while frame is not None:
        if frame.f_code.co_filename.startswith(FILE_PREFIX):
            return frame.f_globals["name"], _tag_number(frame.f_globals["debug_info"], frame.f_lineno)
        frame = frame.f_back
    return "", 0


def tag_of_traceback(trace: TracebackType | None) -> tuple[str, int]:
    """Return the part and the tag number of the innermost compiled template code that an error left."""
    place = ("", 0)
    while trace is not None:
        names = trace.tb_frame.f_globals
        if trace.tb_frame.f_code.co_filename.startswith(FILE_PREFIX):
            place = (names["name"], _tag_number(names["debug_info"], trace.tb_lineno))
        trace = trace.tb_next
    return place


def note_here(
    rendering: Rendering,
    kind: MergeFaultKind,
    message: str = "",
    *,
    path: tuple[str, ...] = (),
    known: tuple[str, ...] = (),
) -> None:
    """Note a finding at the tag that is being merged."""
    part, tag = tag_of_frame(sys._getframe(1))  # noqa: SLF001 - the documented way to the caller's frame
    rendering.note(MergeFault(part, tag, kind, message, path, known))


def _tag_number(debug_info: str, line: int) -> int:
    """Map a line of compiled code to a line of template source, where each tag starts a line of its own."""
    number = 1
    for entry in debug_info.split("&"):
        template_line, _, code_line = entry.partition("=")
        if not code_line or int(code_line) > line:
            break
        number = int(template_line)
    return number - 2
