"""The name somebody probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the known name most like ``name``, in any case of letters, or the empty string."""
    return _nearest(name, tuple(known), likeness)


@lru_cache(maxsize=1024)
def _nearest(name: str, known: tuple[str, ...], likeness: float) -> str:
    by_lower = {other.lower(): other for other in known}
    found = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=likeness)
    return by_lower[found[0]] if found else ""
