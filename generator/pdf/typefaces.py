"""The bundled typefaces: which stands for which Word font, what it covers, how wide and high it is.

Times New Roman, Arial, Courier New, Calibri and Cambria are set in free fonts whose characters have the same
widths, so that lines break where they break in Word. Everything measured here is in points.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from generator.word.document.formats import CharacterFormat

FONTS = Path(__file__).parent / "fonts"
FAMILY_PREFIX = "Letterbook"
KERNED_PREFIX = "LetterbookKerned"
"""What the typesetter's names of the bundled families begin with, so that no installed font is meant."""
SYMBOLS = "DejaVuSans"
"""The face that has the characters the others lack: ticks, boxes, arrows, other scripts."""

_FAMILIES = {
    "times new roman": "LiberationSerif", "times": "LiberationSerif", "liberation serif": "LiberationSerif",
    "tinos": "LiberationSerif", "arial": "LiberationSans", "helvetica": "LiberationSans",
    "liberation sans": "LiberationSans", "arimo": "LiberationSans", "courier new": "LiberationMono",
    "courier": "LiberationMono", "liberation mono": "LiberationMono", "cousine": "LiberationMono",
    "calibri": "Carlito", "carlito": "Carlito", "cambria": "Caladea", "caladea": "Caladea",
    "dejavu sans": "DejaVuSans", "segoe ui symbol": "DejaVuSans",
}  # fmt: skip
_LOOKALIKES = {
    "calibri light": "Carlito", "aptos": "Carlito", "aptos display": "Carlito", "candara": "Carlito",
    "segoe ui": "LiberationSans", "verdana": "DejaVuSans", "tahoma": "LiberationSans",
    "georgia": "LiberationSerif", "garamond": "LiberationSerif", "book antiqua": "LiberationSerif",
    "palatino linotype": "LiberationSerif", "cambria math": "Caladea", "consolas": "LiberationMono",
    "lucida console": "LiberationMono", "arial narrow": "LiberationSans", "arial black": "LiberationSans",
    "ms gothic": "DejaVuSans", "segoe ui emoji": "DejaVuSans", "arial unicode ms": "DejaVuSans",
}  # fmt: skip
_SHAPES = {"roman": "LiberationSerif", "modern": "LiberationMono"}
_STYLES = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "Italic",
    (True, True): "BoldItalic",
}
_ALWAYS_COVERED = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Characters without ink: they choose how others are set and need no glyph."""
_BRACKETS = "()[]{}<>\xab\xbb\u2039\u203a"
_HYPHENS = {"\u2010": "-", "\u2011": "-\u2060"}
"""Hyphens by what sets them in any font: the word joiner keeps the line from ending after a no-break one."""
_SPACES = {
    "\u2000": 1 / 2, "\u2001": 1, "\u2002": 1 / 2, "\u2003": 1, "\u2004": 1 / 3, "\u2005": 1 / 4,
    "\u2006": 1 / 6, "\u2009": 1 / 5, "\u200a": 1 / 16, "\u205f": 4 / 18, "\u3000": 1,
}  # fmt: skip
"""Widths at size 1 of the spaces that a font lacks, as HarfBuzz, which sets the text, makes them up."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One bundled font file. Lengths are shares of the font size."""

    family: str
    file: Path
    weight: int
    italic: bool
    ascent: float
    descent: float
    gap: float
    advances: Mapping[int, float]

    @property
    def line(self) -> float:
        """The natural height of a line at size 1."""
        return self.ascent + self.descent + self.gap

    def covers(self, character: str) -> bool:
        """Tell whether the face has a glyph for the character, or it needs none."""
        return ord(character) in self.advances or character in _ALWAYS_COVERED

    def covers_all(self, text: str) -> bool:
        """Tell whether the face has a glyph for each character that needs one."""
        return all(map(self.covers, set(text)))

    def width(self, text: str) -> float:
        """Return the width of the text at size 1, without kerning or ligatures."""
        if self.advances.keys() >= set(map(ord, text)):
            return sum(map(self.advances.__getitem__, map(ord, text)))
        return sum(self.advances.get(ord(character), 0.0) for character in text)


@cache
def face(family: str, *, bold: bool, italic: bool) -> Face:
    """Return a bundled face; the symbol face has no italics, so its upright one stands in."""
    for name in (f"-{_STYLES[bold, italic]}", f"-{_STYLES[bold, False]}", ""):
        file = FONTS / f"{family}{name}.ttf"
        if file.exists():
            return _read_face(file)
    raise LookupError(family)


@lru_cache(maxsize=256)
def family_for(font: str, shapes: tuple[tuple[str, str], ...]) -> str:
    """Return the bundled family for a Word font; for unknown ones the kind of type decides (17.8.3.9)."""
    known = _FAMILIES.get(font.lower()) or _LOOKALIKES.get(font.lower())
    return known or _SHAPES.get(dict(shapes).get(font, ""), "LiberationSans")


@cache
def glyph_texts(name: str) -> Mapping[int, str]:
    """Return what the glyphs of a bundled font, named as in a PDF, show, by their numbers."""
    from fontTools.ttLib import TTFont

    family, _, style = name.partition("-")
    with TTFont(face(family, bold="Bold" in style, italic="Italic" in style).file, lazy=True) as font:
        names = font.getBestCmap()
        codes = sorted(names, reverse=True)
        return {font.getGlyphID(names[code]): _equal(chr(code)) for code in codes}


def is_bracket(text: str) -> bool:
    """Tell whether the text is a character that right-to-left text mirrors."""
    return len(text) == 1 and text in _BRACKETS


def is_metric_match(font: str) -> bool:
    """Tell whether the bundled family for a Word font has characters of the same widths."""
    return font.lower() in _FAMILIES


@lru_cache(maxsize=4096)
def face_of(look: CharacterFormat, shapes: tuple[tuple[str, str], ...]) -> Face:
    """Return the face in which characters of this format are set."""
    return face(family_for(look.font, shapes), bold=look.bold, italic=look.italic)


def fallback_for(character: str, like: Face) -> Face | None:
    """Return a bundled face that has the character when ``like`` has not, or None when none has."""
    first = "LiberationSerif" if "Serif" in like.family else "LiberationSans"
    for family in (first, SYMBOLS):
        typeface = face(family, bold=like.weight > 400, italic=like.italic)
        if typeface.covers(character):
            return typeface
    return None


def substitute(character: str) -> str:
    """Return an equal that fonts have more often: a plain hyphen for Unicode's others, NFKC for the rest."""
    return _HYPHENS.get(character) or _equal(character)


def _equal(character: str) -> str:
    """Return the character in its usual form (NFKC), but numbers in another form as they are: ①, Ⅳ, ½, ²."""
    is_number = unicodedata.category(character[:1]) in {"No", "Nl"}
    return character if is_number else unicodedata.normalize("NFKC", character)


@cache
def _read_face(file: Path) -> Face:
    from fontTools.ttLib import TTFont

    with TTFont(file, lazy=True) as font:
        # Read from the raw table: decoding it would warn about Carlito's creation date.
        (units,) = struct.unpack_from(">H", font.reader["head"], 18)
        horizontal, windows = font["hhea"], font["OS/2"]
        ascent, descent, gap = horizontal.ascent, -horizontal.descent, horizontal.lineGap
        if (
            not windows.fsSelection & 1 << 7
            and ascent + descent + gap < windows.usWinAscent + windows.usWinDescent
        ):
            ascent, descent, gap = windows.usWinAscent, windows.usWinDescent, 0
        metrics = font["hmtx"].metrics
        advances = {code: metrics[name][0] / units for code, name in font.getBestCmap().items()}
    family = file.stem.partition("-")[0]
    return Face(
        family=family,
        file=file,
        weight=700 if "Bold" in file.stem else 400,
        italic="Italic" in file.stem,
        ascent=ascent / units,
        descent=descent / units,
        gap=gap / units,
        advances=_made_up_spaces(advances) | advances,
    )


def _made_up_spaces(advances: Mapping[int, float]) -> dict[int, float]:
    """Return the widths of all spaces: the shaper draws those without a glyph as the space glyph."""
    space, figure, point = (advances.get(ord(character), 0.0) for character in " 0.")
    relative = {"\u00a0": space, "\u202f": space / 2, "\u2007": figure, "\u2008": point}
    return {ord(character): width for character, width in (_SPACES | relative).items()}
