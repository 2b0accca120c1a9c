"""Numbers in cells of a table that line up at a decimal tab stop without a tab character (17.3.1.37)."""

from __future__ import annotations

from dataclasses import replace

from generator.word.document.content import AlignedTab, Block, Paragraph, Tab


def at_decimal_stop(block: Block) -> Block:
    """Return the block of a cell with the tab that Word leaves out: its first stop is for decimals."""
    if not isinstance(block, Paragraph) or not block.inlines or block.label is not None:
        return block
    style = block.format
    is_for_decimals = bool(style.tabs) and style.tabs[0].alignment == "decimal"
    if not is_for_decimals or style.alignment != "left" or any(map(_is_tab, block.inlines)):
        return block
    # Nobody typed it, so nothing of it is drawn.
    return replace(block, inlines=(Tab(replace(block.mark, underline=None)), *block.inlines))


def _is_tab(inline: object) -> bool:
    return isinstance(inline, Tab | AlignedTab)
