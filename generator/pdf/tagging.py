"""The structure of a tagged PDF, put right before the file is written (ISO 32000-1, 14.8; ISO 14289-1, 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from generator.pdf.embedding import StructureError, correct_texts, name_fonts, settle_streams
from generator.pdf.structure import Annotated, Leaf, Mark, Node, Tree, leaves
from generator.pdf.weasyprint_types import HtmlElement, LaidOut, Pdf, PdfObject

_UA = """<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b"))
"""What text has only for lines to end there."""
_BULLETS = {"•": "Disc", "●": "Disc", "◦": "Circle", "○": "Circle", "▪": "Square", "■": "Square"}


@dataclass(slots=True)
class Finisher:
    """Finishes one PDF before it is written; ``order`` is then its content in reading order.

    It replaces WeasyPrint's structure tree by that of the HTML, says of a file that ``is_accessible`` that it
    is PDF/UA-1, and makes sure that only bundled fonts are in it. Raises ``StructureError`` when marks, boxes
    or fonts do not match.
    """

    html: HtmlElement
    padding: int = 0
    is_accessible: bool = True
    order: tuple[Mark, ...] = ()

    def __call__(self, document: LaidOut, pdf: Pdf) -> None:
        """Finish the PDF that WeasyPrint is about to write."""
        tree, artifacts = _grow(document, pdf, self.html)
        self.order = tuple(_reading_order(tree.root))
        _make_artifacts(pdf, artifacts)
        _write_tree(pdf, tree.root)
        _clear_outlines(pdf)
        _declare_standards(pdf, _UA if self.is_accessible else "")
        name_fonts(document, pdf)
        correct_texts(pdf)
        settle_streams(pdf, self.padding)


def _grow(document: LaidOut, pdf: Pdf, html: HtmlElement) -> tuple[Tree, frozenset[Mark]]:
    """Return the tree and the marks that belong to nothing in it."""
    tree, artifacts = Tree(html), set()
    marks = iter(tuple(_marks(pdf)))
    for leaf in _all_leaves(document):
        if leaf.annotation is not None:
            if not tree.add(leaf, Annotated(leaf.page, leaf.annotation)):
                _take_out(pdf, leaf)
            continue
        mark = next(marks, None)
        if mark is None or mark.page != leaf.page:
            raise StructureError("more boxes than marks")
        if not tree.add(leaf, mark):
            artifacts.add(mark)
    if next(marks, None) is not None:
        raise StructureError("more marks than boxes")
    return tree, frozenset(artifacts)


def _take_out(pdf: Pdf, leaf: Leaf) -> None:
    """Take a link off its page that nothing in the tree may hold: ISO 14289-1, 7.18.1, allows none such."""
    _object(pdf, pdf.page_references[leaf.page])["Annots"].remove(leaf.annotation.reference)
    leaf.annotation.clear()


def _reading_order(node: Node) -> Iterator[Mark]:
    for kid in node.in_order():
        if isinstance(kid, Node):
            yield from _reading_order(kid)
        elif isinstance(kid, Mark):
            yield kid


def _all_leaves(document: LaidOut) -> Iterator[Leaf]:
    for at, page in enumerate(document.pages):
        yield from leaves(page._page_box, at)  # noqa: SLF001 - the only way from marks to elements


def _marks(pdf: Pdf) -> Iterator[Mark]:
    """Yield the marks in the order in which WeasyPrint tagged their boxes: each has an element of its own."""
    pages = {reference: at for at, reference in enumerate(pdf.page_references)}
    for element in _elements(pdf):
        for kid in element["K"]:
            if isinstance(kid, int):
                yield Mark(pages[element["Pg"]], kid)


def _elements(pdf: Pdf) -> Iterator[PdfObject]:
    """Yield the structure elements below the document in the order of their making."""
    for entry in pdf.objects:
        if isinstance(entry, dict) and entry.get("Type") == "/StructElem" and entry["S"] != "/Document":
            yield entry


def _make_artifacts(pdf: Pdf, artifacts: frozenset[Mark]) -> None:
    """Mark headers, footers and repeated table heads as pagination artifacts (14.8.2.2)."""
    import pydyf

    for page, reference in enumerate(pdf.page_references):
        operators = _object(pdf, _object(pdf, reference)["Contents"]).stream
        for at, operator in enumerate(operators):
            if operator == b"BDC" and Mark(page, operators[at - 1].get("MCID", -1)) in artifacts:
                operators[at - 2] = "/Artifact"
                operators[at - 1] = pydyf.Dictionary({"Type": "/Pagination"})


def _write_tree(pdf: Pdf, root: Node) -> None:
    """Write the tree into the objects of the old one; numbers that are left over hold empty dictionaries."""
    import pydyf

    slots = [entry for entry in pdf.objects if _is_slot(entry)]
    for slot in slots:
        slot.clear()
    free = iter(slots)
    top = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["K"][0])
    places = {id(root): top} | {id(node): _slot(pdf, free) for node in root.nodes() if node is not root}
    parents: dict[Mark, bytes] = {}
    annotations: dict[int, bytes] = {}
    for node in root.nodes():
        written = places[id(node)]
        kids = pydyf.Array()
        for kid in node.in_order():
            if isinstance(kid, Node):
                places[id(kid)]["P"] = written.reference
                kids.append(places[id(kid)].reference)
            elif isinstance(kid, Mark):
                parents[kid] = written.reference
                kids.append(_content(pdf, kid, node))
            else:
                annotations[kid.annotation["StructParent"]] = written.reference
                kid.annotation["Contents"] = pydyf.String(_spoken(node))
                kids.append(_annotation(pdf, kid, free))
        written.update(_attributes(node))
        written["K"] = kids
        if node is not root:
            written["Pg"] = pdf.page_references[_first_page(node)]
    _write_parents(pdf, parents, annotations)


def _is_slot(entry: PdfObject) -> bool:
    kind = entry.get("Type") if isinstance(entry, dict) else None
    return kind == "/OBJR" or (kind == "/StructElem" and entry["S"] != "/Document")


def _slot(pdf: Pdf, free: Iterator[PdfObject]) -> PdfObject:
    import pydyf

    slot = next(free, None)
    if slot is None:
        slot = pydyf.Dictionary()
        pdf.add_object(slot)
    return slot


def _content(pdf: Pdf, mark: Mark, node: Node) -> PdfObject:
    """Return a mark as a child: its number, or with its page where that is not the element's (14.7.4.2)."""
    import pydyf

    if mark.page == _first_page(node):
        return mark.number
    return pydyf.Dictionary({"Type": "/MCR", "Pg": pdf.page_references[mark.page], "MCID": mark.number})


def _annotation(pdf: Pdf, kid: Annotated, free: Iterator[PdfObject]) -> bytes:
    reference = _slot(pdf, free)
    reference.update({"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": pdf.page_references[kid.page]})
    annotation: bytes = reference.reference
    return annotation


def _attributes(node: Node) -> Mapping[str, PdfObject]:
    """Return what an element says about itself: its kind, its alternative text, its place in a table."""
    import pydyf

    said: dict[str, PdfObject] = {"Type": "/StructElem", "S": f"/{node.role}"}
    if node.role == "Figure":
        said["Alt"] = pydyf.String(node.element.get("alt", ""))
    if node.role == "Span":
        said["Lang"] = pydyf.String(node.element.get("lang"))
    if node.role == "Note":
        said["ID"] = pydyf.String(f"note-{node.order}")
    if node.role == "L":
        said["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{_numbering(node)}"})
    if node.role in {"TH", "TD"}:
        cell: dict[str, PdfObject] = {"O": "/Table"}
        cell |= {"Scope": "/Column"} if node.role == "TH" else {}
        spans = {
            "ColSpan": int(node.element.get("colspan", 1)),
            "RowSpan": int(node.element.get("rowspan", 1)),
        }
        said["A"] = pydyf.Dictionary(cell | {name: span for name, span in spans.items() if span > 1})
    return said


def _numbering(node: Node) -> str:
    """Return how a list counts, told from its first label (ISO 32000-1, table 347)."""
    labels = (below for below in node.nodes() if below.role == "Lbl")
    label = next(("".join(each.element.itertext()) for each in labels), "")
    sign = next((character for character in label if character.isalnum() or character in _BULLETS), "")
    if sign in _BULLETS:
        return _BULLETS[sign]
    if sign.isdigit():
        return "Decimal"
    if not sign:
        return "None"
    kind = "Roman" if sign in "iI" else "Alpha"
    return f"{'Upper' if sign.isupper() else 'Lower'}{kind}"


def _first_page(node: Node) -> int:
    """Return the page on which an element begins; an empty one is put on the first."""
    for kid in node.in_order():
        if not isinstance(kid, Node):
            return kid.page
    inner = (_first_page(kid) for kid in node.in_order() if isinstance(kid, Node))
    return next(inner, 0)


def _spoken(node: Node) -> str:
    """Return the words of a link, or where it leads when it has none."""
    words = " ".join("".join(node.element.itertext()).translate(_UNSEEN).split())
    return words or unescape(node.element.get("href", "")) or "link"


def _clear_outlines(pdf: Pdf) -> None:
    """Take the characters that only say where lines may end out of the titles of the outline."""
    import pydyf

    for entry in pdf.objects:
        if isinstance(entry, dict) and isinstance(entry.get("Title"), pydyf.String):
            entry["Title"] = pydyf.String(entry["Title"].string.translate(_UNSEEN))


def _write_parents(pdf: Pdf, parents: Mapping[Mark, bytes], annotations: Mapping[int, bytes]) -> None:
    """Write the way back from content to structure (14.7.4.4); artifacts have none."""
    import pydyf

    numbers = pydyf.Array()
    for page in range(len(pdf.page_references)):
        last = max((mark.number for mark in parents if mark.page == page), default=-1)
        numbers.append(page)
        numbers.append(pydyf.Array([parents.get(Mark(page, at), b"null") for at in range(last + 1)]))
    for number, reference in sorted(annotations.items()):
        numbers.extend((number, reference))
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    _object(pdf, root["ParentTree"])["Nums"] = numbers


def _object(pdf: Pdf, reference: bytes) -> PdfObject:
    return pdf.objects[int(reference.split()[0])]


def _declare_standards(pdf: Pdf, more: str) -> None:
    """Leave what the file says of itself readable for any program, and say more."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", f"{more}</rdf:RDF>".encode())]
    metadata.compress = False
