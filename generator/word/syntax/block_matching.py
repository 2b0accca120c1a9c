"""Blocks that are opened and not closed, or the other way about, told at the tag where it happens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.errors import Fault
from generator.word.syntax.tags import Tag

_BLOCKS = frozenset({"autoescape", "block", "call", "filter", "for", "if", "macro", "raw", "set", "with"})
_MIDDLES = {"else": ("if", "for"), "elif": ("if",)}
_KEYWORD = re.compile(r"\w+")


def unmatched_blocks(tags: Iterable[Tag]) -> Iterator[Fault[Tag]]:
    """Yield the block tags that have no partner, in the order in which that becomes clear."""
    stack: list[tuple[str, Tag]] = []
    for tag in tags:
        keyword = _keyword(tag)
        if _opens(keyword, tag):
            stack.append((keyword, tag))
        elif keyword in _MIDDLES:
            if not stack or stack[-1][0] not in _MIDDLES[keyword]:
                yield Fault(tag, f"has {{% {keyword} %}} outside of a condition", "remove it")
        elif keyword.startswith("end"):
            yield from _close(keyword[3:], tag, stack)
    for keyword, tag in stack:
        yield Fault(tag, f"opens {{% {keyword} %}} and never closes it", f"add {{% end{keyword} %}}")


def _close(keyword: str, tag: Tag, stack: list[tuple[str, Tag]]) -> Iterator[Fault[Tag]]:
    if keyword not in [opened for opened, _ in stack]:
        yield Fault(tag, f"closes {{% end{keyword} %}}, which was never opened", "remove it")
        return
    while stack[-1][0] != keyword:
        opened, opener = stack.pop()
        hint = f"add {{% end{opened} %}} before {{% end{keyword} %}}"
        yield Fault(opener, f"opens {{% {opened} %}} and does not close it in time", hint)
    stack.pop()


def _keyword(tag: Tag) -> str:
    if not tag.code.startswith("{%"):
        return ""
    match = _KEYWORD.match(tag.expression)
    return match[0] if match else ""


def _opens(keyword: str, tag: Tag) -> bool:
    if keyword == "set":
        return "=" not in tag.expression
    return keyword in _BLOCKS
