"""The looks of a resolved document as facts: type, paragraphs, pages, tables and pictures. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import fields
from difflib import SequenceMatcher
from itertools import groupby
from operator import attrgetter

from generator.comparison.facts import DocumentFact
from generator.comparison.records import Change
from generator.comparison.words.tokens import fold
from generator.word.document.content import (
    Block,
    DrawingGroup,
    Field,
    Inline,
    Paragraph,
    Picture,
    Table,
    Text,
)
from generator.word.document.document import Document, HeaderFooter, Section
from generator.word.document.formats import CharacterFormat, LineSpacing
from generator.word.document.paragraphs import all_paragraphs

CHARACTER_WORDS = {
    "font": "font",
    "size": "type size",
    "bold": "bold type",
    "italic": "italic type",
    "colour": "colour of the text",
    "background": "highlighting",
    "underline": "underlining",
    "underline_colour": "colour of the underlining",
    "strike": "struck-through text",
    "capitals": "capitals",
    "script": "superscript or subscript",
    "raised": "raised text",
    "spacing": "letter spacing",
    "stretch": "width of letters",
    "language": "language of the text",
    "right_to_left": "direction of the text",
    "border": "frame around text",
}
PARAGRAPH_WORDS = {
    "alignment": "alignment",
    "left": "left indent",
    "right": "right indent",
    "first_line": "first-line indent",
    "before": "space before the paragraph",
    "after": "space after the paragraph",
    "line": "line spacing",
    "keep_next": "keep with next paragraph",
    "keep_lines": "keep lines together",
    "page_break_before": "page break before the paragraph",
    "borders": "borders of the paragraph",
    "background": "background of the paragraph",
    "tabs": "tab stops",
    "right_to_left": "direction of the paragraph",
}
PAGE_WORDS = {
    "width": "page width",
    "height": "page height",
    "top": "top margin",
    "right": "right margin",
    "bottom": "bottom margin",
    "left": "left margin",
    "header": "distance of the header from the edge",
    "footer": "distance of the footer from the edge",
}


def flow_of(document: Document) -> Iterator[Paragraph]:
    """Yield every paragraph, those of tables, text boxes, notes, headers and footers too."""
    for section in document.sections:
        yield from all_paragraphs(section.blocks)
        for header_footer in (section.header, section.footer):
            yield from all_paragraphs(_header_footer_blocks(header_footer))
    for note in document.endnotes:
        yield from all_paragraphs(note.blocks)


def text_of(paragraph: Paragraph) -> str:
    """Return the words of a paragraph, folded."""
    texts = (inline.text if isinstance(inline, Text) else " " for inline in paragraph.inlines)
    return fold("".join(texts))


def paragraph_facts(paragraph: Paragraph, named: Paragraph) -> Iterator[DocumentFact]:
    """Yield how a paragraph looks, at the place that ``named``, its counterpart, gives it."""
    place = f"“{_excerpt(text_of(named))}”" if text_of(named) else "empty paragraph"
    for name, words in PARAGRAPH_WORDS.items():
        yield DocumentFact(words, place, told(getattr(paragraph.format, name)))
    yield DocumentFact("heading level", place, str(paragraph.heading) if paragraph.heading else "none")
    yield DocumentFact("number or bullet", place, paragraph.label.text if paragraph.label else "none")
    for inline in paragraph.inlines:
        yield from _inline_facts(inline, place)


def character_changes(old: Paragraph, new: Paragraph) -> Iterator[Change]:
    """Yield how characters look otherwise: words that both have, and new words among them."""
    place = f"“{_excerpt(text_of(new))}”"
    before, after = _looks_of_words(old), _looks_of_words(new)
    if not before or not after or before == after:
        return
    opcodes = SequenceMatcher(
        None, [w for w, _ in before], [w for w, _ in after], autojunk=False
    ).get_opcodes()
    for name, words in CHARACTER_WORDS.items():
        read = attrgetter(name)
        if any(_differs(read, operation, before, after) for operation in opcodes):
            yield Change("formatting", "docx", words, place, 0, _spread(old, read), _spread(new, read))


def _looks_of_words(paragraph: Paragraph) -> list[tuple[str, CharacterFormat]]:
    runs = (inline for inline in paragraph.inlines if isinstance(inline, Text))
    return [(word, run.format) for run in runs for word in run.text.split()]


def _differs(
    read: Callable[[CharacterFormat], object],
    operation: tuple[str, int, int, int, int],
    old: list[tuple[str, CharacterFormat]],
    new: list[tuple[str, CharacterFormat]],
) -> bool:
    """Return whether kept words have another value, or new ones a value that none had around them."""
    tag, low, high, start, end = operation
    if tag == "equal":
        pairs = zip(old[low:high], new[start:end], strict=True)
        return any(read(was) != read(now) for (_, was), (_, now) in pairs)
    around = {read(look) for _, look in old[max(low - 1, 0) : high + 1]}
    return any(read(look) not in around for _, look in new[start:end])


def page_facts(document: Document) -> Iterator[DocumentFact]:
    """Yield the geometry of each section's pages."""
    for number, section in enumerate(document.sections, start=1):
        place = f"section {number}" if len(document.sections) > 1 else "the pages"
        for name, words in PAGE_WORDS.items():
            yield DocumentFact(words, place, told(getattr(section.page, name)))
        yield DocumentFact("text columns", place, str(section.columns.count))
        yield DocumentFact("start of the section", place, section.start.replace("_", " "))


def table_facts(document: Document) -> Iterator[DocumentFact]:
    """Yield the build of each table: its columns, heading rows, lines and description."""
    tables = (table for section in document.sections for table in _tables(section))
    for number, table in enumerate(tables, start=1):
        place = f"table {number}"
        yield DocumentFact("rows of the table", place, str(len(table.rows)))
        yield DocumentFact("column widths", place, ", ".join(map(told, table.columns)))
        yield DocumentFact("heading rows", place, str(sum(row.header for row in table.rows)))
        yield DocumentFact("description of the table", place, table.description or "none")
        cells = [cell for row in table.rows for cell in row.cells]
        yield DocumentFact("lines of the table", place, _fingerprint([cell.borders for cell in cells]))
        yield DocumentFact(
            "shading of the table", place, ", ".join(sorted({told(cell.background) for cell in cells}))
        )


def told(value: object) -> str:
    """Return a value as a reader would say it; lengths are points."""
    match value:
        case None | "" | ():
            words = "none"
        case bool():
            words = "yes" if value else "no"
        case float():
            words = f"{round(value, 2):g} pt"
        case LineSpacing(rule="multiple"):
            words = f"{round(value.amount, 3):g} lines"
        case LineSpacing():
            words = f"{value.rule.replace('_', ' ')} {round(value.amount, 2):g} pt"
        case str():
            words = value.replace("_", " ")
        case tuple():
            words = "; ".join(_record(entry) for entry in value)
        case _:
            words = _record(value)
    return words


def _record(value: object) -> str:
    """Return a frozen record of the document as its parts that are set."""
    if not hasattr(value, "__dataclass_fields__"):
        return str(value)
    parts = ((field.name, getattr(value, field.name)) for field in fields(value))  # type: ignore[arg-type] # a record
    return " ".join(f"{name} {told(part)}" for name, part in parts if part not in {None, "", 0.0}) or "none"


def _spread(paragraph: Paragraph, read: Callable[[CharacterFormat], object]) -> str:
    """Return one value for the whole paragraph, or each value with the words that have it."""
    runs = [
        (told(read(inline.format)), inline.text) for inline in paragraph.inlines if isinstance(inline, Text)
    ]
    runs = [(value, text) for value, text in runs if text.strip()]
    values = {value for value, _ in runs}
    if len(values) <= 1:
        return values.pop() if values else "none"
    stretches = (
        (value, "".join(t for _, t in group)) for value, group in groupby(runs, key=lambda run: run[0])
    )
    return ", ".join(f"{value} in “{_excerpt(fold(text))}”" for value, text in stretches)


def _inline_facts(inline: Inline, place: str) -> Iterator[DocumentFact]:
    match inline:
        case Text(target=target) if target:
            yield DocumentFact("link", place, target)
        case Field(kind=kind):
            yield DocumentFact("field", place, kind.replace("_", " "))
        case Picture():
            yield DocumentFact("description of the picture (alt text)", place, inline.description or "none")
            yield DocumentFact("picture", place, f"image {hashlib.sha256(inline.content).hexdigest()[:12]}")
            yield DocumentFact("size of the picture", place, f"{told(inline.width)} × {told(inline.height)}")
            yield DocumentFact("place of the picture", place, _fingerprint(inline.anchor))
        case DrawingGroup():
            for member in inline.members:
                yield from _inline_facts(member.thing, place)


def _tables(section: Section) -> Iterator[Table]:
    for header_footer in (section.header, section.footer):
        yield from (block for block in _header_footer_blocks(header_footer) if isinstance(block, Table))
    yield from (block for block in section.blocks if isinstance(block, Table))


def _header_footer_blocks(header_footer: HeaderFooter) -> tuple[Block, ...]:
    return (*header_footer.default, *(header_footer.first or ()), *(header_footer.even or ()))


def _excerpt(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:38].rstrip()}…"


def _fingerprint(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:12]
