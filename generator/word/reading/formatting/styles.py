"""The style sheet: what each style says with all it is based on (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.word.cache import kept
from generator.word.markup import Element, attribute, child, children, is_on, value
from generator.word.opc.relationships import parse_xml
from generator.word.reading.formatting.cascade import NOTHING, Layer, layer, over

_PROPERTIES = ("pPr", "rPr", "tblPr", "trPr", "tcPr")


@dataclass(frozen=True, slots=True)
class Style:
    """One style, its ancestors' formatting included.

    ``levels`` are the layers of the ancestors and of the style itself, oldest first, by properties element;
    ``regions`` are the same for the parts of a table (``firstRow``, ``band1Horz`` …).
    """

    style_id: str
    name: str
    kind: str
    levels: Mapping[str, tuple[Layer, ...]]
    regions: Mapping[str, Mapping[str, Layer]]
    linked: str = ""

    def layer(self, properties: str) -> Layer:
        """Return what the style says in ``pPr``, ``rPr`` …, ancestors included."""
        return over(*self.levels.get(properties, ()))


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The styles by id, the defaults by kind, and the document defaults."""

    styles: Mapping[str, Style]
    defaults: Mapping[str, str]
    run_defaults: Layer
    paragraph_defaults: Layer

    def find(self, kind: str, style_id: str) -> Style:
        """Return the style, or the default of its kind when there is none of that id (17.7.4.17)."""
        style = self.styles.get(style_id)
        if style is None or style.kind != kind:
            style = self.styles.get(self.defaults.get(kind, ""))
        return style or Style("", "", kind, {}, {})

    def find_character(self, style_id: str) -> Style:
        """Return the character style, also the one linked to a paragraph style of that id."""
        style = self.styles.get(style_id)
        if style is not None and style.kind == "paragraph" and style.linked:
            style = self.styles.get(style.linked)
        return (
            style if style is not None and style.kind == "character" else Style("", "", "character", {}, {})
        )


@kept
def read_styles(part: bytes | None) -> StyleSheet:
    """Return the style sheet in the part; letters of one template share it."""
    if part is None:
        return StyleSheet({}, {}, NOTHING, NOTHING)
    root = parse_xml(part)
    # A style that has no id is known by its name, as report generators write them.
    elements = {
        attribute(element, "styleId") or value(element, "name"): element
        for element in children(root, "style")
    }
    styles = {style_id: _style(style_id, elements) for style_id in elements}
    defaults = {
        attribute(element, "type"): style_id
        for style_id, element in elements.items()
        if is_on(attribute(element, "default", "0"))
    }
    return StyleSheet(
        MappingProxyType(styles),
        MappingProxyType(defaults),
        layer(child(root, "docDefaults", "rPrDefault", "rPr")),
        layer(child(root, "docDefaults", "pPrDefault", "pPr")),
    )


def _style(style_id: str, elements: Mapping[str, Element]) -> Style:
    element = elements[style_id]
    family = tuple(reversed(tuple(_ancestry(style_id, elements))))
    levels = {name: tuple(layer(child(member, name)) for member in family) for name in _PROPERTIES}
    return Style(
        style_id,
        value(element, "name"),
        attribute(element, "type", "paragraph"),
        MappingProxyType(levels),
        MappingProxyType(_regions(family)),
        value(element, "link"),
    )


def _ancestry(style_id: str, elements: Mapping[str, Element]) -> Iterator[Element]:
    """Yield the style and those it is based on; a circle ends where it closes."""
    seen = set()
    while style_id in elements and style_id not in seen:
        seen.add(style_id)
        yield elements[style_id]
        style_id = value(elements[style_id], "basedOn")


def _regions(family: tuple[Element, ...]) -> dict[str, Mapping[str, Layer]]:
    regions: dict[str, dict[str, Layer]] = {}
    for member in family:
        for region in children(member, "tblStylePr"):
            said = regions.setdefault(attribute(region, "type"), {})
            for name in _PROPERTIES:
                said[name] = over(said.get(name, NOTHING), layer(child(region, name)))
    return {name: MappingProxyType(said) for name, said in regions.items()}
