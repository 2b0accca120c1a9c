"""What came of a request so far, as the grounds on which the next letter rests. Pure."""

from __future__ import annotations

from generator.cases import Case
from generator.model import Grounds


def closing_grounds(case: Case) -> Grounds:
    """Return what the closing letter of an answered case rests on."""
    if case.completeness == "nil":
        return "nil"
    return "late" if case.timeliness == "late" else "complete"


def main_grounds(case: Case) -> Grounds:
    """Return what a letter to the recipient of a case rests on first: what came of the request so far."""
    if case.satisfied_on is not None:
        return closing_grounds(case)
    return "incomplete" if case.completeness == "partial" else "no_response"
