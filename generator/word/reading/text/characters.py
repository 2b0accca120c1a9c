"""Characters of runs: text, hyphens, symbols (17.3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from generator.word.document.content import Inline, Tab, Text
from generator.word.document.formats import CharacterFormat
from generator.word.markup import (
    Element,
    attribute,
)
from generator.word.reading.formatting.run_properties import SYMBOL_FAMILY, RunProperties
from generator.word.reading.formatting.scripts import split_by_script
from generator.word.reading.measures import hexadecimal
from generator.word.reading.story import Story
from generator.word.reading.text.symbols import is_symbol_font, plain_text, symbol


def plain(text: str, look: RunProperties) -> Iterator[Inline]:
    """Yield text in the run's formats, characters of symbol fonts as Unicode."""
    for script, piece in split_by_script(text):
        settled = look.format(script)
        if is_symbol_font(settled.font):
            shown = plain_text(settled.font, piece)
            if "\ufffd" in shown:
                look.story.refuse(
                    f"has the character {piece!r} of the font {settled.font}, which is not in Unicode",
                    "insert the symbol from a Unicode font such as Segoe UI Symbol",
                )
            yield Text(shown, replace(settled, font=SYMBOL_FAMILY), look.target)
        else:
            yield from _spaced(piece, settled, look.blank(script), look.target)


def _spaced(text: str, words: CharacterFormat, spaces: CharacterFormat, target: str) -> Iterator[Inline]:
    """Yield text in the formats of its words and of the spaces between them."""
    if words == spaces:
        yield Text(text, words, target)
        return
    for is_space, piece in groupby(text, key=str.isspace):
        yield Text("".join(piece), spaces if is_space else words, target)


def symbol_character(font: str, code: int, look: RunProperties, story: Story) -> Iterator[Inline]:
    """Yield a character of a font by its code; one that Unicode lacks is refused."""
    if not is_symbol_font(font):
        character = _character(code & 0xFF if 0xF000 <= code <= 0xF0FF else code)
        if not character:
            story.refuse(f"has the code {code:X}, which is not a character", "insert the symbol again")
            return
        yield Text(character, replace(look.format(), font=font or look.format().font), look.target)
        return
    shown = symbol(font, code)
    if shown is None:
        story.refuse(
            f"has the character {code:04X} of the font {font}, which is not in Unicode",
            "insert the symbol from a Unicode font such as Segoe UI Symbol",
        )
    else:
        yield Text(shown, replace(look.format(), font=SYMBOL_FAMILY), look.target)


def read_text(element: Element, look: RunProperties, story: Story) -> Iterator[Inline]:
    """Yield the characters of a ``w:t``, tabs in it as tabs."""
    text = element.text or ""
    story.fields.keep(text)
    if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        text = text.strip(" \t\r\n")
    text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    for at, piece in enumerate(text.split("\t")):
        if at:
            yield Tab(look.blank(), look.target)
        if piece:
            yield from plain(piece, look)


def _character(code: int) -> str:
    """Return the character of a code; empty for what XML cannot hold (XML 1.0, 2.2)."""
    is_one = 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return chr(code) if is_one else ""


def read_symbol(element: Element, look: RunProperties, story: Story) -> Iterator[Inline]:
    """Yield the character of a ``w:sym``."""
    font = attribute(element, "font")
    code = attribute(element, "char")
    yield from symbol_character(font, hexadecimal(code), look, story)


def read_no_break_hyphen(_element: Element, look: RunProperties, _story: Story) -> Iterator[Inline]:
    """Yield a hyphen at which no line ends."""
    yield Text("\u2011", look.format(), look.target)


def read_soft_hyphen(_element: Element, look: RunProperties, _story: Story) -> Iterator[Inline]:
    """Yield a hyphen that shows only where a line ends at it."""
    yield Text("\u00ad", look.format(), look.target)
