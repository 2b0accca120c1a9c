"""Where things of the resolved document stand: pages, columns, anchors; lengths are points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

HorizontalFrame: TypeAlias = Literal["page", "margin", "column", "character", "left_margin", "right_margin"]
VerticalFrame: TypeAlias = Literal["page", "margin", "paragraph", "line", "top_margin", "bottom_margin"]


@dataclass(frozen=True, slots=True)
class Share:
    """A width or height that is a part of its frame of reference: ``amount`` 0.4 of the page, say."""

    frame: HorizontalFrame | VerticalFrame
    amount: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a picture or text box outside the line stands, in points.

    ``horizontal`` and ``vertical`` name the frame of reference; an aligned axis has ``alignment`` instead of
    an offset. An offset may also be a share of the frame, as ``left_share`` and ``top_share``, and so may the
    ``width`` and ``height`` of the thing. ``wrap`` says what the text does: keep its place, make room on one
    side, or leave the whole band free.
    """

    horizontal: HorizontalFrame
    vertical: VerticalFrame
    left: float
    top: float
    horizontal_alignment: str = ""
    vertical_alignment: str = ""
    wrap: Literal["none", "square", "band"] = "none"
    behind: bool = False
    gap: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    left_share: float = 0.0
    top_share: float = 0.0
    width: Share | None = None
    height: Share | None = None


@dataclass(frozen=True, slots=True)
class Crop:
    """The share of a picture cut away at each edge, 0 to 1."""

    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """A page in points: its size, its margins, and how far header and footer stand from the edge.

    When it is ``mirrored``, ``left`` is the inner margin and ``right`` the outer one: pages with an even
    number have them the other way round.
    """

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float
    mirrored: bool = False

    @property
    def text_width(self) -> float:
        """The width between the margins in points."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Columns:
    """Text columns of a section with the gap between them in points."""

    count: int = 1
    gap: float = 36.0
    ruled: bool = False


WHOLE = Crop()
ONE_COLUMN = Columns()
