"""Word's own merge fields: found in a part, and turned into tags that merge like any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from generator.errors import Fault
from generator.word.document.languages import DEFAULT_LANGUAGE, language_tag
from generator.word.fields.format_faults import FormatError
from generator.word.fields.formats import read_format
from generator.word.fields.instructions import DEEPEST, NOT_SO_DEEP, Instruction, read_instruction
from generator.word.fields.languages import Languages
from generator.word.fields.merge_results import (
    NATIVE_FUNCTION,
    NESTED,
    ROWS_FUNCTION,
    Native,
    NativeCondition,
    NativeField,
)
from generator.word.fields.walk import FieldStack, OpenField, step_of
from generator.word.syntax.tags import W

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ROW_MARK = "mergerows"
_MARKED_ROW = re.compile(
    rf'<w:tr((?: [^>]*?)?) {_ROW_MARK}="([\d/]+)"([^>]*)>(.*?)</w:tr>',
    re.DOTALL,
)
_NUMBER = re.compile(rf'\{{\{{ {NATIVE_FUNCTION}\("[^"]*", (\d+), \w+\) \}}\}}')
_OUTSIDE = frozenset(
    {"DDE", "DDEAUTO", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "DATABASE", "RD"}
)
_OTHER_MERGING = {
    "ADDRESSBLOCK": "write the lines with {{ recipient.address_lines|join_lines }}",
    "ASK": "ask for the value in the recipient table",
    "FILLIN": "ask for the value in the recipient table",
    "GREETINGLINE": "write the salutation with fields",
    "MERGEREC": "use a column of the recipient table",
    "MERGESEQ": "use a column of the recipient table",
    "NEXT": "one letter goes to one recipient: remove the field",
    "NEXTIF": "one letter goes to one recipient: remove the field",
    "SKIPIF": "leave recipients out in the recipient table",
}


@dataclass(slots=True)
class _MergeField(OpenField):
    """A field with its runs, those of its result, and the fields in its instruction."""

    runs: list[etree._Element] = field(default_factory=list)
    result: list[etree._Element] = field(default_factory=list)
    nested: list[Native] = field(default_factory=list)


def replace_native_fields(
    root: etree._Element, natives: list[Native], language: str = DEFAULT_LANGUAGE
) -> tuple[Fault[etree._Element], ...]:
    """Turn the merge fields below ``root`` into tags, add them to ``natives``, return what cannot be merged.

    ``language`` is that of the template, whose signs numbers are written with.
    """
    faults = [*_replace_simple(root, natives, language)]
    fields = FieldStack[_MergeField]()
    for run in list(root.iter(f"{W}r")):
        for each in fields.open:
            each.runs.append(run)
        if fields.open and fields.open[-1].in_result:
            fields.open[-1].result.append(run)
        for child in list(run):
            faults += _step(run, child, fields, natives, language)
    _mark_rows(root)
    return tuple(faults)


def repeat_rows(xml: str) -> str:
    """Put a loop around each table row that ``replace_native_fields`` marked."""
    loop = rf'{{% for mergerow in {ROWS_FUNCTION}("\2") %}}<w:tr\1\3>\4</w:tr>{{% endfor %}}'
    return _MARKED_ROW.sub(loop, xml)


def _mark_rows(root: etree._Element) -> None:
    """Note at each table row which merge fields stand in it; a row with a table inside is not repeated."""
    for row in root.iter(f"{W}tr"):
        numbers = _NUMBER.findall("".join(text.text or "" for text in row.iter(f"{W}t")))
        if numbers and row.find(f".//{W}tr") is None:
            row.set(_ROW_MARK, "/".join(numbers))


def _step(
    run: etree._Element,
    child: etree._Element,
    fields: FieldStack[_MergeField],
    natives: list[Native],
    language: str,
) -> Iterator[Fault[etree._Element]]:
    match step_of(child):
        case "begin":
            if len(fields.open) == DEEPEST:
                message = f"opens a field inside {DEEPEST} others that are not closed"
                yield Fault(run, message, NOT_SO_DEEP)
            if len(fields.open) <= DEEPEST:
                fields.begin(_MergeField(runs=[run]))
        case "code":
            fields.instruct(child.text or "")
        case "separate":
            fields.separate()
        case "end" if (ended := fields.end()) is not None:
            yield from _close(ended, fields, natives, language)
        case _:
            pass


def _close(
    closed: _MergeField, fields: FieldStack[_MergeField], natives: list[Native], language: str
) -> Iterator[Fault[etree._Element]]:
    try:
        _refuse(closed.instruction)
        native = _native(closed.instruction, closed, _languages(closed.runs, language))
    except FormatError as fault:
        yield Fault(closed.runs[0], fault.message, fault.hint)
        return
    if native is None:
        return
    outer = fields.open[-1] if fields.open and not fields.open[-1].in_result else None
    if outer is not None and read_instruction(outer.code).keyword == "IF":
        outer.code += chr(NESTED + len(outer.nested))
        outer.nested.append(native)
        return
    natives.append(native)
    tag = _tag(native, len(natives) - 1)
    _put(closed, tag, "t" if outer is None else "instrText")
    fields.instruct(tag)


def _native(instruction: Instruction, closed: _MergeField, languages: Languages) -> Native | None:
    """Return the field as it is merged, or None for one that stays.

    Raises ``FormatError`` for one that cannot be merged.
    """
    match instruction:
        case Instruction("MERGEFIELD"):
            if not _stands_alone(closed):
                message = "has a MERGEFIELD in one run with other text"
                raise FormatError(message, "open and save the template in Word once")
            return _merge_field(instruction, languages)
        case Instruction("IF") if closed.nested:
            return NativeCondition(_condition_words(instruction), tuple(closed.nested))
        case _:
            return None


def _merge_field(instruction: Instruction, languages: Languages) -> NativeField:
    if not instruction.arguments:
        raise FormatError("has a MERGEFIELD without a name", "name a column of the recipient table")
    name, *others = instruction.arguments
    if others:
        message = f"has a MERGEFIELD with {others[0]} beside the name {name}"
        raise FormatError(message, "put a name or a picture of several words between quotes")
    try:
        return NativeField(name, read_format(instruction, languages))
    except FormatError as fault:
        raise FormatError(f"has a MERGEFIELD for {name} that {fault.message}", fault.hint) from fault


def _languages(runs: list[etree._Element], language: str) -> Languages:
    """Return the template's language, and that of the first run which has its own."""
    tags = (run.find(f"{W}rPr/{W}lang") for run in runs)
    own = next((tag.get(f"{W}val", "") for tag in tags if tag is not None), "")
    return Languages(language, language_tag(own) or language)


def _condition_words(instruction: Instruction) -> tuple[str, ...]:
    """Separate an operator that was written without spaces, as in ``a="b"``."""
    words: list[str] = []
    for word in instruction.arguments:
        operator = next((sign for sign in ("<>", "<=", ">=", "=", "<", ">") if sign in word), "")
        split = len(words) < 2 and operator and word != operator
        words += filter(None, (*word.partition(operator),)) if split else [word]
    return tuple(words)


def _refuse(instruction: Instruction) -> None:
    """Raise ``FormatError`` for a field that loads something, or that only Word's own mail merge knows."""
    keyword = instruction.keyword
    if keyword in _OUTSIDE:
        raise FormatError(
            f"has a field that loads from outside: {keyword}", "put what it loads into the template itself"
        )
    if keyword in _OTHER_MERGING:
        raise FormatError(f"has the mail-merge field {keyword}, which is not merged", _OTHER_MERGING[keyword])


def _stands_alone(closed: _MergeField) -> bool:
    """Tell whether nothing but the field is in its runs, and all of them are in one paragraph."""
    paragraphs = {next(run.iterancestors(f"{W}p"), None) for run in closed.runs}
    first = [child for child in closed.runs[0] if child.tag != f"{W}rPr"]
    last = closed.runs[-1]
    return len(paragraphs) == 1 and first[0].tag == f"{W}fldChar" and last[-1].tag == f"{W}fldChar"


def _put(closed: _MergeField, tag: str, kind: str) -> None:
    model = next((run for run in closed.result if run.find(f"{W}t") is not None), closed.runs[0])
    run = _run(model, tag, kind)
    closed.runs[0].addprevious(run)
    for old in closed.runs:
        parent = old.getparent()
        if parent is not None:
            parent.remove(old)


def _replace_simple(
    root: etree._Element, natives: list[Native], language: str
) -> Iterator[Fault[etree._Element]]:
    for element in list(root.iter(f"{W}fldSimple")):
        instruction = read_instruction(element.get(f"{W}instr", ""))
        runs = [run for run in element if run.tag == f"{W}r"]
        try:
            _refuse(instruction)
            if instruction.keyword != "MERGEFIELD":
                continue
            natives.append(_merge_field(instruction, _languages(runs, language)))
        except FormatError as fault:
            yield Fault(element, fault.message, fault.hint)
            continue
        model = runs[0] if runs else etree.Element(f"{W}r")
        element.addprevious(_run(model, _tag(natives[-1], len(natives) - 1), "t"))
        element.getparent().remove(element)  # type: ignore[union-attr]


def _run(model: etree._Element, text: str, kind: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    properties = model.find(f"{W}rPr")
    if properties is not None:
        run.append(etree.fromstring(etree.tostring(properties, with_tail=False)))
    content = etree.SubElement(run, f"{W}{kind}")
    content.set(_XML_SPACE, "preserve")
    content.text = text
    return run


def _tag(native: Native, number: int) -> str:
    label = "".join(
        character for character in "/".join(native.names) if character.isalnum() or character in "_ ./-"
    )
    optional = "true" if native.optional else "false"
    return f'{{{{ {NATIVE_FUNCTION}("{label}", {number}, {optional}) }}}}'
