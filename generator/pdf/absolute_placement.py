"""What stands anywhere on the page is put there once the pages are set, and never beyond their edges.

The typesetter places such things by the text around them, which may begin elsewhere than the margins say:
in a column, below a high header. Word places them by the page, and moves a text box that would hang over
the foot of the page up until it is on it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from generator.errors import Problem, TypesettingError
from generator.pdf.weasyprint_types import Box, LaidOut

_PIXEL = 0.75
"""A CSS pixel, in which boxes are measured, in points."""
_SLACK = 6.0
"""Less text than this below the edge of its box, in points, is the room under the last letters."""


@dataclass(frozen=True, slots=True)
class _Floating:
    """A box out of the text; ``at_page`` when the page rather than a table cell decides its place."""

    box: Box
    at_page: bool


def settle(document: LaidOut, source: str) -> tuple[Problem, ...]:
    """Put what floats on its page in its place; returns warnings about boxes too small for their text.

    Raises ``TypesettingError`` for a text box that is higher than its page.
    """
    problems: dict[Problem, None] = {}
    for at, page in enumerate(document.pages):
        sheet = page._page_box  # noqa: SLF001 - boxes are reached in no other way
        floating = tuple(_floating(sheet, at_page=True))
        for entry in floating:
            _put(entry)
            for problem in _settle_text(entry.box, sheet, source):
                problems.setdefault(problem)
        if floating:
            # A page reckons where its links lead and what is turned when it is made.
            document.pages[at] = type(page)(sheet)
    errors = tuple(problem for problem in problems if problem.severity == "error")
    if errors:
        raise TypesettingError(errors)
    return tuple(problems)


def _settle_text(box: Box, sheet: Box, source: str) -> Iterator[Problem]:
    """Bring the text of a text box onto its page, and yield what it shows differently from Word."""
    place = box.element.get("data-place")
    if place is None:
        return
    if box.border_height() > sheet.margin_height():
        message = "has a text box with more text than its page has room for"
        yield Problem(f"{source}: {place}", "", message, "make the text box wider")
        return
    _widen(box)
    _keep_on(box, sheet)
    if _overflows(box):
        message = "has a text box too small for its text, which is shown whole"
        hint = "make the text box higher, or let it fit its text"
        yield Problem(f"{source}: {place}", "", message, hint, "warning")


def _floating(box: Box, *, at_page: bool) -> Iterator[_Floating]:
    """Yield the boxes with a place of their own, outer ones first."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001 - the box that stands elsewhere is reached in no other way
    attributes = {"data-left", "data-top", "data-down", "data-place"}
    if isinstance(box, boxes.BlockLevelBox | boxes.InlineBlockBox) and attributes & set(_attributes(box)):
        yield _Floating(box, at_page)
    at_page = at_page and not isinstance(box, boxes.TableCellBox)
    for child in getattr(box, "children", ()):
        yield from _floating(child, at_page=at_page)


def _attributes(box: Box) -> tuple[str, ...]:
    """Return the names of the attributes of the element that a box stands for, if it is the whole of it."""
    from weasyprint.css import AnonymousStyle

    element = box.element
    own = element is not None and box.element_tag == element.tag and not isinstance(box.style, AnonymousStyle)
    return tuple(element.attrib) if own else ()


def _put(floating: _Floating) -> None:
    """Move a box to its place on the page, or as far below the text around it as it stands."""
    box = floating.box
    left, top, down = (box.element.get(name) for name in ("data-left", "data-top", "data-down"))
    if down is not None:
        box.translate(0, float(down) / _PIXEL)
    if not floating.at_page:
        return
    across = 0.0 if left is None else float(left) / _PIXEL - box.border_box_x()
    box.translate(across, 0.0 if top is None else float(top) / _PIXEL - box.border_box_y())


def _widen(box: Box) -> None:
    """Make a box of turned text as wide as its lines are high together, on the side to which they go."""
    flow = box.element.get("data-flow")
    holder = next((child for child in box.children if child.is_absolutely_positioned()), None)
    if flow is None or holder is None:
        return
    extra = holder.height - float(box.element.get("data-wide")) / _PIXEL
    if extra > 0:
        box.width += extra
        box.position_x -= extra if flow == "90" else 0.0


def _keep_on(box: Box, sheet: Box) -> None:
    """Move a text box that hangs over an edge of its page, by no more than it does."""
    wide, high = box.border_width(), box.border_height()
    turn = math.radians(float(box.element.get("data-turn", "0")))
    # A box is turned about its middle, after it is laid out; what it covers then is another rectangle.
    covered = (
        abs(wide * math.cos(turn)) + abs(high * math.sin(turn)),
        abs(wide * math.sin(turn)) + abs(high * math.cos(turn)),
    )
    left = box.border_box_x() + (wide - covered[0]) / 2
    top = box.border_box_y() + (high - covered[1]) / 2
    across = _inwards(left, covered[0], sheet.margin_width())
    box.translate(across, _inwards(top, covered[1], sheet.margin_height()))


def _inwards(start: float, length: float, room: float) -> float:
    if length > room:
        return -start
    return -min(start, 0.0) or min(room - start - length, 0.0)


def _overflows(box: Box) -> bool:
    room = box.element.get("data-room")
    return room is not None and box.border_height() * _PIXEL > float(room) + _SLACK
