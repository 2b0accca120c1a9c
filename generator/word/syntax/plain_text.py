"""A template as plain text that shows a change where it was made: one paragraph or table row on a line."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.word.fields.walk import FieldStack, OpenField, walk
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
    fields = FieldStack[OpenField]()
    for step, element, text in walk(paragraph, frozenset()):
        if step == "begin":
            fields.begin(OpenField())
        elif step == "code":
            fields.instruct(text)
        elif step == "separate":
            fields.separate()
        elif step == "end" and (ended := fields.end()) is not None:
            _put(_field(ended), fields, pieces)
        elif step == "element" and not fields.open:
            pieces.append(text if element.tag == f"{W}t" else _SIGNS.get(str(element.tag), ""))
    return "".join(pieces)


def _put(shown: str, fields: FieldStack[OpenField], pieces: list[str]) -> None:
    """Say a field in the instruction that it stands in, or else in the text."""
    if fields.open and not fields.open[-1].in_result:
        fields.instruct(shown)
    else:
        pieces.append(shown)


def _field(ended: OpenField) -> str:
    read = ended.instruction
    if read.keyword == "MERGEFIELD" and read.arguments:
        return f"«{read.arguments[0]}»"
    return f"{{{' '.join(ended.code.split())}}}" if read.keyword else ""
