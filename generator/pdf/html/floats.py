"""Text frames and boxes beside the text: how wide they are, and whether text fits beside them."""

from __future__ import annotations

from dataclasses import replace

from generator.pdf.html.boxes import placed
from generator.pdf.html.composer import Composer
from generator.pdf.html.lengths import longest_line
from generator.word.document import Anchor, Block, Field, Paragraph, Picture, TextBox

LEAST_BESIDE = 72.0
"""Word sets no text beside something that leaves it less room than this, in points."""
_RESERVE = 1.0
"""What is kept free for a number that may get more digits, in ems."""


def placed_thing(thing: Picture | TextBox, anchor: Anchor, composer: Composer) -> str:
    """Return an anchored picture, text box or frame."""
    if isinstance(thing, Picture):
        return placed(thing, anchor, composer)
    box = thing if thing.width else _sized(thing, anchor, composer)
    return placed(box, _wrapped(anchor, box.width, composer), composer)


def _wrapped(anchor: Anchor, width: float, composer: Composer) -> Anchor:
    """Return the anchor with what the text really does: it keeps away where there is no room beside."""
    if anchor.wrap != "square":
        return anchor
    if composer.furniture and anchor.vertical in {"page", "margin"}:
        return replace(anchor, wrap="none")
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
