"""Character formats as CSS."""

from __future__ import annotations

from generator.pdf.html.stylesheet import points
from generator.pdf.html.text.glyphs import Glyphs, narrowing
from generator.pdf.typefaces import FAMILY_PREFIX, KERNED_PREFIX, Face
from generator.word.document.formats import Border, CharacterFormat, LineSpacing

RAISE = {"baseline": 0.0, "superscript": 0.34, "subscript": -0.14}
"""How far super- and subscripts stand from the baseline, in shares of the font size."""


WIDE_LINES = 1.2
"""From this multiple on, the extra height of lines is put below the text by a box of its own.

Less is moved by the margins of the paragraph, which is cheaper and wrong only at the top of a page.
"""


def is_wide(line: LineSpacing) -> bool:
    """Tell whether runs need a box around them to get the extra height of their lines below the text."""
    return line.rule == "multiple" and line.amount >= WIDE_LINES


def needs_box(look: CharacterFormat, line: LineSpacing) -> bool:
    """Tell whether a run needs a box around it that is as high as its line: narrow letters are smaller."""
    return look.script == "baseline" and (is_wide(line) or narrowing(look) < 1)


def boxed_css(glyphs: Glyphs, line: LineSpacing) -> tuple[str, str]:
    """Return the declarations for the box around a run and for the run, which together are its line.

    The box is as high as the line. That of wide lines is lowered by half of the extra height; the run is
    raised by as much.
    """
    height = line_height(glyphs.look, glyphs.face, line)
    natural = line_height(glyphs.look, glyphs.face, LineSpacing())
    shift = (height - natural) / 2 if is_wide(line) else 0.0
    around = (
        f"font-family:{FAMILY_PREFIX}{glyphs.face.family};font-size:{points(glyphs.look.size)};"
        f"line-height:{points(height)};vertical-align:{points(-shift)}"
    )
    return around, run_css(glyphs, LineSpacing() if is_wide(line) else line, shift)


def run_css(glyphs: Glyphs, line: LineSpacing, shift: float = 0.0) -> str:
    """Return the declarations for glyphs in a paragraph with this line spacing, raised by ``shift``."""
    look, face = glyphs.look, glyphs.face
    parts = [
        f"font-family:{KERNED_PREFIX if look.kerning else FAMILY_PREFIX}{face.family}",
        f"font-size:{points(glyphs.size)}",
        f"line-height:{points(line_height(look, face, line) * narrowing(look))}",
        f"font-weight:{face.weight}" if face.weight != 400 else "",
        "font-style:italic" if face.italic else "",
        f"color:#{look.colour}" if look.colour != "000000" else "",
        f"background:#{look.background}" if look.background else "",
        f"letter-spacing:{points(glyphs.tracking)}" if glyphs.tracking else "",
        _decoration(look),
        _position(look, shift),
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
    colour = f" #{look.underline_colour}" if look.underline and look.underline_colour else ""
    return f"text-decoration:{' '.join(lines)}{style}{colour}"


def _position(look: CharacterFormat, shift: float) -> str:
    height = RAISE[look.script] * look.size + look.raised + shift
    return f"vertical-align:{points(height)}" if height else ""
