"""``letterbook diff``: compare two runs, letter by letter, on as many processors as there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.comparison.comparing import compare_pair, is_identical
from generator.comparison.outcome import Outcome, conclude
from generator.comparison.records import LetterComparison, Pair, Settings
from generator.comparison.sides import open_side, pair_letters, stray_problems
from generator.workflow.processes import in_order

_WORTH_PROCESSES = 8
"""From this many changed letters on, starting processes costs less than it saves."""


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
    found: list[LetterComparison] = []
    open_questions: list[Pair] = []
    for pair in pair_letters(old, new, sides.only):
        if is_identical(pair):
            found.append(LetterComparison(pair, "same"))
        else:
            open_questions.append(pair)
    work = partial(compare_pair, settings=settings)
    compared = in_order(work, open_questions, count=len(open_questions), worth=_WORTH_PROCESSES)
    beside = () if sides.only else stray_problems(old, new)
    return conclude(sides.old, sides.new, (*found, *compared), beside)
