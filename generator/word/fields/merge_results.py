"""What Word's own merge fields print: the value of a column, or the text that an IF field chooses."""

from __future__ import annotations

import fnmatch
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from generator.word.engine.filters import as_number
from generator.word.engine.output import DeliberateBlank
from generator.word.engine.undefined import Missing
from generator.word.fields.formats import FieldFormat

Values = Mapping[str, object]
NATIVE_FUNCTION = "mergefield"
"""The name of the function that merge fields become calls of."""

ROWS_FUNCTION = "mergerows"
"""The name of the function that gives the entries for which a table row of merge fields is repeated."""

NESTED = 0xE000
"""Where the private characters begin that stand for fields inside an instruction."""


@dataclass(frozen=True, slots=True)
class NativeField:
    """A MERGEFIELD: the column it asks for, and how its value is written."""

    name: str
    format: FieldFormat

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that the field asks for."""
        return (self.name,)

    @property
    def optional(self) -> bool:
        """Whether the field may have no value: it then prints nothing, with what belongs before or after."""
        return self.format.optional

    def value(self, values: Values, entry: Values) -> object:
        """Return the text of the field; missing and blank values as they are."""
        value = look_up(self.name, values, entry)
        if self.optional and (
            isinstance(value, Missing) or not str(value if value is not None else "").strip()
        ):
            return DeliberateBlank()
        if isinstance(value, Missing | list | tuple | dict) or value is None or not str(value).strip():
            return value
        return self.format.write(value)


@dataclass(frozen=True, slots=True)
class NativeCondition:
    """An IF field: two texts to compare, and two to choose from; each may contain merge fields."""

    words: tuple[str, ...]
    nested: tuple[NativeField | NativeCondition, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that the condition and its texts ask for."""
        return tuple(name for inner in self.nested for name in inner.names)

    @property
    def optional(self) -> bool:
        """A condition is what makes its fields optional."""
        return True

    def value(self, values: Values, entry: Values) -> object:
        """Return the text that the condition chooses (ECMA-376 part 1, 17.16.5.25)."""
        left, operator, right, *texts = (*self.words, "", "", "", "", "")[:5]
        holds = _holds(self._text(left, values, entry), operator, self._text(right, values, entry))
        return self._text(texts[0] if holds else texts[1], values, entry) or DeliberateBlank()

    def _text(self, word: str, values: Values, entry: Values) -> str:
        for index, inner in enumerate(self.nested):
            mark = chr(NESTED + index)
            if mark in word:
                value = inner.value(values, entry)
                word = word.replace(mark, "" if isinstance(value, Missing) or value is None else str(value))
        return word


Native: TypeAlias = NativeField | NativeCondition


def look_up(name: str, values: Values, entry: Values = MappingProxyType({})) -> object:
    """Return the value of a column by the name in a MERGEFIELD: any case, spaces as underscores.

    Looked up is in the ``entry`` of a repeated row, then in the recipient's row, then in the values.
    """
    row = values.get("recipient")
    scopes = [scope for scope in (entry, row, values) if isinstance(scope, Mapping)]
    for scope in scopes:
        if name in scope:
            return scope[name]
    for scope in scopes:
        for key, value in scope.items():
            if _folded(str(key)) == _folded(name):
                return value
    first, _, rest = name.partition(".")
    inner = values.get(first)
    if rest and isinstance(inner, Mapping):
        return look_up(rest, inner)
    return Missing(obj={str(key): None for scope in scopes for key in scope}, name=name)


def look_up_rows(names: Iterable[str], values: Values) -> tuple[Mapping[str, object], ...]:
    """Return the entries to repeat a table row for: the first list of entries under a name of its fields.

    As docx-mailmerge does with a list for a field. A row none of whose fields is such a list stands once.
    """
    for name in names:
        value = look_up(name, values)
        if isinstance(value, list | tuple) and all(isinstance(entry, Mapping) for entry in value):
            return tuple(value)
    return ({},)


def _folded(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _holds(left: str, sign: str, right: str) -> bool:
    if sign in ("=", "<>") and ("*" in right or "?" in right):
        return fnmatch.fnmatchcase(left, right.replace("[", "[[]")) == (sign == "=")
    numbers = _numbers(left, right)
    compare = _COMPARISONS.get(sign) or _COMPARISONS["="]
    return compare(*(numbers or (left, right)))


def _numbers(left: str, right: str) -> tuple[object, object] | None:
    try:
        first, second = as_number(left), as_number(right)
    except ValueError:
        return None
    return None if first is None or second is None else (first, second)


_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
