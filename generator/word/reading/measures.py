"""Word's units as points: twips, half-points, eighths, EMU, percentages and written units."""

from __future__ import annotations

import math
import re

_WRITTEN = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+))\s*(mm|cm|in|pt|pc|pi|px|emu|%)?\s*")
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,8}")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_POINTS = {
    "mm": 72 / 25.4,
    "cm": 72 / 2.54,
    "in": 72.0,
    "pt": 1.0,
    "pc": 12.0,
    "pi": 12.0,
    "px": 0.75,
    "emu": 1 / 12700,
}
_LARGEST = 31_680.0
"""22 inches in twips, Word's largest page, times ten: no honest measure in points is larger."""


class MeasureError(ValueError):
    """A measure that is none."""


def points(text: str, per_point: float) -> float:
    """Return a length in points; a bare number counts ``per_point`` to the point, a written unit stands."""
    number, unit = _parse(text)
    length = number / per_point if unit is None else number * _POINTS.get(unit, 1.0)
    if abs(length) > _LARGEST:
        raise MeasureError(f"{text!r} is larger than any page")
    return round(length, 4)


def twips(text: str | None, default: float = 0.0) -> float:
    """Return twentieths of a point as points, ``default`` when there is no text."""
    return default if not text else points(text, 20)


def half_points(text: str | None, default: float = 0.0) -> float:
    """Return half points as points, ``default`` when there is no text."""
    return default if not text else points(text, 2)


def eighths(text: str | None, default: float = 0.0) -> float:
    """Return eighths of a point as points, ``default`` when there is no text."""
    return default if not text else points(text, 8)


def emu(text: str | None, default: float = 0.0) -> float:
    """Return English Metric Units (914,400 to the inch) as points, ``default`` when there is no text."""
    return default if not text else points(text, 12700)


def number(text: str | None, default: float = 0.0) -> float:
    """Return a plain number, ``default`` when there is no text."""
    return default if not text else _parse(text)[0]


def integer(text: str | None, default: int = 0) -> int:
    """Return a whole number, ``default`` when there is no text."""
    return default if not text else int(_parse(text)[0])


def hexadecimal(text: str | None, default: int = 0) -> int:
    """Return a number in hexadecimal digits, ``default`` when there is no text."""
    if not text:
        return default
    if not _HEXADECIMAL.fullmatch(text):
        raise MeasureError(f"{text!r} is not a number in hexadecimal digits")
    return int(text, 16)


def six_digits(text: str | None) -> str | None:
    """Return a colour written as six hexadecimal digits, in small letters; None when it is not."""
    return text.lower() if text and _COLOUR.fullmatch(text) else None


def share(text: str, per_whole: float) -> float:
    """Return a share of a whole: ``50%``, or a bare number of which ``per_whole`` make the whole."""
    amount, unit = _parse(text)
    return amount / 100 if unit == "%" else amount / per_whole


def _parse(text: str) -> tuple[float, str | None]:
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise MeasureError(f"{text!r} is not a measure")
    amount = float(match[1])
    if not math.isfinite(amount) or abs(amount) > 1e12:
        raise MeasureError(f"{text!r} is not a measure")
    # A number below zero that was written without its sign, as 32 bits: Word reads them so.
    if match[2] is None and 2**31 <= amount < 2**32:
        amount -= 2**32
    return amount, match[2]
