"""Layers of formatting, settled: what a run and a paragraph look like in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.word.document.formats import (
    Alignment,
    Border,
    Borders,
    CharacterFormat,
    LineSpacing,
    ParagraphFormat,
    TabStop,
)
from generator.word.document.languages import language_tag
from generator.word.markup import is_on
from generator.word.reading.formatting.cascade import Layer, said, toggled
from generator.word.reading.formatting.theme import Theme
from generator.word.reading.measures import eighths, half_points, integer, number, share, six_digits, twips

ScriptClass = Literal["latin", "east_asian", "complex"]

_HIGHLIGHTS = {
    "yellow": "ffff00", "green": "00ff00", "cyan": "00ffff", "magenta": "ff00ff", "blue": "0000ff",
    "red": "ff0000", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080",
    "lightGray": "c0c0c0", "black": "000000", "white": "ffffff",
}  # fmt: skip
_UNEVEN_LINES = tuple(
    f"{lines}{gap}Gap"
    for lines in ("thinThick", "thickThin", "thinThickThin")
    for gap in ("Small", "Medium", "Large")
)
_LINE_STYLES = {
    **dict.fromkeys(_UNEVEN_LINES, "double"),
    "double": "double", "triple": "double", "dotted": "dotted", "dashed": "dashed", "dashSmallGap": "dashed",
    "dotDash": "dashed", "dotDotDash": "dashed", "dashDotStroked": "dashed",
}  # fmt: skip
"""CSS line styles. Raised and sunken lines are solid: CSS darkens them, Word draws them in their colour."""
_PENS = {"double": 3, "triple": 3, **dict.fromkeys(_UNEVEN_LINES, 2)}
"""How many pens wide lines of a style are together with the gap between them."""
_UNDERLINES = {
    "double": "double", "wavyDouble": "wavy", "wave": "wavy", "wavyHeavy": "wavy", "dotted": "dotted",
    "dottedHeavy": "dotted", "dash": "dashed", "dashedHeavy": "dashed", "dashLong": "dashed",
    "dashLongHeavy": "dashed", "dotDash": "dashed", "dashDotHeavy": "dashed", "dotDotDash": "dashed",
    "dashDotDotHeavy": "dashed",
}  # fmt: skip
_ALIGNMENTS: dict[str, Alignment] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right",
    "both": "justify", "distribute": "justify", "thaiDistribute": "justify", "lowKashida": "justify",
    "mediumKashida": "justify", "highKashida": "justify", "numTab": "left",
}  # fmt: skip
_LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_", "heavy": "_", "middleDot": "·"}
_TAB_KINDS: dict[str, Literal["left", "center", "right", "decimal", "bar"]] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right",
    "decimal": "decimal", "bar": "bar",
}  # fmt: skip
_AUTOMATIC_SPACE = 14.0
"""What Word puts before and after a paragraph whose spacing is automatic, as in HTML, in points."""


@dataclass(frozen=True, slots=True)
class Palette:
    """What formatting refers to outside of itself: the theme and the document's language."""

    theme: Theme
    language: str

    def colour(self, upper: Layer, name: str, prefix: str = "", attribute: str = "val") -> str | None:
        """Return the colour a property names, directly or by theme; None when it is automatic."""
        themed = said(upper, name, f"theme{prefix.capitalize()}" if prefix else "themeColor")
        tint = said(upper, name, f"theme{prefix.capitalize()}Tint") or ""
        shade = said(upper, name, f"theme{prefix.capitalize()}Shade") or ""
        colour = self.theme.colour(themed, tint, shade) if themed and themed != "none" else None
        written = said(upper, name, attribute) or ""
        return colour or six_digits(written)

    def shading(self, upper: Layer, name: str = "shd") -> str | None:
        """Return the colour of a shading, its pattern mixed in; None when there is none (17.3.5)."""
        if name not in upper or said(upper, name) == "nil":
            return None
        fill = self.colour(upper, name, "fill", "fill")
        pattern = said(upper, name) or "clear"
        portion = 1.0 if pattern == "solid" else 0.0
        if pattern.startswith("pct"):
            portion = integer(pattern[3:]) / 100
        if not portion:
            return fill
        ink = self.colour(upper, name, "", "color") or "000000"
        return _mixed(ink, fill or "ffffff", portion)

    def border(self, upper: Layer, name: str) -> Border | None:
        """Return one edge, or None when no line is drawn there."""
        style = said(upper, name)
        if style is None or style in {"nil", "none"}:
            return None
        width = max(eighths(said(upper, name, "sz"), 4.0 / 8), 0.25) * _PENS.get(style, 1)
        return Border(
            _LINE_STYLES.get(style, "solid"),
            min(width, 31.0),
            self.colour(upper, name, "", "color") or "000000",
            max(number(said(upper, name, "space")), 0.0),
            style,
        )

    def borders(self, upper: Layer, group: str) -> Borders:
        """Return the edges of a group such as ``pBdr``."""
        return Borders(
            top=self.border(upper, f"{group}.top"),
            right=self.border(upper, f"{group}.right") or self.border(upper, f"{group}.end"),
            bottom=self.border(upper, f"{group}.bottom"),
            left=self.border(upper, f"{group}.left") or self.border(upper, f"{group}.start"),
            between=self.border(upper, f"{group}.between"),
        )


def character_format(
    upper: Layer, palette: Palette, script: ScriptClass = "latin", backdrop: str | None = None
) -> CharacterFormat:
    """Return what characters of one script look like under the settled layer of their run.

    ``backdrop`` is the colour of the paragraph or cell behind them, on which automatic ink must show.
    """
    complex_script = script == "complex"
    size = half_points(said(upper, "szCs" if complex_script else "sz"), 10.0)
    background = palette.shading(upper)
    highlight = said(upper, "highlight")
    background = _HIGHLIGHTS.get(highlight, background) if highlight and highlight != "none" else background
    underline = said(upper, "u")
    return CharacterFormat(
        font=_font(upper, palette.theme, script),
        size=min(max(size, 0.5), 1638.0),
        bold=toggled(upper, "bCs" if complex_script else "b"),
        italic=toggled(upper, "iCs" if complex_script else "i"),
        colour=palette.colour(upper, "color") or _automatic_ink(background or backdrop),
        background=background,
        underline=None if underline in {None, "none"} else _UNDERLINES.get(underline or "", "solid"),
        underline_colour=palette.colour(upper, "u", attribute="color"),
        strike=toggled(upper, "strike") or toggled(upper, "dstrike"),
        capitals="all" if toggled(upper, "caps") else "small" if toggled(upper, "smallCaps") else "as_typed",
        script=_script(said(upper, "vertAlign")),
        raised=half_points(said(upper, "position")),
        spacing=twips(said(upper, "spacing")),
        stretch=_stretch(said(upper, "w")),
        kerning=0 < half_points(said(upper, "kern")) <= size,
        language=_language(upper, palette, script),
        right_to_left=complex_script and toggled(upper, "rtl"),
        border=palette.border(upper, "bdr"),
    )


def paragraph_format(upper: Layer, palette: Palette, style: str) -> ParagraphFormat:
    """Return how a paragraph stands under its settled layer."""
    right_to_left = toggled(upper, "bidi")
    left = said(upper, "ind", "start") or said(upper, "ind", "left")
    right = said(upper, "ind", "end") or said(upper, "ind", "right")
    if right_to_left:
        left, right = right, left
    hanging = said(upper, "ind", "hanging")
    return ParagraphFormat(
        style=style,
        alignment=_alignment(said(upper, "jc"), right_to_left),
        left=twips(left),
        right=twips(right),
        first_line=-twips(hanging) if hanging else twips(said(upper, "ind", "firstLine")),
        before=_space(upper, "before"),
        after=_space(upper, "after"),
        before_automatic=_is_automatic(upper, "before"),
        after_automatic=_is_automatic(upper, "after"),
        contextual=toggled(upper, "contextualSpacing"),
        line=_line(upper),
        keep_next=toggled(upper, "keepNext"),
        keep_lines=toggled(upper, "keepLines"),
        widow_control="widowControl" not in upper or toggled(upper, "widowControl"),
        page_break_before=toggled(upper, "pageBreakBefore"),
        borders=palette.borders(upper, "pBdr"),
        background=palette.shading(upper),
        tabs=tab_stops(upper),
        right_to_left=right_to_left,
    )


def tab_stops(upper: Layer) -> tuple[TabStop, ...]:
    """Return the tab stops that are set and not cleared again, from left to right (17.3.1.37)."""
    stops = []
    for name, values in upper.items():
        if not name.startswith("tabs."):
            continue
        kind = _TAB_KINDS.get(values.get("val", "left"))
        if kind is not None:
            stops.append(TabStop(twips(values.get("pos")), kind, _LEADERS.get(values.get("leader", ""), "")))
    return tuple(sorted(stops, key=lambda stop: stop.position))


def _font(upper: Layer, theme: Theme, script: ScriptClass) -> str:
    names = {"latin": ("ascii", "hAnsi"), "east_asian": ("eastAsia",), "complex": ("cs",)}[script]
    for name in names:
        themed = said(upper, "rFonts", "cstheme" if name == "cs" else f"{name}Theme")
        family = (theme.font(themed) if themed else "") or said(upper, "rFonts", name)
        if family:
            return family
    return "Times New Roman" if script != "east_asian" else _font(upper, theme, "latin")


def _language(upper: Layer, palette: Palette, script: ScriptClass) -> str:
    attribute = {"latin": "val", "east_asian": "eastAsia", "complex": "bidi"}[script]
    return language_tag(said(upper, "lang", attribute) or "") or palette.language


def _script(name: str | None) -> Literal["baseline", "superscript", "subscript"]:
    if name == "superscript":
        return "superscript"
    return "subscript" if name == "subscript" else "baseline"


def _alignment(name: str | None, right_to_left: bool) -> Alignment:  # noqa: FBT001 - the text's direction
    written = name or "start"
    alignment = _ALIGNMENTS.get(written, "left")
    if right_to_left and alignment in {"left", "right"}:
        return "left" if alignment == "right" else "right"
    return alignment


def _space(upper: Layer, side: str) -> float:
    if _is_automatic(upper, side):
        return _AUTOMATIC_SPACE
    lines = said(upper, "spacing", f"{side}Lines")
    if lines and lines != "0":
        return number(lines) / 100 * 12.0
    return max(twips(said(upper, "spacing", side)), 0.0)


def _is_automatic(upper: Layer, side: str) -> bool:
    written = said(upper, "spacing", f"{side}Autospacing")
    return written is not None and is_on(written)


def _line(upper: Layer) -> LineSpacing:
    amount = said(upper, "spacing", "line")
    rule = said(upper, "spacing", "lineRule") or "auto"
    if not amount:
        return LineSpacing()
    if rule == "exact":
        return LineSpacing("exact", abs(twips(amount)))
    if rule == "atLeast":
        return LineSpacing("at_least", abs(twips(amount)))
    return LineSpacing("multiple", max(number(amount) / 240, 0.06))


def _stretch(written: str | None) -> float:
    """Return the scale of characters as a share; one beyond those that there are means none (17.18.95)."""
    scale = share(written or "100", 100)
    return scale if 0.01 <= scale <= 6.0 else 1.0


def _automatic_ink(background: str | None) -> str:
    """Return black, or white on a dark background, as Word's automatic colour does."""
    if background is None:
        return "000000"
    red, green, blue = (int(background[at : at + 2], 16) for at in (0, 2, 4))
    return "ffffff" if red * 299 + green * 587 + blue * 114 < 60_000 else "000000"


def _mixed(ink: str, paper: str, portion: float) -> str:
    pairs = ((int(ink[at : at + 2], 16), int(paper[at : at + 2], 16)) for at in (0, 2, 4))
    return "".join(f"{round(dark * portion + light * (1 - portion)):02x}" for dark, light in pairs)
