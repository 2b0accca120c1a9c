"""How characters and paragraphs of the resolved document look; lengths are points, colours six hex digits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Alignment: TypeAlias = Literal["left", "center", "right", "justify"]
Script: TypeAlias = Literal["baseline", "superscript", "subscript"]


@dataclass(frozen=True, slots=True)
class Border:
    """One edge: ``style`` is a CSS line style, ``width`` the pen in points, ``space`` the gap to the text.

    ``written`` is Word's own style: edges that differ in it are not the same, though they are drawn alike.
    """

    style: str
    width: float
    colour: str
    space: float = 0.0
    written: str = ""


@dataclass(frozen=True, slots=True)
class Borders:
    """The edges of a box; None where there is no line. ``between`` parts paragraphs of one look."""

    top: Border | None = None
    right: Border | None = None
    bottom: Border | None = None
    left: Border | None = None
    between: Border | None = None


NO_BORDERS = Borders()


@dataclass(frozen=True, slots=True)
class CharacterFormat:
    """How one run of characters looks; ``size`` is in points, ``stretch`` a factor of the natural width.

    ``underline`` is a CSS line style; the line has the colour of the text where it has none of its own.
    """

    font: str
    size: float
    bold: bool = False
    italic: bool = False
    colour: str = "000000"
    background: str | None = None
    underline: str | None = None
    underline_colour: str | None = None
    strike: bool = False
    capitals: Literal["as_typed", "all", "small"] = "as_typed"
    script: Script = "baseline"
    raised: float = 0.0
    spacing: float = 0.0
    stretch: float = 1.0
    kerning: bool = False
    language: str = ""
    right_to_left: bool = False
    border: Border | None = None


@dataclass(frozen=True, slots=True)
class TabStop:
    """A tab stop ``position`` points from the left indent's origin, with its ``leader`` character or none."""

    position: float
    alignment: Literal["left", "center", "right", "decimal", "bar"]
    leader: str = ""


@dataclass(frozen=True, slots=True)
class LineSpacing:
    """The height of lines: a multiple of the font's own, or points exactly or at least."""

    rule: Literal["multiple", "exact", "at_least"] = "multiple"
    amount: float = 1.0


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """How one paragraph stands; ``first_line`` is added to ``left`` and is negative when it hangs.

    Automatic space before the first and after the last paragraph of a text is none, as in HTML.
    """

    style: str = ""
    alignment: Alignment = "left"
    left: float = 0.0
    right: float = 0.0
    first_line: float = 0.0
    before: float = 0.0
    after: float = 0.0
    before_automatic: bool = False
    after_automatic: bool = False
    contextual: bool = False
    line: LineSpacing = LineSpacing()
    keep_next: bool = False
    keep_lines: bool = False
    widow_control: bool = True
    page_break_before: bool = False
    borders: Borders = Borders()
    background: str | None = None
    tabs: tuple[TabStop, ...] = ()
    right_to_left: bool = False
