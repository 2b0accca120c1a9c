"""What the letters of one template share is worked out once: what is said of a part is kept by its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

LONGEST = 131_072
"""Parts of more bytes than this are not kept, so that no document can fill the memory."""
_MOST = 64
_MOST_JUDGED = 1_024

Part = TypeVar("Part", bytes, bytes | None)
More = ParamSpec("More")
Result = TypeVar("Result")


def kept(read: Callable[Concatenate[Part, More], Result]) -> Callable[Concatenate[Part, More], Result]:
    """Make a function of a part's bytes remember what it returned, which must not be changed afterwards."""
    known = lru_cache(maxsize=_MOST)(read)

    @wraps(read)
    def reader(part: Part, /, *more: More.args, **named: More.kwargs) -> Result:
        is_short = part is None or len(part) <= LONGEST
        return known(part, *more, **named) if is_short else read(part, *more, **named)  # type: ignore[arg-type] # bytes are hashable

    return reader


def judged(read: Callable[[bytes], str]) -> Callable[[bytes], str]:
    """Make a function of a part's bytes remember the few words it returned, of parts of any length.

    A part is known by its SHA-256 alone, so that a long one, such as the styles that all letters of a
    template share, takes no memory.
    """
    known: dict[bytes, str] = {}

    @wraps(read)
    def reader(part: bytes, /) -> str:
        digest = hashlib.sha256(part).digest()
        verdict = known.pop(digest, None)
        if verdict is None:
            verdict = read(part)
        known[digest] = verdict  # last, as what was asked for last
        if len(known) > _MOST_JUDGED:
            known.pop(next(iter(known)), None)
        return verdict

    return reader
