"""The physical lines of a text file, read as a stream, and told when they are not UTF-8."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_CHUNK = 1 << 18
LONGEST_LINE = 1 << 20
"""Bytes of one physical line; what is longer is cut there, and its row refused."""


@dataclass(frozen=True, slots=True)
class BadByte:
    """The first byte of a line that is not UTF-8: its value, and the text of the line before it."""

    value: int
    before: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """One physical line, without its end; ``number`` counts from 1."""

    number: int
    text: str
    bad_byte: BadByte | None = None
    too_long: bool = False


def physical_lines(stream: BinaryIO) -> Iterator[TextLine]:
    """Yield the lines of UTF-8 text that ends its lines with LF, CRLF or CR; a byte order mark is dropped.

    A line that is not UTF-8 is yielded as if it were Windows-1252, and marked.
    """
    for number, raw in enumerate(_raw_lines(stream), start=1):
        yield _line(number, raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw)


def _raw_lines(stream: BinaryIO) -> Iterator[bytes]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        pieces = (rest + chunk).splitlines(keepends=True)
        rest = b"" if pieces[-1].endswith(b"\n") else pieces.pop()
        yield from (piece.rstrip(b"\r\n") for piece in pieces)
        rest = rest[: LONGEST_LINE + 1]
    if rest:
        yield rest.rstrip(b"\r\n")


def _line(number: int, raw: bytes) -> TextLine:
    if len(raw) > LONGEST_LINE:
        return TextLine(number, "", too_long=True)
    try:
        return TextLine(number, raw.decode("utf-8"))
    except UnicodeDecodeError as exc:
        bad_byte = BadByte(raw[exc.start], raw[: exc.start].decode("utf-8"))
        return TextLine(number, raw.decode("cp1252", errors="replace"), bad_byte)
