"""What a field shows that has no stored result; Word stores none when the result is empty (17.16.5)."""

from __future__ import annotations

from generator.word.document.document import Properties
from generator.word.fields.instructions import Instruction
from generator.word.markup import Element, attribute, child, children, is_on, value
from generator.word.reading.measures import integer

BUTTONS = frozenset({"MACROBUTTON", "GOTOBUTTON"})
"""Fields that show words of their instruction, or nothing."""
_INDISPENSABLE = frozenset(
    {"DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"}
    | {"SEQ", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "EQ", "DISPLAYBARCODE", "MERGEBARCODE"}
)
_OWN_LOOK = frozenset({"MERGEFORMAT", "CHARFORMAT"})


def is_indispensable(instruction: Instruction) -> bool:
    """Tell whether a number or a figure would be missing: a date, a count, a sum, a barcode."""
    return instruction.keyword in _INDISPENSABLE or instruction.keyword.startswith("=")


def unstored_text(instruction: Instruction, code: str, properties: Properties) -> str:
    """Return the text that the instruction itself or the core properties give, or the empty string.

    A button shows the words after the macro or place that it leads to.
    """
    if instruction.keyword in BUTTONS:
        return "".join(code.split(maxsplit=2)[2:]).rstrip()
    if {switch.argument.upper() for switch in instruction.switches} - _OWN_LOOK:
        return ""
    if instruction.keyword == "QUOTE":
        return " ".join(instruction.arguments)
    named = instruction.arguments[:1] if instruction.keyword == "DOCPROPERTY" else (instruction.keyword,)
    known = {
        "TITLE": properties.title,
        "AUTHOR": properties.author,
        "SUBJECT": properties.subject,
        "KEYWORDS": properties.keywords,
    }
    return "".join(known.get(name.upper(), "") for name in named)


def form_text(begin: Element) -> str:
    """Return what a form field shows without a result: its box, its entry, its default text (17.16.17)."""
    form = child(begin, "ffData")
    box, choices = child(form, "checkBox"), child(form, "ddList")
    if box is not None:
        state = child(box, "checked")
        state = child(box, "default") if state is None else state
        return "☒" if state is not None and is_on(attribute(state, "val", "1")) else "☐"
    if choices is not None:
        chosen = integer(value(choices, "result") or value(choices, "default"), 0)
        entries = [attribute(entry, "val") for entry in children(choices, "listEntry")]
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return value(form, "textInput", "default")
