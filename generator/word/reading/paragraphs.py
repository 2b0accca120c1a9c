"""Paragraphs: the cascade of their formatting, their list label, their contents (17.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from generator.word.document import Label, Paragraph
from generator.word.reading.cascade import Layer, layer, over, over_styles, said, toggled
from generator.word.reading.counting import knows_format
from generator.word.reading.formatting import character_format, paragraph_format
from generator.word.reading.frames import Framed, frame_of
from generator.word.reading.inlines import read_inlines
from generator.word.reading.markup import Element, child, value
from generator.word.reading.measures import MeasureError, integer
from generator.word.reading.memory import is_plain
from generator.word.reading.numbering import Level
from generator.word.reading.run_looks import SYMBOL_FAMILY, RunBase, run_base
from generator.word.reading.story import Story, Surroundings
from generator.word.reading.styles import Style
from generator.word.reading.symbols import is_symbol_font, plain_text

_PLAIN_BULLETS = {"\u00b7": "•", "\uf0b7": "•", "\uf0a7": "▪", "o": "o"}


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Which list and level a paragraph belongs to."""

    list_id: str
    level: int
    definition: Level


def read_paragraph(
    element: Element, story: Story, surroundings: Surroundings
) -> Iterator[Paragraph | Framed]:
    """Yield the paragraph, in its frame if it has one; nothing when it is hidden or deleted with its mark."""
    alone = not story.fields.fields
    written, around = etree.tostring(element, with_tail=False) if alone else b"", surroundings.key
    known = story.package.memory.paragraphs.get((written, around))
    if known is not None:
        words, paragraph = known
        story.enter_paragraph(words)
        yield replace(paragraph, place=story.place)
        return
    words = "".join(str(piece) for piece in element.itertext("{*}t"))[:200]
    story.enter_paragraph(words)
    found = len(story.findings.problems)
    try:
        read = _read(element, story, surroundings)
    except MeasureError as fault:
        story.refuse(f"has a damaged measure: {fault}", "save the document in Word again")
        return
    if read is None:
        return
    silent = found == len(story.findings.problems)
    if alone and silent and isinstance(read, Paragraph) and read.label is None and is_plain(element):
        story.package.memory.remember(written, around, words, read)
    yield read


def _read(element: Element, story: Story, surroundings: Surroundings) -> Paragraph | Framed | None:
    properties = child(element, "pPr")
    style = story.package.styles.find("paragraph", value(properties, "pStyle"))
    place, settled = _settle(layer(properties), style, story, surroundings)
    backdrop = story.package.palette.shading(settled)
    base = run_base(style, surroundings, story, backdrop)
    mark_properties = child(properties, "rPr")
    mark = base.settle(mark_properties, story)
    label = None if place is None else _label(place, mark_properties, base, story)
    inlines = tuple(read_inlines(element, base, story))
    if not inlines and label is None and _vanishes(mark, mark_properties):
        return None
    _report_approximations(settled, story)
    outline = said(settled, "outlineLvl")
    level = integer(outline, 9) if outline else 9
    frame = frame_of(settled, in_body=story.part == story.package.archive.main)
    paragraph = Paragraph(
        inlines=inlines,
        format=paragraph_format(settled, story.package.palette, style.name),
        mark=character_format(mark, story.package.palette),
        place=story.place,
        label=label,
        heading=level + 1 if 0 <= level < 9 else 0,
        caption=style.name.lower() == "caption",
    )
    return paragraph if frame is None else Framed(paragraph, frame)


def _settle(
    direct: Layer, style: Style, story: Story, surroundings: Surroundings
) -> tuple[ListPlace | None, Layer]:
    """Lay style levels and direct formatting over each other, a list's indents under who names the list."""
    sheet = story.package.styles
    layers = (*style.levels.get("pPr", ()), direct)
    named = over(*layers)
    list_id = said(named, "numPr.numId") or "0"
    at = integer(said(named, "numPr.ilvl"), 0)
    definition = None if list_id == "0" else story.package.numbering.level(list_id, at)
    settled = over(sheet.paragraph_defaults, surroundings.paragraph)
    for upper in layers:
        if definition is not None and ("numPr.numId" in upper or "numPr.ilvl" in upper):
            settled = over(settled, definition.paragraph)
        settled = over(settled, upper)
    return None if definition is None else ListPlace(list_id, at, definition), settled


def _label(place: ListPlace, mark: Element | None, base: RunBase, story: Story) -> Label:
    text = story.counters.next_label(place.list_id, place.level)
    definition = place.definition
    if definition.picture:
        story.approximate("has a picture as bullet, which is shown as •", "use a character as bullet")
        text = "•"
    if not knows_format(definition.number_format):
        story.approximate(
            f"counts as '{definition.number_format}', which is shown in digits",
            "choose another number format",
        )
    direct = {name: said for name, said in layer(mark).items() if name not in {"u", "rStyle", "vanish"}}
    settled = over(over_styles(base.defaults, base.styles, direct), definition.run)
    look = character_format(settled, story.package.palette, backdrop=base.backdrop)
    if is_symbol_font(look.font):
        settled = {**settled, "rFonts": {"ascii": SYMBOL_FAMILY}}
        text = _PLAIN_BULLETS.get(text) or plain_text(look.font, text).replace("\ufffd", "•")
        look = character_format(settled, story.package.palette, backdrop=base.backdrop)
    suffix = definition.suffix
    return Label(
        text="".join(
            _PLAIN_BULLETS.get(character, character) if ord(character) >= 0xF000 else character
            for character in text
        ),
        format=look,
        suffix="space" if suffix == "space" else "nothing" if suffix == "nothing" else "tab",
        alignment={"right": "right", "end": "right", "center": "center"}.get(definition.alignment, "left"),  # type: ignore[arg-type] # three literals
        list_id=place.list_id,
        level=place.level,
    )


def _vanishes(mark: Layer, properties: Element | None) -> bool:
    """Tell whether an empty paragraph is not printed: its mark is hidden, or deleted in a tracked change."""
    return toggled(mark, "vanish") or child(properties, "del") is not None


def _report_approximations(settled: Layer, story: Story) -> None:
    if said(settled, "framePr", "dropCap") == "margin":
        story.approximate("is a drop capital in the margin, which is shown in the text")
    if any(values.get("val") == "bar" for name, values in settled.items() if name.startswith("tabs.")):
        story.approximate("has a bar tab, whose line is left out")
    if said(settled, "textDirection") not in {None, "lrTb", "tb"}:
        story.approximate("is set vertically, which is shown horizontally")
