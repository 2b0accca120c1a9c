"""Where anchored things stand: the frames of reference as lengths, and the CSS for them (20.4.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.pdf.html.composer import Composer
from generator.pdf.html.stylesheet import points
from generator.word.document.content import DrawingGroup, Drawn
from generator.word.document.positions import Anchor, HorizontalFrame, VerticalFrame

_WITH_THE_TEXT = frozenset({"paragraph", "line"})


@dataclass(frozen=True, slots=True)
class FloatPosition:
    """CSS for a thing, and where its corner is on the page, in points, as far as the page decides that.

    ``down`` is how far below the text around it a thing stands that goes with the text; as a margin it would
    be lost where the thing would then hang over the foot of the page.
    """

    css: str
    left: float | None = None
    top: float | None = None
    down: float | None = None

    @property
    def attributes(self) -> str:
        """The place as attributes, from which the thing is moved there once pages are set."""
        pairs = (("left", self.left), ("top", self.top), ("down", self.down))
        return "".join(f' data-{name}="{at:.3f}"' for name, at in pairs if at is not None)


def sized(thing: Drawn, anchor: Anchor, composer: Composer) -> Drawn:
    """Return the thing as wide and high as its anchor says; the size of a group is that of its members."""
    if isinstance(thing, DrawingGroup):
        return thing
    width, height = thing.width, thing.height
    if anchor.width is not None:
        width = _frame_across(anchor.width.frame, composer)[1] * anchor.width.amount  # type: ignore[arg-type] # a width
    if anchor.height is not None:
        height = _frame_down(anchor.height.frame, composer)[1] * anchor.height.amount  # type: ignore[arg-type] # a height
    return replace(thing, width=width, height=height)


def placing(thing: Drawn, anchor: Anchor, composer: Composer) -> FloatPosition:
    """Return where the thing stands: beside the text that runs round it, or anywhere on the page."""
    across = _across(thing, anchor, composer)
    # The gap above is no part of where the thing stands: the text above it ends before its paragraph.
    _, right, bottom, left = anchor.gap
    if anchor.wrap == "none" or _is_out_of_the_way(thing, anchor, composer):
        return _anywhere(thing, anchor, composer)
    if anchor.wrap == "band":
        rest = max(composer.column - across - thing.width, 0.0)
        return FloatPosition(
            f"float:left;clear:both;margin:{points(_down(anchor))} {points(rest)} {points(bottom)} "
            f"{points(across)};"
        )
    on_right = across + thing.width / 2 > composer.column / 2
    outer = composer.column - across - thing.width
    sides = (points(outer), points(left)) if on_right else (points(right), points(across))
    return FloatPosition(
        f"float:{'right' if on_right else 'left'};"
        f"margin:{points(_down(anchor))} {sides[0]} {points(bottom)} {sides[1]};"
    )


def _anywhere(thing: Drawn, anchor: Anchor, composer: Composer) -> FloatPosition:
    across, page = _across(thing, anchor, composer), composer.page
    css = f"position:absolute;margin-left:{points(across)};"
    if anchor.behind:
        css += "z-index:-1;"
    left = None if anchor.horizontal in {"column", "character"} else across + page.left
    if anchor.vertical in _WITH_THE_TEXT:
        return FloatPosition(css, left, down=anchor.top)
    down = _from_top(thing, anchor, composer)
    top = down + abs(page.top)
    return FloatPosition(f"{css}top:{points(top if composer.in_header_footer else down)};", left, top)


def _is_out_of_the_way(thing: Drawn, anchor: Anchor, composer: Composer) -> bool:
    """Tell whether a thing is at the foot of its page or in a margin, where no line could run round it."""
    if anchor.vertical in _WITH_THE_TEXT:
        return False
    if anchor.vertical_alignment == "bottom":
        return True
    down, page = _from_top(thing, anchor, composer), composer.page
    room = page.height - abs(page.top) - abs(page.bottom)
    return not composer.in_header_footer and (down + thing.height <= 0 or down >= room)


def _across(thing: Drawn, anchor: Anchor, composer: Composer) -> float:
    """Return how far right of the column's edge the thing begins."""
    origin, room = _frame_across(anchor.horizontal, composer)
    share = {"center": 0.5, "right": 1.0}.get(anchor.horizontal_alignment, 0.0)
    offset = anchor.left + anchor.left_share * room
    return origin + (offset if not anchor.horizontal_alignment else (room - thing.width) * share)


def _frame_across(frame: HorizontalFrame, composer: Composer) -> tuple[float, float]:
    """Return where a frame begins right of the column's edge, and how wide it is."""
    page = composer.page
    return {
        "page": (-page.left, page.width),
        "margin": (0.0, page.text_width),
        "left_margin": (-page.left, page.left),
        "right_margin": (page.text_width, page.right),
    }.get(frame, (0.0, composer.column))


def _from_top(thing: Drawn, anchor: Anchor, composer: Composer) -> float:
    """Return how far below the top margin the thing begins."""
    origin, room = _frame_down(anchor.vertical, composer)
    share = {"center": 0.5, "bottom": 1.0}.get(anchor.vertical_alignment, 0.0)
    offset = anchor.top + anchor.top_share * room
    return origin + (offset if not anchor.vertical_alignment else (room - thing.height) * share)


def _frame_down(frame: VerticalFrame, composer: Composer) -> tuple[float, float]:
    """Return where a frame begins below the top margin, and how high it is."""
    page = composer.page
    top, bottom = abs(page.top), abs(page.bottom)
    return {
        "page": (-top, page.height),
        "top_margin": (-top, top),
        "bottom_margin": (page.height - top - bottom, bottom),
    }.get(frame, (0.0, page.height - top - bottom))


def _down(anchor: Anchor) -> float:
    return max(anchor.top, 0.0) if anchor.vertical in _WITH_THE_TEXT else 0.0
