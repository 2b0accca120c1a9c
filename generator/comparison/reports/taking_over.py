"""The commands that take letters over as golden, for a reader who finds that a change is wanted. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.comparison.golden.approving import Sight, token_of
from generator.comparison.golden.choosing import golden_name, told
from generator.comparison.outcome import Outcome
from generator.comparison.records import LetterKey

COMMAND = "letterbook golden update"

_LONGEST = 100_000
"""Shells pass on no longer argument than 128 KiB."""


@dataclass(frozen=True, slots=True)
class TakingOver:
    """A command for each letter that changed, came or went, and ``all`` for the whole of them.

    ``all`` is empty when it would be longer than a shell takes.

    Each carries what the reader saw of the letters (``--expect``), so that nothing else becomes golden.
    """

    all: str
    each: Mapping[LetterKey, str]


def taking_over(outcome: Outcome, seen: Mapping[LetterKey, Sight], command: str) -> TakingOver | None:
    """Return how the letters ``seen`` are taken over with ``command``; None when there is none of them."""
    if not seen:
        return None
    known = [comparison.pair.key for comparison in outcome.comparisons]
    each = {key: _command({key: sight}, known, command) for key, sight in seen.items()}
    whole = _command(seen, known, command)
    return TakingOver(whole if len(whole) <= _LONGEST else "", each)


def _command(seen: Mapping[LetterKey, Sight], known: list[LetterKey], command: str) -> str:
    token = token_of({golden_name(key): sight for key, sight in seen.items()})
    return f"{command} {told(seen, known)} --expect {token}"
