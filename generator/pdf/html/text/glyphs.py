"""Text cut into pieces that one bundled face can set, with their widths."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final

from generator.pdf.typefaces import Face, face_of, fallback_for, substitute
from generator.word.document.formats import CharacterFormat

SMALL_CAPITALS = 0.8
SCRIPT_SIZE = 0.65
"""The size of small capitals and of super- and subscripts, as Word draws them, in shares of the font size."""

Shapes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters of one face at one size in points; ``width`` is theirs, without justification."""

    text: str
    look: CharacterFormat
    face: Face
    size: float
    tracking: float
    width: float


MOST_MARKS: Final = 30
"""Marks on one letter: more than any language has, and where a text stops to be stream-safe (UAX #15)."""


class MissingGlyphError(ValueError):
    """No bundled face has the character."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character


@lru_cache(maxsize=8192)
def shape(text: str, look: CharacterFormat, shapes: Shapes) -> tuple[Glyphs, ...]:
    """Return the text as it is set: capitals made, characters spread over the faces that have them.

    Letters scaled to a width are set smaller, or further apart; moved together, they could not be read.
    Raises ``MissingGlyphError`` for a character that no bundled face has.
    """
    face = face_of(look, shapes)
    pieces = []
    for small, piece in _capitals(text, look):
        size = sizes(look) * (SMALL_CAPITALS if small else 1.0)
        for chosen, run in _covered(piece, face):
            natural = chosen.width(run) * size
            tracking = look.spacing + (natural * (look.stretch - 1) / len(run) if look.stretch > 1 else 0.0)
            pieces.append(Glyphs(run, look, chosen, size, tracking, natural + tracking * len(run)))
    return tuple(pieces)


def sizes(look: CharacterFormat) -> float:
    """Return the size in points at which characters of this format are drawn."""
    return look.size * narrowing(look) * (1.0 if look.script == "baseline" else SCRIPT_SIZE)


def narrowing(look: CharacterFormat) -> float:
    """Return the share of their size at which characters are drawn so that they are as narrow as asked.

    None are drawn at less than a point: the widths of smaller ones cannot be told to the thousandth.
    """
    return min(max(look.stretch, 1 / look.size), 1.0)


def piled_marks(text: str) -> int:
    """Return how many combining marks follow one another at most."""
    if text.isascii() or len(text) <= MOST_MARKS:
        return 0
    piles = groupby(text, key=lambda character: unicodedata.category(character)[0] == "M")
    return max((sum(1 for _ in pile) for are_marks, pile in piles if are_marks), default=0)


def width(text: str, look: CharacterFormat, shapes: Shapes) -> float:
    """Return the width of the text in points; text that cannot be set, told where it stands, has none."""
    try:
        return ink(text, look, shapes)
    except MissingGlyphError:
        return 0.0


def ink(text: str, look: CharacterFormat, shapes: Shapes) -> float:
    """Return the width of the text in points; raises ``MissingGlyphError`` as ``shape`` does."""
    return sum(piece.width for piece in shape(text, look, shapes))


def _capitals(text: str, look: CharacterFormat) -> Iterator[tuple[bool, str]]:
    """Yield the text in pieces, each with whether it is drawn as small capitals."""
    if look.capitals == "as_typed":
        yield False, text
    elif look.capitals == "all":
        yield False, text.upper()
    else:
        for lower, group in groupby(text, key=lambda character: character.upper() != character):
            yield lower, "".join(group).upper()


def _covered(text: str, face: Face) -> Iterator[tuple[Face, str]]:
    """Yield the text in pieces, each with the face that has all of its characters."""
    if face.covers_all(text):
        yield face, text
        return
    chosen = _joined([_choose(character, face) for character in text])
    for (used, _), group in groupby(chosen, key=lambda pair: (pair[0], None)):
        yield used, "".join(character for _, character in group)


def _joined(chosen: list[tuple[Face, str]]) -> list[tuple[Face, str]]:
    """Return the choice with what stands between words of one face in that face, as spaces and stops do.

    Words in a script that only another face has are then one piece, which is shaped together and set faster.
    """
    strong = [at for at, (_, character) in enumerate(chosen) if not _is_neutral(character)]
    joined = list(chosen)
    for before, after in pairwise(strong):
        face = chosen[before][0]
        between = chosen[before + 1 : after]
        if face is chosen[after][0] and all(all(map(face.covers, text)) for _, text in between):
            joined[before + 1 : after] = [(face, character) for _, character in between]
    return joined


def _is_neutral(character: str) -> bool:
    """Tell whether a character belongs to no script: spaces, punctuation, marks, what has no ink."""
    return unicodedata.category(character[:1])[0] in "ZPMC"


@lru_cache(maxsize=4096)
def _choose(character: str, face: Face) -> tuple[Face, str]:
    if face.covers(character):
        return face, character
    equal = substitute(character)
    if equal != character and all(map(face.covers, equal)):
        return face, equal
    other_face = fallback_for(character, face)
    if other_face is None:
        raise MissingGlyphError(character)
    return other_face, character
