"""What the operators, filters and methods of a template cost: how much text they can make, before they do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sized
from typing import Any

from jinja2.utils import Namespace

from generator.word.engine.rendering import LimitExceededError
from generator.word.engine.undefined import Missing

COUNTED = (str, bytes, list, tuple, dict, Namespace)
"""The kinds of value whose making is counted."""

_LARGEST_ARGUMENT = 10_000
_LARGEST_POWER_BITS = 4_096
_WIDTH = re.compile(
    r"%(?:\([^)]*\))?[-#0 +]*(?:\*|\d{5,}|\d*\.(?:\*|\d{5,}))"  # as in %(name)99999d and %*d
    r"|\{[^{}]*(?:\{|:[^{}]*\d{5,})"  # as in {:99999} and {:{width}}
)
_SMALL = 16
_PER_COPY = 1_000
"""Characters that are copied, where text is copied again and again, in the time of one that is made."""
_SEQUENCES = (str, bytes, list, tuple)
LOOKS_AT_MEMBERS_ONLY = frozenset(
    {
        "attr", "batch", "count", "dictsort", "first", "groupby", "items", "last", "length", "list", "map",
        "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr", "slice", "sort", "sum",
        "unique",
    }
)  # fmt: skip
"""Filters that do not turn a list into text."""


def extent(value: object) -> int:
    """Return how many characters ``value`` has, written out, about: shared members count each time."""
    return _extent(value, {})


def _extent(value: object, known: dict[int, int]) -> int:
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, Namespace):
        value = value._Namespace__attrs  # noqa: SLF001 - a namespace shows its names in no other way
    if not isinstance(value, list | tuple | dict | set | frozenset):
        return _SMALL
    if id(value) not in known:
        known[id(value)] = 1
        members = (*value.keys(), *value.values()) if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(_extent(member, known) for member in members)
    return known[id(value)]


def cost(name: str, value: object, arguments: tuple[object, ...]) -> int:
    """Return at most how many characters the filter or method ``name`` makes of ``value``."""
    if any(isinstance(argument, int | float) and abs(argument) > _LARGEST_ARGUMENT for argument in arguments):
        raise LimitExceededError(f"calls {name} with a number over {_LARGEST_ARGUMENT:,}")
    match name, value:
        case "translate", _:
            raise LimitExceededError("calls translate, which can make text of any size")
        case "replace", str():
            return _replacement_cost(value, arguments)
        case (("wordwrap" | "striptags" | "urlize" | "sum"), _):
            return _copying_cost(value, arguments)
        case "join", str():
            return sum(len(value) + extent(member) for members in arguments for member in _listed(members))
        case "join", list() | tuple():
            separator = extent(arguments[0]) if arguments else 0
            return sum(separator + extent(member) for member in value)
        case "format" | "format_map", str():
            return _format_cost(value, arguments)
        case _:
            return _length(value) if name in LOOKS_AT_MEMBERS_ONLY else extent(value)


def _copying_cost(value: object, arguments: tuple[object, ...]) -> int:
    """Return the cost of what copies its text, or adds up lists, once for each piece of it."""
    pieces = sum(len(argument) for argument in arguments if isinstance(argument, _SEQUENCES))
    if isinstance(value, str):
        return len(value) * (1 + pieces) + len(value) ** 2 // _PER_COPY
    has_lists = any(isinstance(argument, _SEQUENCES) for argument in arguments)
    return _length(value) + (extent(value) ** 2 // _PER_COPY if has_lists else 0)


def _length(value: object) -> int:
    return len(value) if isinstance(value, Sized) else 0


def _format_cost(pattern: str, arguments: tuple[object, ...]) -> int:
    if _WIDTH.search(pattern):
        raise LimitExceededError("formats with a width over 9,999, or one that is not written out")
    widths = [int(digits) for digits in re.findall(r"\d+", pattern)]
    widest = max([*widths, *(argument for argument in arguments if isinstance(argument, int))], default=0)
    placeholders = pattern.count("{") + pattern.count("%")
    return len(pattern) + placeholders * (widest + extent(arguments))


def _replacement_cost(text: str, arguments: tuple[object, ...]) -> int:
    texts = [str(argument) for argument in arguments[:2] if not isinstance(argument, Missing)]
    if len(texts) < 2:
        return len(text)
    return len(text) + text.count(texts[0]) * len(texts[1])


def _listed(members: object) -> tuple[object, ...]:
    return tuple(members) if isinstance(members, str | list | tuple | set | dict) else ()


def _sum_cost(left: object, right: object) -> int:
    if isinstance(left, _SEQUENCES) and isinstance(right, _SEQUENCES):
        return len(left) + len(right)
    return 1


def _product_cost(left: object, right: object) -> int:
    if isinstance(left, _SEQUENCES) and isinstance(right, int):
        return len(left) * max(right, 0)
    if isinstance(right, _SEQUENCES) and isinstance(left, int):
        return len(right) * max(left, 0)
    if isinstance(left, int) and isinstance(right, int):
        return (left.bit_length() + right.bit_length()) // 8
    return 1


def _power_cost(left: object, right: object) -> int:
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() * right > _LARGEST_POWER_BITS:
        raise LimitExceededError(f"raises a number to a power with over {_LARGEST_POWER_BITS:,} bits")
    return 1


def _remainder_cost(left: object, right: object) -> int:
    if not isinstance(left, str):
        return 1
    members = right if isinstance(right, tuple) else (right,)
    return cost("format", left, members)


OPERATOR_COSTS: Mapping[str, Callable[[Any, Any], int]] = {
    "+": _sum_cost,
    "*": _product_cost,
    "**": _power_cost,
    "%": _remainder_cost,
}
