"""What a whole comparison came to: every letter's verdict, the groups of changes, one exit status. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.comparison.grouping import Group, group_changes
from generator.comparison.records import LEVELS, LetterComparison, Level
from generator.errors import Problem

SAME, DIFFERENT, CANNOT_COMPARE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Counts:
    """How many letters have each verdict."""

    same: int
    different: int
    only_old: int
    only_new: int
    unreadable: int

    @property
    def all(self) -> int:
        """The letters of both sides together, a pair counted once."""
        return self.same + self.different + self.only_old + self.only_new + self.unreadable


@dataclass(frozen=True, slots=True)
class Outcome:
    """A comparison of two sides under the names the user gave them."""

    old: str
    new: str
    comparisons: tuple[LetterComparison, ...]
    groups: tuple[Group, ...]
    beside: tuple[Problem, ...] = ()
    """What is wrong with a side beside its letters: files that belong to none."""
    failing: tuple[Level, ...] = LEVELS
    """The levels at which a change makes the exit status 1; changes of others are told all the same."""

    @property
    def counts(self) -> Counts:
        """How many letters have each verdict."""
        verdicts = Counter(comparison.verdict for comparison in self.comparisons)
        return Counts(
            verdicts["same"],
            verdicts["different"],
            verdicts["only_old"],
            verdicts["only_new"],
            verdicts["unreadable"],
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Faults of the files compared, and of files beside them."""
        of_letters = (problem for comparison in self.comparisons for problem in comparison.problems)
        return (*self.beside, *of_letters)

    @property
    def exit_status(self) -> int:
        """0 when all letters are the same, 1 when some differ, 2 when some cannot be compared.

        A file that is not the one its manifest names, or that none names, is a difference too.
        """
        counts = self.counts
        if counts.unreadable:
            return CANNOT_COMPARE
        fails = any(change.level in self.failing for each in self.comparisons for change in each.changes)
        return DIFFERENT if fails or counts.only_old or counts.only_new or self.problems else SAME


def conclude(
    old: str, new: str, comparisons: Iterable[LetterComparison], beside: Iterable[Problem] = ()
) -> Outcome:
    """Return the outcome of the comparisons, in the order of the letters."""
    ordered = tuple(sorted(comparisons, key=lambda comparison: comparison.pair.key))
    return Outcome(old, new, ordered, group_changes(ordered), tuple(beside))
