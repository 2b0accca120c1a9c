"""What merging leaves behind that Word calls damaged: containers without a paragraph, rows without cells."""

from __future__ import annotations

import re

from lxml import etree

from generator.word.syntax.tags import W

NEEDS_A_PARAGRAPH = frozenset(
    f"{W}{name}" for name in ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote")
)
"""Elements that hold at least one paragraph (ECMA-376 part 1, 17.4.65, 17.10, 17.11)."""

_EMPTIED_CELL = re.compile(r"(</w:tcPr>|<w:tcPr/>|<w:tc(?: [^>]*)?>|</w:tbl>)(?=</w:tc>)")
_EMPTIED = re.compile(r"(<w:(hdr|ftr|txbxContent|footnote|endnote)(?: [^>]*[^/>])?>)(?=</w:\2>)")
_SHADING = re.compile(r"<w:shd w:fill=")
_PROPERTIES = re.compile(r"<w:rPr>((?:<w:[^<>]*/>)*)</w:rPr>")
_PROPERTY = re.compile(r"<w:(\w+)[^<>]*/>")
_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
    "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs",
    "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
_RANKS = {name: rank for rank, name in enumerate(_ORDER)}


def fill_emptied(text: str) -> str:
    """Give a paragraph to each container that has lost its last one."""
    return _EMPTIED.sub(r"\1<w:p/>", _EMPTIED_CELL.sub(r"\1<w:p/>", text))


def drop_emptied_tables(root: etree._Element) -> None:
    """Remove rows that have lost all their cells, and tables that have lost all their rows."""
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}tc") is None and row.find(f"{W}sdt") is None:
            _remove(row)
    for table in list(root.iter(f"{W}tbl")):
        if next(table.iter(f"{W}tr"), None) is None:
            _remove(table)


def ordered_run_properties(markup: str) -> str:
    """Return docxtpl's rich text with run properties in the order of the schema (CT_RPr, 17.3.2.28)."""
    return _PROPERTIES.sub(_ordered, _SHADING.sub('<w:shd w:val="clear" w:fill=', markup))


def _ordered(properties: re.Match[str]) -> str:
    elements = [(match[1], match[0]) for match in _PROPERTY.finditer(properties[1])]
    elements.sort(key=lambda element: _RANKS.get(element[0], len(_RANKS)))
    return f"<w:rPr>{''.join(element for _, element in elements)}</w:rPr>"


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
