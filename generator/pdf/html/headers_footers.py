"""Headers and footers: their HTML, their height, the page rules that put them in place."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.pdf.html.composer import Composer
from generator.pdf.html.stylesheet import points
from generator.pdf.html.text.glyphs import MissingGlyphError, ink, shape
from generator.pdf.html.text.paragraph_box import natural_line
from generator.pdf.html.watermarks import watermark_css
from generator.word.document.content import (
    AlignedTab,
    Block,
    Bookmark,
    Break,
    Field,
    Inline,
    Paragraph,
    Tab,
    Table,
    Text,
)
from generator.word.document.document import HeaderFooter, Section
from generator.word.document.formats import Borders

_MEASURED = (Text, Tab, AlignedTab, Break, Field, Bookmark)
_BORDER_ROOM = 36.0
"""More than a border and its space take at one side, in points."""
_NUMBER_ROOM = 36.0
"""More than a page number takes, in points."""
KINDS = ("default", "first", "even")


@dataclass(frozen=True, slots=True)
class Edge:
    """One header or footer as HTML, with the name of its running element.

    ``estimate`` is a height in points that it does not exceed, infinite where only setting it would tell.
    ``outline`` is as high, and the same for all letters that differ only in words that fill no line.
    """

    name: str
    html: str
    estimate: float
    outline: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PageEdges:
    """The header and the footer of one kind of page; None where there is none."""

    header: Edge | None
    footer: Edge | None
    background: str = ""


def compose_edges(section: Section, name: str, composer: Composer) -> dict[str, PageEdges]:
    """Return headers and footers of a section by kind of page; kinds that are not told apart are missing."""
    edges = {}
    for kind in KINDS:
        header, footer = _of_kind(section.header, kind), _of_kind(section.footer, kind)
        if header is None and footer is None:
            continue
        edges[kind] = PageEdges(
            _compose(header or (), f"{name}header{kind[0]}", composer),
            _compose(footer or (), f"{name}footer{kind[0]}", composer),
            watermark_css(header or (), section.page, composer),
        )
    return edges


def page_rules(
    section: Section, name: str, edges: dict[str, PageEdges], heights: dict[str, float]
) -> Iterator[str]:
    """Yield the ``@page`` rules of a section; ``heights`` are those of the running elements in points."""
    page = section.page
    margins = (
        f"margin:{points(abs(page.top))} {points(page.right)} {points(abs(page.bottom))} {points(page.left)}"
    )
    yield f"@page {name}{{size:{points(page.width)} {points(page.height)};{margins}}}"
    if page.mirrored:
        turned = f"margin-left:{points(page.right)};margin-right:{points(page.left)}"
        yield f"@page {even_pages(section, name)}{{{turned}}}"
    for kind, pair in edges.items():
        selector = {"default": name, "first": first_page(name), "even": even_pages(section, name)}[kind]
        top = _margin(page.top, page.header, pair.header, heights)
        bottom = _margin(page.bottom, page.footer, pair.footer, heights)
        header = _box("top-left", pair.header, "top", f"padding-top:{points(page.header)}")
        footer = _box("bottom-left", pair.footer, "bottom", f"padding-bottom:{points(page.footer)}")
        boxes = pair.background + header + footer
        yield f"@page {selector}{{margin-top:{points(top)};margin-bottom:{points(bottom)};{boxes}}}"


def first_page(name: str) -> str:
    """Return the selector of the first page of a section; the first section of a document has no name."""
    return f"{name}:nth(1 of {name})" if name else ":first"


def even_pages(section: Section, name: str) -> str:
    """Return the selector of the pages with even numbers, which a restart may make odd sheets."""
    if section.restart is None:
        return f"{name}:left"
    nth = "2n" if section.restart % 2 else "2n+1"
    return f"{name}:nth({nth} of {name})" if name else f":nth({nth})"


def _of_kind(header_footer: HeaderFooter, kind: str) -> tuple[Block, ...] | None:
    return {"default": header_footer.default, "first": header_footer.first, "even": header_footer.even}[kind]


def _compose(blocks: tuple[Block, ...], name: str, composer: Composer) -> Edge | None:
    if not blocks:
        return None
    estimate = sum(_most(block, composer) for block in blocks)
    outline = tuple(_outline(block, composer) for block in blocks)
    return Edge(name, composer.flow(blocks, composer), estimate, outline)


def _outline(block: Block, composer: Composer) -> Block:
    """Return the block with one letter for each text in it, where none of its lines can be full."""
    if isinstance(block, Table) or not all(isinstance(entry, _MEASURED) for entry in block.inlines):
        return block
    lines: list[float] = [0.0]
    for entry in block.inlines:
        if isinstance(entry, Break):
            lines.append(0.0)
        elif isinstance(entry, Field):
            lines[-1] += _NUMBER_ROOM
        elif isinstance(entry, Text):
            lines[-1] += text_width(entry, composer)
    if max(lines) > _room(block, composer):
        return block
    return replace(block, inlines=tuple(_letter(entry, composer) for entry in block.inlines))


def _letter(entry: Inline, composer: Composer) -> Inline:
    """Return one letter in the place of a text; a text that takes a fallback face keeps its height so."""
    if not isinstance(entry, Text) or not entry.text.strip():
        return entry
    pieces = shape(entry.text, entry.format, composer.shapes)
    (letter,) = shape("x", replace(entry.format, capitals="as_typed"), composer.shapes)
    as_high = all((piece.face, piece.size) == (letter.face, letter.size) for piece in pieces)
    return replace(entry, text="x") if as_high else entry


def _room(block: Paragraph, composer: Composer) -> float:
    """Return three quarters of a line: with less ink in it, no line of the block breaks."""
    shift = abs(block.format.left) + abs(block.format.right) + abs(block.format.first_line)
    return (composer.column - shift) * 0.75


def _most(block: Block, composer: Composer) -> float:
    """Return a height that a block does not exceed: its lines, were each filled to three quarters."""
    if isinstance(block, Table) or not all(isinstance(entry, _MEASURED) for entry in block.inlines):
        return math.inf
    room = _room(block, composer)
    tallest = max((entry.format.size for entry in block.inlines if isinstance(entry, Text)), default=0.0)
    ink = sum(text_width(entry, composer) for entry in block.inlines if isinstance(entry, Text))
    if room <= 0 or ink == math.inf:
        return math.inf
    breaks = sum(isinstance(entry, Break | Tab | AlignedTab) for entry in block.inlines)
    line = max(natural_line(block, composer), tallest * 1.4 * max(block.format.line.amount, 1.0))
    edges = 2 * _BORDER_ROOM if block.format.borders != Borders() else 0.0
    return (ink // room + 1 + breaks) * line + block.format.before + block.format.after + edges


def text_width(text: Text, composer: Composer) -> float:
    """Return the width of a text in points, infinite when it cannot be set."""
    try:
        return ink(text.text, text.format, composer.shapes)
    except MissingGlyphError:
        return math.inf


def unsure(section: Section, edges: dict[str, PageEdges]) -> Iterator[Edge]:
    """Yield the headers and footers that may be too high for their margin, so that they must be measured."""
    page = section.page
    for pair in edges.values():
        if pair.header is not None and page.header + pair.header.estimate > page.top:
            yield pair.header
        if pair.footer is not None and page.footer + pair.footer.estimate > page.bottom:
            yield pair.footer


def _margin(wanted: float, distance: float, edge: Edge | None, heights: dict[str, float]) -> float:
    """Return the margin: a tall header pushes the text, unless the margin is fixed (17.6.11)."""
    if wanted < 0 or edge is None:
        return abs(wanted)
    return max(wanted, distance + heights.get(edge.name, 0.0))


def _box(place: str, edge: Edge | None, side: str, padding: str) -> str:
    if edge is None:
        return f"@{place}{{content:none}}"
    return f"@{place}{{content:element({edge.name});width:100%;z-index:-1;vertical-align:{side};{padding}}}"
