"""Formatting before it is resolved: what one level says, and how levels lie over each other (17.7.2).

``Layer`` holds the children of a ``w:rPr``, ``w:pPr``, ``w:tcPr`` … by name, each with its attributes; nested
elements have dotted names such as ``pBdr.top``. Later layers win, except that toggle properties of different
kinds of style cancel each other (17.7.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from generator.word.markup import Element, attributes, is_on, local_name

Layer: TypeAlias = Mapping[str, Mapping[str, str]]

NOTHING: Layer = {}
TOGGLES = frozenset(
    {
        "b",
        "bCs",
        "i",
        "iCs",
        "caps",
        "smallCaps",
        "strike",
        "emboss",
        "imprint",
        "outline",
        "shadow",
        "vanish",
    }
)
_SUMMED = frozenset({"ind", "spacing", "rFonts", "lang"})
_NOT_FORMATTING = frozenset(
    {"rPrChange", "pPrChange", "tcPrChange", "trPrChange", "tblPrChange", "sectPrChange"}
)
_RIVALS = {
    "hanging": ("firstLine",),
    "firstLine": ("hanging",),
    "left": ("start",),
    "start": ("left",),
    "right": ("end",),
    "end": ("right",),
    "ascii": ("asciiTheme",),
    "hAnsi": ("hAnsiTheme",),
    "eastAsia": ("eastAsiaTheme",),
    "cs": ("cstheme",),
    "before": ("beforeAutospacing", "beforeLines"),
    "after": ("afterAutospacing", "afterLines"),
}


def layer(element: Element | None) -> Layer:
    """Return what one properties element says; nothing when there is none."""
    if element is None:
        return NOTHING
    merged: dict[str, Mapping[str, str]] = {}
    for entry in element:
        name = local_name(entry)
        if not name or name in _NOT_FORMATTING or name in {"rPr", "sectPr"}:
            continue
        merged[name] = attributes(entry)
        for part in entry:
            merged[_nested_name(name, part)] = attributes(part)
    return merged


def over(*layers: Layer) -> Layer:
    """Lay each layer over the ones before it."""
    result: dict[str, Mapping[str, str]] = {}
    for upper in layers:
        for name, values in upper.items():
            result[name] = _merged(result.get(name), values) if name in _SUMMED else values
    return result


def over_styles(defaults: Layer, styles: Iterable[Layer], direct: Layer) -> Layer:
    """Lay kinds of styles and direct formatting over the defaults; toggles of styles cancel each other."""
    styles = tuple(styles)
    result = dict(over(defaults, *styles))
    for name in TOGGLES & result.keys():
        votes = sum(name in style and toggled(style, name) for style in styles)
        on = votes % 2 == 1 or (votes == 0 and toggled(defaults, name))
        result[name] = {"val": "1" if on else "0"}
    return over(result, direct)


def toggled(upper: Layer, name: str) -> bool:
    """Tell whether an on/off property is there and on."""
    return name in upper and is_on(upper[name].get("val"))


def said(upper: Layer, name: str, attribute: str = "val") -> str | None:
    """Return one attribute of one property, or None when nobody says anything."""
    values = upper.get(name)
    return None if values is None else values.get(attribute)


def _nested_name(name: str, part: Element) -> str:
    if name == "tabs":
        return f"tabs.{attributes(part).get('pos', '')}"
    return f"{name}.{local_name(part)}"


def _merged(lower: Mapping[str, str] | None, upper: Mapping[str, str]) -> Mapping[str, str]:
    if not lower:
        return upper
    beaten = {rival for name in upper for rival in _RIVALS.get(name, ())}
    return {**{name: value for name, value in lower.items() if name not in beaten}, **upper}
