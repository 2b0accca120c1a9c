"""The geometry of shapes as SVG path data in a square from 0 to 1 (ECMA-376 part 1, 20.1.9)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from generator.word.markup import A, Element, local_name
from generator.word.reading.measures import MeasureError, number
from generator.word.reading.story import Story

_LINE = "M0 0L1 1"
_BOXES = frozenset({"", "rect", "flowChartProcess"})
_OVALS = frozenset({"ellipse", "flowChartConnector"})
_ROUND = frozenset({"roundRect", "flowChartAlternateProcess"})
_LINES = frozenset({"line", "straightConnector1"})
_OUTLINES = {
    "triangle": "M.5 0L1 1L0 1Z", "rtTriangle": "M0 0L1 1L0 1Z", "flowChartMerge": "M0 0L1 0L.5 1Z",
    "flowChartExtract": "M.5 0L1 1L0 1Z", "diamond": "M.5 0L1 .5L.5 1L0 .5Z",
    "flowChartDecision": "M.5 0L1 .5L.5 1L0 .5Z", "parallelogram": "M.25 0L1 0L.75 1L0 1Z",
    "flowChartInputOutput": "M.2 0L1 0L.8 1L0 1Z", "trapezoid": "M.25 0L.75 0L1 1L0 1Z",
    "homePlate": "M0 0L.75 0L1 .5L.75 1L0 1Z", "chevron": "M0 0L.75 0L1 .5L.75 1L0 1L.25 .5Z",
    "hexagon": "M.25 0L.75 0L1 .5L.75 1L.25 1L0 .5Z", "pentagon": "M.5 0L1 .38L.81 1L.19 1L0 .38Z",
    "octagon": "M.29 0L.71 0L1 .29L1 .71L.71 1L.29 1L0 .71L0 .29Z",
    "plus": "M.25 0L.75 0L.75 .25L1 .25L1 .75L.75 .75L.75 1L.25 1L.25 .75L0 .75L0 .25L.25 .25Z",
    "rightArrow": "M0 .25L.6 .25L.6 0L1 .5L.6 1L.6 .75L0 .75Z",
    "leftArrow": "M1 .25L.4 .25L.4 0L0 .5L.4 1L.4 .75L1 .75Z",
    "upArrow": "M.25 1L.25 .4L0 .4L.5 0L1 .4L.75 .4L.75 1Z",
    "downArrow": "M.25 0L.25 .6L0 .6L.5 1L1 .6L.75 .6L.75 0Z",
    "bentConnector2": "M0 0L1 0L1 1", "bentConnector3": "M0 0L.5 0L.5 1L1 1",
    "curvedConnector3": "M0 0C.5 0 .5 1 1 1",
}  # fmt: skip
"""Outlines at the adjustments that Word begins with."""
_OPEN = frozenset({"bentConnector2", "bentConnector3", "curvedConnector3"}) | _LINES
_OVAL = "M0 .5C0 .2239 .2239 0 .5 0C.7761 0 1 .2239 1 .5C1 .7761 .7761 1 .5 1C.2239 1 0 .7761 0 .5Z"
_ROUNDING = 0.16667
_OVAL_INSET = (1 - math.sqrt(0.5)) / 2
"""How far the text of an oval is from the sides of its frame, in shares of it (presetShapeDefinitions)."""
_FULL_TURN = 21_600_000


@dataclass(frozen=True, slots=True)
class Form:
    """An outline that is not a rectangle, or how round the corners of one are, in points.

    ``inset`` is how far the text stands from each side, in shares of the frame.
    """

    outline: str = ""
    corner: float = 0.0
    is_open: bool = False
    inset: float = 0.0


def geometry(properties: Element | None, size: tuple[float, float], story: Story) -> Form:
    """Return the form that shape properties ask for; one that is not known is told and shown as its frame."""
    if properties is None:
        return Form()
    preset, custom = properties.find(f"{{{A}}}prstGeom"), properties.find(f"{{{A}}}custGeom")
    transform = properties.find(f"{{{A}}}xfrm")
    flips = [transform is not None and transform.get(name) in {"1", "true"} for name in ("flipH", "flipV")]
    if custom is not None:
        return _custom(custom, (flips[0], flips[1]), story)
    return named_form("" if preset is None else preset.get("prst", ""), size, story, (flips[0], flips[1]))


def named_form(
    name: str, size: tuple[float, float], story: Story, flips: tuple[bool, bool] = (False, False)
) -> Form:
    """Return the form of a preset shape of that size."""
    if name in _BOXES:
        return Form()
    if name in _ROUND:
        return Form(corner=min(size) * _ROUNDING)
    if name in _OVALS:
        return Form(_OVAL, inset=_OVAL_INSET)
    outline = _LINE if name in _LINES else _OUTLINES.get(name, "")
    if not outline:
        story.approximate(f"has a shape ({name}), which is shown as its frame", "use a picture instead")
        return Form()
    return Form(_flipped(outline, flips), is_open=name in _OPEN)


def _flipped(outline: str, flips: tuple[bool, bool]) -> str:
    commands = []
    for command in outline.replace("M", "|M").replace("L", "|L").replace("C", "|C").split("|"):
        closes = "Z" if command.endswith("Z") else ""
        numbers = [float(written) for written in command[1:].removesuffix("Z").split()]
        turned = (1 - n if flips[at % 2] else n for at, n in enumerate(numbers))
        commands.append(command[:1] + " ".join(f"{n:g}" for n in turned) + closes)
    return "".join(commands)


def _custom(custom: Element, flips: tuple[bool, bool], story: Story) -> Form:
    paths = custom.findall(f"{{{A}}}pathLst/{{{A}}}path")
    try:
        outline = "".join(command for path in paths for command in _path(path, flips))
    except (MeasureError, ZeroDivisionError, IndexError):
        outline = ""
    if not outline:
        story.approximate("has a freely drawn shape, which is shown as its frame", "use a picture instead")
        return Form()
    return Form(outline, is_open=all(path.get("fill") == "none" for path in paths))


def _path(path: Element, flips: tuple[bool, bool]) -> Iterator[str]:
    """Yield the commands of one path; a point by a formula of the shape is a ``MeasureError``."""
    room = (number(path.get("w")), number(path.get("h")))
    here = (0.0, 0.0)

    def told(x: float, y: float) -> str:
        across, down = x / room[0] if room[0] else 0.0, y / room[1] if room[1] else 0.0
        return f"{1 - across if flips[0] else across:.5g} {1 - down if flips[1] else down:.5g}"

    for step in path:
        points = [(number(point.get("x")), number(point.get("y"))) for point in step.iter(f"{{{A}}}pt")]
        letter = {"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q"}.get(local_name(step))
        if letter:
            yield letter + " ".join(told(*point) for point in points)
            here = points[-1]
        elif local_name(step) == "arcTo":
            points = list(_arc(step, here))
            yield "".join(f"L{told(*point)}" for point in points)
            here = points[-1]
        elif local_name(step) == "close":
            yield "Z"


def _arc(step: Element, start: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Yield points on an elliptic arc from ``start``, one every few degrees."""
    radius = (number(step.get("wR")), number(step.get("hR")))
    begins, sweeps = (number(step.get(name)) / _FULL_TURN * 2 * math.pi for name in ("stAng", "swAng"))
    centre = (start[0] - radius[0] * math.cos(begins), start[1] - radius[1] * math.sin(begins))
    sweeps = math.copysign(min(abs(sweeps), 2 * math.pi), sweeps)
    steps = max(int(abs(sweeps) / 0.1), 1)
    for at in range(1, steps + 1):
        angle = begins + sweeps * at / steps
        yield centre[0] + radius[0] * math.cos(angle), centre[1] + radius[1] * math.sin(angle)
