"""Where tags stand in Word's structure, and what stands beside them that merging would change or lose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from generator.errors import Fault
from generator.word.syntax.tags import (
    TAG,
    TAG_START,
    TaggedParagraph,
    W,
    paragraph_number,
    read_paragraphs,
    tag_spans,
)

_SWALLOWED = {"p": f"{W}p", "tr": f"{W}tr", "tc": f"{W}tc"}
_NAMES = {"p": "paragraph", "tr": "table row", "tc": "table cell"}
_STRUCTURAL = re.compile(r"\{[{%#](p|tr|tc) ")
_STRAY_END = re.compile(r"\}\}|%\}|#\}")
_CURLY = re.compile("[\u201c\u201d\u2018\u2019]")


def placement_faults(root: etree._Element, part: str) -> Iterator[Fault[int]]:
    """Yield what is wrong or doubtful about the tags of a part, by the numbers of its paragraphs."""
    paragraphs = read_paragraphs(root, part)
    yield from _swallowing(root)
    for paragraph in paragraphs:
        yield from _in_paragraph(paragraph)
    yield from _bound_controls(root)


def _swallowing(root: etree._Element) -> Iterator[Fault[int]]:
    """Yield the ``{%p``, ``{%tr`` and ``{%tc`` tags with other text in what they take the place of."""
    for paragraph in root.iter(f"{W}p"):
        for tag, kind in _structural_tags(paragraph):
            holder = paragraph if kind == "p" else next(paragraph.iterancestors(_SWALLOWED[kind]), None)
            number = paragraph_number(root, paragraph)
            if holder is None:
                hint = f"use {{%p … %}}, or put it into a {_NAMES[kind]}"
                yield Fault(number, f"is not inside a {_NAMES[kind]}", hint, tag)
                continue
            rest = _text(holder).replace(tag, "", 1).strip()
            if rest:
                message = f"takes the place of its whole {_NAMES[kind]}, so “{rest[:40]}” beside it is lost"
                yield Fault(number, message, f"give the tag a {_NAMES[kind]} of its own", tag)


def _structural_tags(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    text = _text(paragraph)
    for match in TAG.finditer(text):
        structural = _STRUCTURAL.match(match[0])
        if structural:
            yield match[0], structural[1]


def _in_paragraph(paragraph: TaggedParagraph) -> Iterator[Fault[int]]:
    text = paragraph.text
    outside = list(text)
    for start, end in tag_spans(text):
        code = text[start : end or len(text)]
        outside[start : end or len(text)] = " " * len(code)
        if not end:
            message = "runs over the end of its paragraph"
            yield Fault(paragraph.number, message, "join the lines", code[:40], "warning")
        elif _CURLY.search(code):
            hint = "they are read as straight ones; switch off Word's AutoCorrect for quotes"
            yield Fault(paragraph.number, "has curly quotes", hint, code, "warning")
    stray = _STRAY_END.search("".join(outside))
    if stray and not TAG_START.search(text):
        yield Fault(paragraph.number, "closes a tag that was never opened", "add its beginning", stray[0])


def _bound_controls(root: etree._Element) -> Iterator[Fault[int]]:
    for binding in root.iter(f"{W}dataBinding"):
        control = next(binding.iterancestors(f"{W}sdt"), None)
        if control is not None and TAG_START.search(_text(control)):
            number = paragraph_number(root, next(control.iter(f"{W}p"), binding))
            hint = "remove the content control, and keep its text"
            yield Fault(number, "has a tag in a content control that Word fills itself", hint)


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def unmerged_texts(parts: Mapping[str, bytes], merged: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield parts that are not merged, with the first tag that stands in each of them all the same."""
    for name, content in parts.items():
        if name in merged or not name.endswith(".xml"):
            continue
        texts = re.sub(r"<[^>]*>", "", content.decode("utf-8", "replace"))
        match = TAG.search(texts) if TAG_START.search(texts) else None
        if match and "\n" not in match[0]:
            yield name, match[0]
