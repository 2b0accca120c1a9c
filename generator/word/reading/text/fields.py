"""Fields: what an instruction asks for, and which of its characters are printed (17.16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.word.document.content import Field, FieldKind
from generator.word.document.formats import CharacterFormat
from generator.word.fields.instructions import COUNTED, Instruction, Switch
from generator.word.fields.walk import FieldStack, OpenField

_SILENT = frozenset(
    {"XE", "TC", "TA", "RD", "SET", "ASK", "ADVANCE", "PRIVATE", "NEXT", "NEXTIF", "SKIPIF", "PRINT", "ADDIN"}
    | {"BIDIOUTLINE", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT"}
)
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
class ReadField(OpenField):
    """A field while it is read; ``counts_pages`` when its instruction asks for pages."""

    printed: bool = False
    look: CharacterFormat | None = None
    shown: str = ""
    """What a form field shows without a stored result."""
    result: str = ""
    counts_pages: bool = False


@dataclass(slots=True)
class ReadFields(FieldStack[ReadField]):
    """The complex fields that are open at one point of a story, outermost first."""

    @property
    def prints(self) -> bool:
        """Whether text at this point is printed: in results only, and not where a number is counted."""
        return all(each.in_result and counted(each.instruction) is None for each in self.open)

    @property
    def link(self) -> str:
        """The target of the innermost open field that links somewhere."""
        return next(filter(None, (link_of(each.instruction) for each in reversed(self.open))), "")

    def end(self) -> ReadField | None:
        """The innermost field ends; one that asks for pages in an instruction makes that ask for them."""
        ended = FieldStack.end(self)
        if ended is not None and self.open and not self.open[-1].in_result:
            self.open[-1].counts_pages |= ended.counts_pages or counted(ended.instruction) is not None
        return ended

    def keep(self, text: str) -> None:
        """Text passes: it is part of the results around it, and of the instruction that those are in."""
        for each in reversed(self.open):
            if not each.in_result:
                each.code += text
                return
            each.result += text

    def saw(self, look: CharacterFormat) -> None:
        """A run passes: its look is that of the results of all open fields so far."""
        for each in self.open:
            if each.in_result or each.look is None:
                each.look = look
            each.printed = each.printed or each.in_result
