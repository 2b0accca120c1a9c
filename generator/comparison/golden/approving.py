"""What somebody saw of letters before approving of them, as a text short enough for a command to carry. Pure.

Its first half hashes the parts of every .docx, which are the same on any machine; its second half the PDFs,
whose bytes are those of one stack of libraries. Letters of which none is typeset have no second half.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.word.opc.archive import read_archive

Difference: TypeAlias = Literal["", "words", "pages"]
"""How letters differ from what was seen: not at all, in their .docx, or in their PDF alone."""
_LENGTH = 32
_ABSENT = "none"


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of one letter: hashes of the parts of its .docx, and of its PDF where it has one."""

    docx: str
    pdf: str = ""


GONE = Sight(_ABSENT)
"""What is seen of a letter that comes out no more."""


def sight_of(docx: bytes, pdf: bytes, source: str) -> Sight:
    """Return what is seen of a letter; ``source`` names it in an error.

    Raises:
        DocumentError: the .docx cannot be read.
    """
    sha256 = parts_hash(read_archive(docx, source=source).parts)
    return Sight(sha256, hashlib.sha256(pdf).hexdigest() if pdf else "")


def parts_hash(parts: Mapping[str, bytes]) -> str:
    """Return one hash of all parts of a .docx, which no library for compression changes."""
    return hashed(f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in sorted(parts.items()))


def token_of(seen: Mapping[str, Sight]) -> str:
    """Return what was seen of these letters, by name, as one text; it is the same only if all of it is."""
    letters = sorted(seen.items())
    pages = [f"{name} {sight.pdf}" for name, sight in letters if sight.pdf]
    words = hashed(f"{name} {sight.docx}" for name, sight in letters)[:_LENGTH]
    return f"{words}-{hashed(pages)[:_LENGTH]}" if pages else words


def difference(expected: str, today: str) -> Difference:
    """Return how the letters of one token differ from those of another."""
    if expected == today:
        return ""
    words = expected.partition("-")[0] == today.partition("-")[0]
    return "pages" if words else "words"


def hashed(lines: Iterable[str]) -> str:
    """Return the SHA-256 of some lines."""
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
