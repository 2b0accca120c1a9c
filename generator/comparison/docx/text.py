"""The text of one paragraph of a .docx as it is shown, but for page numbers, which readers count anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lxml import etree

from generator.word.fields.instructions import read_instruction
from generator.word.reading.text.fields import COUNTED

_Stretch: TypeAlias = tuple[Literal["text", "instruction", "begin", "separate", "end"], str]

_SPACES = frozenset({"tab", "ptab", "br", "cr"})
_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "rPr", "pPr", "delText", "txbxContent"})
_SYMBOL_FONTS_START = 0xF000


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the text; a field that counts pages is ``#``, every other field its stored result."""
    shown: list[str] = []
    fields: list[_OpenField] = []
    counting = 0
    for kind, text in _stretches(paragraph):
        if kind == "begin":
            fields.append(_OpenField())
        elif kind == "instruction" and fields:
            fields[-1].code.append(text)
        elif kind == "separate" and fields and not fields[-1].counts:
            fields[-1].counts = fields[-1].is_counted
            counting += fields[-1].counts
        elif kind == "end" and fields:
            ended = fields.pop()
            counting -= ended.counts
            shown.append("#" if ended.is_counted else "")
        elif kind == "text" and not counting:
            shown.append(text)
    return "".join(shown)


@dataclass(slots=True)
class _OpenField:
    """A field whose end has not come; ``counts`` when its result has begun and is what was counted last."""

    code: list[str] = field(default_factory=list)
    counts: bool = False

    @property
    def is_counted(self) -> bool:
        return read_instruction("".join(self.code)).keyword in COUNTED


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
                yield "separate", ""
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
