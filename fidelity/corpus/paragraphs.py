"""Paragraph formatting: alignment, indents, spacing, line rules, borders, shading, keeping together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fidelity.corpus.styles import CLASSIC
from fidelity.making.markup import content_run, heading, page_break, paragraph, run
from fidelity.making.package import document
from fidelity.making.prose import PARAGRAPHS as TEXTS
from fidelity.making.prose import SENTENCE, prose

EDGES = ("top", "left", "bottom", "right")


def borders(edges: tuple[str, ...] = EDGES, kind: str = "single", size: int = 4, space: int = 1) -> str:
    """Return the borders of a paragraph."""
    inner = "".join(
        f'<w:{edge} w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="auto"/>' for edge in edges
    )
    return f"<w:pBdr>{inner}</w:pBdr>"


def _each(*properties: str, title: str) -> bytes:
    """Return a document with one paragraph of text for each of the properties."""
    texts = prose(len(properties))
    return document(
        *(paragraph(each, properties=looks) for each, looks in zip(texts, properties, strict=True)),
        title=title,
    )


def alignments() -> bytes:
    """Return left, right, centred and justified text, and a line that ends early in justified text."""
    early = "<w:r><w:t>A line that ends early</w:t><w:br/><w:t>in justified text.</w:t></w:r>"
    aligned = (
        paragraph(each, properties=f'<w:jc w:val="{side}"/>')
        for each, side in zip(prose(4), ("left", "right", "center", "both"), strict=True)
    )
    return document(*aligned, paragraph(early, properties='<w:jc w:val="both"/>'), title="Alignment")


def indents() -> bytes:
    """Return indents left, right, first line and hanging, also to the left of the margin."""
    return _each(
        '<w:ind w:left="720"/>',
        '<w:ind w:right="1440"/>',
        '<w:ind w:firstLine="720"/>',
        '<w:ind w:left="720" w:hanging="720"/>',
        '<w:ind w:left="-360" w:right="-360"/>',
        '<w:ind w:left="1440" w:right="1440" w:firstLine="360"/>',
        title="Indents",
    )


def spacing() -> bytes:
    """Return space before and after, which adds up to the larger of both only between styles that say so."""
    return _each(
        '<w:spacing w:after="0"/>',
        '<w:spacing w:before="240" w:after="240"/>',
        '<w:spacing w:before="120" w:after="0"/>',
        '<w:spacing w:before="360" w:after="60"/>',
        '<w:spacing w:before="0" w:after="480"/>',
        '<w:spacing w:before="480"/>',
        title="Spacing",
    )


def contextual_spacing() -> bytes:
    """Return paragraphs of one style without space between them, beside others of another style."""
    close = '<w:spacing w:before="240" w:after="240"/><w:contextualSpacing/>'
    return document(
        paragraph(prose(1)[0], properties=close),
        paragraph(prose(1, 1)[0], properties=close),
        paragraph(prose(1, 6)[0], style="Quote", properties=close),
        paragraph(prose(1, 3)[0], properties=close),
        paragraph(prose(1, 4)[0]),
        paragraph(prose(1, 5)[0], properties=close),
        title="Contextual spacing",
    )


def automatic_spacing() -> bytes:
    """Return the space of web pages: 14 points before and after, of which only the larger counts."""
    web = '<w:spacing w:before="100" w:beforeAutospacing="1" w:after="100" w:afterAutospacing="1"/>'
    return _each(web, web, "", web, title="Automatic spacing")


def line_rules() -> bytes:
    """Return lines of one, one and a half, two, exactly and at least so much."""
    return _each(
        '<w:spacing w:line="240" w:lineRule="auto"/>',
        '<w:spacing w:line="360" w:lineRule="auto"/>',
        '<w:spacing w:line="480" w:lineRule="auto"/>',
        '<w:spacing w:line="280" w:lineRule="exact"/>',
        '<w:spacing w:line="220" w:lineRule="exact"/>',
        '<w:spacing w:line="360" w:lineRule="atLeast"/>',
        '<w:spacing w:line="120" w:lineRule="atLeast"/>',
        title="Line rules",
    )


def bordered() -> bytes:
    """Return a box round one paragraph, one round two alike, a line below and a bar beside."""
    box = borders(space=4)
    return document(
        paragraph(prose(1)[0], properties=borders()),
        paragraph(SENTENCE),
        paragraph(prose(1, 1)[0], properties=box),
        paragraph(prose(1, 2)[0], properties=box),
        paragraph(SENTENCE),
        paragraph("A title over a line", properties=borders(("bottom",), "double", 6)),
        paragraph(prose(1, 3)[0], properties=borders(("left",), "single", 24, 8) + '<w:ind w:left="720"/>'),
        paragraph(prose(1, 4)[0], properties=borders(("top", "bottom"), "dashed", 8, 6)),
        title="Borders",
    )


def borders_between() -> bytes:
    """Return paragraphs in one box with a line between them."""
    looks = borders((*EDGES, "between"), space=4)
    return document(
        *(paragraph(each, properties=looks) for each in prose(3)), paragraph(SENTENCE), title="Between"
    )


def shaded() -> bytes:
    """Return shaded paragraphs, with and without an indent and a border."""
    grey = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>'
    return document(
        paragraph(prose(1)[0], properties=grey),
        paragraph(prose(1, 1)[0], properties=grey + '<w:ind w:left="720" w:right="720"/>'),
        paragraph(prose(1, 2)[0], properties=borders(space=4) + grey),
        paragraph(run("White on blue", '<w:color w:val="FFFFFF"/>'),
                  properties='<w:shd w:val="clear" w:color="auto" w:fill="1F3763"/><w:jc w:val="center"/>'),
        title="Shading",
    )  # fmt: skip


def kept_with_next() -> bytes:
    """Return headings at the foot of a page, which go to the next with the text that follows."""
    blocks = []
    for number, each in enumerate(prose(20)):
        blocks += [heading(f"Part {number + 1}", 2), paragraph(each)]
    return document(*blocks, title="Kept with next")


def kept_lines() -> bytes:
    """Return paragraphs that are not to be divided between pages."""
    return document(*(paragraph(each, properties="<w:keepLines/>") for each in prose(20)), title="Kept lines")


def widows() -> bytes:
    """Return paragraphs divided with two lines at least on each side, and then without that rule."""
    free = '<w:widowControl w:val="0"/>'
    return document(
        *(paragraph(" ".join(prose(2, start))) for start in range(11)),
        *(paragraph(" ".join(prose(3, start)), properties=free) for start in range(8)),
        title="Widows and orphans",
        defaults=CLASSIC,
    )


def breaks() -> bytes:
    """Return page breaks in a paragraph, before one and after one, and line breaks."""
    inside = content_run('<w:t>Before the break.</w:t><w:br w:type="page"/><w:t>After the break.</w:t>')
    return document(
        paragraph(prose(1)[0]),
        paragraph(inside),
        paragraph(prose(1, 1)[0]),
        page_break(),
        paragraph(run("Line one\nline two\nline three")),
        paragraph("A new page", style="Heading1", properties="<w:pageBreakBefore/>"),
        paragraph(prose(1, 2)[0]),
        title="Breaks",
    )


def empty_paragraphs() -> bytes:
    """Return the empty paragraphs by which many letters make room."""
    large = '<w:p><w:pPr><w:rPr><w:sz w:val="48"/></w:rPr></w:pPr></w:p>'
    return document(
        *("<w:p/>",) * 3, paragraph(TEXTS[0]), "<w:p/>", large, paragraph(TEXTS[1]), *("<w:p/>",) * 4,
        paragraph("Very truly yours,"), title="Empty paragraphs", defaults=CLASSIC,
    )  # fmt: skip


def outline_levels() -> bytes:
    """Return paragraphs that are headings by their outline level alone."""
    return document(
        paragraph(run("First by level", "<w:b/>"), properties='<w:keepNext/><w:outlineLvl w:val="0"/>'),
        paragraph(TEXTS[2]),
        paragraph(run("Second by level", "<w:i/>"), properties='<w:keepNext/><w:outlineLvl w:val="1"/>'),
        paragraph(TEXTS[3]),
        title="Outline levels",
    )


PARAGRAPHS: Mapping[str, Callable[[], bytes]] = {
    "alignments": alignments,
    "indents": indents,
    "spacing": spacing,
    "contextual-spacing": contextual_spacing,
    "automatic-spacing": automatic_spacing,
    "line-rules": line_rules,
    "borders": bordered,
    "borders-between": borders_between,
    "shading": shaded,
    "kept-with-next": kept_with_next,
    "kept-lines": kept_lines,
    "widows": widows,
    "breaks": breaks,
    "empty-paragraphs": empty_paragraphs,
    "outline-levels": outline_levels,
}
