"""Where the tags of a template stand: which part, which paragraph, between which words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from generator.word import markup

W = f"{{{markup.W}}}"
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
TAG_START = re.compile(r"\{[{%#]")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_FALLBACK = f"{{{markup.MC}}}Fallback"
_BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NATIVE = re.compile(r"\{\{ mergefield\(\"([^\"]*)\", \d+, \w+\) \}\}")
_AROUND = 40
_STRAIGHT = str.maketrans("\u201c\u201d\u2018\u2019", "\"\"''")


@dataclass(frozen=True, slots=True)
class TaggedParagraph:
    """A paragraph of a part, counted from 1 in document order, tables and text boxes included."""

    part: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A Jinja tag as it is written, with its paragraph and the words around it."""

    paragraph: TaggedParagraph
    code: str
    around: str

    @property
    def expression(self) -> str:
        """The tag without braces, docxtpl's prefix and the white space around."""
        return bare(self.code)


def read_paragraphs(root: etree._Element, part: str) -> tuple[TaggedParagraph, ...]:
    """Return the paragraphs below ``root``; the copies that Word keeps for old readers are left out."""
    elements = (element for element in root.iter(f"{W}p") if not _is_fallback(element))
    return tuple(
        TaggedParagraph(part, number, _text(element)) for number, element in enumerate(elements, start=1)
    )


def paragraph_number(root: etree._Element, element: etree._Element) -> int:
    """Return the number of the paragraph that ``element`` is in."""
    paragraphs = [paragraph for paragraph in root.iter(f"{W}p") if not _is_fallback(paragraph)]
    around = element if element.tag == f"{W}p" else next(element.iterancestors(f"{W}p"), None)
    return paragraphs.index(around) + 1 if around in paragraphs else 0


def read_tags(paragraphs: tuple[TaggedParagraph, ...]) -> Iterator[Tag]:
    """Yield the tags of the paragraphs, in order; one may run over the end of its paragraph."""
    text, starts = _joined(paragraphs)
    for start, end in tag_spans(text):
        if end:
            yield _tag(paragraphs, starts, start, text[start:end])


def read_unclosed(paragraphs: tuple[TaggedParagraph, ...]) -> Iterator[Tag]:
    """Yield the tag that begins in one of the paragraphs and never ends, if there is one."""
    text, starts = _joined(paragraphs)
    for start, end in tag_spans(text):
        if not end:
            yield _tag(paragraphs, starts, start, text[start : start + 2])


def tag_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each tag in ``text``; the end is 0 for a tag that stays open, the last."""
    start = TAG_START.search(text)
    while start:
        closer = _CLOSERS[start[0]]
        end = text.find(closer, start.end())
        yield start.start(), end + 2 if end >= 0 else 0
        start = TAG_START.search(text, end + 2) if end >= 0 else None


def _joined(paragraphs: tuple[TaggedParagraph, ...]) -> tuple[str, list[int]]:
    lengths = (len(paragraph.text) for paragraph in paragraphs)
    return "".join(paragraph.text for paragraph in paragraphs), [0, *accumulate(lengths)][:-1]


def _tag(paragraphs: tuple[TaggedParagraph, ...], starts: list[int], start: int, code: str) -> Tag:
    number = bisect_right(starts, start) - 1
    paragraph = paragraphs[number]
    offset = start - starts[number]
    return Tag(paragraph, code, _around(paragraph.text, offset, offset + len(code)))


def bare(code: str) -> str:
    """Return the inside of a tag in the form in which tags are compared: no braces, prefix, curly quotes."""
    inside = code[2:-2].strip("-+ \t\n").translate(_STRAIGHT)
    inside = re.sub(r"^(?:tr|tc|p|r)\s+(?=\S)", "", inside) if code[2:3].isalpha() else inside
    return " ".join(inside.split())


def align(written: tuple[Tag, ...], compiled: Iterable[str]) -> Iterator[Tag | None]:
    """Yield for each tag that docxtpl's preparation left, in its order, the tag as the author wrote it.

    Preparation moves some tags a little (cell colours) and adds some of its own; those get the place of
    the tag before them.
    """
    position = 0
    last: Tag | None = written[0] if written else None
    wanted = [tag.expression for tag in written]
    for code in compiled:
        at = _find(wanted, bare(code), position)
        if at is not None:
            last = written[at]
            position = max(position, at + 1)
        yield last


def _find(wanted: list[str], expression: str, position: int) -> int | None:
    for start, end in ((position, len(wanted)), (0, position)):
        try:
            return wanted.index(expression, start, end)
        except ValueError:
            continue
    return None


def _is_fallback(element: etree._Element) -> bool:
    return next(element.iterancestors(_FALLBACK), None) is not None


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, without that of a text box anchored in it."""
    pieces: list[str] = []
    for element in paragraph.iter():
        if element.tag != f"{W}t" and element.tag not in _BREAKS:
            continue
        if next(element.iterancestors(f"{W}p")) is paragraph:
            pieces.append(_BREAKS.get(str(element.tag), element.text or ""))
    return "".join(pieces)


def _around(text: str, start: int, end: int) -> str:
    first = max(start - _AROUND, 0)
    last = min(end + _AROUND, len(text))
    words = " ".join(text[first:last].split())
    words = _NATIVE.sub(r"«\1»", words)
    return f"{'…' if first else ''}{words}{'…' if last < len(text) else ''}"
