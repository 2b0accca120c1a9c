"""A case's timeline as an SVG: letters above the line, due dates on it, answers below. Pure.

Marks differ in shape, not in colour alone, and each has the number of its entry in the list below.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from generator.cases import Case
from generator.timeline.moments import Mark, Moment

WIDTH, HEIGHT = 960, 118
LEFT, RIGHT = 24, 936
GAP = 20
LANES: dict[Mark, int] = {"letter": 24, "returned": 24, "due": 54, "hold": 54, "answer": 84, "end": 84}
AXIS = 54


@dataclass(frozen=True, slots=True)
class Scale:
    """The days that a drawing spans, the same for all drawings of a page."""

    first: dt.date
    last: dt.date

    def x(self, day: dt.date) -> float:
        """Return where ``day`` is drawn."""
        share = (day - self.first) / max(self.last - self.first, dt.timedelta(days=1))
        return round(LEFT + share * (RIGHT - LEFT), 1)


def draw(case: Case, moments: Sequence[Moment], scale: Scale, *, ident: str, name: str) -> str:
    """Return the SVG of a case; ``ident`` is unique in the page, ``name`` what people call the recipient."""
    described = f"{len(moments)} events; they are listed below the drawing under the same numbers."
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{ident}-t {ident}-d">',
        f'<title id="{ident}-t">Timeline of {escape(name)}</title>',
        f'<desc id="{ident}-d">{escape(described)}</desc>',
        *_months(scale),
        *_holds(case, scale),
        f'<line class="axis" x1="{LEFT}" y1="{AXIS}" x2="{RIGHT}" y2="{AXIS}"/>',
        *_today(case, scale),
        *_marks(moments, scale),
        "</svg>",
    ]
    return "\n".join(parts)


def _months(scale: Scale) -> Iterator[str]:
    day = scale.first.replace(day=1)
    while day <= scale.last:
        if day >= scale.first:
            x = scale.x(day)
            yield f'<line class="month" x1="{x}" y1="6" x2="{x}" y2="{HEIGHT - 16}"/>'
            yield f'<text class="month" x="{x}" y="{HEIGHT - 4}">{day:%b %Y}</text>'
        day = (day + dt.timedelta(days=31)).replace(day=1)


def _holds(case: Case, scale: Scale) -> Iterator[str]:
    for hold in case.holds:
        begin, end = scale.x(hold.begin), scale.x(hold.end or case.as_of)
        width = round(max(end - begin, 2), 1)
        yield f'<rect class="held" x="{begin}" y="{AXIS - 7}" width="{width}" height="14"/>'


def _today(case: Case, scale: Scale) -> Iterator[str]:
    x = scale.x(case.as_of)
    yield f'<line class="today" x1="{x}" y1="6" x2="{x}" y2="{HEIGHT - 16}"/>'


def _marks(moments: Sequence[Moment], scale: Scale) -> Iterator[str]:
    """Draw each mark on its lane, moved to the right where it would cover the one before it."""
    taken: dict[int, float] = {}
    for number, moment in enumerate(moments, start=1):
        y = LANES[moment.mark]
        x = round(max(scale.x(moment.day), taken.get(y, 0.0) + GAP if y in taken else 0.0), 1)
        taken[y] = x
        label = escape(f"{moment.day}: {moment.text}")
        yield f'<g class="{moment.mark}"><title>{label}</title>{_shape(moment.mark, x, y)}'
        yield f'<text x="{x}" y="{y + 4}">{number}</text></g>'


def _shape(mark: Mark, x: float, y: int) -> str:
    match mark:
        case "letter":
            return f'<rect x="{x - 9:.1f}" y="{y - 9}" width="18" height="18"/>'
        case "returned":
            return f'<rect class="dashed" x="{x - 9:.1f}" y="{y - 9}" width="18" height="18"/>'
        case "due":
            return f'<path d="M{x:.1f} {y - 13}l13 13l-13 13l-13-13z"/>'
        case "end":
            return f'<path d="M{x - 11:.1f} {y + 9}l4-19h14l4 19z"/>'
        case _:
            return f'<circle cx="{x}" cy="{y}" r="10"/>'
