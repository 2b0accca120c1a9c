"""Sections: page geometry, headers and footers by kind of page, page numbers (17.6, 17.10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeGuard

from generator.word.document.content import Block, Break, Inline, Paragraph
from generator.word.document.document import HeaderFooter, Section
from generator.word.document.formats import Borders
from generator.word.document.positions import Columns, PageGeometry
from generator.word.markup import Element, R, attribute, child, children, is_on, switched_on, value
from generator.word.reading.blocks import body_children, read_block, read_story, section_properties
from generator.word.reading.formatting.cascade import layer
from generator.word.reading.measures import integer, twips
from generator.word.reading.story import PLAIN, Story
from generator.word.reading.text.frames import Framed, anchored_frames
from generator.word.reading.text.note_numbering import note_numbering

_STARTS: dict[str, Literal["next_page", "continuous", "even_page", "odd_page"]] = {
    "continuous": "continuous", "evenPage": "even_page", "oddPage": "odd_page", "nextPage": "next_page",
}  # fmt: skip
_NUMBERINGS = {
    "decimal": "decimal", "lowerRoman": "lower-roman", "upperRoman": "upper-roman",
    "lowerLetter": "lower-alpha", "upperLetter": "upper-alpha", "decimalZero": "decimal-leading-zero",
}  # fmt: skip


_LEAST_ROOM = 18.0
"""Less room for text than this, in points, is a mistake: a line of it would fill pages."""


@dataclass(frozen=True, slots=True)
class HeadersFooters:
    """The headers and footers that a section passes on to the next one."""

    header: HeaderFooter
    footer: HeaderFooter


def read_sections(body: Element, story: Story) -> Iterator[Section]:
    """Yield the sections of the body in order; a body without section properties is one default section."""
    edges = HeadersFooters(HeaderFooter(), HeaderFooter())
    blocks: list[Block | Framed] = []
    elements = tuple(body_children(body))
    ends = (properties for properties in map(section_properties, elements) if properties is not None)
    _count_notes(next(ends, None), story)
    for element in elements:
        properties = section_properties(element)
        read = tuple(read_block(element, story, PLAIN))
        blocks.extend(() if blocks and properties is not None and _only_ends_section(read) else read)
        if properties is not None:
            edges = _edges(properties, edges, story)
            yield _section(properties, tuple(anchored_frames(blocks, story)), edges, story)
            blocks = []
            _count_notes(next(ends, None), story)
    if blocks:
        yield _section(None, tuple(anchored_frames(blocks, story)), edges, story)


def _count_notes(properties: Element | None, story: Story) -> None:
    """Count the notes of the section that begins as its properties say, which stand at its end."""
    settings = story.package.settings
    story.notes.footnotes.enter_section(note_numbering(properties, "footnotePr", settings.footnotes))
    story.notes.endnotes.enter_section(note_numbering(properties, "endnotePr", settings.endnotes))


def _only_ends_section(read: tuple[Block | Framed, ...]) -> bool:
    """Tell whether a paragraph is there for its section break alone; Word gives it no line of its own."""
    return all(isinstance(block, Paragraph) and not block.inlines and block.label is None for block in read)


def _section(
    properties: Element | None, blocks: tuple[Block, ...], edges: HeadersFooters, story: Story
) -> Section:
    numbers = child(properties, "pgNumType")
    start = attribute(numbers, "start")
    columns = child(properties, "cols")
    title = switched_on(properties, "titlePg")
    even = story.package.settings.even_and_odd
    _report(properties, story)
    return Section(
        blocks=blocks if _columns(columns).count > 1 else tuple(map(_in_one_column, blocks)),
        page=_geometry(properties, story),
        start=_STARTS.get(value(properties, "type", default="nextPage"), "next_page"),
        header=_shown(edges.header, title=title, even=even),
        footer=_shown(edges.footer, title=title, even=even),
        columns=_columns(columns),
        numbering=_NUMBERINGS.get(attribute(numbers, "fmt", "decimal"), "decimal"),
        restart=integer(start) if start else None,
        vertical=_vertical(value(properties, "vAlign")),
        borders=_page_borders(properties, story),
        borders_from="page" if _border_origin(properties) == "page" else "text",
        right_to_left=switched_on(properties, "bidi"),
    )


def _in_one_column(block: Block) -> Block:
    """Return the block with page breaks for column breaks: the next column is on the next page."""
    if not isinstance(block, Paragraph) or not any(map(_ends_column, block.inlines)):
        return block
    inlines = (replace(inline, kind="page") if _ends_column(inline) else inline for inline in block.inlines)
    return replace(block, inlines=tuple(inlines))


def _ends_column(inline: Inline) -> TypeGuard[Break]:
    return isinstance(inline, Break) and inline.kind == "column"


def _geometry(properties: Element | None, story: Story) -> PageGeometry:
    size, margins = child(properties, "pgSz"), child(properties, "pgMar")
    gutter = twips(attribute(margins, "gutter"))
    at_top, at_right = story.package.settings.gutter_at_top, switched_on(properties, "rtlGutter")
    top = twips(attribute(margins, "top"), 72.0)
    geometry = PageGeometry(
        width=twips(attribute(size, "w"), 612.0),
        height=twips(attribute(size, "h"), 792.0),
        top=top + gutter if at_top else top,
        right=twips(attribute(margins, "right"), 72.0) + (gutter if at_right and not at_top else 0.0),
        bottom=twips(attribute(margins, "bottom"), 72.0),
        left=twips(attribute(margins, "left"), 72.0) + (0.0 if at_top or at_right else gutter),
        header=max(twips(attribute(margins, "header"), 36.0), 0.0),
        footer=max(twips(attribute(margins, "footer"), 36.0), 0.0),
        mirrored=story.package.settings.mirror_margins,
    )
    room = (geometry.text_width, geometry.height - abs(geometry.top) - abs(geometry.bottom))
    if min(room) < _LEAST_ROOM:
        story.refuse("ends a section whose margins leave no room for text", "set smaller margins")
        return PageGeometry(612.0, 792.0, 72.0, 72.0, 72.0, 72.0, 36.0, 36.0)
    return geometry


def _columns(element: Element | None) -> Columns:
    widths = tuple(children(element, "col"))
    count = integer(attribute(element, "num"), len(widths) or 1)
    gap = twips(attribute(widths[0] if widths else element, "space"), 36.0)
    return Columns(min(max(count, 1), 20), max(gap, 0.0), is_on(attribute(element, "sep", "0")))


def _edges(properties: Element, previous: HeadersFooters, story: Story) -> HeadersFooters:
    return HeadersFooters(
        _header_footer(properties, "headerReference", previous.header, story),
        _header_footer(properties, "footerReference", previous.footer, story),
    )


def _header_footer(properties: Element, name: str, previous: HeaderFooter, story: Story) -> HeaderFooter:
    """Return a section's own headers or footers, those of the section before where it has none (17.10.1)."""
    header_footer = previous
    for reference in children(properties, name):
        target = story.package.relationship(story.part, reference.get(f"{{{R}}}id", ""))
        root = None if target is None else story.package.root(target.target)
        if target is None or root is None:
            story.refuse(
                f"ends a section whose {name.removesuffix('Reference')} is missing", "insert it again"
            )
            continue
        blocks = read_story(root, story.beside(target.target))
        kind = attribute(reference, "type", "default")
        header_footer = replace(header_footer, **{kind if kind in {"first", "even"} else "default": blocks})
    return header_footer


def _shown(header_footer: HeaderFooter, *, title: bool, even: bool) -> HeaderFooter:
    """Keep the kinds of page that the section really tells apart; a kind without its own content is empty."""
    return HeaderFooter(
        header_footer.default,
        (header_footer.first or ()) if title else None,
        (header_footer.even or ()) if even else None,
    )


def _page_borders(properties: Element | None, story: Story) -> Borders:
    return story.package.palette.borders({**layer(properties)}, "pgBorders")


def _border_origin(properties: Element | None) -> str:
    return attribute(child(properties, "pgBorders"), "offsetFrom", "text")


def _vertical(name: str) -> Literal["top", "center", "bottom", "justify"]:
    names: dict[str, Literal["center", "bottom", "justify"]] = {
        "center": "center", "bottom": "bottom", "both": "justify",
    }  # fmt: skip
    return names.get(name, "top")


def _report(properties: Element | None, story: Story) -> None:
    if value(properties, "textDirection", default="lrTb") not in {"lrTb", "tb"}:
        story.approximate("ends a section that is set vertically, which is shown horizontally")
    if value(properties, "vAlign", default="top") not in {"top", ""}:
        story.approximate(
            "ends a section that is centered or spread from top to bottom, which is set at the top"
        )
    if attribute(child(properties, "docGrid"), "type") in {"lines", "linesAndChars", "snapToChars"}:
        story.approximate("ends a section with a grid of lines, which is left out")
    widths = [attribute(column, "w") for column in children(child(properties, "cols"), "col")]
    if len(set(widths)) > 1:
        story.approximate("ends a section with columns of different widths, which are set equally wide")
    if child(properties, "lnNumType") is not None:
        story.approximate("ends a section with line numbers, which are left out")
