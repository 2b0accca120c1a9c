"""The Jinja environment that templates are compiled in: strict, metered, and closed to everything around it.

No template can load another, call what changes values, reach Python's internals, or make text without
limit: each way to make text large (operators, filters, methods of text) is counted before it happens.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from jinja2 import nodes, pass_context
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.runtime import Context, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing as absent
from markupsafe import Markup

from generator.word.engine.codegen import LOOP_STEP, LetterCodeGenerator, prepare
from generator.word.engine.costs import COUNTED, LOOKS_AT_MEMBERS_ONLY, OPERATOR_COSTS, cost, extent
from generator.word.engine.filters import FILTERS
from generator.word.engine.fragments import Fragment
from generator.word.engine.output import DeliberateBlank, assembled, failed, printed, refuse_textless
from generator.word.engine.rendering import CURRENT
from generator.word.engine.undefined import Missing
from generator.word.fields.merge_results import NATIVE_FUNCTION, ROWS_FUNCTION, Native, look_up_rows

_UNSEEN_BY_FILTERS = frozenset({"default", "d"})
_MAKE_TEXT = frozenset(DEFAULT_FILTERS) - LOOKS_AT_MEMBERS_ONLY - _UNSEEN_BY_FILTERS
"""Jinja's own filters that write out what they are given."""
_NOT_DETERMINISTIC = ("random",)


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
        self.native_fields: list[Native] = []
        self.fragments: list[Fragment] = []
        self._fragment_numbers: dict[str, int] = {}
        self.globals.pop("lipsum")
        self.globals[NATIVE_FUNCTION] = self._native_value
        self.globals[ROWS_FUNCTION] = self._native_rows
        for name in _NOT_DETERMINISTIC:
            self.filters.pop(name)
        self.filters.update(FILTERS)
        self.filters.update(filters)
        self.filters = {name: _metered(name, function) for name, function in self.filters.items()}

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - Jinja's
        return super()._generate(prepare(source), *args, **kwargs)

    @pass_context
    def _native_value(self, context: Context, _names: str, number: int, _optional: object) -> object:
        return self.native_fields[number].value(context.get_all(), CURRENT.get().row)

    @pass_context
    def _native_rows(self, context: Context, numbers: str) -> Iterator[Mapping[str, object]]:
        """Yield each entry that a row of merge fields is repeated for, which its fields look into first."""
        names = [name for number in numbers.split("/") for name in self.native_fields[int(number)].names]
        rendering = CURRENT.get()
        for rendering.row in look_up_rows(names, context.get_all()):
            yield rendering.row
        rendering.row = {}

    def fragment_number(self, text: str) -> int:
        """Keep static text of a template as a fragment, and return its place in ``fragments``."""
        if text not in self._fragment_numbers:
            self._fragment_numbers[text] = len(self.fragments)
            self.fragments.append(Fragment(text))
        return self._fragment_numbers[text]

    def spend(self, characters: int) -> None:
        """Count a turn of a loop or a call of a macro."""
        CURRENT.get().spend(characters)

    def turned(self, condition: object) -> object:
        """Return what a loop's condition gave, counted as a turn: no other is counted while none holds."""
        CURRENT.get().spend(LOOP_STEP)
        return condition

    def joined(self, values: tuple[object, ...]) -> str:
        """Return what ``~`` makes of the values; a missing one is noted."""
        refuse_textless(values)
        CURRENT.get().spend(sum(map(extent, values)))
        return markup_join(values)

    def gathered(self, members: list[object] | tuple[object, ...] | dict[object, object]) -> object:
        """Return a list, tuple or dict written in a template, counted with all that is in it."""
        _spend_on(members)
        return members

    def sliced(self, value: Any, start: object, stop: object, step: object) -> Any:  # noqa: ANN401 - anything
        """Return ``value[start:stop:step]``, counted."""
        if isinstance(value, Missing):
            return value
        part = value[start:stop:step]
        CURRENT.get().spend(len(part))
        return part

    def getattr(self, obj: object, attribute: str) -> object:
        """Return a value by name; a key of a mapping goes before a method of the same name."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
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
        CURRENT.get().spend(OPERATOR_COSTS[operator](left, right))
        if operator == "%" and isinstance(left, str):
            refuse_textless((right,))
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, function: object, /, *args: object, **kwargs: object) -> object:
        """Call a function or method; methods of text and numbers are counted first.

        What these and ``range`` make of a missing value is that value, missing still.
        """
        if isinstance(function, Missing):
            return function
        given = (*args, *kwargs.values())
        owner = getattr(getattr(function, "__wrapped__", function), "__self__", None)
        if isinstance(owner, str | bytes | int) or function is self.globals["range"]:
            missing = next((value for value in given if isinstance(value, Missing)), None)
            if missing is not None:
                return missing
        if isinstance(owner, str | bytes | int):
            CURRENT.get().spend(cost(getattr(function, "__name__", ""), owner, given))
        if isinstance(owner, str):
            refuse_textless(given)
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
        CURRENT.get().spend(cost(name, value, (*args[position + 1 :], *kwargs.values())))
        if name in _MAKE_TEXT and "attribute" not in kwargs:
            refuse_textless((*args[position:], *kwargs.values()))
        result = function(*args, **kwargs)
        _spend_on(result)
        return str(result) if type(result) is Markup and not result else result

    return metered


def _spend_on(result: object) -> None:
    if isinstance(result, COUNTED):
        CURRENT.get().spend(extent(result))


LOADERS = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
"""The statements that would load another template; there is none to load."""
