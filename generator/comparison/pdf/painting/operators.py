"""The operators that change the state of a content stream, and paint nothing (ISO 32000-1, annex A)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from generator.comparison.pdf.objects import Walk
from generator.comparison.pdf.painting.matrices import IDENTITY, moved, product
from generator.comparison.pdf.painting.painter import (
    Painter,
    flat,
    is_number,
    matrix_of,
    numbers_of,
    plain_font,
)

_FILLS = {"g": "Gray", "rg": "RGB", "k": "CMYK"}
_STROKES = {"G": "Gray", "RG": "RGB", "K": "CMYK"}
_KEPT = frozenset({"w", "J", "j", "M", "d", "ri", "i", "Tc", "Tw", "Tz", "Ts", "Tr"})


def _save(painter: Painter, _: list[object]) -> None:
    painter.saved.append(painter.state)


def _restore(painter: Painter, _: list[object]) -> None:
    if painter.saved:
        painter.state = painter.saved.pop()


def _concatenate(painter: Painter, operands: list[object]) -> None:
    painter.state = replace(painter.state, matrix=product(matrix_of(operands), painter.state.matrix))


def _rectangle(painter: Painter, operands: list[object]) -> None:
    x, y, width, height = numbers_of(operands)
    corners = (x, y), (x + width, y), (x + width, y + height), (x, y + height)
    painter.path += [moved(corner, painter.state.matrix) for corner in corners]


def _points(painter: Painter, operands: list[object]) -> None:
    numbers = numbers_of(operands)
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    painter.path += [moved(point, painter.state.matrix) for point in pairs]


def _nothing(painter: Painter, operands: list[object]) -> None:
    del painter, operands


def _clip(painter: Painter, _: list[object]) -> None:
    painter.clips = "W"


def _clip_even_odd(painter: Painter, _: list[object]) -> None:
    painter.clips = "W*"


def _begin_text(painter: Painter, _: list[object]) -> None:
    painter.line = IDENTITY


def _set_text_matrix(painter: Painter, operands: list[object]) -> None:
    painter.line = matrix_of(operands)


def _move_text(painter: Painter, operands: list[object]) -> None:
    across, up = numbers_of(operands)
    painter.line = product((1, 0, 0, 1, across, up), painter.line)


def _move_text_and_lead(painter: Painter, operands: list[object]) -> None:
    painter.leading = -numbers_of(operands)[1]
    _move_text(painter, operands)


def _lead(painter: Painter, operands: list[object]) -> None:
    painter.leading = numbers_of(operands)[0]


def _start_line(painter: Painter, _: list[object]) -> None:
    painter.next_line()


def _choose_font(painter: Painter, operands: list[object]) -> None:
    font = painter.resource("/Font", operands[0])
    name = str(font.get("/BaseFont", "unnamed")) if font is not None else str(operands[0])  # type: ignore[attr-defined] # a dictionary
    painter.state = replace(painter.state, font=plain_font(name), size=numbers_of(operands)[0])


def _choose_state(painter: Painter, operands: list[object]) -> None:
    for line in Walk({}).lines(painter.resource("/ExtGState", operands[0]), ""):
        painter.keep(line.path, line.value)


def _setter(name: str) -> Callable[[Painter, list[object]], None]:
    def put(painter: Painter, operands: list[object]) -> None:
        painter.keep(name, " ".join(map(flat, operands)))

    return put


def _colour(space: str, *, stroke: bool) -> Callable[[Painter, list[object]], None]:
    def put(painter: Painter, operands: list[object]) -> None:
        _put_colour(painter, (space, tuple(numbers_of(operands))), stroke=stroke)

    return put


def _put_colour(painter: Painter, colour: tuple[str, tuple[float, ...]], *, stroke: bool) -> None:
    painter.state = replace(painter.state, stroke=colour) if stroke else replace(painter.state, fill=colour)


def _space(*, stroke: bool) -> Callable[[Painter, list[object]], None]:
    def put(painter: Painter, operands: list[object]) -> None:
        named = painter.resource("/ColorSpace", operands[0])
        space_name = str(operands[0]) if named is None else flat(named)
        _put_colour(painter, (space_name, ()), stroke=stroke)

    return put


def _component(*, stroke: bool) -> Callable[[Painter, list[object]], None]:
    def put(painter: Painter, operands: list[object]) -> None:
        space = (painter.state.stroke if stroke else painter.state.fill)[0].partition(" with ")[0]
        patterns = [painter.resource("/Pattern", name) for name in operands if not is_number(name)]
        space_name = f"{space} with {' '.join(map(flat, patterns))}" if patterns else space
        _put_colour(painter, (space_name, tuple(numbers_of(operands))), stroke=stroke)

    return put


MOVES: Mapping[str, Callable[[Painter, list[object]], None]] = {
    "q": _save,
    "Q": _restore,
    "cm": _concatenate,
    "re": _rectangle,
    **dict.fromkeys(("m", "l", "c", "v", "y"), _points),
    "h": _nothing,
    "W": _clip,
    "W*": _clip_even_odd,
    "BT": _begin_text,
    "ET": _nothing,
    "Tm": _set_text_matrix,
    "Td": _move_text,
    "TD": _move_text_and_lead,
    "TL": _lead,
    "T*": _start_line,
    "Tf": _choose_font,
    "gs": _choose_state,
    **{name: _setter(name) for name in _KEPT},
    **{name: _colour(space, stroke=False) for name, space in _FILLS.items()},
    **{name: _colour(space, stroke=True) for name, space in _STROKES.items()},
    "cs": _space(stroke=False),
    "CS": _space(stroke=True),
    **dict.fromkeys(("sc", "scn"), _component(stroke=False)),
    **dict.fromkeys(("SC", "SCN"), _component(stroke=True)),
}
"""What each does to the painter."""
