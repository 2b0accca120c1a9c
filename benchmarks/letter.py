# ruff: noqa: INP001 - scripts that are run, no package
"""The letter that the engines merge: one text, written as a template in the language of each of them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import docx

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FIELDS = ("jurisdiction", "official_name", "street", "city", "state", "zip", "email", "reference", "due_date")
PARAGRAPHS = (
    "{official_name}",
    "{jurisdiction}",
    "{street}",
    "{city}, {state} {zip}",
    "Reference {reference}",
    "Dear {official_name}:",
    "We write to {jurisdiction} about the records that it keeps. Your answer is due on {due_date}.",
    *(
        f"{number}. Send every document that {{jurisdiction}} issued, changed or had in effect that says how "
        "its officers answer requests for information, with the date from which each of them was in force."
        for number in range(1, 41)
    ),
    "Send your answer to the office named above by {due_date}; number each document by the item it answers.",
    "We will write to {email} when it has arrived. Quote {reference} when you write to us.",
    "Very truly yours,",
)
"""The text; a name in braces is a field."""

_RUN = (
    '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-US"/></w:rPr>'
)


def rows(count: int) -> list[dict[str, str]]:
    """Return the rows of the sample table, repeated to ``count``, with the fields of the letter."""
    root = Path(__file__).parent.parent
    with (root / "recipients.csv").open(encoding="utf-8-sig", newline="") as table:
        read = [_fields(row) for row in csv.DictReader(table)]
    return [read[number % len(read)] for number in range(count)]


def template(write_field: Callable[[str], str]) -> bytes:
    """Return the letter as a .docx, each field written by ``write_field`` as runs."""
    body = "".join(_paragraph(text, number, write_field) for number, text in enumerate(PARAGRAPHS))
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    return _replaced(document.encode())


def docxtpl_field(name: str) -> str:
    """Write a field as docxtpl reads it."""
    return _run(f"{{{{ {name} }}}}")


def docxtemplater_field(name: str) -> str:
    """Write a field as docxtemplater reads it."""
    return _run(f"{{{name}}}")


def merge_field(name: str) -> str:
    """Write a field as Word does, for docx-mailmerge."""
    shown = _run(f"«{name}»")
    code = f'<w:r>{_RUN}<w:instrText xml:space="preserve"> MERGEFIELD {name} </w:instrText></w:r>'
    begin, separate, end = (
        f'<w:r>{_RUN}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"{begin}{code}{separate}{shown}{end}"


def text_of(letter: bytes) -> list[str]:
    """Return the text of each paragraph of a merged letter."""
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(letter)).paragraphs]


def _fields(row: dict[str, str]) -> dict[str, str]:
    known = {name: row.get(name) or f"{name} of {row['recipient_id']}" for name in FIELDS}
    return {**known, "reference": f"DR-{row['recipient_id']}", "due_date": "February 24, 2018"}


def _paragraph(text: str, number: int, write_field: Callable[[str], str]) -> str:
    ids = f'w:rsidR="00{number:06X}" w:rsidRDefault="00B{number:05X}" w:rsidP="00C{number:05X}"'
    spacing = '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/>'
    style = f'<w:pPr><w:pStyle w:val="Normal"/>{spacing}</w:pPr>'
    return f"<w:p {ids}>{style}{''.join(_runs(text, write_field))}</w:p>"


def _runs(text: str, write_field: Callable[[str], str]) -> Iterator[str]:
    for piece in text.replace("{", "|{").replace("}", "|").split("|"):
        if piece.startswith("{"):
            yield write_field(piece[1:])
        else:
            words = piece.split(" ")
            for start in range(0, len(words), 6):
                last = start + 6 >= len(words)
                yield _run(" ".join(words[start : start + 6]) + ("" if last else " "))


def _run(text: str) -> str:
    return f'<w:r w:rsidRPr="00D4F1A2">{_RUN}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _replaced(document: bytes) -> bytes:
    made = io.BytesIO()
    base = Path(__file__).parent.parent / "templates" / "letters" / "document_request.docx"
    with zipfile.ZipFile(base) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if not name.startswith(("word/header", "word/footer")):
                target.writestr(name, _part(source.read(name), name, document))
    return made.getvalue()


def _part(content: bytes, name: str, document: bytes) -> bytes:
    """Return the letter for the main document; the other parts without what the letter leaves out."""
    if name == "word/document.xml":
        return document
    if name == "docProps/core.xml":
        return re.sub(rb"\{\{.*?\}\}", b"Letter", content)
    return re.sub(rb"<(?:Relationship|Override) [^>]*(?:header|footer)\d\.xml[^>]*/>", b"", content)
