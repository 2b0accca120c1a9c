"""How runs look: direct formatting over styles over defaults (17.3.2)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from generator.word.document.formats import CharacterFormat
from generator.word.markup import (
    Element,
    value,
)
from generator.word.reading.cache import ReadingCache, ResolvedRun
from generator.word.reading.formatting.cascade import Layer, layer, over_styles, said, toggled
from generator.word.reading.formatting.resolution import ScriptClass, character_format
from generator.word.reading.formatting.styles import Style
from generator.word.reading.story import InheritedFormatting, Story

SYMBOL_FAMILY = "Segoe UI Symbol"


@dataclass(frozen=True, slots=True)
class RunBase:
    """What lies under the direct formatting of the runs of one paragraph, and by what such runs are kept."""

    defaults: Layer
    styles: tuple[Layer, ...]
    backdrop: str | None
    memory: ReadingCache
    around: tuple[str, str, str | None]

    def settle(self, properties: Element | None, story: Story) -> Layer:
        """Return the settled layer of a run with these properties."""
        return self.settled(properties, story).layer

    def settled(self, properties: Element | None, story: Story) -> ResolvedRun:
        """Return the settled layer of a run with these properties, and the looks that are known of it."""
        written = b"" if properties is None else etree.tostring(properties, with_tail=False)
        known = self.memory.settled.get(written, self.around)
        if known is None:
            known = ResolvedRun(self._over_styles(properties, story))
            self.memory.settled.put(written, self.around, known)
        return known

    def _over_styles(self, properties: Element | None, story: Story) -> Layer:
        direct = layer(properties)
        style_id = value(properties, "rStyle")
        character = story.package.styles.find_character(style_id).layer("rPr") if style_id else {}
        return over_styles(self.defaults, (*self.styles, character), direct)


@dataclass(frozen=True, slots=True)
class RunProperties:
    """The settled layer of one run and what it links to."""

    settled: Layer
    target: str
    story: Story
    backdrop: str | None = None
    formats: dict[ScriptClass, CharacterFormat] = field(default_factory=dict)

    def format(self, script: ScriptClass = "latin") -> CharacterFormat:
        """Return how the run's characters of one script look."""
        if toggled(self.settled, "rtl") or toggled(self.settled, "cs"):
            script = "complex"
        if script not in self.formats:
            palette = self.story.package.palette
            self.formats[script] = character_format(self.settled, palette, script, self.backdrop)
        return self.formats[script]

    def blank(self, script: ScriptClass = "latin") -> CharacterFormat:
        """Return how spaces and tabs of the run look, which are not underlined where only words are."""
        look = self.format(script)
        return replace(look, underline=None) if said(self.settled, "u") == "words" else look


def run_base(style: Style, inherited: InheritedFormatting, story: Story, backdrop: str | None) -> RunBase:
    """Return what lies under the runs of a paragraph of that style with that inherited formatting."""
    backdrop = backdrop or inherited.backdrop
    around = (style.style_id, inherited.key, backdrop)
    layers = (inherited.run, style.layer("rPr"))
    return RunBase(story.package.styles.run_defaults, layers, backdrop, story.package.memory, around)
