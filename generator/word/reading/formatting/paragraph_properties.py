"""How paragraphs look by their properties: the cascade of formatting, and their list (17.3.1.26, 17.7.2)."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from generator.word.markup import Element, child, value
from generator.word.reading.cache import ResolvedParagraph
from generator.word.reading.formatting.cascade import Layer, layer, over, over_styles, said, toggled
from generator.word.reading.formatting.resolution import character_format, paragraph_format
from generator.word.reading.formatting.run_properties import SYMBOL_FAMILY, RunBase, run_base
from generator.word.reading.formatting.styles import Style
from generator.word.reading.lists.labels import LabelFormat, ListPlace
from generator.word.reading.lists.number_formats import knows_format
from generator.word.reading.measures import integer
from generator.word.reading.story import InheritedFormatting, Story
from generator.word.reading.text.symbols import is_symbol_font
from generator.word.reading.tracked_changes import deletes_mark


def paragraph_look(
    properties: Element | None, story: Story, inherited: InheritedFormatting
) -> ResolvedParagraph:
    """Return how a paragraph with these properties looks; what is told of it is told each time."""
    written = b"" if properties is None else etree.tostring(properties, with_tail=False)
    known = story.package.memory.looks.get(written, inherited.key)
    if known is not None:
        return known
    problems_before = len(story.findings.problems)
    look = _look(properties, story, inherited)
    if problems_before == len(story.findings.problems):
        story.package.memory.looks.put(written, inherited.key, look)
    return look


def _look(properties: Element | None, story: Story, inherited: InheritedFormatting) -> ResolvedParagraph:
    palette = story.package.palette
    style = story.package.styles.find("paragraph", value(properties, "pStyle"))
    place, settled = _settle(layer(properties), style, story, inherited)
    backdrop = palette.shading(settled)
    base = run_base(style, inherited, story, backdrop)
    mark_properties = child(properties, "rPr")
    mark = base.settle(mark_properties, story)
    return ResolvedParagraph(
        style=style,
        backdrop=backdrop,
        settled=settled,
        label=None if place is None else _label_look(place, mark_properties, base, story),
        format=paragraph_format(settled, palette, style.name),
        mark=character_format(mark, palette),
        vanishes=_vanishes(mark, mark_properties),
    )


def _settle(
    direct: Layer, style: Style, story: Story, inherited: InheritedFormatting
) -> tuple[ListPlace | None, Layer]:
    """Lay style levels and direct formatting over each other, a list's indents under who names the list."""
    sheet = story.package.styles
    layers = (*style.levels.get("pPr", ()), direct)
    named = over(*layers)
    list_id = said(named, "numPr.numId") or "0"
    at = integer(said(named, "numPr.ilvl"), 0)
    definition = None if list_id == "0" else story.package.numbering.level(list_id, at)
    settled = over(sheet.paragraph_defaults, inherited.paragraph)
    for upper in layers:
        if definition is not None and ("numPr.numId" in upper or "numPr.ilvl" in upper):
            settled = over(settled, definition.paragraph)
        settled = over(settled, upper)
    return None if definition is None else ListPlace(list_id, at, definition), settled


def _label_look(place: ListPlace, mark: Element | None, base: RunBase, story: Story) -> LabelFormat:
    definition = place.definition
    if definition.picture:
        story.approximate("has a picture as bullet, which is shown as •", "use a character as bullet")
    if not knows_format(definition.number_format):
        story.approximate(
            f"counts as '{definition.number_format}', which is shown in digits",
            "choose another number format",
        )
    direct = {name: said for name, said in layer(mark).items() if name not in {"u", "rStyle", "vanish"}}
    settled = over(over_styles(base.defaults, base.styles, direct), definition.run)
    look = character_format(settled, story.package.palette, backdrop=base.backdrop)
    shown = replace(look, font=SYMBOL_FAMILY) if is_symbol_font(look.font) else look
    return LabelFormat(place, shown, look.font)


def _vanishes(mark: Layer, properties: Element | None) -> bool:
    """Tell whether an empty paragraph is not printed: its mark is hidden, or deleted in a tracked change."""
    return toggled(mark, "vanish") or deletes_mark(properties)
