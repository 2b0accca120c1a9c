"""The name that somebody probably meant, and the hint that says it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return the hint that names the known name most like ``name``, or ``otherwise`` when none is."""
    meant = nearest(name, known)
    return f"did you mean {meant!r}?" if meant else otherwise


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the known name most like ``name``, in any case of letters, or the empty string."""
    return _nearest(name, tuple(known), likeness)


@lru_cache(maxsize=128)
def _nearest(name: str, known: tuple[str, ...], likeness: float) -> str:
    """Look for each name once: the same one is unknown in every letter of a batch."""
    by_lower = {other.lower(): other for other in sorted(known)}
    near = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=likeness)
    return by_lower[near[0]] if near else ""
