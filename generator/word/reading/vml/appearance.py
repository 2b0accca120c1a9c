"""How a VML shape looks: its form, fill and pen, or those of its shape type (ECMA-376 part 4, 14.1.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.word.document.formats import Border
from generator.word.markup import Element, O, V, local_name
from generator.word.reading.drawingml.geometry import Form, named_form
from generator.word.reading.drawingml.shapes import BOX_PADDING, Padding, faded
from generator.word.reading.measures import MeasureError, number
from generator.word.reading.story import Story
from generator.word.reading.vml.style import read_style, written_length

_FALSE = frozenset({"f", "false", "0"})
_FORMS = {"rect": "rect", "roundrect": "roundRect", "oval": "ellipse", "line": "line", "image": "rect"}
_TYPES = {
    "1": "rect", "2": "roundRect", "3": "ellipse", "4": "diamond", "5": "triangle", "6": "rtTriangle",
    "7": "parallelogram", "8": "trapezoid", "9": "hexagon", "10": "octagon", "11": "plus",
    "13": "rightArrow", "15": "homePlate", "20": "line", "32": "straightConnector1", "33": "bentConnector2",
    "34": "bentConnector3", "38": "curvedConnector3", "55": "chevron", "56": "pentagon", "66": "leftArrow",
    "67": "downArrow", "68": "upArrow", "75": "rect", "109": "rect", "110": "diamond", "202": "rect",
}  # fmt: skip
"""Shape types by number (MSO_SPT, [MS-ODRAW] 2.4.24) and their names in DrawingML."""
_NUMBERED = re.compile(r"#?_x0000_[tm](\d+)")
_COLOURS = {
    "white": "ffffff", "black": "000000", "silver": "c0c0c0", "gray": "808080", "red": "ff0000",
    "maroon": "800000", "yellow": "ffff00", "olive": "808000", "lime": "00ff00", "green": "008000",
    "aqua": "00ffff", "teal": "008080", "blue": "0000ff", "navy": "000080", "fuchsia": "ff00ff",
    "purple": "800080",
}  # fmt: skip
_DASHES = {"dash": "dashed", "longdash": "dashed", "1 1": "dotted", "dot": "dotted"}


@dataclass(frozen=True, slots=True)
class Look:
    """The form, pen and fill of a shape."""

    form: Form
    border: Border | None
    background: str | None


def read_look(shape: Element, size: tuple[float, float], story: Story) -> Look:
    """Return how the shape looks; one whose form is not known is told and shown as its frame."""
    kind = shape_type(shape)
    form = named_form(_form_name(shape, kind), size, story, _flips(shape))
    return Look(form, _pen(shape, kind), None if form.is_open else _fill(shape, kind))


def _flips(shape: Element) -> tuple[bool, bool]:
    """Tell whether the form is turned over to the side and down; a line may also go up."""
    flip = read_style(shape).get("flip", "")
    rises = False
    if local_name(shape) == "line":
        (left, top), (right, bottom) = (
            map(written_length, f"{shape.get(end) or ','},".split(",")[:2]) for end in ("from", "to")
        )
        rises = (left < right) != (top < bottom)
    return "x" in flip, ("y" in flip) != rises


def shape_type(shape: Element) -> Element | None:
    """Return the ``v:shapetype`` that a shape is of, which any drawing of the part may define."""
    name = (shape.get("type") or "").lstrip("#")
    if not name:
        return None
    types = shape.getroottree().iter(f"{{{V}}}shapetype")
    return next((kind for kind in types if kind.get("id") == name), None)


def _form_name(shape: Element, kind: Element | None) -> str:
    if local_name(shape) != "shape":
        return _FORMS.get(local_name(shape), local_name(shape))
    written = _said(shape, kind, f"{{{O}}}spt") or _numbered(shape.get("type") or "")
    if not written and not shape.get("path"):
        return "rect"
    return _TYPES.get(written, "freely drawn")


def _numbered(name: str) -> str:
    match = _NUMBERED.fullmatch(name)
    return match[1] if match else ""


def _said(shape: Element, kind: Element | None, name: str) -> str:
    return shape.get(name) or ("" if kind is None else kind.get(name) or "")


def _pen(shape: Element, kind: Element | None) -> Border | None:
    stroke = shape.find(f"{{{V}}}stroke")
    if _said(shape, kind, "stroked") in _FALSE or (stroke is not None and stroke.get("on") in _FALSE):
        return None
    colour = _said(shape, kind, "strokecolor") or ("" if stroke is None else stroke.get("color") or "")
    pattern = _DASHES.get(("" if stroke is None else stroke.get("dashstyle") or "").lower(), "solid")
    width = written_length(_said(shape, kind, "strokeweight")) or 0.75
    return Border(pattern, width, read_colour(colour) or "000000")


def _fill(shape: Element, kind: Element | None) -> str | None:
    fill = shape.find(f"{{{V}}}fill")
    if _said(shape, kind, "filled") in _FALSE or (fill is not None and fill.get("on") in _FALSE):
        return None
    colour = read_colour(_said(shape, kind, "fillcolor") or ("" if fill is None else fill.get("color")))
    strength = share_of(None if fill is None else fill.get("opacity"), 1.0)
    return faded(colour or "ffffff", strength) if strength > 0 else None


def share_of(written: str | None, default: float) -> float:
    """Return a share that is written as such, or in 65,536ths (``f``)."""
    text = written or ""
    try:
        return number(text.removesuffix("f"), default) / (65_536 if text.endswith("f") else 1)
    except MeasureError:
        return default


def read_colour(written: str | None) -> str | None:
    """Return a colour by its digits or name, None when it is neither."""
    digits = (written or "").lstrip("#").partition(" ")[0].lower()
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    named = _COLOURS.get(digits, digits)
    return named if len(named) == 6 and all(digit in "0123456789abcdef" for digit in named) else None


def read_padding(textbox: Element) -> Padding:
    """Return the room between a text box and its text: left, top, right and bottom in ``inset``."""
    written = (textbox.get("inset") or "").split(",")
    edges = [written_length(edge) if edge.strip() else None for edge in written] + [None] * 4
    left, top, right, bottom = (
        default if edge is None else max(edge, 0.0)
        for edge, default in zip(edges, (BOX_PADDING[3], *BOX_PADDING[:3]), strict=False)
    )
    return top, right, bottom, left
