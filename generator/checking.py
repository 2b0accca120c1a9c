"""Faults of one cause, told together: those of a letter's template, and any that are alike. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.errors import Problem
from generator.model import Recipient

MOST_NAMED = 30
"""So many recipients are named in one message; of the rest it gives the number."""

_VALUE = re.compile(r"""(?<!\w)(?:'[^']*'|"[^"]*")(?!\w)|\w*\d\w*""")
"""What differs between faults of one cause: a quoted value, a number, a hash."""


@dataclass(frozen=True, slots=True)
class RecipientFault:
    """A fault that a letter has for one recipient."""

    problem: Problem
    recipient: Recipient


def gather_faults(faults: Iterable[RecipientFault], recipient_count: int) -> tuple[Problem, ...]:
    """Return each distinct fault once, in the order found; its message says for which recipients it holds."""
    recipients: dict[Problem, dict[str, Recipient]] = {}
    for fault in faults:
        recipients.setdefault(fault.problem, {})[fault.recipient.recipient_id] = fault.recipient
    return tuple(
        replace(problem, message=f"{problem.message} ({_concerned(tuple(of.values()), recipient_count)})")
        for problem, of in recipients.items()
    )


def _concerned(recipients: tuple[Recipient, ...], recipient_count: int) -> str:
    if len(recipients) == recipient_count > 1:
        return f"for all {recipient_count} recipients"
    named = ", ".join(f"{it.recipient_id} at {it.source}" for it in recipients[:MOST_NAMED])
    more = len(recipients) - MOST_NAMED
    return f"for {named}" + (f" and {more} more" if more > 0 else "")


def alike(problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], ...]:
    """Return the problems in groups of one cause each, in the order in which they were found.

    Of one cause are those that say the same of the same field, whatever place and values they name.
    """
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        said = (_VALUE.sub("…", text) for text in (problem.message, problem.hint))
        groups.setdefault((problem.severity, problem.field, *said), []).append(problem)
    return tuple(map(tuple, groups.values()))
