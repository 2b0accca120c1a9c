"""A run of blocks as HTML: the space between them, shared borders, lists, breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.pdf.html.composer import Composer
from generator.pdf.html.elements import LIST, LIST_ENTRY
from generator.pdf.html.floating.floats import floats, standing
from generator.pdf.html.tables.tables import begins_page, compose_table
from generator.pdf.html.text.paragraph_box import Setting, overhang
from generator.pdf.html.text.paragraphs import compose_paragraph, split_at_breaks
from generator.word.document.content import Block, Paragraph, Table

_END_OF_LIST = f"</{LIST_ENTRY}></{LIST}>"


@dataclass(frozen=True, slots=True)
class BlockInFlow:
    """One block with what its neighbours decide about it."""

    block: Block
    setting: Setting


def flow(blocks: Sequence[Block], composer: Composer) -> str:
    """Return the blocks one under the other, list paragraphs grouped into lists.

    Breaks of page and column end no more than a line: Word heeds them in the body only, not in cells, notes,
    text boxes, headers and footers.
    """
    pieces = tuple((_confined(piece, composer), "") for piece, _ in _pieces(blocks, composer))
    return "".join(_grouped(tuple(_placed(pieces, composer)), composer))


def page_flow(blocks: Sequence[Block], composer: Composer, *, is_last: bool = False) -> str:
    """Return the blocks of a section, of which the first opens a page and keeps the space above it.

    A break at the very end of the document, in the last section, leaves a page with its empty line.
    """
    pieces = tuple(_pieces(blocks, composer, is_last=is_last))
    placed = list(_placed(pieces, composer))
    placed[:1] = [replace(entry, setting=replace(entry.setting, opens_page=True)) for entry in placed[:1]]
    return "".join(_grouped(placed, composer))


def _pieces(
    blocks: Sequence[Block], composer: Composer, *, is_last: bool = False
) -> Iterator[tuple[Block, str]]:
    """Yield blocks cut at the breaks inside them, each with the kind of break before it."""
    pending = ""
    for block in blocks:
        if isinstance(block, Table):
            yield standing(block, composer), pending
            pending = ""
            continue
        splits_mark = composer.splits_marks or (is_last and block is blocks[-1])
        pieces, ends = split_at_breaks(block, splits_mark=splits_mark)
        for at, (piece, broken) in enumerate(pieces):
            yield piece, pending if at == 0 else broken
        pending = ends


def _placed(pieces: Sequence[tuple[Block, str]], composer: Composer) -> Iterator[BlockInFlow]:
    before: Block | None = None
    for at, (block, broken) in enumerate(pieces):
        excess = overhang(before, composer) if isinstance(before, Paragraph) else 0.0
        if isinstance(block, Table):
            yield BlockInFlow(block, _table_setting(block, broken, before, excess))
        else:
            after = pieces[at + 1][0] if at + 1 < len(pieces) else None
            yield BlockInFlow(block, _setting(block, broken, (before, after), excess))
        before = before if floats(block) else block


def _table_setting(table: Table, broken: str, before: Block | None, excess: float) -> Setting:
    above = before.format.after - excess if isinstance(before, Paragraph) else 0.0
    breaks = broken == "page" or (before is not None and begins_page(table.rows[0]))
    return Setting(above=above, new_page=breaks, new_column=broken == "column")


def _setting(
    paragraph: Paragraph, broken: str, neighbours: tuple[Block | None, Block | None], excess: float
) -> Setting:
    before, after = neighbours
    breaks = bool(broken) or paragraph.format.page_break_before
    return Setting(
        above=paragraph.format.before if breaks else _gap(before, paragraph),
        below=0.0 if after is not None or paragraph.format.after_automatic else paragraph.format.after,
        new_page=broken == "page",
        new_column=broken == "column",
        joins_above=not breaks and _share_box(before, paragraph),
        joins_below=_share_box(paragraph, after),
        overhang=0.0 if breaks else excess,
        is_last=after is None,
    )


def _gap(before: Block | None, block: Paragraph) -> float:
    """Return the space between two blocks: the larger of what both ask for (17.3.1.33, 17.3.1.9)."""
    if not isinstance(before, Paragraph):
        return 0.0 if before is None and block.format.before_automatic else block.format.before
    alike = before.format.style == block.format.style
    after = 0.0 if alike and before.format.contextual else before.format.after
    own = 0.0 if alike and block.format.contextual else block.format.before
    return max(after, own)


def _share_box(upper: Block | None, lower: Block | None) -> bool:
    """Tell whether two paragraphs stand in one box of borders or on one shading."""
    if not (isinstance(upper, Paragraph) and isinstance(lower, Paragraph)):
        return False
    borders = upper.format.borders
    if not any((borders.top, borders.right, borders.bottom, borders.left, borders.between)):
        return False
    indents = [
        (block.format.left + min(block.format.first_line, 0), block.format.right) for block in (upper, lower)
    ]
    return borders == lower.format.borders and indents[0] == indents[1]


def _grouped(placed: Sequence[BlockInFlow], composer: Composer) -> Iterator[str]:
    """Yield the blocks, those with list labels inside lists as deep as their level."""
    depths: list[int] = []
    for at, entry in enumerate(placed):
        level = _list_level(entry.block)
        while depths and (level is None or level < depths[-1]):
            depths.pop()
            yield _END_OF_LIST
        if level is not None:
            if depths and depths[-1] == level:
                yield f"</{LIST_ENTRY}>"
                if _new_list(placed[at - 1].block, entry.block):
                    yield f"</{LIST}><{LIST}>"
            else:
                depths.append(level)
                yield f"<{LIST}>"
            yield f"<{LIST_ENTRY}>"
        yield _compose(entry, composer)
    yield _END_OF_LIST * len(depths)


def _list_level(block: Block) -> int | None:
    if isinstance(block, Table) or block.label is None or block.heading or not block.label.text:
        return None
    return block.label.level


def _new_list(before: Block, block: Block) -> bool:
    """Tell whether two neighbours on one level belong to different lists."""
    if not (isinstance(before, Paragraph) and isinstance(block, Paragraph) and before.label and block.label):
        return False
    return before.label.list_id != block.label.list_id and before.label.level == block.label.level


def _compose(entry: BlockInFlow, composer: Composer) -> str:
    if isinstance(entry.block, Table):
        return compose_table(entry.block, entry.setting, composer)
    return compose_paragraph(entry.block, entry.setting, composer)


def _confined(block: Block, composer: Composer) -> Block:
    """Return a block of a cell, note, box or header: it begins no page, no text runs beside its tables."""
    if isinstance(block, Table) and block.anchor is not None and block.anchor.wrap == "square":
        composer.approximate(block.place, "has a table that text flows around, which is shown below it")
        return replace(block, anchor=replace(block.anchor, wrap="band"))
    return without_break(block)


def without_break(block: Block) -> Block:
    """Return the block without a page break before it, for where the page is new already."""
    if isinstance(block, Paragraph) and block.format.page_break_before:
        return replace(block, format=replace(block.format, page_break_before=False))
    return block
