"""What the letters of one template share is worked out once: what is said of a part is kept by its bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

LONGEST = 131_072
"""Parts of more bytes than this are not kept, so that no document can fill the memory."""
_MOST = 64

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
