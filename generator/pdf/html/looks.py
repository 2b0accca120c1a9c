"""Character formats as CSS."""

from __future__ import annotations

from generator.pdf.html.glyphs import Glyphs
from generator.pdf.html.sheet import points
from generator.pdf.typefaces import FAMILY_PREFIX, Face
from generator.word.document import Border, CharacterFormat, LineSpacing

RAISE = {"baseline": 0.0, "superscript": 0.34, "subscript": -0.14}
"""How far super- and subscripts stand from the baseline, in shares of the font size."""


def run_css(glyphs: Glyphs, line: LineSpacing) -> str:
    """Return the declarations for glyphs in a paragraph with this line spacing."""
    look, face = glyphs.look, glyphs.face
    parts = [
        f"font-family:{FAMILY_PREFIX}{face.family}",
        f"font-size:{points(glyphs.size)}",
        f"line-height:{points(line_height(look, face, line))}",
        f"font-weight:{face.weight}" if face.weight != 400 else "",
        "font-style:italic" if face.italic else "",
        f"color:#{look.colour}" if look.colour != "000000" else "",
        f"background:#{look.background}" if look.background else "",
        f"letter-spacing:{points(glyphs.tracking)}" if glyphs.tracking else "",
        "font-kerning:normal" if look.kerning else "",
        _decoration(look),
        _position(look),
        "direction:rtl" if look.right_to_left else "",
        border_css("border", look.border) if look.border else "",
    ]
    return ";".join(part for part in parts if part)


def line_height(look: CharacterFormat, face: Face, line: LineSpacing) -> float:
    """Return the height in points that a run asks of its line.

    Super- and subscripts ask for none: Word keeps the lines around them as they are.
    """
    if line.rule == "exact":
        return line.amount
    if look.script != "baseline":
        return 0.0
    natural = face.line * look.size
    return natural * line.amount if line.rule == "multiple" else natural


def border_css(property_name: str, border: Border | None) -> str:
    """Return one CSS border declaration."""
    if border is None:
        return f"{property_name}:0"
    return f"{property_name}:{points(border.width)} {border.style} #{border.colour}"


def _decoration(look: CharacterFormat) -> str:
    lines = [name for name, on in (("underline", look.underline), ("line-through", look.strike)) if on]
    if not lines:
        return ""
    style = f" {look.underline}" if look.underline and look.underline != "solid" else ""
    return f"text-decoration:{' '.join(lines)}{style}"


def _position(look: CharacterFormat) -> str:
    height = RAISE[look.script] * look.size + look.raised
    return f"vertical-align:{points(height)}" if height else ""
