"""Small .docx packages to test with, made part by part so that a test can make one wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def paragraph(*runs: str) -> str:
    """Return a paragraph whose runs hold these texts."""
    inner = "".join(f'<w:r><w:t xml:space="preserve">{escape(run)}</w:t></w:r>' for run in runs)
    return f"<w:p>{inner}</w:p>"


def document(*blocks: str) -> bytes:
    """Return a main document part with these blocks and a section."""
    body = "".join(blocks) + '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'
    return f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'.encode()


def relationships(*links: tuple[str, str, bool]) -> bytes:
    """Return a relationships part of (kind, target, external) links, numbered rId1, rId2, …."""
    modes = {True: "External", False: "Internal"}
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{escape(target)}"'
        f' TargetMode="{modes[external]}"/>'
        for number, (kind, target, external) in enumerate(links, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{lines}</Relationships>'.encode()


def content_types(overrides: Mapping[str, str]) -> bytes:
    """Return the content types part with the usual defaults and these overrides by part name."""
    lines = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{lines}</Types>'
    ).encode()


def package(*blocks: str, **changes: bytes) -> dict[str, bytes]:
    """Return the parts of a minimal document; ``changes`` are parts by name."""
    parts = {
        "[Content_Types].xml": content_types({"word/document.xml": f"{WORD}.document.main+xml"}),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml", False)),
        "word/document.xml": document(*(blocks or (paragraph("Dear Ms. Reed:"),))),
    }
    return parts | changes


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as an ordinary zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
