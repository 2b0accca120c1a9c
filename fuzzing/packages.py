"""Sound packages garbled: in their bytes, their XML, their parts, and in how their parts hang together."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType

from lxml import etree

Parts = dict[str, bytes]

_WRONG_VALUES = (
    "", "-1", "0", "1", "99999999999", "1e400", "NaN", "abc", "50%", "\u0661", "auto", "ffffff", "on",
    "\U0001f642", "rId1", "rId99", "../../x", "http://example.org/", "Heading1", "1.5", " ", "x" * 300,
    "-32768", "2147483648",
)  # fmt: skip
_ATTRIBUTE = re.compile(rb"(?<=[\s])([A-Za-z]\w*(?::\w+)?)=\"([^\"]*)\"")


def garble_package(content: bytes, random: Random) -> bytes:
    """Return a .docx in which one to four things are wrong, the same ones for the same random numbers."""
    if random.random() < 0.08:
        return _flipped(content, random)
    parts = parts_of(content)
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        random.choice(_WAYS)(parts, random)
    return _zipped(parts)


def _flipped(content: bytes, random: Random) -> bytes:
    """Return the archive itself with some bytes wrong, cut, or doubled."""
    flipped = bytearray(content)
    for _ in range(random.randint(1, 6)):
        flipped[random.randrange(len(flipped))] = random.randrange(256)
    cut = random.choice((len(flipped), len(flipped), random.randrange(len(flipped))))
    return bytes(flipped[:cut])


def parts_of(content: bytes) -> Parts:
    """Return the parts of a sound package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def _any_part(parts: Parts, random: Random, ending: str = "") -> str:
    """Return the name of a part, the main document more often than others."""
    names = sorted(name for name in parts if name.endswith(ending))
    if not ending and "word/document.xml" in parts and random.random() < 0.4:
        return "word/document.xml"
    return random.choice(names) if names else random.choice(sorted(parts))


def _edit(
    parts: Parts, random: Random, change: Callable[[etree._Element, list[etree._Element]], None]
) -> None:
    """Change the tree of a part; what is not XML any more stays as it is."""
    name = _any_part(parts, random)
    try:
        root = etree.fromstring(parts[name])
    except etree.XMLSyntaxError:
        return
    elements = [element for element in root.iter() if isinstance(element.tag, str) and element is not root]
    if elements:
        change(root, elements)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _flip(parts: Parts, random: Random) -> None:
    name = _any_part(parts, random)
    content = bytearray(parts[name])
    for _ in range(random.randint(1, 4) if content else 0):
        content[random.randrange(len(content))] = random.randrange(256)
    parts[name] = bytes(content)


def _delete_element(parts: Parts, random: Random) -> None:
    _edit(parts, random, lambda _, elements: _cut(random.choice(elements)))


def _double_element(parts: Parts, random: Random) -> None:
    def change(_root: etree._Element, elements: list[etree._Element]) -> None:
        chosen = random.choice(elements)
        for _ in range(random.choice((1, 1, 5, 40))):
            chosen.addnext(_copy(chosen))

    _edit(parts, random, change)


def _move_element(parts: Parts, random: Random) -> None:
    def change(_root: etree._Element, elements: list[etree._Element]) -> None:
        moved, place = _copy(random.choice(elements)), random.choice(elements)
        random.choice((place.append, place.addnext, place.addprevious))(moved)

    _edit(parts, random, change)


def _rename_element(parts: Parts, random: Random) -> None:
    def change(_root: etree._Element, elements: list[etree._Element]) -> None:
        random.choice(elements).tag = random.choice(elements).tag

    _edit(parts, random, change)


def _empty_element(parts: Parts, random: Random) -> None:
    def change(_root: etree._Element, elements: list[etree._Element]) -> None:
        chosen = random.choice(elements)
        chosen.clear() if random.random() < 0.5 else chosen.attrib.clear()

    _edit(parts, random, change)


def _wrap_element(parts: Parts, random: Random) -> None:
    """Put an element into copies of another, or of itself, several levels deep."""

    def change(_root: etree._Element, elements: list[etree._Element]) -> None:
        chosen = random.choice(elements)
        parent = chosen.getparent()
        wrapper = etree.Element(random.choice(elements).tag)
        if parent is None:
            return
        parent.replace(chosen, wrapper)
        for _ in range(random.choice((0, 1, 20))):
            wrapper = etree.SubElement(wrapper, wrapper.tag)
        wrapper.append(chosen)

    _edit(parts, random, change)


def _garble_attribute(parts: Parts, random: Random) -> None:
    def change(_root: etree._Element, elements: list[etree._Element]) -> None:
        with_attributes = [element for element in elements if element.attrib]
        if not with_attributes:
            return
        chosen = random.choice(with_attributes)
        name = random.choice(sorted(chosen.attrib, key=str))
        donors = [str(value) for element in with_attributes for value in element.attrib.values()]
        chosen.set(name, random.choice((random.choice(_WRONG_VALUES), random.choice(donors))))

    _edit(parts, random, change)


def _drop_attribute(parts: Parts, random: Random) -> None:
    def change(_root: etree._Element, elements: list[etree._Element]) -> None:
        with_attributes = [element for element in elements if element.attrib]
        if with_attributes:
            chosen = random.choice(with_attributes)
            del chosen.attrib[random.choice(sorted(chosen.attrib, key=str))]

    _edit(parts, random, change)


def _garble_text(parts: Parts, random: Random) -> None:
    def change(_root: etree._Element, elements: list[etree._Element]) -> None:
        with_text = [element for element in elements if element.text and element.text.strip()]
        if with_text:
            texts = (*_WRONG_VALUES, "{{", "{% if x %}", "{{ a.b|money }}", "PAGE \\* roman", 'IF 1 = 1 "a"')
            random.choice(with_text).text = random.choice(texts)

    _edit(parts, random, change)


def _garble_link(parts: Parts, random: Random) -> None:
    """Change the target, the type or the id of a relationship, or say of a part what it is not."""
    name = _any_part(parts, random, random.choice((".rels", "[Content_Types].xml")))
    values = [match[2] for match in _ATTRIBUTE.finditer(parts[name])]
    if not values:
        return
    wrong = [*values, *(f"/{part}".encode() for part in parts), b"media/none.png", b"#x", b"//x", b"%00"]
    chosen = random.choice(list(_ATTRIBUTE.finditer(parts[name])))
    start, end = chosen.span(2)
    parts[name] = parts[name][:start] + random.choice(wrong) + parts[name][end:]


def _drop_part(parts: Parts, random: Random) -> None:
    if len(parts) > 1:
        del parts[_any_part(parts, random)]


def _swap_parts(parts: Parts, random: Random) -> None:
    one, other = random.choice(sorted(parts)), random.choice(sorted(parts))
    parts[one], parts[other] = parts[other], parts[one]


def _spoil_part(parts: Parts, random: Random) -> None:
    """Put something else where a part was."""
    name = _any_part(parts, random)
    others = (
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"<x/>",
        b"\xff\xfe<\x00x\x00/\x00>\x00",
        b"<?xml version='1.0'?>",
        bytes(40),
    )
    parts[name] = random.choice((*others, parts[name][: random.randrange(len(parts[name]) + 1)]))


def _rename_part(parts: Parts, random: Random) -> None:
    name = random.choice(sorted(parts))
    parts[random.choice((name.upper(), f"x/{name}", f"{name}.xml", "word/media/x.png"))] = parts.pop(name)


def _cut(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


_WAYS: tuple[Callable[[Parts, Random], None], ...] = (
    _flip, _delete_element, _delete_element, _double_element, _move_element, _move_element, _rename_element,
    _empty_element, _wrap_element, _garble_attribute, _garble_attribute, _garble_attribute, _drop_attribute,
    _garble_text, _garble_link, _garble_link, _drop_part, _swap_parts, _spoil_part, _rename_part,
)  # fmt: skip
WAYS = MappingProxyType({way.__name__: way for way in _WAYS})
"""Every way to garble a package, by name."""
