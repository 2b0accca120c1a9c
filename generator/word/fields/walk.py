"""Fields as they are met in a text: where one begins, what it asks for, where its result begins and ends.

A complex field is marked by characters in runs (17.16.18), a simple one is an element (17.16.19). Fields
stand inside each other, in the instruction or in the result of another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeAlias, TypeVar

from lxml import etree

from generator.word.fields.instructions import COUNTED, NO_INSTRUCTION, Instruction, read_instruction
from generator.word.markup import any_attribute, local_name

Step: TypeAlias = Literal["begin", "code", "separate", "end", "element"]
"""What an element is to the fields around it; ``element`` is anything that is not of a field."""


_FIELD_CHARACTERS: Mapping[str, Step] = {"begin": "begin", "separate": "separate", "end": "end"}


def step_of(element: etree._Element) -> Step:
    """Return what an element in a run is to its field; a field character of an unknown kind is nothing."""
    match local_name(element):
        case "instrText":
            return "code"
        case "fldChar":
            return _FIELD_CHARACTERS.get(any_attribute(element, "fldCharType"), "element")
        case _:
            return "element"


def walk(parent: etree._Element, unseen: AbstractSet[str]) -> Iterator[tuple[Step, etree._Element, str]]:
    """Yield each leaf below an element with what it is to the fields, and its text or instruction.

    A simple field is told as a complex one would be. Elements with an ``unseen`` local name are passed over,
    with what is in them; a leaf is an element without others in it.
    """
    for element in parent:
        name = local_name(element)
        if name == "fldSimple":
            yield "begin", element, ""
            yield "code", element, any_attribute(element, "instr")
            yield "separate", element, ""
            yield from walk(element, unseen)
            yield "end", element, ""
        elif name in unseen:
            continue
        elif name == "fldChar" or len(element) == 0:
            yield step_of(element), element, element.text or ""
        else:
            yield from walk(element, unseen)


@dataclass(slots=True)
class OpenField:
    """A field whose end has not come yet; its instruction is known when its result begins, or it ends."""

    code: str = ""
    in_result: bool = False
    instruction: Instruction = NO_INSTRUCTION

    @property
    def is_counted(self) -> bool:
        """Whether its stored result is what the last program counted, which readers count anew."""
        read = self.instruction if self.in_result else read_instruction(self.code)
        return read.keyword in COUNTED


_F = TypeVar("_F", bound=OpenField)


@dataclass(slots=True)
class FieldStack(Generic[_F]):
    """The fields that are open at one point of a text, outermost first."""

    open: list[_F] = field(default_factory=list)

    def begin(self, opened: _F) -> None:
        """A field begins."""
        self.open.append(opened)

    def instruct(self, text: str) -> None:
        """A piece of an instruction arrives; pieces outside of any instruction are nobody's."""
        if self.open and not self.open[-1].in_result:
            self.open[-1].code += text

    def separate(self) -> None:
        """The instruction is complete, the result begins."""
        if self.open:
            self.open[-1].in_result = True
            self.open[-1].instruction = read_instruction(self.open[-1].code)

    def end(self) -> _F | None:
        """The innermost field ends; returns it, or None when none is open."""
        if not self.open:
            return None
        ended = self.open.pop()
        if not ended.in_result:
            ended.instruction = read_instruction(ended.code)
        return ended
