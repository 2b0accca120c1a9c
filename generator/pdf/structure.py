"""The structure tree of a tagged PDF, made from the HTML that was set (ISO 32000-1, 14.8).

Each piece of marked content belongs to an HTML element. The tree of those elements, without the ones that
only carry looks, is the tree of the document: a paragraph over two pages is one paragraph, a footnote stands
where its mark is, and what repeats on each page belongs to nothing and becomes an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.pdf.html.elements import LIST_ENTRY, STRUCTURE_TYPES
from generator.pdf.weasyprint_types import Box, HtmlElement, PdfObject

_LIST_BODY = "LBody"
_CELLS = frozenset({"thead", "tbody", "tr", "th", "td"})


@dataclass(frozen=True, slots=True)
class Mark:
    """One piece of marked content: its page, counted from 0, and its number on the page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """A link annotation on a page."""

    page: int
    annotation: PdfObject


@dataclass(slots=True)
class Node:
    """One structure element; siblings are sorted by ``order``, their elements' place in the HTML."""

    role: str
    order: int
    element: HtmlElement
    kids: list[tuple[int, Node | Mark | Annotated]] = field(default_factory=list)

    def in_order(self) -> Iterator[Node | Mark | Annotated]:
        """Yield the children in the order in which they are read."""
        for _, kid in sorted(self.kids, key=lambda pair: pair[0]):
            yield kid

    def nodes(self) -> Iterator[Node]:
        """Yield this element and all below it, parents first."""
        yield self
        for kid in self.in_order():
            if isinstance(kid, Node):
                yield from kid.nodes()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A box that carries marked content or a link, with its element.

    ``is_artifact`` tells what belongs to the page and not to the text, and a link that boxes within repeat.
    """

    page: int
    element: HtmlElement
    is_artifact: bool
    annotation: PdfObject = None


class Tree:
    """Grows the structure tree from leaves in the order of the typesetter's boxes."""

    def __init__(self, html: HtmlElement) -> None:
        self.parents: Mapping[HtmlElement, HtmlElement] = {
            kid: parent for parent in html.iter() for kid in parent
        }
        self.orders: Mapping[HtmlElement, int] = {element: at for at, element in enumerate(html.iter())}
        self.root = Node("Document", 0, html)
        self.known: dict[tuple[HtmlElement, str], Node] = {}
        self.first_pages: dict[HtmlElement, int] = {}

    def add(self, leaf: Leaf, kid: Mark | Annotated) -> bool:
        """Add what a leaf carries; returns False when it is an artifact instead."""
        if leaf.is_artifact or self._repeats(leaf):
            return False
        path = self._path(leaf.element)
        if isinstance(kid, Annotated):
            # A link is held by its Link element itself, not by words of another language in it.
            path = path[: 1 + max((at for at, (_, role) in enumerate(path) if role == "Link"), default=-1)]
        node = self.root
        for element, role in path:
            node = self._child(node, element, role)
        node.kids.append((self.orders[leaf.element], kid))
        return True

    def _repeats(self, leaf: Leaf) -> bool:
        """Tell whether the leaf is a table head that was read on an earlier page already."""
        head = next((element for element in self._ancestry(leaf.element) if element.tag == "thead"), None)
        return head is not None and self.first_pages.setdefault(head, leaf.page) != leaf.page

    def _path(self, element: HtmlElement) -> list[tuple[HtmlElement, str]]:
        """Return the structure elements from the document down to an HTML element."""
        path: list[tuple[HtmlElement, str]] = []
        for ancestor in reversed(tuple(self._ancestry(element))):
            role = (
                "Span"
                if ancestor.tag == "span" and ancestor.get("lang")
                else STRUCTURE_TYPES.get(ancestor.tag)
            )
            if role is None:
                continue
            if role == "Lbl":
                # The label stands in its paragraph, but belongs to the list entry.
                entry = max(at for at, (_, name) in enumerate(path) if name == "LI")
                path = [*path[: entry + 1], (ancestor, role)]
                continue
            path.append((ancestor, role))
            if role == "LI":
                path.append((ancestor, _LIST_BODY))
        return path

    def _ancestry(self, element: HtmlElement) -> Iterator[HtmlElement]:
        while element is not None:
            yield element
            element = self.parents.get(element)

    def _child(self, parent: Node, element: HtmlElement, role: str) -> Node:
        known = self.known.get((element, role))
        if known is not None:
            return known
        node = Node(role, self._order(element, role), element)
        self.known[element, role] = node
        parent.kids.append((node.order, node))
        if role == "Table":
            self._complete(node, element)
        return node

    def _order(self, element: HtmlElement, role: str) -> int:
        """Return the place among siblings: a list entry's label comes before its body."""
        if role == _LIST_BODY:
            return self.orders[element] + 1
        return self.orders[self._entry(element)] if role == "Lbl" else self.orders[element]

    def _entry(self, label: HtmlElement) -> HtmlElement:
        return next(element for element in self._ancestry(label) if element.tag == LIST_ENTRY)

    def _complete(self, parent: Node, element: HtmlElement) -> None:
        """Add all rows and cells of a table: empty cells count, so that rows are equally long."""
        for kid in element:
            if kid.tag in _CELLS:
                self._complete(self._child(parent, kid, STRUCTURE_TYPES[kid.tag]), kid)


def leaves(page_box: Box, page: int) -> Iterator[Leaf]:
    """Yield the boxes of a page that carry content, in the order in which WeasyPrint tags them."""
    yield from _leaves(page_box, page, is_artifact=False)


def _leaves(box: Box, page: int, *, is_artifact: bool) -> Iterator[Leaf]:
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001 - the box that stands elsewhere is reached in no other way
    is_artifact = is_artifact or isinstance(box, boxes.MarginBox)
    if box.link_annotation:
        yield Leaf(page, box.element, is_artifact or _is_linked_within(box), box.link_annotation)
    for child in getattr(box, "children", ()):
        for kid in child.children if isinstance(child, boxes.LineBox) else [child]:
            if isinstance(kid, boxes.TextBox):
                yield Leaf(page, kid.element, is_artifact)
            else:
                yield from _leaves(kid, page, is_artifact=is_artifact)
    if isinstance(box, boxes.ReplacedBox):
        yield Leaf(page, box.element, is_artifact)


def _is_linked_within(box: Box) -> bool:
    """Tell whether the boxes within carry the same link, closer around the words."""
    return any(kid.link_annotation or _is_linked_within(kid) for kid in getattr(box, "children", ()))
