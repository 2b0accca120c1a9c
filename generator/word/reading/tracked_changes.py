"""Deleted paragraph marks: the text before one goes on in the paragraph after it (17.13.5.15)."""

from __future__ import annotations

from typing import cast

from lxml import etree

from generator.word.markup import RANGE_MARKUP, Element, W, child, is_word, local_name

_DELETED = etree.XPath("//w:p[w:pPr[not(w:sectPr)]/w:rPr[w:del or w:moveFrom]]", namespaces={"w": W})
_BETWEEN = RANGE_MARKUP | {"bookmarkStart", "bookmarkEnd", "proofErr"}


def deletes_mark(mark: Element | None) -> bool:
    """Tell whether the properties of a paragraph's mark say that it was deleted or moved away."""
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def join_paragraphs(root: Element) -> None:
    """Accept the deletion of paragraph marks in a part, save of those that end a section.

    What stands before a deleted mark becomes the beginning of the next paragraph, which keeps its own look.
    """
    for paragraph in cast("list[Element]", _DELETED(root)):
        following = _next(paragraph)
        if following is not None:
            _move(paragraph, following)


def _next(paragraph: Element) -> Element | None:
    """Return the paragraph that follows, unless a table or something else comes first."""
    for sibling in paragraph.itersiblings():
        if is_word(sibling) and local_name(sibling) not in _BETWEEN:
            return sibling if local_name(sibling) == "p" else None
    return None


def _move(paragraph: Element, following: Element) -> None:
    moved = [part for part in paragraph if not (is_word(part) and local_name(part) == "pPr")]
    at = 0 if child(following, "pPr") is None else 1
    for offset, part in enumerate(moved):
        following.insert(at + offset, part)
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)
