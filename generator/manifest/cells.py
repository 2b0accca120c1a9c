"""Cells that a spreadsheet shows and never runs."""

from __future__ import annotations

import unicodedata
from typing import Final

FORMULA_STARTS: Final = frozenset("=+-@\t\r\N{MINUS SIGN}")
_UNSEEN: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
"""The categories of characters that stand before a formula without being seen."""


def defuse(cell: object) -> object:
    """Return ``cell`` so that no spreadsheet takes it for a formula (CWE-1236).

    A full-width or a small sign begins a formula where East Asian input is usual, and so does a sign
    behind a space or a character that is not seen.
    """
    return f"'{cell}" if isinstance(cell, str) and _begins_formula(cell) else cell


def _begins_formula(text: str) -> bool:
    for character in text:
        if unicodedata.normalize("NFKC", character) in FORMULA_STARTS:
            return True
        if unicodedata.category(character) not in _UNSEEN:
            return False
    return False
