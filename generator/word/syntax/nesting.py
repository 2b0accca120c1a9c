"""Whether blocks of a template leave the XML around them whole, whichever way their conditions fall."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jinja2 import nodes

_ELEMENT = re.compile(r"<(/?)([A-Za-z][\w:.-]*)(?:[^<>\"]|\"[^\"]*\")*?(/?)>")

_LARGEST_FIRST = {"w:tbl": "table", "w:tr": "table row", "w:tc": "table cell", "w:p": "paragraph"}


def torn_blocks(template: nodes.Template) -> Iterator[nodes.Node]:
    """Yield the blocks that open an element and do not close it, or close one that they did not open.

    A block may close what it opens again in the same order, as one that starts in the middle of a paragraph
    and ends in the middle of another does: with and without it, the XML stays whole.
    """
    for node, effects in _effects(template):
        if any(effect is None for effect in effects):
            yield node


def split_blocks(template: nodes.Template) -> Iterator[tuple[nodes.Node, str]]:
    """Yield the blocks that begin in one element and end in another, with the largest of these."""
    for node, effects in _effects(template):
        crossed = [name for effect in effects if effect for name in effect]
        largest = next((name for name in _LARGEST_FIRST if name in crossed), "")
        if largest:
            yield node, _LARGEST_FIRST[largest]


def _effects(template: nodes.Template) -> Iterator[tuple[nodes.Node, list[list[str] | None]]]:
    for node in template.find_all((nodes.If, nodes.For, nodes.Macro, nodes.CallBlock, nodes.With)):
        yield node, [_crossed(branch) for branch in _branches(node)]


def _branches(node: nodes.Node) -> Iterator[list[nodes.Node]]:
    for name, value in node.iter_fields():
        if name in ("body", "else_") and isinstance(value, list):
            yield value


def _crossed(block: Iterable[nodes.Node]) -> list[str] | None:
    """Return the elements that a block closes and opens again, or None if it leaves the XML torn."""
    opened: list[str] = []
    closed: list[str] = []
    for closing, name, empty in _ELEMENT.findall("".join(_static(block))):
        if empty:
            continue
        if not closing:
            opened.append(name)
        elif not opened:
            closed.append(name)
        elif opened.pop() != name:
            return None
    return closed if closed == opened[::-1] else None


def _static(block: Iterable[nodes.Node]) -> Iterator[str]:
    """Yield the static text of a block without that of the blocks in it, which are looked at themselves."""
    for node in block:
        if isinstance(node, nodes.Output):
            yield from (child.data for child in node.nodes if isinstance(child, nodes.TemplateData))
