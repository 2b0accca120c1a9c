"""The labels of list paragraphs: where a paragraph stands in its list, and how its number looks (17.9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.word.document.content import Label
from generator.word.document.formats import CharacterFormat
from generator.word.reading.lists.numbering import Counters, Level
from generator.word.reading.text.symbols import is_symbol_font, plain_text

_PICTURE = "•"
"""What stands for a bullet that is a picture."""
_PLAIN_BULLETS = {"\u00b7": "•", "\uf0b7": "•", "\uf0a7": "▪", "o": "o"}
_ALIGNMENTS: dict[str, Literal["center", "right"]] = {"right": "right", "end": "right", "center": "center"}
_SUFFIXES: dict[str, Literal["space", "nothing"]] = {"space": "space", "nothing": "nothing"}


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Which list and level a paragraph belongs to."""

    list_id: str
    level: int
    definition: Level


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """All of a label but its number; ``font`` is what the list asks for, which may be one of symbols."""

    place: ListPlace
    format: CharacterFormat
    font: str

    def counted(self, counters: Counters) -> Label:
        """Count one paragraph more on that level of the list and return its label."""
        definition = self.place.definition
        number = counters.next_label(self.place.list_id, self.place.level)
        text = _PICTURE if definition.picture else number
        if is_symbol_font(self.font):
            text = _PLAIN_BULLETS.get(text) or plain_text(self.font, text).replace("\ufffd", "•")
        return Label(
            text="".join(map(_shown, text)),
            format=self.format,
            suffix=_SUFFIXES.get(definition.suffix, "tab"),
            alignment=_ALIGNMENTS.get(definition.alignment, "left"),
            list_id=self.place.list_id,
            level=self.place.level,
        )


def _shown(character: str) -> str:
    return _PLAIN_BULLETS.get(character, character) if ord(character) >= 0xF000 else character
