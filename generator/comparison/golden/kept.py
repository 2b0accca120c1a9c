"""The golden files as they are kept, which may be corrupt: which there are, and what they say. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from generator.comparison.faults import ComparisonError
from generator.comparison.golden.choosing import key_of
from generator.comparison.pdf.pictures import Raster
from generator.comparison.pdf.png import raster_from
from generator.comparison.records import LetterKey
from generator.errors import Problem

TEXTS = "texts.json"
PARTS = "parts.json"
HASHES = re.compile(r"hashes\.[A-Za-z0-9._-]+\.json")
_OF_LETTER = re.compile(r"(?P<letter>.+)\.(?:docx|txt|pdf\.json|page-\d+\.png)")


def hashes_name(stack: str) -> str:
    """Return the name of the file that keeps the hashes of a stack."""
    return f"hashes.{stack}.json"


def known_letters(kept: Mapping[str, bytes]) -> frozenset[LetterKey]:
    """Return the golden letters.

    Raises:
        ComparisonError: the file that names them is corrupt.
    """
    try:
        return frozenset(map(key_of, known_in(kept, TEXTS)))
    except ValueError as exc:
        raise corrupt(TEXTS) from exc


def letter_of(file: str) -> str:
    """Return the name of the letter that a golden file is of; empty when it is of none."""
    match = _OF_LETTER.fullmatch(file)
    return match["letter"] if match else ""


def known_in(kept: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Return what a golden file says of each name; nothing when it is not there.

    Raises:
        ComparisonError: it is corrupt.
    """
    read = loaded(kept, name) if name in kept else {}
    if not isinstance(read, dict):
        raise corrupt(name)
    return read


def loaded(kept: Mapping[str, bytes], name: str) -> Any:  # noqa: ANN401 - what JSON holds
    """Return what the JSON of a golden file holds.

    Raises:
        ComparisonError: it is corrupt.
    """
    try:
        return json.loads(kept[name])
    except (ValueError, RecursionError) as exc:
        raise corrupt(name) from exc


def kept_page(kept: Mapping[str, bytes], name: str) -> Raster:
    """Return a page that is kept.

    Raises:
        ComparisonError: its file is corrupt.
    """
    try:
        return raster_from(kept[name])
    except (OSError, SyntaxError, ValueError) as exc:
        raise corrupt(name) from exc


def corrupt(name: str) -> ComparisonError:
    """Return the fault of a golden file that is not as it was written."""
    hint = "restore it from the revision it was committed in, or run 'letterbook golden update'"
    return ComparisonError((Problem(name, "", "is corrupt: it is not as 'golden update' writes it", hint),))
