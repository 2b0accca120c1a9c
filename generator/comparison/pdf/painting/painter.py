"""What is painted, and the state in which a content stream paints (ISO 32000-1, 8.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from generator.comparison.pdf.objects import Walk
from generator.comparison.pdf.painting.matrices import IDENTITY, Bounds, Matrix, Point, bounds, product

if TYPE_CHECKING:
    import pikepdf

Kind: TypeAlias = Literal["shape", "clip", "picture", "shading", "text", "mark", "instruction"]


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
class GraphicsState:
    """The graphics state as far as it is compared: colours with their space, the rest as it is written."""

    matrix: Matrix = IDENTITY
    fill: tuple[str, tuple[float, ...]] = ("Gray", (0.0,))
    stroke: tuple[str, tuple[float, ...]] = ("Gray", (0.0,))
    kept: tuple[tuple[str, str], ...] = ()
    font: str = ""
    size: float = 0.0


@dataclass(slots=True)
class Painter:
    """One content stream being followed: its state, and the path, clip and line of text so far."""

    resources: pikepdf.Object
    state: GraphicsState
    depth: int
    saved: list[GraphicsState] = field(default_factory=list)
    path: list[Point] = field(default_factory=list)
    steps: str = ""
    clips: str = ""
    line: Matrix = IDENTITY
    leading: float = 0.0

    def paint(self, operator: str) -> Iterator[Painted]:
        """Yield the path as it is painted, and the clip it makes; the path is empty then."""
        box = bounds(self.path)
        corner = box[:2]
        shape = tuple(edge - start for point in self.path for edge, start in zip(point, corner, strict=True))
        if self.clips:
            yield Painted("clip", f"{self.clips} {self.steps}", (), box, shape)
        if operator != "n":
            look = f"{operator} {self.steps} {self.look()}"
            yield Painted("shape", look, self._colours(), box, shape)
        self.path, self.steps, self.clips = [], "", ""

    def text(self, operator: str) -> Painted:
        """Return a text that is shown where the line stands."""
        if operator in {"'", '"'}:
            self.next_line()
        matrix = product(self.line, self.state.matrix)
        at = matrix[4], matrix[5]
        size = self.state.size * max(abs(matrix[0]), abs(matrix[1]), abs(matrix[3]))
        look = f"{self.state.font} {size:.1f} {self.look()}"
        return Painted("text", look, self._colours(), (*at, *at))

    def look(self) -> str:
        """Return the state in which it paints, in words."""
        kept = " ".join(f"{name} {value}" for name, value in self.state.kept)
        return f"{self.state.fill[0]} {self.state.stroke[0]} {kept}".strip()

    def _colours(self) -> tuple[float, ...]:
        return (*self.state.fill[1], *self.state.stroke[1])

    def keep(self, name: str, value: str) -> None:
        """Set a part of the state that is told as it is written."""
        kept = {**dict(self.state.kept), name: value}
        self.state = replace(self.state, kept=tuple(sorted(kept.items())))

    def next_line(self) -> None:
        """Go to the next line of text, as far down as the leading says."""
        self.line = product((1, 0, 0, 1, 0, -self.leading), self.line)

    def resource(self, kind: str, name: object) -> object:
        """Return a resource by its name, or None."""
        of_kind = self.resources.get(kind)
        return of_kind.get(str(name)) if of_kind is not None else None


def numbers_of(operands: list[object]) -> list[float]:
    """Return those operands that are numbers."""
    return [float(operand) for operand in operands if is_number(operand)]  # type: ignore[arg-type] # checked


def is_number(operand: object) -> bool:
    """Tell whether an operand is a number."""
    from decimal import Decimal

    return isinstance(operand, int | float | Decimal)


def flat(operand: object) -> str:
    """Return an operand in one line of words."""
    return " ".join(f"{line.path} {line.value}" for line in Walk({}).lines(operand, ""))


def matrix_of(operands: list[object]) -> Matrix:
    """Return the matrix that six operands are."""
    a, b, c, d, e, f = numbers_of(operands)
    return a, b, c, d, e, f


def plain_font(name: str) -> str:
    """Return the name of a font without the letters that mark a subset (ISO 32000-1, 9.6.4)."""
    bare = name.lstrip("/")
    return bare[7:] if len(bare) > 7 and bare[6] == "+" and bare[:6].isalpha() else bare
