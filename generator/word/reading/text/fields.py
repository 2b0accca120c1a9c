"""Fields: what an instruction asks for, and which of its characters are printed (17.16)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from generator.word.document.content import Field, FieldKind
from generator.word.document.formats import CharacterFormat
from generator.word.fields.instructions import Instruction, Switch, read_instruction

COUNTED: Mapping[str, FieldKind] = MappingProxyType(
    {"PAGE": "page", "NUMPAGES": "pages", "SECTIONPAGES": "section_pages", "PAGEREF": "page_reference"}
)
"""Fields whose stored result is what the last program counted (ECMA-376 part 1, 17.16.5)."""
_SILENT = frozenset(
    {"XE", "TC", "TA", "RD", "SET", "ASK", "ADVANCE", "PRIVATE", "NEXT", "NEXTIF", "SKIPIF", "PRINT", "ADDIN"}
    | {"BIDIOUTLINE", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT"}
)
NO_INSTRUCTION = Instruction("")
_NUMBERINGS = {
    "roman": "lower-roman", "ROMAN": "upper-roman", "alphabetic": "lower-alpha", "ALPHABETIC": "upper-alpha",
    "ARABIC": "decimal", "arabic": "decimal",
}  # fmt: skip
_WITHOUT_EFFECT = frozenset({"", "MERGEFORMAT", "MERGEFORMATINET", "CHARFORMAT"})
"""Formats that say how a field looks, not how its number is written."""


def link_of(instruction: Instruction) -> str:
    """Return the address or ``#bookmark`` that a HYPERLINK or REF field links to, or empty."""
    first = next(iter(instruction.arguments), "")
    if instruction.keyword == "HYPERLINK":
        bookmark = instruction.switch("l")
        return f"{first}#{bookmark}" if bookmark else first
    is_linked = instruction.keyword in {"REF", "PAGEREF", "NOTEREF"} and instruction.switch("h") is not None
    return f"#{first}" if is_linked and first else ""


def counted(instruction: Instruction) -> FieldKind | None:
    """Return what must be counted when the pages are set, or None when the stored result is printed."""
    return COUNTED.get(instruction.keyword)


def is_silent(instruction: Instruction) -> bool:
    """Tell whether the field prints nothing by nature, or nothing but a stored result."""
    return instruction.keyword in _SILENT


def page_number(
    instruction: Instruction, look: CharacterFormat, stored: str = "", target: str = ""
) -> Field | None:
    """Return the number to be counted, or None when the stored result is printed."""
    kind = counted(instruction)
    if kind is None:
        return None
    numbering = next((_NUMBERINGS[word] for word in _general_formats(instruction) if word in _NUMBERINGS), "")
    bookmark = instruction.arguments[0] if instruction.arguments and kind == "page_reference" else ""
    return Field(kind, look, numbering, bookmark, stored, target or link_of(instruction))


def uncountable_format(instruction: Instruction) -> Switch | None:
    """Return the switch by which a number of pages would be written in a way that counting does not know."""
    if counted(instruction) is None:
        return None
    return next((switch for switch in instruction.switches if not _is_known(switch)), None)


def _is_known(switch: Switch) -> bool:
    match switch.name:
        case "*":
            word = _spelling(switch.argument)
            return word in _NUMBERINGS or word.upper() in _WITHOUT_EFFECT
        case "#":
            return switch.argument in {"0", "#"}
        case name:
            return name != "@"


def _general_formats(instruction: Instruction) -> Iterator[str]:
    return (_spelling(switch.argument) for switch in instruction.switches if switch.name == "*")


def _spelling(word: str) -> str:
    """Return a format in small letters, or in capitals when it begins with one (17.16.4.3)."""
    return word.upper() if word[:1].isupper() else word.lower()


@dataclass(slots=True)
class OpenField:
    """A complex field whose end has not come yet; ``counts_pages`` when its instruction asks for pages."""

    code: str = ""
    phase: Literal["code", "result"] = "code"
    printed: bool = False
    look: CharacterFormat | None = None
    shown: str = ""
    result: str = ""
    counts_pages: bool = False
    instruction: Instruction = NO_INSTRUCTION


@dataclass(slots=True)
class FieldStack:
    """The complex fields that are open at one point of a story, outermost first."""

    fields: list[OpenField] = field(default_factory=list)

    @property
    def prints(self) -> bool:
        """Whether text at this point is printed: in results only, and not where a number is counted."""
        return all(entry.phase == "result" and counted(entry.instruction) is None for entry in self.fields)

    @property
    def link(self) -> str:
        """The target of the innermost open field that links somewhere."""
        return next(filter(None, (link_of(entry.instruction) for entry in reversed(self.fields))), "")

    def begin(self, shown: str = "") -> None:
        """A field begins; ``shown`` is what a form field shows without a stored result."""
        self.fields.append(OpenField(shown=shown))

    def instruct(self, text: str) -> None:
        """A piece of an instruction arrives; pieces outside of any field are nobody's."""
        if self.fields and self.fields[-1].phase == "code":
            self.fields[-1].code += text

    def separate(self) -> None:
        """The instruction is complete, the result begins."""
        if self.fields:
            self.fields[-1].phase = "result"
            self.fields[-1].instruction = read_instruction(self.fields[-1].code)

    def end(self) -> OpenField | None:
        """The innermost field ends; returns it, or None when none is open."""
        if not self.fields:
            return None
        entry = self.fields.pop()
        if entry.phase == "code":
            entry.instruction = read_instruction(entry.code)
        if self.fields and self.fields[-1].phase == "code":
            self.fields[-1].counts_pages |= entry.counts_pages or counted(entry.instruction) is not None
        return entry

    def keep(self, text: str) -> None:
        """Text passes: it is part of the results around it, and of the instruction that those are in."""
        for entry in reversed(self.fields):
            if entry.phase == "code":
                entry.code += text
                return
            entry.result += text

    def saw(self, look: CharacterFormat) -> None:
        """A run passes: its look is that of the results of all open fields so far."""
        for entry in self.fields:
            if entry.phase == "result" or entry.look is None:
                entry.look = look
            entry.printed = entry.printed or entry.phase == "result"
