"""A story of a .docx as a flow of blocks: paragraphs with their words, and the structure around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from generator.comparison.docx.markup import Markup, counts
from generator.comparison.docx.text import paragraph_text
from generator.comparison.words.tokens import fold
from generator.word.fields.walk import FieldStack, OpenField, step_of
from generator.word.markup import any_attribute, local_name
from generator.word.opc.relationships import parse_xml

Marks = tuple[tuple[str, str], ...]
"""What is said of a run of characters, as lines."""

_TEXTS = frozenset({"t", "delText"})
_WRAPPERS = frozenset(
    {"hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "dir", "bdo", "customXml", "fldSimple"}
)
_GROUPS = frozenset({"body", "hdr", "ftr", "document", "footnotes", "endnotes", "sdtContent", "txbxContent"})
_CONTAINERS = frozenset(
    {"tbl", "tr", "tc", "sdt", "footnote", "endnote", "ins", "moveTo", "customXml", "background"}
)


@dataclass(frozen=True, slots=True)
class Atom:
    """A word, a space, or a thing that is not text (``text`` is empty), with what is said of it."""

    text: str
    marks: tuple[Marks, ...]
    thing: Marks = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with its words and the lines of its properties, or an element around paragraphs."""

    name: str
    text: str
    lines: Marks
    atoms: tuple[Atom, ...] = ()

    @property
    def key(self) -> str:
        """What makes it the counterpart of another block."""
        return f"{self.name} {self.text}"


def flow_of(root: etree._Element, markup: Markup) -> Iterator[Block]:
    """Yield the blocks of a story in document order."""
    yield Block(local_name(root), "", (("root", str(root.tag)), *markup.own(root)))
    body = root[0] if local_name(root) == "document" and len(root) == 1 else root
    for child in body:
        if counts(child):
            yield from _known_blocks(etree.tostring(child, with_tail=False), markup)


@lru_cache(maxsize=4_000)
def _known_blocks(content: bytes, markup: Markup) -> tuple[Block, ...]:
    """Return the blocks of one element of a story; letters of one template share most of theirs."""
    above = etree.Element("story")
    above.append(parse_xml(content))
    return tuple(_blocks(above, markup))


def _blocks(above: etree._Element, markup: Markup) -> Iterator[Block]:
    for child in above:
        name = local_name(child)
        if not counts(child):
            continue
        if name == "p":
            yield from _paragraph(child, markup)
        elif name in _GROUPS:
            yield from _blocks(child, markup)
        elif name in _CONTAINERS:
            yield Block(name, "", tuple(markup.own(child)))
            yield from _blocks(child, markup)
        else:
            yield Block(name, "", tuple(markup.lines(child)))


def _paragraph(paragraph: etree._Element, markup: Markup) -> Iterator[Block]:
    reader = _Reader(markup)
    reader.read(paragraph, ())
    lines: list[tuple[str, str]] = list(markup.own(paragraph))
    sections: list[Block] = []
    for properties in paragraph.iterchildren("{*}pPr"):
        for child in properties:
            if local_name(child) == "sectPr":
                sections.append(Block("sectPr", "", tuple(markup.lines(child))))
            elif counts(child):
                lines += markup.lines(child, "pPr")
    yield Block("p", fold(paragraph_text(paragraph)), tuple(lines), tuple(_atoms(reader)))
    yield from sections
    for box in paragraph.iter("{*}txbxContent"):
        if not _repeats(box):
            yield from _blocks(box, markup)


def _repeats(box: etree._Element) -> bool:
    """Return whether a text box stands in a fallback, whose words are those of the choice beside it."""
    return any(local_name(above) in {"Fallback", "txbxContent"} for above in box.iterancestors())


@dataclass(slots=True)
class _Reader:
    """A paragraph being read into stretches of text with their marks, and things."""

    markup: Markup
    stretches: list[tuple[str, Marks, Marks]] = field(default_factory=list)
    fields: FieldStack[OpenField] = field(default_factory=FieldStack)

    def read(self, element: etree._Element, marks: Marks) -> None:
        for child in element:
            name = local_name(child)
            if not counts(child) or name in {"pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"}:
                continue
            if name == "r":
                self.read(child, marks + self._marks(child))
            elif name in _WRAPPERS:
                self._wrapped(child, name, marks)
            elif name in _TEXTS:
                self._say(child.text or "", marks + self._beside_text(child))
            elif name in {"fldChar", "instrText", "delInstrText"}:
                self._field(child, name, marks)
            else:
                self._put(tuple(self._thing(child)), marks)

    def _beside_text(self, element: etree._Element) -> Marks:
        """Return what is said of a text itself, but for whether its spaces count."""
        lines = self.markup.own(element)
        return tuple(line for line in lines if not line[0].endswith((" text", "}space")))

    def _thing(self, element: etree._Element) -> Iterator[tuple[str, str]]:
        """Yield the lines of a thing; text boxes in a fallback are left out where they repeat the choice."""
        yield from self.markup.lines(element, texts=False)
        said = ["".join(map(str, box.itertext("{*}t"))) for box in element.iter("{*}txbxContent")]
        if len(set(said)) > 1 and any(local_name(e) == "Fallback" for e in element.iter()):
            yield "Fallback text", " | ".join(said)

    def _marks(self, run: etree._Element) -> Marks:
        own = (
            line
            for look in run.iterchildren("{*}rPr")
            for e in look
            if counts(e)
            for line in self.markup.lines(e, "rPr")
        )
        return (*sorted(own), *self.markup.own(run))

    def _wrapped(self, element: etree._Element, name: str, marks: Marks) -> None:
        lines = list(self.markup.own(element)) or [(f"/{name}", "is there")]
        for properties in element.iterchildren("{*}sdtPr", "{*}sdtEndPr", "{*}smartTagPr", "{*}customXmlPr"):
            lines += self.markup.lines(properties, f"/{name}")
        if name == "fldSimple":
            self.fields.begin(OpenField(dict(lines).get("/fldSimple@instr", "")))
            lines = [line for line in lines if "@instr" not in line[0]]
            self._begin_result(marks)
        self.read(element, marks if name == "sdtContent" else (*marks, *lines))
        if name == "fldSimple":
            self.fields.end()

    def _field(self, element: etree._Element, name: str, marks: Marks) -> None:
        if name != "fldChar":
            if self.fields.open and not self.fields.open[-1].in_result:
                self.fields.instruct(element.text or "")
            else:
                self._put((("instruction", element.text or ""),), marks)
            return
        rest = tuple(line for line in self.markup.lines(element) if "@fldCharType" not in line[0])
        step = step_of(element)
        if step == "begin":
            self.fields.begin(OpenField())
        elif step == "separate" and self.fields.open:
            self._begin_result(marks)
        elif step == "end" and (ended := self.fields.end()) is not None:
            if not ended.in_result:
                self._put(_instruction(ended), marks)
            self._put((("field", "ends"),), ())
        else:
            self._put(((f"field {any_attribute(element, 'fldCharType')}", "alone"),), marks)
        if rest and rest != (("/fldChar", "is there"),):
            self._put(rest, marks)

    def _begin_result(self, marks: Marks) -> None:
        self._put(_instruction(self.fields.open[-1]), marks)
        self.fields.separate()

    def _say(self, text: str, marks: Marks) -> None:
        if not any(each.is_counted for each in self.fields.open):
            self.stretches.append((text, marks, ()))

    def _put(self, thing: Marks, marks: Marks) -> None:
        self.stretches.append(("", marks, thing))


def _instruction(field: OpenField) -> Marks:
    return (("field", " ".join(field.code.split())),)


def _atoms(reader: _Reader) -> Iterator[Atom]:
    """Yield words, spaces and things; a word in two looks bears both."""
    text = ""
    marks: list[Marks] = []
    for said, look, thing in reader.stretches:
        if thing:
            yield from _word(text, marks)
            text, marks = "", []
            yield Atom("", (look,) if look else (), thing)
            continue
        for character in said:
            if character.isspace() != text[-1:].isspace() and text:
                yield from _word(text, marks)
                text, marks = "", []
            text += character
            if not marks or marks[-1] != look:
                marks.append(look)
    yield from _word(text, marks)


def _word(text: str, marks: list[Marks]) -> Iterator[Atom]:
    if text:
        yield Atom(fold(text) or " ", tuple(marks))
