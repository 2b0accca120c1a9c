"""XML as lines of text, one for each attribute and each text, however it is written. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.word.opc.relationships import parse_xml

_NAMESPACE = re.compile(r"\{[^}]*\}")


def xml_lines(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield path and value of every element, attribute and text, names with their namespaces in braces.

    Instructions around the root, such as those by which XMP packets are found (ISO 16684-1, 7.3.2), count.

    Raises:
        lxml.etree.XMLSyntaxError: it is not well-formed.
    """
    root = parse_xml(content)
    around = (*root.itersiblings(preceding=True), *root.itersiblings())
    for node in around:
        if isinstance(node, etree._ProcessingInstruction):  # noqa: SLF001 - lxml names the class nowhere else
            yield f"<?{node.target!s}", str(node.text or "")
    yield from element_lines(root, "")


def element_lines(element: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of one element and all below it."""
    waiting = [(element, path)]
    while waiting:
        node, above = waiting.pop()
        if callable(node.tag):  # a comment or an instruction
            continue
        here = f"{above}/{node.tag!s}"
        yield here, ""
        for key, value in sorted(node.attrib.items()):
            yield f"{here}/@{key!s}", str(value)
        texts = [node.text or "", *(child.tail or "" for child in node)]
        if said := " ".join(" ".join(texts).split()):
            yield f"{here}/text", said
        waiting += [(child, here) for child in reversed(node)]


def without_namespaces(path: str) -> str:
    """Return a path as it is told."""
    return _NAMESPACE.sub("", path)
