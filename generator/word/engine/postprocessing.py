"""docxtpl's passes over merged XML, each run only for the templates and values that need it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count

from jinja2 import nodes
from lxml import etree

from generator.word.engine.rendering import Rendering
from generator.word.engine.repairs import NEEDS_A_PARAGRAPH, drop_emptied_tables, fill_emptied
from generator.word.opc.relationships import parse_xml
from generator.word.syntax.nesting import torn_blocks
from generator.word.syntax.protection import LINE_FEED
from generator.word.syntax.source import Source
from generator.word.syntax.tags import TAG, W

_CELL_TAG = re.compile(r"\{[%{#]-?\s*(?:tc\s|colspan\s|hm\s*%)")
_BREAK_IN_TEXT = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\n\t\a\f]")
_ATTRIBUTE_TAG = re.compile(r"=\"[^\"<>]*\{[{%][^\"<>]*\"")
_DRAWING_ID = re.compile(r"(<wp:docPr\b[^>]*?\sid=\")[^\"]*")
_FIRST_DRAWING_ID = 1001


@dataclass(frozen=True, slots=True)
class Passes:
    """Which passes every merge of a part needs.

    ``tables``: fit table grids to their cells. ``breaks``: turn line feeds and tabs into Word's own.
    ``drawings``: number the drawings. ``emptied``: give a paragraph to cells and headers that can lose all of
    theirs. ``check``: see whether the XML is whole.
    """

    tables: bool
    breaks: bool
    drawings: bool
    emptied: bool
    check: bool

    @property
    def any(self) -> bool:
        """Whether every merge of the part needs a pass."""
        return self.tables or self.breaks or self.drawings or self.emptied or self.check


def needed_passes(source: Source, tree: nodes.Template, *, is_document: bool) -> Passes:
    """Decide, once for a part, which passes its merges need."""
    static = TAG.sub("", source.text.replace("\n{", "{")).replace(LINE_FEED, "\n")
    skeleton = _skeleton(source)
    return Passes(
        tables=is_document and "<w:tbl>" in source.text and _tables_vary(source, skeleton),
        emptied=skeleton is None or any(map(_holds_a_tag, skeleton.iter(*NEEDS_A_PARAGRAPH))),
        breaks=_BREAK_IN_TEXT.search(static) is not None,
        drawings=is_document and "<wp:docPr" in source.text,
        check=next(torn_blocks(tree), None) is not None or tree.find(nodes.FilterBlock) is not None,
    )


def prints_into_markup(source: Source) -> bool:
    """Tell whether a tag prints into an attribute or decides about cells: more than text is at stake."""
    is_in_attribute = _ATTRIBUTE_TAG.search(source.text.replace("\n{", "{"))
    return is_in_attribute is not None or _has_cell_tags(source)


def finish(text: str, passes: Passes, rendering: Rendering) -> str:
    """Return merged XML after the passes that the part, or the values in this merge, need.

    Raises ``lxml.etree.XMLSyntaxError`` when the XML is not whole.
    """
    if passes.breaks or rendering.has_breaks:
        from docxtpl import DocxTemplate

        text = DocxTemplate.resolve_listing(None, text)
    if passes.check or passes.tables or rendering.has_markup:
        parse_xml(text.encode())
    if passes.tables:
        text = _fit_tables(text)
    if passes.emptied or passes.tables:
        text = fill_emptied(text)
    if passes.drawings or (rendering.has_markup and "<wp:docPr" in text):
        numbers = count(_FIRST_DRAWING_ID)
        text = _DRAWING_ID.sub(lambda match: f"{match[1]}{next(numbers)}", text)
    return text


def _fit_tables(text: str) -> str:
    from docxtpl import DocxTemplate

    declaration, newline, document = text.partition("\n")
    tree = DocxTemplate.fix_tables(None, document)
    drop_emptied_tables(tree)
    fitted: str = etree.tostring(tree, encoding="unicode")
    return f"{declaration}{newline}{fitted}"


def _skeleton(source: Source) -> etree._Element | None:
    """Return the part with its tags as processing instructions, or None if that is not XML."""
    joined = _ATTRIBUTE_TAG.sub('="0"', source.text.replace("\n{", "{"))
    skeleton = source.before.partition("\n")[2] + TAG.sub("<?tag?>", joined) + source.after
    try:
        return parse_xml(skeleton.encode())
    except etree.XMLSyntaxError:
        return None


def _tables_vary(source: Source, skeleton: etree._Element | None) -> bool:
    """Tell whether the cells of a table can come to differ from its grid in some merge."""
    if skeleton is None or _has_cell_tags(source):
        return True
    return any(_varies(table) for table in skeleton.iter(f"{W}tbl"))


def _has_cell_tags(source: Source) -> bool:
    return any(tag is not None and _CELL_TAG.match(tag.code) for tag in source.tags)


def _varies(table: etree._Element) -> bool:
    grid = table.find(f"{W}tblGrid")
    if grid is None:
        return False
    rows = table.findall(f"{W}tr")
    columns = len(grid.findall(f"{W}gridCol"))
    return (
        table.find(f".//{W}tbl") is not None
        or not rows
        or _follows_a_tag(rows[0])
        or _width(rows[0]) < columns
        or any(len(row.findall(f"{W}tc")) > columns or _holds_a_tag(row) for row in rows)
    )


def _width(row: etree._Element) -> int:
    spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc"))
    return sum(1 if span is None else int(span.get(f"{W}val", "1")) for span in spans)


def _follows_a_tag(row: etree._Element) -> bool:
    return any(not isinstance(sibling.tag, str) for sibling in row.itersiblings(preceding=True))


def _holds_a_tag(row: etree._Element) -> bool:
    return any(not isinstance(child.tag, str) for child in row)
