"""The elements in which a document is set, and the structure type of each in the PDF (ISO 32000-1, 14.8.4).

HTML has no element for the label of a list entry, and its own for paragraphs and entries end where a note or
another entry begins, or bring a marker; those have names of their own, which any HTML parser keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PARAGRAPH: Final = "text-paragraph"
LIST: Final = "ul"
LIST_ENTRY: Final = "list-entry"
LIST_LABEL: Final = "list-label"
NOTE: Final = "aside"
STRUCTURE_TYPES: Mapping[str, str] = MappingProxyType(
    {
        PARAGRAPH: "P", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
        LIST: "L", LIST_ENTRY: "LI", LIST_LABEL: "Lbl", NOTE: "Note",
        "table": "Table", "thead": "THead", "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD",
        "a": "Link", "img": "Figure",
    }
)  # fmt: skip
"""What of the HTML is in the structure tree; all other elements only carry how something looks."""


def element(name: str, inner: str, attributes: str = "") -> str:
    """Return an element with what is in it; ``attributes`` begin with a space where there are any."""
    return f"<{name}{attributes}>{inner}</{name}>"
