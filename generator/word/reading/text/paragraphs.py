"""Paragraphs: their look, their list label, their contents (17.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from generator.word.document.content import Paragraph
from generator.word.markup import Element, child
from generator.word.reading.cache import ReadParagraph, is_plain
from generator.word.reading.formatting.cascade import Layer, said
from generator.word.reading.formatting.paragraph_properties import paragraph_look
from generator.word.reading.formatting.run_properties import run_base
from generator.word.reading.lists.labels import LabelFormat
from generator.word.reading.measures import MeasureError, integer
from generator.word.reading.story import InheritedFormatting, Story
from generator.word.reading.text.frames import Framed, TextFrame, frame_of
from generator.word.reading.text.inlines import read_inlines


@dataclass(frozen=True, slots=True)
class _Read:
    paragraph: Paragraph
    label: LabelFormat | None
    frame: TextFrame | None


def read_paragraph(
    element: Element, story: Story, inherited: InheritedFormatting
) -> Iterator[Paragraph | Framed]:
    """Yield the paragraph, in its frame if it has one; nothing when it is hidden or deleted with its mark."""
    alone = not story.fields.open
    written = etree.tostring(element, with_tail=False) if alone else b""
    known = story.package.memory.paragraphs.get(written, inherited.key)
    if known is not None:
        story.enter_paragraph(known.words)
        yield _placed(known, story)
        return
    words = "".join([text.text or "" for text in element.iter("{*}t")])[:200]
    story.enter_paragraph(words)
    problems_before = len(story.findings.problems)
    try:
        read = _read(element, story, inherited)
    except MeasureError as fault:
        story.refuse(f"has a damaged measure: {fault}", "save the document in Word again")
        return
    if read is None:
        return
    silent = problems_before == len(story.findings.problems)
    if alone and silent and read.frame is None and is_plain(element):
        story.package.memory.paragraphs.put(
            written, inherited.key, ReadParagraph(words, read.paragraph, read.label)
        )
    yield read.paragraph if read.frame is None else Framed(read.paragraph, read.frame)


def _placed(known: ReadParagraph, story: Story) -> Paragraph:
    """Return a paragraph that was read before as it stands here, with the number that it has here."""
    if known.label is None and known.paragraph.place == story.place:
        return known.paragraph
    label = None if known.label is None else known.label.counted(story.counters)
    return replace(known.paragraph, place=story.place, label=label)


def _read(element: Element, story: Story, inherited: InheritedFormatting) -> _Read | None:
    look = paragraph_look(child(element, "pPr"), story, inherited)
    base = run_base(look.style, inherited, story, look.backdrop)
    label = None if look.label is None else look.label.counted(story.counters)
    inlines = tuple(read_inlines(element, base, story))
    if not inlines and label is None and look.vanishes:
        return None
    _report_approximations(look.settled, story)
    outline = said(look.settled, "outlineLvl")
    level = integer(outline, 9) if outline else 9
    paragraph = Paragraph(
        inlines=inlines,
        format=look.format,
        mark=look.mark,
        place=story.place,
        label=label,
        heading=level + 1 if 0 <= level < 9 else 0,
        caption=look.style.name.lower() == "caption",
    )
    frame = frame_of(look.settled, in_body=story.part == story.package.archive.main)
    return _Read(paragraph, look.label, frame)


def _report_approximations(settled: Layer, story: Story) -> None:
    if said(settled, "framePr", "dropCap") == "margin":
        story.approximate("is a drop capital in the margin, which is shown in the text")
    if any(values.get("val") == "bar" for name, values in settled.items() if name.startswith("tabs.")):
        story.approximate("has a bar tab, whose line is left out")
    if said(settled, "textDirection") not in {None, "lrTb", "tb"}:
        story.approximate("is set vertically, which is shown horizontally")
