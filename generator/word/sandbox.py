"""The Jinja environment that templates are compiled in: strict, metered, and closed to everything around it.

No template can load another, call what changes values, reach Python's internals, or make text without
limit: each way to make text large (operators, filters, methods of text) is counted before it happens.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from jinja2 import nodes
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing as absent
from markupsafe import Markup

from generator.word.codegen import LetterCodeGenerator
from generator.word.filters import FILTERS
from generator.word.missing import Missing
from generator.word.printing import DeliberateBlank, assembled, failed, printed
from generator.word.rendering import CURRENT, LimitExceededError

_LARGEST_ARGUMENT = 10_000
_LARGEST_POWER_BITS = 4_096
_WIDTH = re.compile(r"\d{5,}|\*")
_UNSEEN_BY_FILTERS = frozenset({"default", "d"})
_NOT_DETERMINISTIC = ("random",)
_SEQUENCES = (str, bytes, list, tuple)


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """An immutable sandbox for letters. Values that are not given become ``Missing``."""

    code_generator_class = LetterCodeGenerator
    intercepted_binops: ClassVar[frozenset[str]] = frozenset({"+", "*", "**", "%"})  # type: ignore[misc]

    def __init__(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(autoescape=True, undefined=Missing, optimized=False, cache_size=0)
        self.printed = printed
        self.assembled = assembled
        self.failed = failed
        self.deliberate_blank = DeliberateBlank()
        self.globals.pop("lipsum")
        for name in _NOT_DETERMINISTIC:
            self.filters.pop(name)
        self.filters.update(FILTERS)
        self.filters.update(filters)
        self.filters = {name: _metered(name, function) for name, function in self.filters.items()}

    def spend(self, characters: int) -> None:
        """Count a turn of a loop or a call of a macro."""
        CURRENT.get().spend(characters)

    def joined(self, values: tuple[object, ...]) -> str:
        """Return what ``~`` makes of the values; a missing one is noted."""
        text = (
            markup_join(values) if any(hasattr(value, "__html__") for value in values) else str_join(values)
        )
        CURRENT.get().spend(len(text))
        return text

    def sliced(self, value: Any, start: object, stop: object, step: object) -> Any:  # noqa: ANN401 - anything
        """Return ``value[start:stop:step]``, counted."""
        if isinstance(value, Missing):
            return value
        part = value[start:stop:step]
        CURRENT.get().spend(len(part))
        return part

    def getattr(self, obj: object, attribute: str) -> object:
        """Return a value by name; a key of a mapping goes before a method of the same name."""
        if isinstance(obj, Missing):
            return obj.child(attribute)
        if isinstance(obj, Mapping):
            value = obj.get(attribute, absent)
            if value is not absent:
                return value
        return super().getattr(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """Return a value by key or position."""
        if isinstance(obj, Missing):
            return obj.child(argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Apply an operator whose result could be large, counting it first."""
        if isinstance(left, Missing) or isinstance(right, Missing):
            return left if isinstance(left, Missing) else right
        CURRENT.get().spend(_OPERATOR_COSTS[operator](left, right))
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, function: object, /, *args: object, **kwargs: object) -> object:
        """Call a function or method; methods of text and numbers are counted first."""
        if isinstance(function, Missing):
            return function
        owner = getattr(getattr(function, "__wrapped__", function), "__self__", None)
        if isinstance(owner, str | bytes | int):
            name = getattr(function, "__name__", "")
            CURRENT.get().spend(_cost(name, owner, (*args, *kwargs.values())))
        result = super().call(context, function, *args, **kwargs)
        _spend_on(result)
        return result


def _metered(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    if name in _UNSEEN_BY_FILTERS:
        return function
    position = 1 if hasattr(function, "jinja_pass_arg") else 0

    @functools.wraps(function)
    def metered(*args: object, **kwargs: object) -> object:
        value = args[position]
        if isinstance(value, Missing):
            return value
        CURRENT.get().spend(_cost(name, value, (*args[position + 1 :], *kwargs.values())))
        result = function(*args, **kwargs)
        _spend_on(result)
        return str(result) if type(result) is Markup and not result else result

    return metered


def _spend_on(result: object) -> None:
    if isinstance(result, _SEQUENCES):
        CURRENT.get().spend(len(result))


def _cost(name: str, value: object, arguments: tuple[object, ...]) -> int:
    """Return at most how many characters the filter or method ``name`` makes of ``value``."""
    if any(isinstance(argument, int | float) and abs(argument) > _LARGEST_ARGUMENT for argument in arguments):
        raise LimitExceededError(f"calls {name} with a number over {_LARGEST_ARGUMENT:,}")
    match name, value:
        case "translate", _:
            raise LimitExceededError("calls translate, which can make text of any size")
        case "replace", str():
            texts = [str(argument) for argument in arguments[:2] if not isinstance(argument, Missing)]
            return _replacement_cost(str(value), texts)
        case "join", str():
            return sum(len(value) + _length(member) for members in arguments for member in _listed(members))
        case "join", list() | tuple():
            separator = _length(arguments[0]) if arguments else 0
            return sum(separator + _length(member) for member in value)
        case "format" | "format_map", str():
            if _WIDTH.search(value):
                raise LimitExceededError("formats with a width over 9,999")
            return len(value) + sum(map(_length, arguments)) * (value.count("{") + value.count("%"))
        case _:
            return _length(value)


def _replacement_cost(text: str, arguments: list[str]) -> int:
    if len(arguments) < 2:
        return len(text)
    return len(text) + text.count(arguments[0]) * len(arguments[1])


def _listed(members: object) -> tuple[object, ...]:
    return tuple(members) if isinstance(members, list | tuple | set | dict) else ()


def _length(value: object) -> int:
    return len(value) if isinstance(value, _SEQUENCES) else 16


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
    return _cost("format", left, members)


_OPERATOR_COSTS: Mapping[str, Callable[[Any, Any], int]] = {
    "+": _sum_cost,
    "*": _product_cost,
    "**": _power_cost,
    "%": _remainder_cost,
}

LOADERS = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
"""The statements that would load another template; there is none to load."""
