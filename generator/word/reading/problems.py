"""What reading finds wrong, gathered with its place so that one run tells everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.errors import Problem


@dataclass(slots=True)
class ProblemsFound:
    """The problems found so far in one document; each distinct one is kept once."""

    source: str
    problems: dict[Problem, None] = field(default_factory=dict)

    def refuse(self, place: str, message: str, hint: str = "") -> None:
        """Note something that cannot be shown."""
        self._note(place, message, hint, "error")

    def approximate(self, place: str, message: str, hint: str = "") -> None:
        """Note something that is shown differently from what Word would do."""
        self._note(place, message, hint, "warning")

    def _note(self, place: str, message: str, hint: str, severity: Literal["error", "warning"]) -> None:
        source = f"{self.source}: {place}" if place else self.source
        self.problems.setdefault(Problem(source, "", message, hint, severity))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that forbid a conversion."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that do not."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")
