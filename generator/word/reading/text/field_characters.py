"""Field characters in runs: where complex fields begin, turn to their result, and end (17.16.18)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from generator.word.document.content import Field, Inline, Text
from generator.word.document.formats import CharacterFormat
from generator.word.fields.instructions import DEEPEST, NOT_SO_DEEP, Instruction
from generator.word.fields.walk import step_of
from generator.word.markup import Element, W, local_name
from generator.word.reading.formatting.cascade import toggled
from generator.word.reading.formatting.run_properties import SYMBOL_FAMILY, RunProperties
from generator.word.reading.story import Story
from generator.word.reading.text.characters import symbol_character
from generator.word.reading.text.field_fallback import BUTTONS, form_text, is_indispensable, unstored_text
from generator.word.reading.text.fields import ReadField, is_silent, page_number, uncountable_format

_APART = frozenset({"del", "moveFrom", "txbxContent", "Fallback"})
"""What is not read with the text around it."""


def stray_field_characters(parent: Element) -> frozenset[Element]:
    """Return the field characters of a story that begin a field that never ends, or end one that never began.

    Word shows the text around them as if they were not there.
    """
    begun: list[Element] = []
    strays: set[Element] = set()
    for element in parent.iter(f"{{{W}}}fldChar"):
        if any(local_name(above) in _APART for above in _between(element, parent)):
            continue
        step = step_of(element)
        if step == "begin":
            begun.append(element)
        elif step == "end" and begun:
            begun.pop()
        elif step == "end":
            strays.add(element)
    return frozenset(strays.union(begun))


def _between(element: Element, parent: Element) -> Iterator[Element]:
    return takewhile(lambda above: above is not parent, element.iterancestors())


def read_field_character(element: Element, look: RunProperties, story: Story) -> Iterator[Inline]:
    """Open, separate or close a field; yield what a closed one prints by itself."""
    step = step_of(element)
    if element in story.stray_field_characters:
        message = "begins a field that never ends" if step == "begin" else "ends a field that never began"
        story.approximate(f"{message}, whose text is shown", "delete the field and insert it again")
    elif step == "begin" and len(story.fields.open) == DEEPEST:
        story.refuse(f"opens a field inside {DEEPEST} others", NOT_SO_DEEP)
    elif step == "begin":
        story.fields.begin(ReadField(shown=form_text(element)))
    elif step == "separate":
        story.fields.separate()
    elif step == "end" and (ended := story.fields.end()) is not None:
        yield from _ended_field(ended, look, story)


def _ended_field(ended: ReadField, look: RunProperties, story: Story) -> Iterator[Inline]:
    shown_as = ended.look or look.format()
    if ended.counts_pages and ended.printed and story.fields.prints:
        _report_pages_counted(ended.instruction, story)
    node = counted_field(ended.instruction, shown_as, ended.result.strip(), look.target, story)
    if ended.shown and ended.instruction.keyword == "FORMCHECKBOX":
        yield Text(ended.shown, replace(look.format(), font=SYMBOL_FAMILY))
    elif node is not None:
        yield node
    elif ended.instruction.keyword == "SYMBOL" and ended.instruction.arguments:
        code = _code(ended.instruction.arguments[0])
        yield from symbol_character(ended.instruction.switch("f") or "", code, look, story)
    elif ended.instruction.keyword and not _has_result(ended):
        properties = story.package.properties
        text = ended.shown or unstored_text(ended.instruction, ended.code, properties)
        story.fields.keep(text)
        if text:
            yield Text(text, shown_as, look.target)
        elif not toggled(look.settled, "vanish"):
            report_nothing_shown(ended.instruction, story)


def counted_field(
    instruction: Instruction, look: CharacterFormat, stored: str, target: str, story: Story
) -> Field | None:
    """Return the number to be counted, or None for a field that prints its stored result."""
    doubtful = uncountable_format(instruction)
    if doubtful is not None and story.fields.prints:
        message = f"has the field {instruction.keyword} with {doubtful}, which is not counted in that format"
        story.refuse(message, "use \\* roman, \\* ROMAN, \\* alphabetic or \\* Arabic")
    return page_number(instruction, look, stored, target)


def _report_pages_counted(instruction: Instruction, story: Story) -> None:
    """Word works such a field out for each page; what is stored is what one page showed last."""
    if instruction.keyword.startswith("="):
        story.refuse("calculates with the number of a page", "write the number, or use PAGE by itself")
    else:
        hint = "use a different first page, or a section, instead"
        story.approximate(
            f"has the field {instruction.keyword} that asks for pages; its stored text is shown", hint
        )


def _has_result(ended: ReadField) -> bool:
    """Tell whether a result is stored; of a list of choices Word stores no text, or an empty one."""
    return ended.printed and (ended.instruction.keyword != "FORMDROPDOWN" or ended.result != "")


def report_nothing_shown(instruction: Instruction, story: Story) -> None:
    """Say that a field has no result, where something would be seen of it."""
    if is_silent(instruction) or instruction.keyword in BUTTONS or not story.fields.prints:
        return
    hint = "update the fields in Word (F9)"
    if is_indispensable(instruction):
        story.refuse(f"has the field {instruction.keyword} without a stored result", hint)
    else:
        story.approximate(f"has the field {instruction.keyword}, which shows nothing: it has no result", hint)


def _code(written: str) -> int:
    """Return the code of a SYMBOL field: decimal, hexadecimal, or a character itself (17.16.5.65)."""
    if re.fullmatch(r"0[xX][0-9A-Fa-f]{1,5}", written):
        return int(written, 16)
    return int(written) if re.fullmatch(r"[0-9]{1,6}", written) else ord(written[0])


def read_code(element: Element, _look: RunProperties, story: Story) -> Iterator[Inline]:
    """Take in a piece of an instruction."""
    story.fields.instruct(element.text or "")
    yield from ()


def read_page_number(_element: Element, look: RunProperties, _story: Story) -> Iterator[Inline]:
    """Yield the number of the page (``w:pgNum``)."""
    node = page_number(Instruction("PAGE"), look.format())
    if node is not None:
        yield node
