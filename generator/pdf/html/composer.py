"""What every part of the composition shares: the sheet, the pictures, the place on the page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from generator.errors import Problem
from generator.pdf.html.stylesheet import Stylesheet
from generator.pdf.html.text.glyphs import MOST_MARKS, Glyphs, MissingGlyphError, Shapes, piled_marks, shape
from generator.pdf.typefaces import family_for, is_metric_match
from generator.word.document.content import Block
from generator.word.document.formats import CharacterFormat
from generator.word.document.positions import PageGeometry

PICTURES = "letterbook-picture:"
"""The scheme under which the typesetter finds the document's own pictures; nothing else can be fetched."""


@dataclass(slots=True)
class Composer:
    """Composes one document; ``column`` and ``page`` say where the blocks at hand stand, in points.

    ``part`` names the section that they are in, empty when there is only one.
    """

    source: str
    sheet: Stylesheet
    pictures: dict[str, tuple[bytes, str]]
    shapes: Shapes
    default_tab: float
    decimal_point: str
    language: str
    part: str
    bookmarks: frozenset[str]
    page: PageGeometry
    column: float
    flow: Callable[[tuple[Block, ...], Composer], str]
    splits_marks: bool = False
    numbering: str = "decimal"
    in_header_footer: bool = False
    headings: list[int] = field(default_factory=lambda: [0])

    def within(self, column: float) -> Composer:
        """Return the same composer for blocks in a column of another width."""
        return replace(self, column=column)

    def glyphs(self, text: str, look: CharacterFormat, place: str) -> tuple[Glyphs, ...]:
        """Return the text as it is set; a character that no bundled font has is a problem of its place."""
        if not is_metric_match(look.font):
            self._report_font(look.font)
        if (piled := piled_marks(text)) > MOST_MARKS:
            reason = f"has {piled} marks on one letter, which takes without end to set"
            self.report(place, reason, f"leave {MOST_MARKS} of them at most")
            return ()
        try:
            return shape(text, look, self.shapes)
        except MissingGlyphError as missing:
            self.report(
                place,
                f"has the character {missing.character!r} (U+{ord(missing.character):04X}), "
                "which no bundled font has",
                "replace the character, or use a picture",
            )
            return ()

    def picture(self, content: bytes, media_type: str) -> str:
        """Keep a picture for the typesetter and return its address."""
        address = f"{PICTURES}{hashlib.sha256(content).hexdigest()[:32]}"
        self.pictures[address] = (content, media_type)
        return address

    def report(self, place: str, message: str, hint: str = "") -> None:
        """Note something that cannot be set."""
        self.sheet.report(Problem(f"{self.source}: {place}", "", message, hint))

    def approximate(self, place: str, message: str, hint: str = "") -> None:
        """Note something that is set differently from Word."""
        where = f"{self.source}: {place}" if place else self.source
        self.sheet.report(Problem(where, "", message, hint, "warning"))

    def _report_font(self, font: str) -> None:
        self.approximate(
            "",
            f"uses the typeface {font}, set in {family_for(font, self.shapes)}; lines may break elsewhere",
            "use Times New Roman, Arial, Courier New, Calibri or Cambria",
        )
