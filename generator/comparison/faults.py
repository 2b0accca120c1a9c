"""What ends a comparison before it can say "same" or "different"."""

from __future__ import annotations

from generator.errors import ProblemsFoundError


class ComparisonError(ProblemsFoundError):
    """A side cannot be read, or the two have nothing to compare; each problem says which and why."""

    code = "comparison"
    exit_status = 2
