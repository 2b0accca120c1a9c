"""Fonts and streams of a PDF, put right before the file is written."""

from __future__ import annotations

import re
import zlib

from generator.pdf.foreign import LaidOut, Pdf, PdfObject
from generator.pdf.typefaces import FAMILY_PREFIX

_LINE_BREAKS = (b"\r", b"\n")
_SPACE = re.compile(rb"<(?:00a0|200[0-9a]|202f|205f|3000)>$")
_AMBIGUOUS = re.compile(rb"[\r\n]\nendstream")


class StructureError(Exception):
    """The typesetter made something else than it was told: a fault of this program, not of the document."""


def name_fonts(document: LaidOut, pdf: Pdf) -> None:
    """Give embedded fonts their own names; raises ``StructureError`` for a font that is not bundled."""
    lacking = {chr(code) for font in document.fonts.values() for code in font.missing}
    if lacking:
        raise StructureError(f"no glyph for {', '.join(map(repr, sorted(lacking)))}")
    prefix = f"+{FAMILY_PREFIX}".encode()
    for entry in pdf.objects:
        for key in ("BaseFont", "FontName") if isinstance(entry, dict) else ():
            if key in entry:
                written = entry[key] if isinstance(entry[key], bytes) else str(entry[key]).encode()
                if prefix not in written:
                    raise StructureError(f"the font {written.decode()} is not a bundled one")
                entry[key] = written.replace(prefix, b"+")


def tell_spaces(pdf: Pdf) -> None:
    """Let all spaces be read out as U+0020: fonts draw several of them with one glyph, which has one text."""
    for entry in pdf.objects:
        if isinstance(entry, dict) and "ToUnicode" in entry:
            told = pdf.objects[int(entry["ToUnicode"].split()[0])]
            told.stream = [_SPACE.sub(b"<0020>", line) for line in told.stream]


def settle_streams(pdf: Pdf, padding: int) -> None:
    """Compress streams so that none ends with a line break, which would make its length ambiguous.

    ISO 19005-2, 6.1.7.1: readers take a line break before ``endstream`` for the end-of-line marker.
    """
    import pydyf

    if padding:
        pdf.add_object(pydyf.Dictionary({"Padding": padding}))
    for entry in pdf.objects:
        if isinstance(entry, pydyf.Stream) and entry.compress:
            plain = b"\n".join(item if isinstance(item, bytes) else _bytes(item) for item in entry.stream)
            entry.stream = [_compressed(plain)]
            entry.extra = {**entry.extra, "Filter": "/FlateDecode"}
            entry.compress = False


def has_ambiguous_stream(pdf: bytes) -> bool:
    """Tell whether any stream of the file ends with a line break."""
    return _AMBIGUOUS.search(pdf) is not None


def _compressed(plain: bytes) -> bytes:
    for level in range(9, 0, -1):
        found = zlib.compress(plain, level)
        if not found.endswith(_LINE_BREAKS):
            return found
    return zlib.compress(plain + b" ", 9)


def _bytes(item: PdfObject) -> bytes:
    """Return an operand or operator as pydyf writes it."""
    from pydyf import _to_bytes

    written: bytes = _to_bytes(item)
    return written
