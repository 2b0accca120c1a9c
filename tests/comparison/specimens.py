"""A letter as .docx and as PDF, small and complete, that a test changes by replacing text in its source."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from functools import cache
from pathlib import Path

from generator.comparison.comparing import compare_pair
from generator.comparison.outcome import Outcome, conclude
from generator.comparison.records import (
    ComparableLetter,
    LetterComparison,
    LetterFile,
    LetterKey,
    OnDisk,
    Pair,
    Settings,
)
from generator.model import Format
from generator.word.opc.archive import write_archive

_FOLDER = Path(__file__).parent / "specimen"

Parts = dict[str, str | bytes]


def png(red: int, green: int, blue: int) -> bytes:
    """Return a picture of 24 × 12 pixels in one colour."""
    row = b"\0" + bytes((red, green, blue)) * 24

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", 24, 12, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * 12))
        + chunk(b"IEND", b"")
    )


LOGO = png(20, 40, 120)


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """Return one paragraph of one run."""
    style = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p>{style}<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


_DOCUMENT = (_FOLDER / "docx/word/document.xml").read_text("utf-8")
PICTURE, *_PARAGRAPHS = _DOCUMENT.partition("<w:body>\n")[2].splitlines()
BODY = (PICTURE, *_PARAGRAPHS[:-2])
"""The paragraphs and the table of the specimen, a line of its file each."""


def docx_parts() -> Parts:
    """Return the parts of the specimen letter."""
    paths = sorted(path for path in (_FOLDER / "docx").rglob("*") if path.is_file())
    parts = {str(path.relative_to(_FOLDER / "docx")): path.read_text("utf-8") for path in paths}
    return {**parts, "word/media/logo.png": LOGO}


def swapped(parts: Parts, part: str, old: str | bytes, new: str | bytes) -> Parts:
    """Return the parts with one text of one part replaced; it must be there."""
    content = parts[part]
    if isinstance(content, bytes) or isinstance(old, bytes) or isinstance(new, bytes):
        assert isinstance(content, bytes)
        assert isinstance(old, bytes)
        assert isinstance(new, bytes)
        assert old in content
        return {**parts, part: content.replace(old, new)}
    assert old in content, f"{old!r} is not in {part}"
    return {**parts, part: content.replace(old, new)}


def docx(parts: Parts) -> bytes:
    """Return the .docx of these parts."""
    return write_archive({name: p if isinstance(p, bytes) else p.encode() for name, p in parts.items()})


HTML = (_FOLDER / "letter.html").read_text("utf-8").replace("LOGO", base64.b64encode(LOGO).decode())


@cache
def pdf(html: str = HTML, *, tagged: bool = True) -> bytes:
    """Return the PDF of a page of HTML."""
    import weasyprint

    stream = io.BytesIO()
    weasyprint.HTML(string=html).write_pdf(stream, pdf_tags=tagged)
    return stream.getvalue()


def html_with(*swaps: tuple[str, str]) -> str:
    """Return the specimen's HTML with texts replaced; each must be there."""
    html = HTML
    for old, new in swaps:
        assert old in html, old
        html = html.replace(old, new)
    return html


def letter(folder: Path, key: LetterKey, files: dict[Format, bytes], **known: object) -> ComparableLetter:
    """Write the files of a letter into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for form, content in files.items():
        path = folder / f"{key.recipient_id or 'letter'}.{key.level}.{form}"
        path.write_bytes(content)
        entries.append(LetterFile(form, path.name, OnDisk(path)))
    name = f"{key.recipient_id}.{key.kind}"
    return ComparableLetter(key, name, tuple(entries), **known)  # type: ignore[arg-type] # keywords of the record


def compare(
    folder: Path, old: dict[Format, bytes], new: dict[Format, bytes], settings: Settings | None = None
) -> LetterComparison:
    """Compare two versions of one letter."""
    key = LetterKey("ca-berkeley", "follow_up", 1)
    pair = Pair(key, letter(folder / "old", key, old), letter(folder / "new", key, new))
    return compare_pair(pair, settings or Settings())


def outcome_of(*comparisons: LetterComparison) -> Outcome:
    """Return the outcome of these comparisons."""
    return conclude("old", "new", comparisons)
