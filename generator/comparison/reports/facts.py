"""The outcome as JSON: every letter, every change, every group. Pure."""

from __future__ import annotations

from dataclasses import asdict

from generator.comparison.describe import headline, verdict
from generator.comparison.grouping import Group
from generator.comparison.outcome import Outcome
from generator.comparison.records import Change, LetterComparison

SCHEMA = 1
"""Raised when a name goes or changes its meaning; new names may come without."""


def outcome_facts(outcome: Outcome) -> dict[str, object]:
    """Return the outcome as ``--json`` prints it."""
    return {
        "ok": outcome.exit_status == 0,
        "schema": SCHEMA,
        "old": outcome.old,
        "new": outcome.new,
        "verdict": verdict(outcome),
        "exit_status": outcome.exit_status,
        "counts": asdict(outcome.counts),
        "groups": [_group(group) for group in outcome.groups],
        "letters": [_letter(comparison) for comparison in outcome.comparisons],
        "problems": [asdict(problem) for problem in outcome.problems],
    }


def _group(group: Group) -> dict[str, object]:
    return {
        "summary": headline(group),
        "level": group.level,
        "kind": group.kind,
        "what": group.what,
        "cause": group.cause,
        "field": group.field,
        "uniform": group.uniform,
        "letters": group.letters,
        "places": [
            asdict(place.pair.key) | {"name": place.pair.name} | _change(place.change)
            for place in group.places
        ],
    }


def _letter(comparison: LetterComparison) -> dict[str, object]:
    key = asdict(comparison.pair.key)
    return key | {
        "name": comparison.pair.name,
        "verdict": comparison.verdict,
        "changes": [_change(c) for c in comparison.changes],
    }


def _change(change: Change) -> dict[str, object]:
    return {"change_level" if name == "level" else name: value for name, value in asdict(change).items()}
