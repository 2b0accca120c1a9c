"""Text compressed ahead of time: what does not vary in a part is deflated once and copied into every letter.

Deflate (RFC 1951) is a sequence of blocks. A fragment ends with a full flush, on a byte boundary and without
references backwards, so that fragments, and what varies between them, can be strung together in any order.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

_LEVEL = 6
_LAST_BLOCK = b"\x03\x00"
"""An empty block that says it is the last one (RFC 1951, 3.2.6)."""

_STORED_UP_TO = 192
"""Bytes up to which varying text is stored as it is: compressing so little costs more than it saves."""


class Fragment(str):
    """Static text that knows its compressed form, and how it changes a CRC-32 that came before it."""

    __slots__ = ("_tables", "crc", "deflated", "size")

    def __init__(self, text: str) -> None:
        content = text.encode()
        self.size = len(content)
        self.deflated = _flushed(content, 9)
        self.crc = zlib.crc32(content)
        self._tables = _crc_tables(content, self.crc)

    def crc_after(self, crc: int) -> int:
        """Return the CRC-32 of a text with CRC ``crc`` followed by this fragment."""
        first, second, third, fourth = self._tables
        return (
            first[crc & 255] ^ second[crc >> 8 & 255] ^ third[crc >> 16 & 255] ^ fourth[crc >> 24] ^ self.crc
        )


def deflate_pieces(pieces: Iterable[str]) -> tuple[int, int, bytes]:
    """Return CRC-32, size and deflated form of the pieces strung together; fragments are copied."""
    crc = size = 0
    written: list[bytes] = []
    varying: list[str] = []
    for piece in (*pieces, _END):
        if type(piece) is not Fragment:
            varying.append(piece)
            continue
        if varying:
            content = "".join(varying).encode()
            varying.clear()
            crc = zlib.crc32(content, crc)
            size += len(content)
            written.append(_block(content))
        crc = piece.crc_after(crc)
        size += piece.size
        written.append(piece.deflated)
    written.append(_LAST_BLOCK)
    return crc, size, b"".join(written)


def _block(content: bytes) -> bytes:
    length = len(content)
    if length > _STORED_UP_TO:
        return _flushed(content, _LEVEL)
    return b"\x00" + length.to_bytes(2, "little") + (length ^ 0xFFFF).to_bytes(2, "little") + content


def _flushed(content: bytes, level: int) -> bytes:
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(content) + compressor.flush(zlib.Z_FULL_FLUSH)


def _crc_tables(content: bytes, crc: int) -> tuple[tuple[int, ...], ...]:
    """Return what each byte of a CRC becomes when ``content`` follows.

    With another start, the CRC of a text differs by a linear function of that start: 32 of them, one for
    each bit, tell all.
    """
    bits = [zlib.crc32(content, 1 << bit) ^ crc for bit in range(32)]
    return tuple(_combinations(bits[start : start + 8]) for start in (0, 8, 16, 24))


def _combinations(bits: list[int]) -> tuple[int, ...]:
    table = [0]
    for bit in bits:
        table += [entry ^ bit for entry in table]
    return tuple(table)


_END = Fragment("")
