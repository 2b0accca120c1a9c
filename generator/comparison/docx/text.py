"""The text of one paragraph of a .docx as it is shown, but for page numbers, which readers count anew."""

from __future__ import annotations

from lxml import etree

from generator.word.fields.walk import FieldStack, OpenField, walk
from generator.word.markup import any_attribute, local_name

_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "rPr", "pPr", "delText", "txbxContent"})
_SYMBOL_FONTS_START = 0xF000


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the text; a field that counts pages is ``#``, every other field its stored result."""
    shown: list[str] = []
    fields = FieldStack[OpenField]()
    for step, element, text in walk(paragraph, _UNSEEN):
        if step == "begin":
            fields.begin(OpenField())
        elif step == "code":
            fields.instruct(text)
        elif step == "separate":
            fields.separate()
        elif step == "end":
            ended = fields.end()
            shown.append("#" if ended is not None and ended.is_counted else "")
        elif not any(each.in_result and each.is_counted for each in fields.open):
            shown.append(_shown(element))
    return "".join(shown)


def _shown(element: etree._Element) -> str:
    match local_name(element):
        case "t":
            return element.text or ""
        case "noBreakHyphen":
            return "-"
        case "sym":
            return _symbol(element)
        case "tab" | "ptab" | "br" | "cr":
            return " "
        case _:
            return ""


def _symbol(element: etree._Element) -> str:
    try:
        number = int(any_attribute(element, "char"), 16)
    except ValueError:
        return ""
    return chr(number) if 0 < number < _SYMBOL_FONTS_START else "•"
