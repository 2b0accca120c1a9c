"""Which of a run's three fonts a character takes: Latin, East Asian or complex script (17.3.2.26)."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from itertools import groupby

from generator.word.reading.formatting.resolution import ScriptClass

_COMPLEX = ((0x0590, 0x08FF), (0x0900, 0x109F), (0x1780, 0x17FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC))
_EAST_ASIAN = (
    (0x1100, 0x11FF), (0x2E80, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF),
)  # fmt: skip
_SPANS = tuple(
    sorted([(*span, "complex") for span in _COMPLEX] + [(*span, "east_asian") for span in _EAST_ASIAN])
)
_STARTS = [span[0] for span in _SPANS]


def script_of(character: str) -> ScriptClass | None:
    """Return the script class of a character; None for spaces, which take their neighbour's."""
    code = ord(character)
    if code < 0x0590:
        return None if character.isspace() else "latin"
    at = bisect.bisect_right(_STARTS, code) - 1
    if at >= 0 and code <= _SPANS[at][1]:
        return "complex" if _SPANS[at][2] == "complex" else "east_asian"
    return "latin"


def split_by_script(text: str) -> Iterator[tuple[ScriptClass, str]]:
    """Yield the text in pieces of one script each, spaces with what stands before them."""
    if text.isascii():
        yield "latin", text
        return
    present: ScriptClass = next((script for script in map(script_of, text) if script), "latin")
    classes: list[ScriptClass] = []
    for character in text:
        present = script_of(character) or present
        classes.append(present)
    pairs = zip(classes, text, strict=True)
    for script, group in groupby(pairs, key=lambda pair: pair[0]):
        yield script, "".join(character for _, character in group)
