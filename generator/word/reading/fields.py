"""Fields: what an instruction asks for, and which of its characters are printed (17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from generator.word.document import Field, FieldKind
from generator.word.formats import CharacterFormat

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_COMPUTED: dict[str, FieldKind] = {
    "PAGE": "page", "NUMPAGES": "pages", "SECTIONPAGES": "section_pages", "PAGEREF": "page_reference",
}  # fmt: skip
_SILENT = frozenset(
    {"XE", "TC", "TA", "RD", "SET", "ASK", "ADVANCE", "PRIVATE", "NEXT", "NEXTIF", "SKIPIF", "PRINT", "ADDIN"}
    | {"BIDIOUTLINE", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT"}
)
_NUMBERINGS = {
    "roman": "lower-roman", "ROMAN": "upper-roman", "alphabetic": "lower-alpha", "ALPHABETIC": "upper-alpha",
    "Arabic": "decimal", "arabic": "decimal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Instruction:
    """A field's instruction, taken apart: its kind in capitals, its arguments, its switches."""

    kind: str
    arguments: tuple[str, ...]
    switches: tuple[tuple[str, str], ...]

    def switch(self, name: str) -> str | None:
        """Return what follows a switch such as ``l``, or None when it is not there."""
        return next((argument for switch, argument in self.switches if switch == name), None)

    @property
    def link(self) -> str:
        """The address or ``#bookmark`` that a HYPERLINK or REF field links to, or empty."""
        if self.kind == "HYPERLINK":
            bookmark = self.switch("l")
            address = self.arguments[0] if self.arguments else ""
            return f"{address}#{bookmark}" if bookmark else address
        if self.kind in {"REF", "PAGEREF", "NOTEREF"} and self.arguments and self.switch("h") is not None:
            return f"#{self.arguments[0]}"
        return ""

    @property
    def computed(self) -> FieldKind | None:
        """What must be counted when the pages are set, or None when the stored result is printed."""
        return _COMPUTED.get(self.kind)

    @property
    def silent(self) -> bool:
        """Whether the field prints nothing by nature, or nothing but a stored result."""
        return self.kind in _SILENT

    def node(self, look: CharacterFormat, stored: str = "", target: str = "") -> Field | None:
        """Return the number to be counted, or None when the stored result is printed."""
        kind = self.computed
        if kind is None:
            return None
        numbering = next(
            (_NUMBERINGS[argument] for name, argument in self.switches if argument in _NUMBERINGS), ""
        )
        bookmark = self.arguments[0] if self.arguments and kind == "page_reference" else ""
        return Field(kind, look, numbering, bookmark, stored, target or self.link)


def read_instruction(text: str) -> Instruction:
    """Take an instruction apart into kind, arguments and backslash switches (17.16.3)."""
    words = [match[1] if match[1] is not None else match[2] for match in _WORD.finditer(text)]
    arguments: list[str] = []
    switches: list[tuple[str, str]] = []
    for at, word in enumerate(words[1:], start=1):
        if word.startswith("\\") and len(word) > 1:
            following = words[at + 1] if at + 1 < len(words) else ""
            switches.append((word[1:], "" if following.startswith("\\") else following))
        elif not (words[at - 1].startswith("\\") and _takes_argument(words[at - 1])):
            arguments.append(word)
    return Instruction(words[0].upper() if words else "", tuple(arguments), tuple(switches))


def _takes_argument(switch: str) -> bool:
    return switch[1:2] in {"*", "#", "@", "l", "t", "f", "s", "o", "b", "c", "r"}


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
    instruction: Instruction = Instruction("", (), ())


@dataclass(slots=True)
class FieldStack:
    """The complex fields that are open at one point of a story, outermost first."""

    fields: list[OpenField] = field(default_factory=list)

    @property
    def prints(self) -> bool:
        """Whether text at this point is printed: in results only, and not where a number is counted."""
        return all(entry.phase == "result" and entry.instruction.computed is None for entry in self.fields)

    @property
    def link(self) -> str:
        """The target of the innermost open field that links somewhere."""
        return next((entry.instruction.link for entry in reversed(self.fields) if entry.instruction.link), "")

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
            self.fields[-1].counts_pages |= entry.counts_pages or entry.instruction.computed is not None
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
