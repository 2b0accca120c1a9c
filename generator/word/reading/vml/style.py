"""The style of a VML shape: lengths, place, size and turn, as CSS-like text (ECMA-376 part 4, 14.1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from generator.word.document.positions import Anchor, HorizontalFrame, Share, VerticalFrame
from generator.word.markup import Element, local_name
from generator.word.reading.drawingml.anchors import plain_side
from generator.word.reading.measures import MeasureError, number, points

_HORIZONTAL: dict[str, HorizontalFrame] = {
    "page": "page", "margin": "margin", "text": "column", "char": "character",
    "left-margin-area": "left_margin", "inner-margin-area": "left_margin",
    "right-margin-area": "right_margin", "outer-margin-area": "right_margin",
}  # fmt: skip
_VERTICAL: dict[str, VerticalFrame] = {
    "page": "page", "margin": "margin", "text": "paragraph", "line": "line",
    "top-margin-area": "top_margin", "inner-margin-area": "top_margin",
    "bottom-margin-area": "bottom_margin", "outer-margin-area": "bottom_margin",
}  # fmt: skip
_WRAPS: dict[str, Literal["square", "band"]] = {
    "square": "square", "tight": "square", "through": "square", "topAndBottom": "band",
}  # fmt: skip
_PER_WHOLE = 1_000.0
_FIXED_DEGREE = 65_536.0


def read_style(shape: Element) -> dict[str, str]:
    """Return what the shape's style says, by name."""
    entries = (entry.partition(":") for entry in (shape.get("style") or "").split(";"))
    return {name.strip().lower(): written.strip() for name, _, written in entries if name.strip()}


def length(style: Mapping[str, str], name: str) -> float:
    """Return a length of the style in points, 0 when it has none."""
    return written_length(style.get(name))


def written_length(written: str | None) -> float:
    """Return a length in points, 0 when there is none."""
    try:
        return points(written or "0", 1)
    except MeasureError:
        return 0.0


def coordinate(written: str | None) -> float:
    """Return a number of the coordinates of a group, 0 when there is none."""
    try:
        return number(written)
    except MeasureError:
        return 0.0


def turn(style: Mapping[str, str]) -> float:
    """Return by how many degrees the style turns a shape clockwise; ``fd`` counts 65,536 to the degree."""
    written = style.get("rotation", "0")
    if written.endswith("fd"):
        return coordinate(written.removesuffix("fd")) / _FIXED_DEGREE
    return coordinate(written) % 360


def read_place(shape: Element, style: Mapping[str, str], corner: tuple[float, float]) -> Anchor | None:
    """Return where a shape out of the line stands, or None; ``corner`` is added to its offsets."""
    if style.get("position") not in {"absolute", "relative"}:
        return None
    wrap = next((part for part in shape if local_name(part) == "wrap"), None)
    across = _frame(style, "horizontal", wrap, "anchorx")
    down = _frame(style, "vertical", wrap, "anchory")
    sides = ("top", "right", "bottom", "left")
    top, right, bottom, left = (length(style, f"mso-wrap-distance-{side}") for side in sides)
    return Anchor(
        horizontal=_HORIZONTAL.get(across, "column"),
        vertical=_VERTICAL.get(down, "paragraph"),
        left=_offset(style, "left") + corner[0],
        top=_offset(style, "top") + corner[1],
        horizontal_alignment=plain_side(_aligned(style, "horizontal"), "left", "right"),
        vertical_alignment=plain_side(_aligned(style, "vertical"), "top", "bottom"),
        wrap=_WRAPS.get("" if wrap is None else wrap.get("type", ""), "none"),
        behind=style.get("z-index", "0").startswith("-"),
        gap=(top, right, bottom, left),
        left_share=coordinate(style.get("mso-left-percent")) / _PER_WHOLE,
        top_share=coordinate(style.get("mso-top-percent")) / _PER_WHOLE,
        width=_share(style, "width", _HORIZONTAL),
        height=_share(style, "height", _VERTICAL),
    )


def _frame(style: Mapping[str, str], axis: str, wrap: Element | None, name: str) -> str:
    written = "" if wrap is None else wrap.get(name, "")
    return style.get(f"mso-position-{axis}-relative", "") or written


def _offset(style: Mapping[str, str], side: str) -> float:
    return length(style, f"margin-{side}") or length(style, side)


def _aligned(style: Mapping[str, str], axis: str) -> str:
    written = style.get(f"mso-position-{axis}", "")
    return "" if written == "absolute" else written


def _share(
    style: Mapping[str, str], side: str, frames: Mapping[str, HorizontalFrame] | Mapping[str, VerticalFrame]
) -> Share | None:
    amount = coordinate(style.get(f"mso-{side}-percent")) / _PER_WHOLE
    if amount <= 0:
        return None
    return Share(frames.get(style.get(f"mso-{side}-relative", ""), "page"), amount)
