"""``letterbook diff``: compare two runs, letter by letter, on as many processors as there are."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.comparison.comparing import broken_off, compare_pair, is_identical, size_of_pair
from generator.comparison.outcome import Outcome, conclude
from generator.comparison.records import LetterComparison, Pair, Settings
from generator.comparison.sides.opening import open_side, pair_letters, stray_problems
from generator.workflow.bounded import one_by_one
from generator.workflow.processes import in_order

_WORTH_PROCESSES = 8
"""From this many changed letters on, starting processes costs less than it saves."""
_SHARE = 40
"""Changed letters that one process compares in a row: what they have in common is read once."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What to compare: two sides by name, where batch ids are looked up, and which recipients count."""

    old: str
    new: str
    out: Path = Path("out")
    only: tuple[str, ...] = ()


def compare(sides: Sides, settings: Settings) -> Outcome:
    """Compare every letter of either side; letters whose files are the same bytes cost one reading.

    Raises:
        ComparisonError: a side cannot be opened, or the two have no letter in common with ``only``.
    """
    repository = Path.cwd()
    old, new = (open_side(name, sides.out, repository) for name in (sides.old, sides.new))
    same: list[LetterComparison] = []
    open_questions: list[Pair] = []
    for pair in pair_letters(old, new, sides.only):
        if is_identical(pair):
            same.append(LetterComparison(pair, "same"))
        else:
            open_questions.append(pair)
    compared = _compare_all(open_questions, settings)
    beside = () if sides.only else stray_problems(old, new)
    return conclude(sides.old, sides.new, (*same, *compared), beside)


def _compare_all(pairs: list[Pair], settings: Settings) -> Iterator[LetterComparison]:
    """Yield the comparison of each pair; one that takes a process with it is told, and the others go on."""
    share = max(1, min(_SHARE, math.ceil(len(pairs) / _WORTH_PROCESSES)))
    shares = [pairs[start : start + share] for start in range(0, len(pairs), share)]
    work = partial(_compare_share, settings=settings)
    for compared in in_order(work, shares, count=len(pairs), worth=_WORTH_PROCESSES):
        yield from compared


def _compare_share(pairs: list[Pair], settings: Settings) -> list[LetterComparison]:
    work = partial(compare_pair, settings=settings)
    return list(one_by_one(work, pairs, size=size_of_pair, broken=broken_off))
