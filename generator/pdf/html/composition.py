"""The resolved document as HTML and CSS: elements that say what they are, a page rule for a kind of page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape

from generator.errors import Problem, TypesettingError
from generator.pdf.html.composer import Composer
from generator.pdf.html.extent import MOST_PAGES, pages_at_least
from generator.pdf.html.flow import flow, page_flow, without_break
from generator.pdf.html.headers_footers import compose_edges, first_page, page_rules, unsure
from generator.pdf.html.page_borders import page_frame
from generator.pdf.html.stylesheet import Stylesheet, points
from generator.word.document.content import Bookmark, Paragraph, Text
from generator.word.document.document import Document, Section

Heights = Callable[["Page", Mapping[str, str], float], dict[str, float]]
_CLEAR = '<div style="clear:both"></div>'
"""What stands beside text may be longer than it: the typesetter drops that unless something comes after."""
_LEAST_COLUMN = 18.0
"""No column of text is narrower, in points, whatever gap is asked for between columns."""
_PLACE = re.compile(r'<span id="b[0-9a-f]*"></span>')


@dataclass(frozen=True, slots=True)
class Page:
    """A document ready for the typesetter: HTML, its style sheet, its pictures by address.

    It ``is_accessible`` when each picture that means something is described (ISO 14289-1, 7.3).
    """

    html: str
    css: str
    pictures: Mapping[str, tuple[bytes, str]]
    warnings: tuple[Problem, ...]
    is_accessible: bool = True


def compose(document: Document, source: str, measure: Heights) -> Page:
    """Return the document as HTML; ``measure`` tells how high blocks of a width come out.

    Raises ``TypesettingError`` with every character that no bundled font has.
    """
    extent = pages_at_least(document)
    if extent > MOST_PAGES:
        message = f"would fill some {extent:,.0f} pages; the limit is {MOST_PAGES:,}"
        raise TypesettingError((Problem(source, "", message, "correct the font sizes and margins"),))
    sheet = Stylesheet()
    pictures: dict[str, tuple[bytes, str]] = {}
    composer = _composer(document, source, sheet, pictures)
    body = page_frame(document, composer) + "".join(_section_html(document, composer, measure))
    errors = tuple(problem for problem in sheet.problems if problem.severity == "error")
    if errors:
        raise TypesettingError(errors)
    html = _head(document) + _placed_once(body) + "</body></html>"
    return Page(html, sheet.css, pictures, tuple(sheet.problems), not sheet.has_undescribed)


def _placed_once(body: str) -> str:
    """Leave each bookmark where it is set first; a loop of the template repeats those within it."""
    seen: set[str] = set()

    def first(match: re.Match[str]) -> str:
        if match.group() in seen:
            return ""
        seen.add(match.group())
        return match.group()

    return _PLACE.sub(first, body)


def _composer(
    document: Document, source: str, sheet: Stylesheet, pictures: dict[str, tuple[bytes, str]]
) -> Composer:
    page = document.sections[0].page
    return Composer(
        source=source,
        sheet=sheet,
        pictures=pictures,
        shapes=document.font_shapes,
        default_tab=document.default_tab,
        decimal_point=document.decimal_point,
        splits_marks=document.splits_marks,
        language=document.properties.language,
        part="" if len(document.sections) == 1 else _part(0),
        bookmarks=frozenset(bookmark_names(document)),
        page=page,
        column=page.text_width,
        flow=flow,
    )


def _section_html(document: Document, composer: Composer, measure: Heights) -> Iterator[str]:
    name, part = "", ""
    for at, section in enumerate(document.sections):
        joins = at > 0 and _joins(document.sections[at - 1], section)
        part = part if joins else _part(at)
        here = replace(
            composer,
            page=section.page,
            column=section.page.text_width,
            numbering=section.numbering,
            part=part if composer.part else "",
        )
        running = ""
        if not joins:
            name = f"s{at}" if at else ""
            running = "".join(_headers_footers(section, name, here, measure))
        blocks = (
            section.blocks if at == 0 else tuple(map(without_break, section.blocks[:1])) + section.blocks[1:]
        )
        notes = tuple(block for note in document.endnotes for block in note.blocks)
        last = at == len(document.sections) - 1
        goes_on = not last and _joins(section, document.sections[at + 1])
        start = f' style="{_columns(section)}"' if section.columns.count > 1 else ""
        ending = f'<div class="endnotes">{flow(notes, here)}</div>' if last and notes else ""
        inner = page_flow(blocks, _in_columns(section, here), is_last=last) + ending
        named = f' class="{composer.sheet.name(f"page:{name}")}"' if name else ""
        end = "" if goes_on else _CLEAR + _end(part, name, composer.sheet)
        yield f"<div{named}>{running}<div{start}>{inner}</div>{end}</div>"


def _part(at: int) -> str:
    """Return the name of the counter of a section's pages, and of the place where it has them all."""
    return f"part{at}"


def _end(part: str, name: str, sheet: Stylesheet) -> str:
    """Return the place where the pages of a section are counted, when any text tells their number."""
    if not sheet.mentions(f"'#{part}'"):
        return ""
    sheet.add(f"@page {name}{{counter-increment:{part}}}")
    return f'<div id="{part}"></div>'


def _joins(before: Section, section: Section) -> bool:
    """Tell whether a section goes on below the one before it, on the same page."""
    same = (before.page.width, before.page.height) == (section.page.width, section.page.height)
    return section.start == "continuous" and same


def _in_columns(section: Section, composer: Composer) -> Composer:
    count = section.columns.count
    return composer.within((composer.column - _gap(section) * (count - 1)) / count)


def _gap(section: Section) -> float:
    """Return the gap between columns, which leaves room for text in them."""
    page, columns = section.page, section.columns
    room = page.text_width - columns.count * min(_LEAST_COLUMN, page.text_width / columns.count)
    return min(columns.gap, room / max(columns.count - 1, 1))


def _columns(section: Section) -> str:
    rule = ";column-rule:0.5pt solid #000" if section.columns.ruled else ""
    return f"column-count:{section.columns.count};column-gap:{points(_gap(section))}{rule}"


def _headers_footers(section: Section, name: str, composer: Composer, measure: Heights) -> Iterator[str]:
    composer = replace(composer, in_header_footer=True)
    edges = compose_edges(section, name, composer)
    by_name = {edge.name: edge.html for pair in edges.values() for edge in (pair.header, pair.footer) if edge}
    aside = replace(composer, sheet=Stylesheet(), pictures={}, headings=[0])
    tall = {edge.name: flow(edge.outline, aside) for edge in unsure(section, edges)}
    heights = measure(Page("", aside.sheet.css, aside.pictures, ()), tall, section.page.text_width)
    for rule in page_rules(section, name, edges, heights):
        composer.sheet.add(rule)
    if section.restart is not None:
        composer.sheet.add(f"@page {first_page(name)}{{counter-reset:page {section.restart}}}")
    for running, html in by_name.items():
        style = composer.sheet.name(f"position:running({running});display:flow-root")
        yield f'<div class="{style}">{html}</div>'


def _head(document: Document) -> str:
    properties = document.properties
    metas = {
        "author": properties.author,
        "description": properties.subject,
        "keywords": properties.keywords,
        "dcterms.created": properties.created,
        "dcterms.modified": properties.modified,
    }
    lines = "".join(f'<meta name="{name}" content="{escape(said)}">' for name, said in metas.items() if said)
    language = escape(properties.language)
    name = escape(title(document))
    return f'<!DOCTYPE html><html lang="{language}"><head><title>{name}</title>{lines}</head><body>'


def title(document: Document) -> str:
    """Return the document's title: its property, else its first heading, else its first words."""
    texts = [(block.heading, _words(block)) for block in document.paragraphs()]
    heading = next((words for level, words in texts if level and words), "")
    first = next((words for _, words in texts if words), "Document")
    return document.properties.title or heading or first[:120]


def bookmark_names(document: Document) -> Iterator[str]:
    """Yield the names of the bookmarks in the text, each where it is first set."""
    for block in document.paragraphs():
        yield from (inline.name for inline in block.inlines if isinstance(inline, Bookmark))


def _words(paragraph: Paragraph) -> str:
    return " ".join("".join(inline.text for inline in paragraph.inlines if isinstance(inline, Text)).split())
