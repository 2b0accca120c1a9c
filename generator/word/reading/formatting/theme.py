"""The theme: the fonts and colours that styles name by their part in it (ECMA-376 part 1, 20.1.6)."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.word.cache import kept
from generator.word.markup import A, Element, local_name
from generator.word.opc.relationships import parse_xml
from generator.word.reading.measures import six_digits

_SCHEME_NAMES = {
    "dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2",
    "text1": "dk1", "background1": "lt1", "text2": "dk2", "background2": "lt2",
    "tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_SCRIPTS = {"Ascii": "latin", "HAnsi": "latin", "EastAsia": "ea", "Bidi": "cs"}


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by scheme name and fonts by ``major`` or ``minor`` and script."""

    colours: Mapping[str, str]
    fonts: Mapping[tuple[str, str], str]

    def font(self, reference: str) -> str:
        """Return the family that ``minorHAnsi``, ``majorBidi`` … stands for, or the empty string."""
        kind, script = reference[:5], reference[5:]
        return self.fonts.get((kind, _SCRIPTS.get(script, "latin")), "")

    def colour(self, name: str, tint: str = "", shade: str = "") -> str | None:
        """Return the colour of a scheme name, made lighter or darker by a hexadecimal share (17.3.2.6)."""
        colour_of_scheme = self.colours.get(_SCHEME_NAMES.get(name, name))
        if colour_of_scheme is None:
            return None
        if tint:
            return with_lightness(colour_of_scheme, _share(tint), 1 - _share(tint))
        return with_lightness(colour_of_scheme, _share(shade), 0.0) if shade else colour_of_scheme


@kept
def read_theme(part: bytes | None) -> Theme:
    """Return the theme in the part, or an empty one when the document has none."""
    if part is None:
        return Theme({}, {})
    root = parse_xml(part)
    return Theme(MappingProxyType(_colours(root)), MappingProxyType(_fonts(root)))


def with_lightness(colour: str, factor: float, offset: float) -> str:
    """Return the colour with its HSL lightness times ``factor`` plus ``offset``."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    changed = colorsys.hls_to_rgb(hue, min(max(light * factor + offset, 0.0), 1.0), saturation)
    return "".join(f"{round(part * 255):02x}" for part in changed)


def _share(text: str) -> float:
    try:
        return int(text, 16) / 255
    except ValueError:
        return 1.0


def _colours(root: Element) -> dict[str, str]:
    colours = {}
    for entry in root.iterfind(f".//{{{A}}}clrScheme/*"):
        for colour in entry:
            written = six_digits(colour.get("lastClr") or colour.get("val"))
            if written is not None:
                colours[local_name(entry)] = written
    return colours


def _fonts(root: Element) -> dict[tuple[str, str], str]:
    fonts = {}
    for kind in ("major", "minor"):
        for entry in root.iterfind(f".//{{{A}}}{kind}Font/*"):
            family = entry.get("typeface")
            if family and local_name(entry) in _SCRIPTS.values():
                fonts[kind, local_name(entry)] = family
    return fonts
