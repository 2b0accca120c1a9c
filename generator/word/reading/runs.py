"""Runs: characters of one format, tabs, breaks, symbols, field characters, note marks (17.3.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.word.document import (
    AlignedTab,
    Break,
    CharacterFormat,
    Inline,
    Note,
    NoteReference,
    Tab,
    Text,
)
from generator.word.reading.cascade import Layer, layer, over_styles, said, toggled
from generator.word.reading.counting import written_number
from generator.word.reading.drawings import read_drawing
from generator.word.reading.fields import OpenField, read_instruction
from generator.word.reading.formatting import ScriptClass, character_format
from generator.word.reading.markup import (
    MC,
    Element,
    attribute,
    child,
    is_on,
    is_word,
    local_name,
    value,
)
from generator.word.reading.package import notes_part
from generator.word.reading.scripts import split_by_script
from generator.word.reading.story import Story, Surroundings
from generator.word.reading.symbols import is_symbol_font, plain_text, symbol
from generator.word.reading.vml import read_vml

SYMBOL_FAMILY = "Segoe UI Symbol"
"""The family that characters of symbol fonts have once they are Unicode."""

_NOTHING_PRINTED = frozenset(
    {
        "rPr",
        "lastRenderedPageBreak",
        "proofErr",
        "annotationRef",
        "commentReference",
        "delText",
        "delInstrText",
    }
    | {"separator", "continuationSeparator", "softHyphenation"}
)
_EFFECTS = {
    "outline": "outlined characters", "shadow": "shadowed characters", "emboss": "embossed characters",
    "imprint": "engraved characters", "effect": "animated characters", "em": "emphasis marks",
    "fitText": "text fitted to a width", "eastAsianLayout": "combined characters",
}  # fmt: skip
_NO_EFFECT = frozenset({"0", "false", "off", "none"})
_UNDERSTOOD = frozenset({"wps", "wp14", "w14", "w15", "w16se", "a14", "pic", "wpg", "wpc"})


@dataclass(frozen=True, slots=True)
class RunBase:
    """What lies under the direct formatting of the runs of one paragraph."""

    defaults: Layer
    styles: tuple[Layer, ...]
    backdrop: str | None = None

    def settle(self, properties: Element | None, story: Story) -> Layer:
        """Return the settled layer of a run with these properties."""
        direct = layer(properties)
        style_id = value(properties, "rStyle")
        character = story.package.styles.find_character(style_id).layer("rPr") if style_id else {}
        return over_styles(self.defaults, (*self.styles, character), direct)


@dataclass(frozen=True, slots=True)
class RunLook:
    """The settled layer of one run and what it links to."""

    settled: Layer
    target: str
    story: Story
    backdrop: str | None = None

    def format(self, script: ScriptClass = "latin") -> CharacterFormat:
        """Return how the run's characters of one script look."""
        if toggled(self.settled, "rtl") or toggled(self.settled, "cs"):
            script = "complex"
        return character_format(self.settled, self.story.package.palette, script, self.backdrop)


def run_base(
    paragraph_style: Layer, surroundings: Surroundings, story: Story, backdrop: str | None
) -> RunBase:
    """Return what lies under the runs of a paragraph of that style in those surroundings."""
    styles = (surroundings.run, paragraph_style)
    return RunBase(story.package.styles.run_defaults, styles, backdrop or surroundings.backdrop)


def read_run(run: Element, base: RunBase, target: str, story: Story) -> Iterator[Inline]:
    """Yield what a run prints; field characters in it open and close fields of the story."""
    look = RunLook(base.settle(child(run, "rPr"), story), target or story.fields.link, story, base.backdrop)
    story.fields.saw(look.format())
    for effect in _EFFECTS.keys() & look.settled.keys():
        if said(look.settled, effect) not in _NO_EFFECT:
            story.approximate(f"has {_EFFECTS[effect]}, which is left out")
    hidden = toggled(look.settled, "vanish")
    for element in run:
        for inline in _read_element(element, look, story):
            if story.fields.prints and not hidden:
                yield inline


def _read_element(element: Element, look: RunLook, story: Story) -> Iterator[Inline]:
    name = local_name(element)
    if element.tag == f"{{{MC}}}AlternateContent":
        for chosen in alternative(element):
            yield from _read_element(chosen, look, story)
    elif not name or not is_word(element) or name in _NOTHING_PRINTED:
        return
    elif name in _READERS:
        yield from _READERS[name](element, look, story)
    else:
        story.refuse(
            f"contains '{name}', which cannot be shown", "remove it, or replace it by a picture or text"
        )


def alternative(element: Element) -> tuple[Element, ...]:
    """Return the contents of the first choice whose extensions are understood, else the fallback's."""
    for choice in element.iterfind(f"{{{MC}}}Choice"):
        if set((choice.get("Requires") or "?").split()) <= _UNDERSTOOD:
            return tuple(choice)
    fallback = element.find(f"{{{MC}}}Fallback")
    return () if fallback is None else tuple(fallback)


def plain(text: str, look: RunLook) -> Iterator[Inline]:
    """Yield text in the run's formats, characters of symbol fonts as Unicode."""
    for script, piece in split_by_script(text):
        settled = look.format(script)
        if is_symbol_font(settled.font):
            shown = plain_text(settled.font, piece)
            if "\ufffd" in shown:
                look.story.refuse(
                    f"has the character {piece!r} of the font {settled.font}, which is not in Unicode",
                    "insert the symbol from a Unicode font such as Segoe UI Symbol",
                )
            yield Text(shown, replace(settled, font=SYMBOL_FAMILY), look.target)
        else:
            yield Text(piece, settled, look.target)


def _text(element: Element, look: RunLook, story: Story) -> Iterator[Inline]:
    text = element.text or ""
    story.fields.keep(text)
    if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        text = text.strip(" \t\r\n")
    text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    for at, piece in enumerate(text.split("\t")):
        if at:
            yield Tab(look.format(), look.target)
        if piece:
            yield from plain(piece, look)


def _tab(_element: Element, look: RunLook, _story: Story) -> Iterator[Inline]:
    yield Tab(look.format(), look.target)


def _aligned_tab(element: Element, look: RunLook, _story: Story) -> Iterator[Inline]:
    leader = {"dot": ".", "hyphen": "-", "underscore": "_", "middleDot": "·"}
    alignment = attribute(element, "alignment", "left")
    if alignment in {"left", "center", "right"}:
        yield AlignedTab(look.format(), alignment, leader.get(attribute(element, "leader"), ""))  # type: ignore[arg-type] # just checked


def _break(element: Element, look: RunLook, _story: Story) -> Iterator[Inline]:
    kind = attribute(element, "type", "textWrapping")
    yield Break("page" if kind == "page" else "column" if kind == "column" else "line", look.format())


def _no_break_hyphen(_element: Element, look: RunLook, _story: Story) -> Iterator[Inline]:
    yield Text("\u2011", look.format(), look.target)


def _soft_hyphen(_element: Element, look: RunLook, _story: Story) -> Iterator[Inline]:
    yield Text("\u00ad", look.format(), look.target)


def _symbol(element: Element, look: RunLook, story: Story) -> Iterator[Inline]:
    font = attribute(element, "font")
    code = attribute(element, "char")
    yield from _symbol_character(font, int(code, 16) if code else 0, look, story)


def _symbol_character(font: str, code: int, look: RunLook, story: Story) -> Iterator[Inline]:
    if not is_symbol_font(font):
        character = chr(code & 0xFF) if 0xF000 <= code <= 0xF0FF else chr(code)
        yield Text(character, replace(look.format(), font=font or look.format().font), look.target)
        return
    shown = symbol(font, code)
    if shown is None:
        story.refuse(
            f"has the character {code:04X} of the font {font}, which is not in Unicode",
            "insert the symbol from a Unicode font such as Segoe UI Symbol",
        )
    else:
        yield Text(shown, replace(look.format(), font=SYMBOL_FAMILY), look.target)


def _field_character(element: Element, look: RunLook, story: Story) -> Iterator[Inline]:
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
        yield from _symbol_character(ended.instruction.switch("f") or "", code, look, story)
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


def _instruction(element: Element, _look: RunLook, story: Story) -> Iterator[Inline]:
    story.fields.instruct(element.text or "")
    yield from ()


def _page_number(_element: Element, look: RunLook, _story: Story) -> Iterator[Inline]:
    node = read_instruction("PAGE").node(look.format())
    if node is not None:
        yield node


def _footnote(element: Element, look: RunLook, story: Story) -> Iterator[Inline]:
    custom = switched_on_attribute(element, "customMarkFollows")
    found = story.package.footnotes.get(attribute(element, "id"))
    if found is None:
        story.refuse(
            "refers to a footnote that does not exist", "delete the mark and insert the footnote again"
        )
        return
    story.notes.footnotes += not custom
    mark = "" if custom else written_number(story.notes.footnotes, story.package.settings.footnote_format)
    inner = story.beside(notes_part(story.package, "footnotes"), mark)
    yield NoteReference(mark, look.format(), Note(story.read_blocks(found, inner)))


def _endnote(element: Element, look: RunLook, story: Story) -> Iterator[Inline]:
    custom = switched_on_attribute(element, "customMarkFollows")
    found = story.package.endnotes.get(attribute(element, "id"))
    if found is None:
        story.refuse(
            "refers to an endnote that does not exist", "delete the mark and insert the endnote again"
        )
        return
    story.notes.endnotes += not custom
    mark = "" if custom else written_number(story.notes.endnotes, story.package.settings.endnote_format)
    inner = story.beside(notes_part(story.package, "endnotes"), mark)
    story.notes.collected.append(Note(story.read_blocks(found, inner)))
    if mark:
        yield Text(mark, look.format())


def _note_mark(_element: Element, look: RunLook, story: Story) -> Iterator[Inline]:
    if story.note_mark:
        yield Text(story.note_mark, look.format())


def switched_on_attribute(element: Element, name: str) -> bool:
    """Tell whether an on/off attribute is there and on."""
    return is_on(attribute(element, name, "0"))


def _drawing(element: Element, _look: RunLook, story: Story) -> Iterator[Inline]:
    yield from read_drawing(element, story)


def _vml(element: Element, _look: RunLook, story: Story) -> Iterator[Inline]:
    yield from read_vml(element, story)


def _ruby(element: Element, look: RunLook, story: Story) -> Iterator[Inline]:
    story.approximate("has phonetic guides (ruby), which are left out", "")
    for run in element.iterfind("{*}rubyBase/{*}r"):
        for part in run:
            yield from _read_element(part, look, story)


_READERS: Mapping[str, Callable[[Element, RunLook, Story], Iterator[Inline]]] = {
    "t": _text,
    "tab": _tab,
    "ptab": _aligned_tab,
    "br": _break,
    "cr": _break,
    "noBreakHyphen": _no_break_hyphen,
    "softHyphen": _soft_hyphen,
    "sym": _symbol,
    "fldChar": _field_character,
    "instrText": _instruction,
    "pgNum": _page_number,
    "footnoteReference": _footnote,
    "endnoteReference": _endnote,
    "footnoteRef": _note_mark,
    "endnoteRef": _note_mark,
    "drawing": _drawing,
    "pict": _vml,
    "object": _vml,
    "ruby": _ruby,
}
