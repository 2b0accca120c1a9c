"""A template as plain text that shows a change where it was made: one paragraph or table row on a line."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.word.fields.instructions import read_instruction
from generator.word.syntax.tags import W

_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": " / ",
    f"{W}cr": " / ",
    f"{W}noBreakHyphen": "-",
    f"{W}drawing": "[picture]",
}
_CONTAINERS = frozenset(
    {f"{W}{name}" for name in ("sdt", "sdtContent", "body", "customXml", "footnote", "endnote")}
)


def text_form(root: etree._Element, part: str) -> str:
    """Return the text of a part under a line with its name; nothing for a part without text."""
    lines = [line for line in _lines(root) if line.strip()]
    return "\n".join((f"== {part} ==", *lines, "")) if lines else ""


def _lines(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}p":
            yield f"{_style(child)}{_text(child)}"
        elif child.tag == f"{W}tbl":
            for row in child.iter(f"{W}tr"):
                yield f"| {' | '.join(_cell(cell) for cell in row.iterfind(f'{W}tc'))} |"
        elif child.tag in _CONTAINERS:
            yield from _lines(child)
        elif not str(child.tag).startswith(W) and isinstance(child.tag, str) and (child.text or "").strip():
            yield f"{etree.QName(child).localname}: {child.text}"


def _cell(cell: etree._Element) -> str:
    return " ¶ ".join(_text(paragraph) for paragraph in cell.iter(f"{W}p"))


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    listed = paragraph.find(f"{W}pPr/{W}numPr") is not None
    name = "" if style is None else f"[{style.get(f'{W}val', '')}] "
    return f"{name}{'• ' if listed else ''}"


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, fields as their instruction: ``«Name»`` or ``{PAGE}``."""
    pieces: list[str] = []
    instruction = ""
    inside = 0
    for element in paragraph.iter():
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            instruction, inside = "", inside + 1
        elif kind == "end":
            inside -= 1
            pieces.append(_field(instruction))
        elif element.tag == f"{W}instrText":
            instruction += element.text or ""
        elif element.tag == f"{W}fldSimple":
            pieces.append(_field(element.get(f"{W}instr", "")))
        elif not inside and next(element.iterancestors(f"{W}fldSimple"), None) is None:
            pieces.append(
                (element.text or "") if element.tag == f"{W}t" else _SIGNS.get(str(element.tag), "")
            )
    return "".join(pieces)


def _field(instruction: str) -> str:
    read = read_instruction(instruction)
    if read.keyword == "MERGEFIELD" and read.arguments:
        return f"«{read.arguments[0]}»"
    return f"{{{' '.join(instruction.split())}}}" if read.keyword else ""
