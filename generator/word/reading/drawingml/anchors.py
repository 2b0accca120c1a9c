"""Where anchored drawings stand: frames of reference, alignment, offsets, wrapping (20.4.2)."""

from __future__ import annotations

from typing import Literal

from generator.word.document.positions import Anchor, HorizontalFrame, Share, VerticalFrame
from generator.word.markup import MC, WP, WP14, Element, local_name
from generator.word.reading.alternate_content import alternative
from generator.word.reading.measures import emu, number
from generator.word.reading.story import Story

_HORIZONTAL: dict[str, HorizontalFrame] = {
    "page": "page", "margin": "margin", "column": "column", "character": "character",
    "leftMargin": "left_margin", "insideMargin": "left_margin",
    "rightMargin": "right_margin", "outsideMargin": "right_margin",
}  # fmt: skip
_VERTICAL: dict[str, VerticalFrame] = {
    "page": "page", "margin": "margin", "paragraph": "paragraph", "line": "line",
    "topMargin": "top_margin", "insideMargin": "top_margin",
    "bottomMargin": "bottom_margin", "outsideMargin": "bottom_margin",
}  # fmt: skip
_SIDED = frozenset({"insideMargin", "outsideMargin", "inside", "outside"})
_WRAPS: dict[str, Literal["none", "square", "band"]] = {
    "wrapNone": "none", "wrapSquare": "square", "wrapTight": "square", "wrapThrough": "square",
    "wrapTopAndBottom": "band",
}  # fmt: skip
_PER_WHOLE = 100_000.0


def read_anchor(frame: Element, story: Story) -> Anchor:
    """Return where a ``wp:anchor`` stands; inside and outside are taken as on a page with an odd number."""
    across, down = _position(frame, "H"), _position(frame, "V")
    sides = {_frame_of(across), _frame_of(down), _aligned(across), _aligned(down)}
    if sides & _SIDED:
        story.approximate(
            "has a drawing inside or outside of its page, which is placed as on odd pages",
            "place it at the left or right instead",
        )
    wrap = next((local_name(part) for part in frame if local_name(part) in _WRAPS), "wrapNone")
    return Anchor(
        horizontal=_HORIZONTAL.get(_frame_of(across), "column"),
        vertical=_VERTICAL.get(_frame_of(down), "paragraph"),
        left=_offset(across),
        top=_offset(down),
        horizontal_alignment=plain_side(_aligned(across), "left", "right"),
        vertical_alignment=plain_side(_aligned(down), "top", "bottom"),
        wrap=_WRAPS[wrap],
        behind=frame.get("behindDoc") in {"1", "true"},
        gap=(
            emu(frame.get("distT")),
            emu(frame.get("distR")),
            emu(frame.get("distB")),
            emu(frame.get("distL")),
        ),
        left_share=_share(across, "pctPosHOffset"),
        top_share=_share(down, "pctPosVOffset"),
        width=_width(frame),
        height=_height(frame),
    )


def plain_side(written: str, inside: str, outside: str) -> str:
    """Return the side that an alignment means on a page with an odd number."""
    return {"inside": inside, "outside": outside}.get(written, written)


def _position(frame: Element, axis: str) -> Element | None:
    """Return the position on an axis; Word writes a relative one with an absolute one for older versions."""
    name = f"{{{WP}}}position{axis}"
    offered = (part for choice in frame.iterfind(f"{{{MC}}}AlternateContent") for part in alternative(choice))
    return next((part for part in (*frame, *offered) if part.tag == name), None)


def _frame_of(position: Element | None) -> str:
    return "" if position is None else position.get("relativeFrom", "")


def _offset(position: Element | None) -> float:
    offset = None if position is None else position.findtext(f"{{{WP}}}posOffset")
    return emu(offset)


def _aligned(position: Element | None) -> str:
    return "" if position is None else (position.findtext(f"{{{WP}}}align") or "")


def _share(position: Element | None, name: str) -> float:
    written = None if position is None else position.findtext(f"{{{WP14}}}{name}")
    return number(written) / _PER_WHOLE


def _width(frame: Element) -> Share | None:
    size = frame.find(f"{{{WP14}}}sizeRelH")
    amount = 0.0 if size is None else number(size.findtext(f"{{{WP14}}}pctWidth")) / _PER_WHOLE
    if size is None or amount <= 0:
        return None
    return Share(_HORIZONTAL.get(size.get("relativeFrom", ""), "page"), amount)


def _height(frame: Element) -> Share | None:
    size = frame.find(f"{{{WP14}}}sizeRelV")
    amount = 0.0 if size is None else number(size.findtext(f"{{{WP14}}}pctHeight")) / _PER_WHOLE
    if size is None or amount <= 0:
        return None
    return Share(_VERTICAL.get(size.get("relativeFrom", ""), "page"), amount)
