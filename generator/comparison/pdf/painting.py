"""What the content of a page paints, one record each: shapes, pictures, text, and marks around them.

The operators are those of ISO 32000-1, annex A. How they are bracketed and where the origin was moved to does
not count: each record stands at its place on the page, with the state it is painted in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from generator.comparison.pdf.matrices import IDENTITY, Bounds, Matrix, Point, bounds, moved, product
from generator.comparison.pdf.objects import Walk, value_told

if TYPE_CHECKING:
    import pikepdf

Kind: TypeAlias = Literal["shape", "clip", "picture", "shading", "text", "mark", "instruction"]

_DEEPEST_FORM = 20
_FILLS = {"g": "Gray", "rg": "RGB", "k": "CMYK"}
_STROKES = {"G": "Gray", "RG": "RGB", "K": "CMYK"}
_KEPT = frozenset({"w", "J", "j", "M", "d", "ri", "i", "Tc", "Tw", "Tz", "Ts", "Tr"})
_PAINTS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})
_TEXTS = frozenset({"Tj", "TJ", "'", '"'})
_OUTLINES = frozenset({"re", "m", "l", "c", "v", "y", "h"})
_SILENT = frozenset({"BX", "EX"})


@dataclass(frozen=True, slots=True)
class Painted:
    """One thing painted: ``look`` is its state in words, ``numbers`` its colours from 0 to 1.

    ``shape`` is its outline from the corner of its ``box``; text and marks have none.
    """

    kind: Kind
    look: str
    numbers: tuple[float, ...] = ()
    box: Bounds = (0.0, 0.0, 0.0, 0.0)
    shape: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix = IDENTITY
    fill: tuple[str, tuple[float, ...]] = ("Gray", (0.0,))
    stroke: tuple[str, tuple[float, ...]] = ("Gray", (0.0,))
    kept: tuple[tuple[str, str], ...] = ()
    font: str = ""
    size: float = 0.0


def painted(page: pikepdf.Page) -> tuple[Painted, ...]:
    """Return what a page paints, in order."""
    import pikepdf

    resources = page.obj.get("/Resources") or page.resources
    return tuple(_Painter(resources, _State(), 0).run(pikepdf.parse_content_stream(page)))


@dataclass(slots=True)
class _Painter:
    """One content stream being followed."""

    resources: pikepdf.Object
    state: _State
    depth: int
    saved: list[_State] = field(default_factory=list)
    path: list[Point] = field(default_factory=list)
    steps: str = ""
    clips: str = ""
    line: Matrix = IDENTITY
    leading: float = 0.0

    def run(self, instructions: object) -> Iterator[Painted]:
        for instruction in instructions:  # type: ignore[attr-defined] # what pikepdf parsed
            operator = str(instruction.operator)
            yield from self._follow(operator, list(instruction.operands))

    def _follow(self, operator: str, operands: list[object]) -> Iterator[Painted]:
        if operator in _OUTLINES:
            self.steps += operator[0]
        if operator in _MOVES:
            _MOVES[operator](self, operands)
        elif operator in _PAINTS:
            yield from self._paint(operator)
        elif operator in _TEXTS:
            yield self._text(operator)
        elif operator in _DRAWS:
            yield from _DRAWS[operator](self, operands)
        elif operator not in _SILENT:
            told = " ".join(map(_flat, operands))
            yield Painted("instruction", f"{told} {operator}".strip())

    def _paint(self, operator: str) -> Iterator[Painted]:
        box = bounds(self.path)
        corner = box[:2]
        shape = tuple(edge - start for point in self.path for edge, start in zip(point, corner, strict=True))
        if self.clips:
            yield Painted("clip", f"{self.clips} {self.steps}", (), box, shape)
        if operator != "n":
            look = f"{operator} {self.steps} {self.look()}"
            yield Painted("shape", look, self._colours(), box, shape)
        self.path, self.steps, self.clips = [], "", ""

    def _text(self, operator: str) -> Painted:
        if operator in {"'", '"'}:
            self.next_line()
        matrix = product(self.line, self.state.matrix)
        at = matrix[4], matrix[5]
        size = self.state.size * max(abs(matrix[0]), abs(matrix[1]), abs(matrix[3]))
        look = f"{self.state.font} {size:.1f} {self.look()}"
        return Painted("text", look, self._colours(), (*at, *at))

    def look(self) -> str:
        kept = " ".join(f"{name} {value}" for name, value in self.state.kept)
        return f"{self.state.fill[0]} {self.state.stroke[0]} {kept}".strip()

    def _colours(self) -> tuple[float, ...]:
        return (*self.state.fill[1], *self.state.stroke[1])

    def keep(self, name: str, value: str) -> None:
        kept = {**dict(self.state.kept), name: value}
        self.state = replace(self.state, kept=tuple(sorted(kept.items())))

    def next_line(self) -> None:
        self.line = product((1, 0, 0, 1, 0, -self.leading), self.line)

    def resource(self, kind: str, name: object) -> object:
        found = self.resources.get(kind)
        return found.get(str(name)) if found is not None else None


def _numbers(operands: list[object]) -> list[float]:
    return [float(operand) for operand in operands if _is_number(operand)]  # type: ignore[arg-type] # checked


def _is_number(operand: object) -> bool:
    from decimal import Decimal

    return isinstance(operand, int | float | Decimal)


def _flat(operand: object) -> str:
    return " ".join(f"{line.path} {line.value}" for line in Walk({}).lines(operand, ""))


def _save(painter: _Painter, _: list[object]) -> None:
    painter.saved.append(painter.state)


def _restore(painter: _Painter, _: list[object]) -> None:
    if painter.saved:
        painter.state = painter.saved.pop()


def _concatenate(painter: _Painter, operands: list[object]) -> None:
    painter.state = replace(painter.state, matrix=product(_matrix(operands), painter.state.matrix))


def _matrix(operands: list[object]) -> Matrix:
    a, b, c, d, e, f = _numbers(operands)
    return a, b, c, d, e, f


def _rectangle(painter: _Painter, operands: list[object]) -> None:
    x, y, width, height = _numbers(operands)
    corners = (x, y), (x + width, y), (x + width, y + height), (x, y + height)
    painter.path += [moved(corner, painter.state.matrix) for corner in corners]


def _points(painter: _Painter, operands: list[object]) -> None:
    numbers = _numbers(operands)
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    painter.path += [moved(point, painter.state.matrix) for point in pairs]


def _nothing(painter: _Painter, operands: list[object]) -> None:
    del painter, operands


def _clip(painter: _Painter, _: list[object]) -> None:
    painter.clips = "W"


def _clip_even_odd(painter: _Painter, _: list[object]) -> None:
    painter.clips = "W*"


def _begin_text(painter: _Painter, _: list[object]) -> None:
    painter.line = IDENTITY


def _set_text_matrix(painter: _Painter, operands: list[object]) -> None:
    painter.line = _matrix(operands)


def _move_text(painter: _Painter, operands: list[object]) -> None:
    across, up = _numbers(operands)
    painter.line = product((1, 0, 0, 1, across, up), painter.line)


def _move_text_and_lead(painter: _Painter, operands: list[object]) -> None:
    painter.leading = -_numbers(operands)[1]
    _move_text(painter, operands)


def _lead(painter: _Painter, operands: list[object]) -> None:
    painter.leading = _numbers(operands)[0]


def _start_line(painter: _Painter, _: list[object]) -> None:
    painter.next_line()


def _choose_font(painter: _Painter, operands: list[object]) -> None:
    font = painter.resource("/Font", operands[0])
    name = str(font.get("/BaseFont", "unnamed")) if font is not None else str(operands[0])  # type: ignore[attr-defined] # a dictionary
    painter.state = replace(painter.state, font=plain_font(name), size=_numbers(operands)[0])


def plain_font(name: str) -> str:
    """Return the name of a font without the letters that mark a subset (ISO 32000-1, 9.6.4)."""
    bare = name.lstrip("/")
    return bare[7:] if len(bare) > 7 and bare[6] == "+" and bare[:6].isalpha() else bare


def _choose_state(painter: _Painter, operands: list[object]) -> None:
    for line in Walk({}).lines(painter.resource("/ExtGState", operands[0]), ""):
        painter.keep(line.path, line.value)


def _setter(name: str) -> Callable[[_Painter, list[object]], None]:
    def put(painter: _Painter, operands: list[object]) -> None:
        painter.keep(name, " ".join(map(_flat, operands)))

    return put


def _colour(space: str, *, stroke: bool) -> Callable[[_Painter, list[object]], None]:
    def put(painter: _Painter, operands: list[object]) -> None:
        _put_colour(painter, (space, tuple(_numbers(operands))), stroke=stroke)

    return put


def _put_colour(painter: _Painter, colour: tuple[str, tuple[float, ...]], *, stroke: bool) -> None:
    painter.state = replace(painter.state, stroke=colour) if stroke else replace(painter.state, fill=colour)


def _space(*, stroke: bool) -> Callable[[_Painter, list[object]], None]:
    def put(painter: _Painter, operands: list[object]) -> None:
        named = painter.resource("/ColorSpace", operands[0])
        told = str(operands[0]) if named is None else _flat(named)
        _put_colour(painter, (told, ()), stroke=stroke)

    return put


def _component(*, stroke: bool) -> Callable[[_Painter, list[object]], None]:
    def put(painter: _Painter, operands: list[object]) -> None:
        space = (painter.state.stroke if stroke else painter.state.fill)[0].partition(" with ")[0]
        patterns = [painter.resource("/Pattern", name) for name in operands if not _is_number(name)]
        told = f"{space} with {' '.join(map(_flat, patterns))}" if patterns else space
        _put_colour(painter, (told, tuple(_numbers(operands))), stroke=stroke)

    return put


def _place_object(painter: _Painter, operands: list[object]) -> Iterator[Painted]:
    import pikepdf

    thing = painter.resource("/XObject", operands[0])
    if not isinstance(thing, pikepdf.Stream):
        yield Painted("instruction", f"{operands[0]} Do")
        return
    if thing.get("/Subtype") != "/Form":
        corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
        box = bounds(moved(corner, painter.state.matrix) for corner in corners)
        yield Painted("picture", f"{_flat(thing)} {painter.look()}", (), box)
        return
    if painter.depth > _DEEPEST_FORM:
        raise ValueError("its forms are nested too deeply")
    yield from _form(painter, thing)


def _form(painter: _Painter, form: pikepdf.Stream) -> Iterator[Painted]:
    import pikepdf

    matrix = _matrix(list(form.get("/Matrix", IDENTITY)))
    state = replace(painter.state, matrix=product(matrix, painter.state.matrix))
    skipped = frozenset({"/Resources", "/Matrix", "/Type", "/Subtype", "/StructParents", "/FormType"})
    traits = " ".join(
        f"{line.path} {line.value}" for line in Walk({}).lines(form, "", without=skipped, streams=False)
    )
    yield Painted("mark", f"form {traits}")
    inner = _Painter(form.get("/Resources", painter.resources), state, painter.depth + 1)
    yield from inner.run(pikepdf.parse_content_stream(form))


def _inline_picture(painter: _Painter, operands: list[object]) -> Iterator[Painted]:
    corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    box = bounds(moved(corner, painter.state.matrix) for corner in corners)
    yield Painted("picture", " ".join(map(_inline_told, operands)), (), box)


def _inline_told(operand: object) -> str:
    import hashlib

    unparse = getattr(operand, "unparse", None)
    return hashlib.sha256(unparse()).hexdigest() if unparse else value_told(operand)


def _shade(painter: _Painter, operands: list[object]) -> Iterator[Painted]:
    at = painter.state.matrix[4], painter.state.matrix[5]
    told = _flat(painter.resource("/Shading", operands[0]))
    yield Painted("shading", f"{told} {painter.look()}", (), (*at, *at))


def _mark(painter: _Painter, operands: list[object]) -> Iterator[Painted]:
    """Yield a mark: its tag and its properties, but for the number by which tags find it."""
    import pikepdf

    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Name):
        properties = painter.resource("/Properties", properties)
    told = ""
    if properties is not None:
        lines = Walk({}).lines(properties, "")
        told = " ".join(f"{line.path} {line.value}" for line in lines if line.path != "/MCID")
    yield Painted("mark", f"{operands[0]} {told}".strip())


def _end_mark(painter: _Painter, operands: list[object]) -> Iterator[Painted]:
    del painter, operands
    yield Painted("mark", "end")


_MOVES: Mapping[str, Callable[[_Painter, list[object]], None]] = {
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
_DRAWS: Mapping[str, Callable[[_Painter, list[object]], Iterator[Painted]]] = {
    "Do": _place_object,
    "INLINE IMAGE": _inline_picture,
    "sh": _shade,
    **dict.fromkeys(("BDC", "BMC", "MP", "DP"), _mark),
    "EMC": _end_mark,
}
