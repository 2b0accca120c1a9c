"""What a typed cell of a workbook or a Parquet file reads as text: what one sees, nothing lost."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from generator.errors import Fault
from generator.recipients.rows import CellFault, shown

_MOST_DIGITS = 15
"""What a double, and so a number in a spreadsheet, keeps for certain (IEEE 754, 53 bits)."""


def text_of(value: object) -> str | CellFault:
    """Return a cell as text: whole numbers without a point, days as ISO 8601, lists separated by ``;``.

    A day with a time of midnight is a day. What is missing (None, NaN) is blank. Line breaks are LF.
    """
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    return Fault(None, f"the cell is a {type(value).__name__}, not text", "write its value as text")


def _text_of_nothing(_: None) -> str:
    return ""


def _text_of_truth(value: bool) -> str:  # noqa: FBT001 (it is the cell itself)
    return "TRUE" if value else "FALSE"


def _text_of_decimal(number: Decimal) -> str:
    return format(number, "f") if number.is_finite() else ""


def _text_of_moment(moment: datetime) -> str:
    return moment.date().isoformat() if moment.timetz() == time() else moment.isoformat(" ")


def _text_of_float(number: float) -> str | CellFault:
    if math.isnan(number):
        return ""
    if math.isinf(number):
        return Fault(None, "the number is infinite", "write a number")
    if abs(number) >= 10**_MOST_DIGITS:
        return Fault(
            None, f"{shown(repr(number))} has more digits than a number keeps", "store the column as text"
        )
    return format(Decimal(f"{number:.{_MOST_DIGITS}g}").normalize() + 0, "f")


def _text_of_bytes(raw: bytes) -> str | CellFault:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return Fault(None, "the bytes of the cell are not UTF-8", "store the column as text")


def _text_of_list(values: list[object]) -> str | CellFault:
    texts: list[str] = []
    for value in values:
        text = text_of(value)
        if isinstance(text, Fault):
            return text
        texts.append(text)
    return ";".join(texts)


_WRITERS: tuple[tuple[type, Callable[[Any], str | CellFault]], ...] = (
    (type(None), _text_of_nothing),
    (bool, _text_of_truth),  # before int, which it is one of
    (int, str),
    (float, _text_of_float),
    (Decimal, _text_of_decimal),
    (datetime, _text_of_moment),  # before date, which it is one of
    (date, date.isoformat),
    (time, time.isoformat),
    (bytes, _text_of_bytes),
    (list, _text_of_list),
)
