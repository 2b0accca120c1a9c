"""What the content of a page paints, one record each: shapes, pictures, text, and marks around them.

The operators are those of ISO 32000-1, annex A. How they are bracketed and where the origin was moved to does
not count: each record stands at its place on the page, with the state it is painted in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.comparison.pdf.objects import Walk, value_told
from generator.comparison.pdf.painting.matrices import IDENTITY, bounds, moved, product
from generator.comparison.pdf.painting.operators import MOVES
from generator.comparison.pdf.painting.painter import GraphicsState, Painted, Painter, flat, matrix_of

if TYPE_CHECKING:
    import pikepdf

_DEEPEST_FORM = 20
_PAINTS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})
_TEXTS = frozenset({"Tj", "TJ", "'", '"'})
_OUTLINES = frozenset({"re", "m", "l", "c", "v", "y", "h"})
_SILENT = frozenset({"BX", "EX"})


def painted(page: pikepdf.Page) -> tuple[Painted, ...]:
    """Return what a page paints, in order."""
    import pikepdf

    resources = page.obj.get("/Resources") or page.resources
    return tuple(_run(Painter(resources, GraphicsState(), 0), pikepdf.parse_content_stream(page)))


def _run(painter: Painter, instructions: object) -> Iterator[Painted]:
    for instruction in instructions:  # type: ignore[attr-defined] # what pikepdf parsed
        yield from _follow(painter, str(instruction.operator), list(instruction.operands))


def _follow(painter: Painter, operator: str, operands: list[object]) -> Iterator[Painted]:
    if operator in _OUTLINES:
        painter.steps += operator[0]
    if operator in MOVES:
        MOVES[operator](painter, operands)
    elif operator in _PAINTS:
        yield from painter.paint(operator)
    elif operator in _TEXTS:
        yield painter.text(operator)
    elif operator in _DRAWS:
        yield from _DRAWS[operator](painter, operands)
    elif operator not in _SILENT:
        words = " ".join(map(flat, operands))
        yield Painted("instruction", f"{words} {operator}".strip())


def _place_object(painter: Painter, operands: list[object]) -> Iterator[Painted]:
    import pikepdf

    thing = painter.resource("/XObject", operands[0])
    if not isinstance(thing, pikepdf.Stream):
        yield Painted("instruction", f"{operands[0]} Do")
        return
    if thing.get("/Subtype") != "/Form":
        corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
        box = bounds(moved(corner, painter.state.matrix) for corner in corners)
        yield Painted("picture", f"{flat(thing)} {painter.look()}", (), box)
        return
    if painter.depth > _DEEPEST_FORM:
        raise ValueError("its forms are nested too deeply")
    yield from _form(painter, thing)


def _form(painter: Painter, form: pikepdf.Stream) -> Iterator[Painted]:
    import pikepdf

    matrix = matrix_of(list(form.get("/Matrix", IDENTITY)))
    state = replace(painter.state, matrix=product(matrix, painter.state.matrix))
    skipped = frozenset({"/Resources", "/Matrix", "/Type", "/Subtype", "/StructParents", "/FormType"})
    traits = " ".join(
        f"{line.path} {line.value}" for line in Walk({}).lines(form, "", without=skipped, streams=False)
    )
    yield Painted("mark", f"form {traits}")
    inner = Painter(form.get("/Resources", painter.resources), state, painter.depth + 1)
    yield from _run(inner, pikepdf.parse_content_stream(form))


def _inline_picture(painter: Painter, operands: list[object]) -> Iterator[Painted]:
    corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    box = bounds(moved(corner, painter.state.matrix) for corner in corners)
    yield Painted("picture", " ".join(map(_inline_told, operands)), (), box)


def _inline_told(operand: object) -> str:
    import hashlib

    unparse = getattr(operand, "unparse", None)
    return hashlib.sha256(unparse()).hexdigest() if unparse else value_told(operand)


def _shade(painter: Painter, operands: list[object]) -> Iterator[Painted]:
    at = painter.state.matrix[4], painter.state.matrix[5]
    words = flat(painter.resource("/Shading", operands[0]))
    yield Painted("shading", f"{words} {painter.look()}", (), (*at, *at))


def _mark(painter: Painter, operands: list[object]) -> Iterator[Painted]:
    """Yield a mark: its tag and its properties, but for the number by which tags find it."""
    import pikepdf

    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Name):
        properties = painter.resource("/Properties", properties)
    words = ""
    if properties is not None:
        lines = Walk({}).lines(properties, "")
        words = " ".join(f"{line.path} {line.value}" for line in lines if line.path != "/MCID")
    yield Painted("mark", f"{operands[0]} {words}".strip())


def _end_mark(painter: Painter, operands: list[object]) -> Iterator[Painted]:
    del painter, operands
    yield Painted("mark", "end")


_DRAWS: Mapping[str, Callable[[Painter, list[object]], Iterator[Painted]]] = {
    "Do": _place_object,
    "INLINE IMAGE": _inline_picture,
    "sh": _shade,
    **dict.fromkeys(("BDC", "BMC", "MP", "DP"), _mark),
    "EMC": _end_mark,
}
