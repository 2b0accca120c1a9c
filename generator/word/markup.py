"""The markup of a .docx: its namespaces, and children and attributes by local name (ECMA-376 part 1, 17)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml publishes the type of its elements under this name only

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
WP14 = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741 - the prefix every Word document gives it
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CORE_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
EXTENDED_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"

RANGE_MARKUP = frozenset(
    f"{name}{end}"
    for end in ("Start", "End")
    for name in (
        "perm", "commentRange", "moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange",
        "customXmlMoveFromRange", "customXmlMoveToRange",
    )
)  # fmt: skip
"""Elements that say where something begins and ends, and print nothing, between paragraphs or in them."""

_FALSE = frozenset({"0", "false", "off", "none"})


def local_name(element: Element) -> str:
    """Return the element's name without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_word(element: Element) -> bool:
    """Tell whether the element belongs to WordprocessingML."""
    return isinstance(element.tag, str) and element.tag.startswith(f"{{{W}}}")


def attributes(element: Element) -> dict[str, str]:
    """Return the element's attributes by local name."""
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """Return a WordprocessingML attribute, or ``default`` when it or the element is missing."""
    if element is None:
        return default
    return element.get(f"{{{W}}}{name}", default)


def any_attribute(element: Element, name: str, default: str = "") -> str:
    """Return an attribute whatever its namespace is: a document that is only compared may be a strict one."""
    for key, written in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(written)
    return default


def child(element: Element | None, *names: str) -> Element | None:
    """Return the WordprocessingML descendant along ``names``, or None where the path ends early."""
    for name in names:
        if element is None:
            return None
        element = element.find(f"{{{W}}}{name}")
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the WordprocessingML children of that name."""
    if element is not None:
        yield from element.iterfind(f"{{{W}}}{name}")


def value(element: Element | None, *names: str, default: str = "") -> str:
    """Return ``w:val`` of the descendant along ``names``, or ``default``."""
    return attribute(child(element, *names), "val", default)


def is_on(text: str | None) -> bool:
    """Tell what an on/off attribute means (ECMA-376 part 1, 22.9.2.7); a missing one means on."""
    return text is None or text.lower() not in _FALSE


def switched_on(element: Element | None, name: str) -> bool:
    """Tell whether an on/off child is there and on."""
    element_of_name = child(element, name)
    return element_of_name is not None and is_on(element_of_name.get(f"{{{W}}}val"))
