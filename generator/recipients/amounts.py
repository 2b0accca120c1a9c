"""Sums of money in dollars."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.recipients.rows import Fault, shown

_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,2})?")


def read_amount(text: str) -> int | Decimal | Fault:
    """Return a sum in dollars: digits, and cents after a point if there are any; no sign, mark or grouping.

    A whole number is an ``int``; a sum with cents is a ``Decimal`` with two places, as spreadsheets write
    ``1234.5`` for 1,234 dollars and 50 cents.
    """
    if not _AMOUNT.fullmatch(text):
        return Fault(f"{shown(text)} is not a sum in dollars", _hint(text))
    return Decimal(text).quantize(Decimal("0.01")) if "." in text else int(text)


def _hint(text: str) -> str:
    if text.startswith(("-", "(")):
        return "write a sum that is not below zero, or leave the cell blank"
    bare = re.sub(r"[$,\s]|USD", "", text).lstrip("0") or "0"
    return (
        f"write '{bare}'"
        if _AMOUNT.fullmatch(bare)
        else "write digits only, with cents after a point: 1234.50"
    )
