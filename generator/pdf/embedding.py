"""Fonts and streams of a PDF, put right before the file is written."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping

from generator.pdf.typefaces import FAMILY_PREFIX, KERNED_PREFIX, glyph_texts, is_bracket
from generator.pdf.weasyprint_types import LaidOut, Pdf, PdfObject

_LINE_BREAKS = (b"\r", b"\n")
_OWN = re.compile(rf"\+(?:{KERNED_PREFIX}|{FAMILY_PREFIX})".encode())
_TOLD = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_ONE_CHARACTER = 4
"""The hexadecimal digits of a text that is one character of the Basic Multilingual Plane."""
_SPACE = re.compile(rb"00a0|200[0-9a]|202f|205f|3000")
_AMBIGUOUS = re.compile(rb"[\r\n]\nendstream")


class StructureError(Exception):
    """The typesetter made something else than it was told: a fault of this program, not of the document."""


def name_fonts(document: LaidOut, pdf: Pdf) -> None:
    """Give embedded fonts their own names; raises ``StructureError`` for a font that is not bundled."""
    lacking = {chr(code) for font in document.fonts.values() for code in font.missing}
    if lacking:
        raise StructureError(f"no glyph for {', '.join(map(repr, sorted(lacking)))}")
    for entry in pdf.objects:
        for key in ("BaseFont", "FontName") if isinstance(entry, dict) else ():
            if key in entry:
                written = entry[key] if isinstance(entry[key], bytes) else str(entry[key]).encode()
                if not _OWN.search(written):
                    raise StructureError(f"the font {written.decode()} is not a bundled one")
                entry[key] = _OWN.sub(b"+", written)


def correct_texts(pdf: Pdf) -> None:
    """Let each glyph be read out as what it shows, where several characters are drawn with it.

    All spaces are read out as U+0020, and a bracket as itself, though mirrored text says its opposite. A
    letter with vowel marks is one text, which the typesetter gives to the first of their glyphs it meets;
    each is read out as what its font says.
    """
    for entry in pdf.objects:
        if isinstance(entry, dict) and "ToUnicode" in entry:
            shown = glyph_texts(entry["BaseFont"].decode().partition("+")[2])
            mapping = pdf.objects[int(entry["ToUnicode"].split()[0])]
            mapping.stream = [_corrected(line, shown) for line in mapping.stream]


def _corrected(line: bytes, shown: Mapping[int, str]) -> bytes:
    match = _TOLD.fullmatch(line)
    if match is None:
        return line
    glyph, text_code = match.groups()
    text = shown.get(int(glyph, 16), "")
    if _SPACE.fullmatch(text_code):
        text = " "
    elif not text or (len(text_code) == _ONE_CHARACTER and not is_bracket(text)):
        return line
    return b"<" + glyph + b"> <" + text.encode("utf-16-be").hex().encode() + b">"


def settle_streams(pdf: Pdf, padding: int) -> None:
    """Compress streams so that none ends with a line break, which would make its length ambiguous.

    ISO 19005-2, 6.1.7.1: readers take a line break before ``endstream`` for the end-of-line marker. A picture
    comes compressed; a byte after the end of its data (RFC 1950, 2.2; ITU-T T.81, B.1.1.2) is never read. The
    streams that hold the objects and their table are made when the file is written; ``padding`` changes them.
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
        elif isinstance(entry, pydyf.Stream) and "Filter" in entry.extra:
            (picture,) = entry.stream
            if _bytes(picture).endswith(_LINE_BREAKS):
                entry.stream = [_bytes(picture) + b"\0"]


def has_ambiguous_stream(pdf: bytes) -> bool:
    """Tell whether any stream of the file ends with a line break."""
    return _AMBIGUOUS.search(pdf) is not None


def _compressed(plain: bytes) -> bytes:
    """Deflate, with a space more where the checksum at the end would be a line break."""
    stream = zlib.compress(plain, 9)
    return zlib.compress(plain + b" ", 9) if stream.endswith(_LINE_BREAKS) else stream


def _bytes(item: PdfObject) -> bytes:
    """Return an operand or operator as pydyf writes it."""
    from pydyf import _to_bytes

    written: bytes = _to_bytes(item)
    return written
