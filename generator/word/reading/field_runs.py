"""Field characters in runs: where complex fields begin, turn to their result, and end (17.16.18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.word.document import (
    Inline,
    Text,
)
from generator.word.reading.characters import symbol_character
from generator.word.reading.fields import OpenField, read_instruction
from generator.word.reading.markup import (
    Element,
    attribute,
    child,
    is_on,
)
from generator.word.reading.run_looks import SYMBOL_FAMILY, RunLook
from generator.word.reading.story import Story


def read_field_character(element: Element, look: RunLook, story: Story) -> Iterator[Inline]:
    """Open, separate or close a field; yield what a closed one prints by itself."""
    kind = attribute(element, "fldCharType")
    if kind == "begin":
        story.fields.begin(_checkbox(element))
    elif kind == "separate":
        story.fields.separate()
    elif kind == "end":
        ended = story.fields.end()
        if ended is None:
            story.refuse("ends a field that never began", "delete the field and insert it again")
        else:
            yield from _ended_field(ended, look, story)


def _ended_field(ended: OpenField, look: RunLook, story: Story) -> Iterator[Inline]:
    node = ended.instruction.node(ended.look or look.format(), ended.result.strip(), look.target)
    if ended.checkbox:
        yield Text(ended.checkbox, replace(look.format(), font=SYMBOL_FAMILY))
    elif node is not None:
        yield node
    elif ended.instruction.kind == "SYMBOL" and ended.instruction.arguments:
        written = ended.instruction.arguments[0]
        code = int(written, 16) if written.lower().startswith("0x") else int(written)
        yield from symbol_character(ended.instruction.switch("f") or "", code, look, story)
    elif not ended.printed and not ended.instruction.silent and ended.instruction.kind:
        story.refuse(
            f"has the field {ended.instruction.kind} without a stored result",
            "update the fields in Word (F9)",
        )


def _checkbox(element: Element) -> str:
    box = child(element, "ffData", "checkBox")
    if box is None:
        return ""
    state = child(box, "checked")
    if state is None:
        state = child(box, "default")
    return "☒" if state is not None and is_on(attribute(state, "val", "1")) else "☐"


def read_code(element: Element, _look: RunLook, story: Story) -> Iterator[Inline]:
    """Take in a piece of an instruction."""
    story.fields.instruct(element.text or "")
    yield from ()


def read_page_number(_element: Element, look: RunLook, _story: Story) -> Iterator[Inline]:
    """Yield the number of the page (``w:pgNum``)."""
    node = read_instruction("PAGE").node(look.format())
    if node is not None:
        yield node
