"""Where tabs lead: the first lines of a paragraph are measured as Word would fill them.

Positions are points from the edge of the column at which the paragraph's lines begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.pdf.html.text.glyphs import Shapes, width
from generator.word.document.content import (
    AlignedTab,
    Break,
    DrawingGroup,
    Field,
    Inline,
    NoteReference,
    Paragraph,
    Picture,
    Tab,
    Text,
    TextBox,
)
from generator.word.document.formats import TabStop

_WORDS = re.compile(r"[^ ]* *")
_SLACK = 0.05
"""What a right-aligned tab leaves free so that rounding never pushes its text to the next line, in points."""
_REACHED = 0.01 + _SLACK
"""A stop that is no further away than this is where the line stands already, in points."""
_MARGIN = 72.0
"""A stop that is further beyond the end of the line than this is not in the margin, in points."""


@dataclass(frozen=True, slots=True)
class Jump:
    """The width of one tab in points and what fills it; ``fresh_line`` when it starts a new line first.

    Text after the tab whose width is not known yet, such as a page number, stands in a ``box`` of about its
    width, aligned in it as at the tab stop. So does text that a stop in the margin lets stand out ``beyond``
    the line's end, in points.
    """

    width: float
    leader: str = ""
    fresh_line: bool = False
    box: float = 0.0
    alignment: str = "left"
    beyond: float = 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """What tabs of a paragraph are measured against."""

    paragraph: Paragraph
    column: float
    default_tab: float
    shapes: Shapes
    decimal_point: str = "."

    @property
    def limit(self) -> float:
        """Where lines end."""
        style = self.paragraph.format
        return self.column - (style.left if style.right_to_left else style.right)

    @property
    def indent(self) -> float:
        """Where all lines but the first begin."""
        style = self.paragraph.format
        return style.right if style.right_to_left else style.left


def jumps(measure: Measure, start: float) -> tuple[Jump, ...]:
    """Return the width of each tab of the paragraph, whose first line's text begins at ``start``."""
    stops = []
    position = start
    inlines = measure.paragraph.inlines
    for at, inline in enumerate(inlines):
        if isinstance(inline, Tab | AlignedTab):
            jump = _jump(measure, position, inline, inlines[at + 1 :])
            position = (measure.indent if jump.fresh_line else position) + jump.width
            position += max(
                jump.box - sum(_width(measure, entry) for entry in _segment(inlines[at + 1 :])), 0.0
            )
            stops.append(jump)
        else:
            position = _after(measure, position, inline)
    return tuple(stops)


def label_jump(measure: Measure, position: float) -> Jump:
    """Return the tab between a list label that ends at ``position`` and the text."""
    return _to_stop(measure, position, ())


def _jump(measure: Measure, position: float, tab: Tab | AlignedTab, after: Sequence[Inline]) -> Jump:
    if isinstance(tab, AlignedTab):
        ends = {
            "left": measure.indent,
            "center": (measure.indent + measure.limit) / 2,
            "right": measure.limit,
        }
        if tab.alignment == "left" and position > measure.indent:
            return Jump(0.0, tab.leader, fresh_line=True)
        return _arrive(position, TabStop(ends[tab.alignment], tab.alignment, tab.leader), measure, after)
    return _to_stop(measure, position, after)


def _to_stop(measure: Measure, position: float, after: Sequence[Inline]) -> Jump:
    stop = _next_stop(measure, position)
    if stop.alignment == "left" and stop.position > measure.limit + measure.default_tab:
        again = _next_stop(measure, measure.indent)
        return Jump(max(again.position - measure.indent, 0.0), again.leader, fresh_line=True)
    return _arrive(position, stop, measure, after)


def _next_stop(measure: Measure, position: float) -> TabStop:
    """Return the first stop after a position: one that is set, the hanging indent, or a default one."""
    style = measure.paragraph.format
    stops = [stop for stop in style.tabs if stop.position > position + _REACHED and stop.alignment != "bar"]
    if style.first_line < 0 and position < measure.indent - 0.01:
        stops.append(TabStop(measure.indent, "left"))
    if stops:
        return min(stops, key=lambda stop: stop.position)
    steps = int((position + _REACHED) // measure.default_tab) + 1
    return TabStop(steps * measure.default_tab, "left")


def _arrive(position: float, stop: TabStop, measure: Measure, after: Sequence[Inline]) -> Jump:
    if stop.alignment == "left":
        return Jump(max(stop.position - position, 0.0), stop.leader)
    segment = _segment(after)
    full = sum(_width(measure, inline) for inline in segment)
    before = {"center": full / 2, "right": full}.get(stop.alignment)
    if before is None:
        before = _before_decimal(measure, segment, full)
    gap = stop.position - before - position
    overflow = position + gap + full - max(measure.limit, stop.position)
    plain = Jump(max(gap - max(overflow, 0.0) - _SLACK, 0.0), stop.leader)
    if measure.paragraph.format.right_to_left:
        return plain
    counted = [inline for inline in segment if isinstance(inline, Field)]
    beyond = _beyond(stop, measure)
    if not counted or before not in {full, full / 2}:
        return replace(plain, box=full + _SLACK, alignment="right", beyond=beyond) if beyond else plain
    reserve = 0.0 if stop.leader else width("00", counted[0].format, measure.shapes)
    share = 1.0 if stop.alignment == "right" else 0.5
    room = plain.width - reserve * share
    if room < 0:
        return plain
    return Jump(room, stop.leader, box=full + reserve, alignment=stop.alignment, beyond=beyond)


def _beyond(stop: TabStop, measure: Measure) -> float:
    """Return how far text that ends at a stop stands out into the margin: Word does not break it for that.

    The headers of paper of one width on paper of another have such stops.
    """
    beyond = stop.position - measure.limit
    return beyond if stop.alignment == "right" and 0 < beyond <= _MARGIN else 0.0


def _segment(after: Sequence[Inline]) -> list[Inline]:
    segment: list[Inline] = []
    for inline in after:
        if isinstance(inline, Tab | AlignedTab | Break):
            break
        segment.append(inline)
    return segment


def _before_decimal(measure: Measure, segment: Sequence[Inline], full: float) -> float:
    text = "".join(inline.text for inline in segment if isinstance(inline, Text))
    look = next((inline.format for inline in segment if isinstance(inline, Text)), None)
    before, point, _ = text.partition(measure.decimal_point)
    return width(before, look, measure.shapes) if look is not None and point else full


def _width(measure: Measure, inline: Inline) -> float:
    match inline:
        case Text(text, look, _):
            return width(text.replace("\u00ad", ""), look, measure.shapes)
        case Field():
            return width(inline.stored or "0", inline.format, measure.shapes)
        case NoteReference(mark, look, _):
            return width(mark, look, measure.shapes)
        case Picture(anchor=None) | TextBox(anchor=None) | DrawingGroup(anchor=None):
            return inline.width
        case _:
            return 0.0


def _after(measure: Measure, position: float, inline: Inline) -> float:
    """Return where the line stands after an inline, filling lines word by word."""
    if isinstance(inline, Break):
        return measure.indent
    if not isinstance(inline, Text):
        return position + _width(measure, inline)
    for word in _WORDS.findall(inline.text):
        ink = width(word.rstrip(" "), inline.format, measure.shapes)
        if position + ink > measure.limit + 0.01 and position > measure.indent:
            position = measure.indent
        position += width(word, inline.format, measure.shapes)
    return position
