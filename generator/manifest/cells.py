"""Cells that a spreadsheet shows and never runs."""

from __future__ import annotations

from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def defuse(cell: object) -> object:
    """Return ``cell`` so that no spreadsheet takes it for a formula (CWE-1236)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
