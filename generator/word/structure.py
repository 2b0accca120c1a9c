"""Whether blocks of a template leave the XML around them whole, whichever way their conditions fall."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jinja2 import nodes

_ELEMENT = re.compile(r"<(/?)([A-Za-z][\w:.-]*)(?:[^<>\"]|\"[^\"]*\")*?(/?)>")


def torn_blocks(template: nodes.Template) -> Iterator[nodes.Node]:
    """Yield the blocks that open an element and do not close it, or close one that they did not open.

    A block may close what it opens again in the same order, as one that starts in the middle of a paragraph
    and ends in the middle of another does: with and without it, the XML stays whole.
    """
    for node in template.find_all((nodes.If, nodes.For, nodes.Macro, nodes.CallBlock, nodes.With)):
        if not all(_is_neutral(branch) for branch in _branches(node)):
            yield node


def _branches(node: nodes.Node) -> Iterator[list[nodes.Node]]:
    for name, value in node.iter_fields():
        if name in ("body", "else_") and isinstance(value, list):
            yield value


def _is_neutral(block: Iterable[nodes.Node]) -> bool:
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
            return False
    return closed == opened[::-1]


def _static(block: Iterable[nodes.Node]) -> Iterator[str]:
    """Yield the static text of a block without that of the blocks in it, which are looked at themselves."""
    for node in block:
        if isinstance(node, nodes.Output):
            yield from (child.data for child in node.nodes if isinstance(child, nodes.TemplateData))
