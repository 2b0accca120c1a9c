"""How the tests read finished letters back, with other libraries than the ones that wrote them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import docx
import pikepdf
import pypdfium2


def letterbook(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would, off a terminal."""
    import os

    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def fold(text: str) -> str:
    """Return text in NFKC with every run of white space as one space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()


def docx_paragraphs(content: bytes) -> list[str]:
    """Return the text of each paragraph of the body, those of tables in their place."""
    document = docx.Document(io.BytesIO(content))

    def paragraphs(container: object) -> Iterator[str]:
        for block in container.iter_inner_content():  # type: ignore[attr-defined]
            if hasattr(block, "rows"):
                for row in block.rows:
                    for cell in row.cells:
                        yield from paragraphs(cell)
            else:
                yield fold(block.text)

    return [text for text in paragraphs(document) if text]


def pdf_text(content: bytes) -> str:
    """Return the text of all pages."""
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def page_count(content: bytes) -> int:
    """Return the number of pages."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def structure_roles(content: bytes) -> list[str]:
    """Return the roles of the tag tree, depth first, without their slash."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return list(_roles(pdf.Root.StructTreeRoot))


def _roles(element: pikepdf.Object) -> Iterator[str]:
    if "/S" in element:
        yield str(element.S).removeprefix("/")
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from _roles(kid)


def font_names(content: bytes) -> set[str]:
    """Return the names of the embedded fonts, without their subset prefix."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = [
            obj
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
        ]
        return {re.sub(r"^/?[A-Z]{6}\+", "", str(font.FontName)) for font in fonts}


def artefact_text(content: bytes) -> str:
    """Return the raw operators of all marked content that is an artefact."""
    found: list[str] = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            depth: list[bool] = []
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in {"BDC", "BMC"}:
                    depth.append(str(operands[0]) == "/Artifact")
                elif name == "EMC":
                    depth.pop()
                elif any(depth):
                    found.append(name)
    return " ".join(found)
