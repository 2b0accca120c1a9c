"""Text that was compressed ahead of time unpacks to the same text, strung together in any order."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from generator.word.engine.fragments import Fragment, deflate_pieces

plain = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(st.lists(plain | plain.map(Fragment) | plain.map(lambda text: text * 50), max_size=8))
def test_pieces_unpack_to_their_text_with_its_size_and_checksum(pieces: list[str]) -> None:
    crc, size, deflated = deflate_pieces(pieces)
    content = "".join(pieces).encode()
    assert zlib.decompress(deflated, -zlib.MAX_WBITS) == content
    assert (crc, size) == (zlib.crc32(content), len(content))


def test_a_fragment_is_its_text() -> None:
    assert Fragment("Très cordialement") == "Très cordialement"
