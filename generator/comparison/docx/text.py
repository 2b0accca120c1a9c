"""The text of one paragraph of a .docx as it is shown, but for page numbers, which readers count anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from lxml import etree

_Stretch: TypeAlias = tuple[Literal["text", "instruction", "begin", "separate", "end"], str]

_SPACES = frozenset({"tab", "ptab", "br", "cr"})
_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "rPr", "pPr", "delText", "txbxContent"})
_COUNTED = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
"""Fields whose stored result is what the last program counted (ECMA-376 part 1, 17.16.5)."""
_SYMBOL_FONTS_START = 0xF000


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the text; a field that counts pages is ``#``, every other field its stored result."""
    shown: list[str] = []
    fields: list[list[str]] = []
    for kind, text in _stretches(paragraph):
        if kind == "begin":
            fields.append([])
        elif kind == "instruction" and fields:
            fields[-1].append(text)
        elif kind == "separate" and fields:
            fields[-1] = _settled(fields[-1])
        elif kind == "end" and fields:
            shown.append("#" if _is_counted(fields.pop()) else "")
        elif kind == "text" and not any(map(_is_counted, fields)):
            shown.append(text)
    return "".join(shown)


def _settled(instruction: list[str]) -> list[str]:
    return "".join(instruction).split()[:1]


def _is_counted(instruction: list[str]) -> bool:
    return bool(_COUNTED.intersection(word.upper() for word in _settled(instruction)))


def _stretches(element: etree._Element) -> Iterator[_Stretch]:
    for child in element:
        match _name(child):
            case "t":
                yield "text", child.text or ""
            case "instrText":
                yield "instruction", child.text or ""
            case "fldChar":
                yield _field_mark(child)
            case "fldSimple":
                yield "begin", ""
                yield "instruction", _attribute(child, "instr")
                yield from _stretches(child)
                yield "end", ""
            case "noBreakHyphen":
                yield "text", "-"
            case "sym":
                yield "text", _symbol(child)
            case name if name in _SPACES:
                yield "text", " "
            case name if name not in _UNSEEN:
                yield from _stretches(child)


def _field_mark(element: etree._Element) -> _Stretch:
    match _attribute(element, "fldCharType"):
        case "begin":
            return "begin", ""
        case "separate":
            return "separate", ""
        case _:
            return "end", ""


def _symbol(element: etree._Element) -> str:
    try:
        number = int(_attribute(element, "char"), 16)
    except ValueError:
        return ""
    return chr(number) if 0 < number < _SYMBOL_FONTS_START else "•"


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith(f"}}{name}")), "")


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
