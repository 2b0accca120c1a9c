"""Finished PDFs read back with other libraries than the one that wrote them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import page as page_validation
import pdfplumber
import pikepdf
import pypdfium2
from PIL import Image


@dataclass
class Tag:
    """One structure element with its children; content is told by its number."""

    kind: str
    kids: list[Tag | int] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        inner = " ".join(str(kid) for kid in self.kids if isinstance(kid, Tag))
        return f"{self.kind}({inner})" if inner else self.kind

    def below(self) -> Iterator[Tag]:
        """Yield this element and all below it."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.below()


def violations(pdf: bytes) -> list[str]:
    """Return what breaks PDF/A-2a or PDF/UA-1."""
    found = []
    for profile in ("2a", "ua1"):
        report = page_validation.validate_pdf_bytes(pdf, profile=profile)
        found += [f"{profile}: {failure}" for failure in report.failures]
    return found


def tag_tree(pdf: bytes) -> Tag:
    """Return the structure tree."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return _tag(document.Root.StructTreeRoot.K[0])


def text(pdf: bytes) -> list[str]:
    """Return the text of each page, white space folded."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [" ".join(sheet.extract_text().split()) for sheet in document.pages]


def raw_text(pdf: bytes, number: int = 0) -> str:
    """Return the characters of a page as they are extracted, nothing folded."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return str(document[number].get_textpage().get_text_range())
    finally:
        document.close()


def baselines(pdf: bytes, number: int = 0) -> dict[str, float]:
    """Return how far from the top of a page each line stands, in points, by the line's text."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        sheet = document.pages[number]
        lines = sheet.extract_text_lines()
        return {line["text"]: round(sheet.height - line["chars"][0]["matrix"][5], 1) for line in lines}


def left_edges(pdf: bytes, number: int = 0) -> dict[str, float]:
    """Return where each word begins, in points from the left edge, by the word."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return {word["text"]: round(word["x0"], 1) for word in document.pages[number].extract_words()}


def right_edges(pdf: bytes, number: int = 0) -> dict[str, float]:
    """Return where each word ends, in points from the left edge, by the word."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return {word["text"]: round(word["x1"], 1) for word in document.pages[number].extract_words()}


def ink(pdf: bytes, number: int = 0, *, darkest: int = 0, lightest: int = 100) -> float:
    """Return the share of a page that is of these greys, 0 (black) to 255 (white)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        counts = document[number].render(scale=1).to_pil().convert("L").histogram()
        return sum(counts[darkest : lightest + 1]) / sum(counts)
    finally:
        document.close()


def pixels(pdf: bytes, number: int = 0) -> Image.Image:
    """Return a page as it looks, four pixels to the point."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[number].render(scale=4).to_pil().convert("RGB")
    finally:
        document.close()


def fonts(pdf: bytes) -> set[str]:
    """Return the names of the embedded fonts without their subset prefix."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = (str(entry["/FontName"]) for entry in document.objects if _describes_font(entry))
        return {re.sub(r"^/[A-Z]{6}\+", "", name) for name in names}


def marks(pdf: bytes) -> list[tuple[str, bool]]:
    """Return the marked content of all pages in order: its tag, and whether it has a number."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for sheet in document.pages:
            for operands, operator in pikepdf.parse_content_stream(sheet):
                if str(operator) in {"BDC", "BMC"}:
                    numbered = len(operands) > 1 and "/MCID" in operands[1]
                    found.append((str(operands[0]), numbered))
    return found


def _describes_font(entry: object) -> bool:
    return isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/FontDescriptor"


def _tag(element: pikepdf.Object) -> Tag:
    kids: list[Tag | int] = []
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            kids.append(kid)
        elif "/S" in kid:
            kids.append(_tag(kid))
        elif "/MCID" in kid:
            kids.append(int(kid.MCID))
    told = {str(key)[1:]: str(entry) for key, entry in element.items() if key in {"/Alt", "/ID", "/Lang"}}
    table = element.get("/A")
    if table is not None:
        told |= {str(key)[1:]: str(entry) for key, entry in table.items()}
    return Tag(str(element.S)[1:], kids, told)
