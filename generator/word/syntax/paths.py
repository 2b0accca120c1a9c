"""Which values a template asks for: every path in its expressions, with the variables of loops resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

_BY_ATTRIBUTE = frozenset({"map", "sum", "sort", "groupby", "join", "unique", "min", "max"})
_BY_FIRST_ARGUMENT = frozenset({"selectattr", "rejectattr"})
_OWN_NAMES = frozenset({"loop", "caller", "varargs", "kwargs", "self", "super"})

Path = tuple[str, ...]
Scope = Mapping[str, Path | None]
"""What a local name stands for: a path, or None when it is the template's own."""


@dataclass(frozen=True, slots=True)
class FieldUse:
    """One use of a merge field in the tag on line ``line``: as written, and with loop variables resolved."""

    written: Path
    path: Path
    line: int
    tested: bool
    native: bool = False


def field_uses(tree: nodes.Template, own_names: frozenset[str]) -> tuple[FieldUse, ...]:
    """Return every use of a value from outside in the template, in order."""
    scope = dict.fromkeys(own_names | _OWN_NAMES)
    return tuple(_in_block(tree.body, scope, tested=False))


def dotted(path: Path) -> str:
    """Return ``recipient.address[0].city`` for a path; ``[]`` is each member of a list."""
    text = ""
    for name in path:
        text += name if name.startswith("[") or not text else f".{name}"
    return text


def _in_block(block: list[nodes.Node], scope: Scope, *, tested: bool) -> Iterator[FieldUse]:
    inner = dict(scope)
    for node in block:
        yield from _in_node(node, inner, tested=tested)
        inner.update(_assigned(node, inner))


def _in_node(node: nodes.Node, scope: Scope, *, tested: bool) -> Iterator[FieldUse]:
    path = _path(node)
    if path:
        yield from _use(node, path, scope, tested=tested)
    elif type(node) in _READERS:
        yield from _READERS[type(node)](node, scope, tested=tested)
    else:
        for child in node.iter_child_nodes():
            yield from _in_node(child, scope, tested=tested)


def _in_if(node: nodes.If, scope: Scope, *, tested: bool) -> Iterator[FieldUse]:
    yield from _in_node(node.test, scope, tested=True)
    yield from _in_block(node.body, scope, tested=tested)
    yield from _in_block([*node.elif_], scope, tested=tested)
    yield from _in_block(node.else_, scope, tested=tested)


def _in_condition(node: nodes.CondExpr, scope: Scope, *, tested: bool) -> Iterator[FieldUse]:
    yield from _in_node(node.test, scope, tested=True)
    for branch in filter(None, (node.expr1, node.expr2)):
        yield from _in_node(branch, scope, tested=tested)


def _in_macro(node: nodes.Macro | nodes.CallBlock, scope: Scope, *, tested: bool) -> Iterator[FieldUse]:
    for default in node.defaults:
        yield from _in_node(default, scope, tested=tested)
    if isinstance(node, nodes.CallBlock):
        yield from _in_node(node.call, scope, tested=tested)
    own = dict(scope) | {argument.name: None for argument in node.args}
    yield from _in_block(node.body, own, tested=tested)


def _in_with(node: nodes.With, scope: Scope, *, tested: bool) -> Iterator[FieldUse]:
    inner = dict(scope)
    for target, value in zip(node.targets, node.values, strict=True):
        yield from _in_node(value, scope, tested=tested)
        inner.update(_alias(target, value, scope))
    yield from _in_block(node.body, inner, tested=tested)


def _in_call(node: nodes.Call, scope: Scope, *, tested: bool) -> Iterator[FieldUse]:
    match node:
        case nodes.Call(
            node=nodes.Name(name="mergefield"), args=[nodes.Const() as names, _, nodes.Const() as optional]
        ):
            for name in names.value.split("/"):
                yield FieldUse((name,), (name,), node.lineno, tested or optional.value, native=True)
    function = node.node.node if isinstance(node.node, nodes.Getattr) else node.node
    for child in (function, *node.args, *(keyword.value for keyword in node.kwargs)):
        yield from _in_node(child, scope, tested=tested)


def _in_test(node: nodes.Test, scope: Scope, *, tested: bool) -> Iterator[FieldUse]:
    optional = tested or node.name in ("defined", "undefined")
    for child in node.iter_child_nodes():
        yield from _in_node(child, scope, tested=optional)


def _in_for(node: nodes.For, scope: Scope, *, tested: bool) -> Iterator[FieldUse]:
    yield from _in_node(node.iter, scope, tested=tested)
    inner = dict(scope) | _targets(node.target, _members_of(node.iter, scope))
    if node.test:
        yield from _in_node(node.test, inner, tested=True)
    yield from _in_block(node.body, inner, tested=tested)
    yield from _in_block(node.else_, scope, tested=tested)


def _in_filter(node: nodes.Filter, scope: Scope, *, tested: bool) -> Iterator[FieldUse]:
    optional = tested or node.name in ("default", "d")
    if node.node is not None:
        yield from _in_node(node.node, scope, tested=optional)
        attribute = _attribute(node)
        members = _members_of(node.node, scope)
        if attribute and members:
            path = (*members, *attribute.split("."))
            yield FieldUse(path, path, node.lineno, tested)
    for child in (*node.args, *(keyword.value for keyword in node.kwargs)):
        yield from _in_node(child, scope, tested=tested)


_READERS: Mapping[type[nodes.Node], Callable[..., Iterator[FieldUse]]] = {
    nodes.Call: _in_call,
    nodes.CallBlock: _in_macro,
    nodes.CondExpr: _in_condition,
    nodes.Filter: _in_filter,
    nodes.For: _in_for,
    nodes.If: _in_if,
    nodes.Macro: _in_macro,
    nodes.Test: _in_test,
    nodes.With: _in_with,
}


def _attribute(node: nodes.Filter) -> str:
    if node.name in _BY_FIRST_ARGUMENT and node.args:
        candidates: list[nodes.Node] = [node.args[0]]
    elif node.name in _BY_ATTRIBUTE:
        candidates = [keyword.value for keyword in node.kwargs if keyword.key == "attribute"]
    else:
        return ""
    constants = [str(value.value) for value in candidates if isinstance(value, nodes.Const)]
    return constants[0] if constants else ""


def _use(node: nodes.Node, path: Path, scope: Scope, *, tested: bool) -> Iterator[FieldUse]:
    base = scope.get(path[0], path[:1])
    if base is not None:
        yield FieldUse(path, (*base, *path[1:]), node.lineno, tested)


def _path(node: nodes.Node) -> Path:
    match node:
        case nodes.Name(ctx="load"):
            return (node.name,)
        case nodes.Getattr():
            inner = _path(node.node)
            return (*inner, node.attr) if inner else ()
        case nodes.Getitem(arg=nodes.Const(value=key)):
            inner = _path(node.node)
            step = f"[{key}]" if isinstance(key, int) else str(key)
            return (*inner, step) if inner else ()
        case _:
            return ()


def _members_of(node: nodes.Node, scope: Scope) -> Path | None:
    match node:
        case nodes.Call(node=nodes.Getattr(attr="items" | "values") as method):
            return _members_of(method.node, scope)
        case nodes.Filter(node=nodes.Node() as inner):
            return _members_of(inner, scope)
        case _:
            path = _path(node)
            base = scope.get(path[0], path[:1]) if path else None
            return (*base, *path[1:], "[]") if base else None


def _targets(target: nodes.Node, members: Path | None) -> dict[str, Path | None]:
    if isinstance(target, nodes.Name):
        return {target.name: members}
    return {name.name: None for name in target.find_all(nodes.Name)}


def _assigned(node: nodes.Node, scope: Scope) -> dict[str, Path | None]:
    match node:
        case nodes.Assign():
            return _alias(node.target, node.node, scope)
        case nodes.AssignBlock(target=nodes.Name() as target):
            return {target.name: None}
        case nodes.Macro():
            return {node.name: None}
        case _:
            return {}


def _alias(target: nodes.Node, value: nodes.Node, scope: Scope) -> dict[str, Path | None]:
    path = _path(value)
    if isinstance(target, nodes.Name) and path:
        base = scope.get(path[0], path[:1])
        return {target.name: (*base, *path[1:]) if base else None}
    return _targets(target, None)
