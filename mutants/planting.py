"""Small faults in a module: a comparison turned, a number off by one, a condition denied. Pure."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OTHER: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one fault in it: the line, what stood there, what stands there now."""

    line: int
    was: str
    now: str
    source: str


def mutants_of(source: str) -> Iterator[Mutant]:
    """Yield the module once for each fault that can be planted in its functions."""
    tree = ast.parse(source)
    count = sum(1 for _ in _places(tree))
    for number in range(count):
        planted = copy.deepcopy(tree)
        place = next(it for at, it in enumerate(_places(planted)) if at == number)
        was = ast.unparse(place)
        _plant(place)
        now = ast.unparse(place)
        if now != was:
            yield Mutant(place.lineno, was, now, ast.unparse(ast.fix_missing_locations(planted)))


def _places(tree: ast.Module) -> Iterator[ast.expr | ast.Expr]:
    """Yield what a fault can be planted in; docstrings, annotations and the words of messages are none."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for statement in function.body:
                yield from (node for node in ast.walk(statement) if _is_place(node))  # type: ignore[misc]


def _is_place(node: ast.AST) -> bool:
    match node:
        case ast.Compare(ops=[operator]):
            return type(operator) in _TURNED
        case ast.BinOp(op=operator):
            return type(operator) in _OTHER
        case ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
            return True
        case ast.Constant(value=bool() | int()):
            return True
        case ast.Expr(value=ast.Call()):
            return True
        case _:
            return False


def _plant(node: ast.expr | ast.Expr) -> None:
    match node:
        case ast.Compare(ops=[operator]):
            node.ops = [_TURNED[type(operator)]()]
        case ast.BinOp(op=operator):
            node.op = _OTHER[type(operator)]()
        case ast.BoolOp(op=operator):
            node.op = ast.Or() if isinstance(operator, ast.And) else ast.And()
        case ast.UnaryOp():
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=int(value)):
            node.value = value + 1
        case ast.Expr():
            node.value = ast.Constant(value=None)
        case _:
            pass
