"""Frames, boxes and tables beside the text: how wide they are, and whether text fits beside them."""

from __future__ import annotations

from dataclasses import replace

from generator.pdf.html.composer import Composer
from generator.pdf.html.floating.boxes import placed
from generator.pdf.html.stylesheet import points
from generator.pdf.html.tables.widths import fitted
from generator.pdf.html.text.lengths import longest_line
from generator.pdf.html.text.paragraph_box import Setting
from generator.word.document.content import Block, Drawn, Field, Paragraph, Table, TextBox
from generator.word.document.positions import Anchor

LEAST_BESIDE = 72.0
"""Word sets no text beside something that leaves it less room than this, in points."""
_RESERVE = 1.0
"""What is kept free for a number that may get more digits, in ems."""


def placed_thing(thing: Drawn, anchor: Anchor, composer: Composer) -> str:
    """Return an anchored drawing or frame."""
    if not isinstance(thing, TextBox):
        return placed(thing, anchor, composer)
    box = thing if thing.width else _sized(thing, anchor, composer)
    return placed(box, _kept_away(anchor, box.width, composer), composer)


def standing(table: Table, composer: Composer) -> Table:
    """Return the table with the widths of its columns, and with what the text beside it really does."""
    table = fitted(table, composer)
    if table.anchor is None:
        return table
    return replace(table, anchor=_kept_away(table.anchor, sum(table.columns), composer))


def floats(block: Block) -> bool:
    """Tell whether text runs beside a table: the blocks around it follow each other."""
    return isinstance(block, Table) and block.anchor is not None and block.anchor.wrap == "square"


def floating_css(table: Table, anchor: Anchor, setting: Setting, composer: Composer) -> str:
    """Return where a table stands that has a place of its own (17.4.57).

    A place on the page is told from its top only for the first table there; others stand where they come in
    the text.
    """
    width = sum(table.columns)
    across = _across(anchor, width, composer) + table.left
    _, right, bottom, left = anchor.gap
    above = points(setting.above + _down(table, anchor, setting, composer))
    if anchor.wrap == "band":
        return f"margin:{above} 0 {points(bottom)} {points(across)}"
    rest = composer.column - across - width
    if across > rest:
        return f"float:right;margin:{above} {points(rest)} {points(bottom)} {points(left)}"
    return f"float:left;margin:{above} {points(right)} {points(bottom)} {points(across)}"


def _across(anchor: Anchor, width: float, composer: Composer) -> float:
    """Return how far right of the column's edge a table of this width begins."""
    page = composer.page
    frames = {"page": (-page.left, page.width), "margin": (0.0, page.text_width)}
    origin, room = frames.get(anchor.horizontal, (0.0, composer.column))
    share = {"left": 0.0, "center": 0.5, "right": 1.0, "outside": 1.0}.get(anchor.horizontal_alignment)
    return origin + (anchor.left if share is None else (room - width) * share)


def _down(table: Table, anchor: Anchor, setting: Setting, composer: Composer) -> float:
    """Return how far below the text before it a table begins."""
    if anchor.vertical == "paragraph":
        return max(anchor.top, 0.0)
    if not setting.opens_page or anchor.vertical_alignment:
        composer.approximate(
            table.place, "has a table at a place of the page, which is shown where it comes in the text"
        )
        return 0.0
    return max(anchor.top - (abs(composer.page.top) if anchor.vertical == "page" else 0.0), 0.0)


def _kept_away(anchor: Anchor, width: float, composer: Composer) -> Anchor:
    """Return the anchor, which leaves its band free where there is no room for text beside."""
    if anchor.wrap != "square":
        return anchor
    beside = composer.column - width - anchor.gap[1] - anchor.gap[3]
    return anchor if beside >= LEAST_BESIDE else replace(anchor, wrap="band")


def _sized(box: TextBox, anchor: Anchor, composer: Composer) -> TextBox:
    """Return the box as wide as its longest line, its numbers at the side where the box is held."""
    paragraphs = [block for block in box.blocks if isinstance(block, Paragraph)]
    line = max((longest_line(paragraph, composer) for paragraph in paragraphs), default=0.0)
    counted = [
        inline for paragraph in paragraphs for inline in paragraph.inlines if isinstance(inline, Field)
    ]
    reserve = max((field.format.size for field in counted), default=0.0) * _RESERVE
    blocks = tuple(_held(block, anchor) for block in box.blocks) if counted else box.blocks
    return replace(box, blocks=blocks, width=min(line + reserve + 0.1, composer.column))


def _held(block: Block, anchor: Anchor) -> Block:
    if not isinstance(block, Paragraph):
        return block
    match anchor.horizontal_alignment:
        case "center":
            return replace(block, format=replace(block.format, alignment="center"))
        case "right" | "outside":
            return replace(block, format=replace(block.format, alignment="right"))
        case _:
            return block
