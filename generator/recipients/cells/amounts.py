"""Sums of money in dollars, and what was probably meant when they are written in another way."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.errors import Fault
from generator.recipients.rows import CellFault, shown

_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,2})?")
_WITH_MARK = re.compile(r"(?:(?:US)?\$|USD)?\s*([0-9][0-9.,'’\s]*?)\s*(?:\$|USD)?")
_GROUPED = r"(?:[0-9]+|[1-9][0-9]{{0,2}}(?P<group>[{groups}\s'’])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*)"
_POINT_BEFORE_CENTS = re.compile(_GROUPED.format(groups=",") + r"(?:\.(?P<cents>[0-9]+))?")
_COMMA_BEFORE_CENTS = re.compile(_GROUPED.format(groups=".") + r"(?:,(?P<cents>[0-9]+))?")


def read_amount(text: str) -> int | Decimal | CellFault:
    """Return a sum in dollars: digits, and cents after a point if there are any; no sign, mark or grouping.

    A whole number is an ``int``; a sum with cents is a ``Decimal`` with two places, as spreadsheets write
    ``1234.5`` for 1,234 dollars and 50 cents.
    """
    if not _AMOUNT.fullmatch(text):
        return Fault(None, f"{shown(text)} is not a sum in dollars", _hint(text))
    return Decimal(text).quantize(Decimal("0.01")) if "." in text else int(text)


def _hint(text: str) -> str:
    """Return the sum to write where the text can be read in one way only; else it leaves the choice."""
    if text.startswith(("-", "\u2212", "(")):
        return "write a sum that is not below zero, or leave the cell blank"
    marked = _WITH_MARK.fullmatch(text)
    readings = _readings(marked[1]) if marked else set()
    if len(readings) == 1 and _AMOUNT.fullmatch(only := readings.pop()):
        return f"write '{only}'"
    sound = next((reading for reading in sorted(readings) if _AMOUNT.fullmatch(reading)), "")
    if sound:
        return f"write '{sound}' if that is the sum; cents stand after a point: 1234.50"
    return "write digits only, with cents after a point: 1234.50"


def _readings(number: str) -> set[str]:
    """Return what the number is where a point stands before the cents, and where a comma does.

    ``1,234`` has two readings: a thousand and more, or one with three digits after it, as spreadsheets write
    the result of a formula in much of Europe.
    """
    styles = (style.fullmatch(number) for style in (_POINT_BEFORE_CENTS, _COMMA_BEFORE_CENTS))
    return {_plain(style, number) for style in styles if style}


def _plain(style: re.Match[str], number: str) -> str:
    cents = style["cents"]
    whole = re.sub("[^0-9]", "", number[: style.end() - len(cents) - 1] if cents else number)
    return (whole.lstrip("0") or "0") + (f".{cents}" if cents else "")
