"""Which values steer a merge, and which it merely prints: letters that differ in those alone are alike.

A merge has faults because of what its template does with a value. Where all that it does is to print it, to
ask whether it is blank, or to loop over it, one value is as good as another of the same sort. Names are told
apart rather than places: what is done with a name anywhere counts everywhere. In doubt, a value steers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jinja2 import nodes

_STATEMENTS = (nodes.Output, nodes.If, nodes.For, nodes.Assign)
"""What a template may be made of; macros, filtered blocks and the like may do anything to a value."""
_OF_TEXT = frozenset({"capitalize", "join", "join_and", "lower", "title", "trim", "upper"})
"""Filters that print whatever text they are given, if it is not blank."""
_OF_TYPES: Mapping[str, frozenset[type]] = {
    "long_date": frozenset({date}),
    "money": frozenset({int, Decimal}),
}
"""Filters that print whatever they are given of these types."""


@dataclass(frozen=True, slots=True)
class Steering:
    """The ``names`` whose values steer a merge, those whose texts do, those that do save for some types."""

    names: frozenset[str]
    texts: frozenset[str]
    types: Mapping[str, frozenset[type]]

    def likeness(self, values: Mapping[str, object]) -> Hashable:
        """Return what decides about a merge with these values: of what is merely printed, its sort."""
        return tuple(self._of(name, value, None) for name, value in values.items())

    def _of(self, name: str, value: object, types: frozenset[type] | None) -> Hashable:
        if name in self.names or (name in self.texts and isinstance(value, str)):
            return repr(value)
        if name in self.types:
            types = self.types[name] if types is None else types & self.types[name]
        match value:
            case Mapping():
                return tuple((key, self._of(str(key), inner, types)) for key, inner in value.items())
            case list() | tuple():
                return tuple(self._of("", inner, types) for inner in value)
            case _ if types is not None and type(value) not in types:
                return repr(value)
            case str():
                return _sort_of_text(value)
            case _:
                return type(value).__name__, bool(value), len(str(value)).bit_length()


def _sort_of_text(text: str) -> str | int:
    """Return how long a plain text is, to the next power of two; an unusual text as it is."""
    is_plain = not text or (text.isascii() and text.isprintable() and not text.isspace())
    return len(text).bit_length() if is_plain else text


def steering_of(tree: nodes.Template) -> Steering | None:
    """Return which values steer the merge of a part, or None when any may."""
    functions = (call.node for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name))
    statements = (node for node in tree.find_all(nodes.Stmt) if not isinstance(node, _STATEMENTS))
    if next(functions, None) or next(statements, None):
        return None
    walk = _Walk()
    walk.through(tree.body)
    return walk.steering()


def together(parts: Iterable[Steering | None]) -> Steering | None:
    """Return which values steer a merge of all the parts."""
    names: set[str] = set()
    texts: set[str] = set()
    types: dict[str, frozenset[type]] = {}
    for part in parts:
        if part is None:
            return None
        names |= part.names
        texts |= part.texts
        types |= {name: types.get(name, these) & these for name, these in part.types.items()}
    return Steering(frozenset(names), frozenset(texts), types)


class _Walk:
    """Goes through a template and gathers the names that steer it."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._types: dict[str, frozenset[type]] = {}
        self._members: list[tuple[str, str]] = []

    def steering(self) -> Steering:
        """Return what was found; what is done with the members of a list is done with the list."""
        looped = frozenset(whole for _, whole in self._members)
        for _ in self._members:
            for member, whole in self._members:
                if member in self._names | looped:
                    self._names.add(whole)
                if member in self._types:
                    self._print(whole, self._types[member])
        return Steering(frozenset(self._names), looped, self._types)

    def through(self, block: Iterable[nodes.Node]) -> None:
        """Take the statements of a block."""
        for node in block:
            match node:
                case nodes.Output():
                    self._output(node.nodes)
                case nodes.If():
                    self._truth(node.test)
                    self.through((*node.body, *node.elif_, *node.else_))
                case nodes.For():
                    self._loop(node)
                case _:
                    self._read(node)

    def _output(self, printed: Iterable[nodes.Node]) -> None:
        for node in printed:
            chain = _names_of(node.node) if isinstance(node, nodes.Filter) and node.node else ()
            if chain and isinstance(node, nodes.Filter) and _has_plain_arguments(node):
                self._filtered(node, chain[-1])
            elif not isinstance(node, nodes.TemplateData) and not _names_of(node):
                self._read(node)

    def _filtered(self, node: nodes.Filter, name: str) -> None:
        if node.name in _OF_TYPES:
            self._print(name, _OF_TYPES[node.name])
        elif node.name not in _OF_TEXT:
            self._names.add(name)

    def _print(self, name: str, types: frozenset[type]) -> None:
        self._types[name] = self._types.get(name, types) & types

    def _truth(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Not | nodes.And | nodes.Or):
            for child in node.iter_child_nodes():
                self._truth(child)
        elif not _names_of(node):
            self._read(node)

    def _loop(self, node: nodes.For) -> None:
        chain = _names_of(node.iter)
        if chain and isinstance(node.target, nodes.Name) and node.test is None and not node.recursive:
            self._members.append((node.target.name, chain[-1]))
        else:
            self._read(node.iter)
            self._names.update(name.name for name in node.target.find_all(nodes.Name))
            for test in (node.test,) if node.test else ():
                self._read(test)
        self.through((*node.body, *node.else_))

    def _read(self, node: nodes.Node) -> None:
        """Take every value in an expression for one that steers."""
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):  # a method of a value
            self._read(node.node.node)
        elif chain := _names_of(node):
            self._names.add(chain[-1])
            return
        for child in node.iter_child_nodes():
            self._read(child)


def _has_plain_arguments(node: nodes.Filter) -> bool:
    return not node.kwargs and all(isinstance(argument, nodes.Const) for argument in node.args)


def _names_of(node: nodes.Node) -> tuple[str, ...]:
    """Return the names of ``a.b['c']``; nothing for another expression."""
    match node:
        case nodes.Name():
            return (node.name,)
        case nodes.Getattr():
            inner, name = _names_of(node.node), node.attr
        case nodes.Getitem(arg=nodes.Const(value=str() as name)):
            inner = _names_of(node.node)
        case _:
            return ()
    return (*inner, name) if inner else ()
