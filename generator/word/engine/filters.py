"""The filters a letter needs, beside those of Jinja: dates, money, numbers, lists, places.

A blank value passes through every filter as a blank, so that the fault is told where it would be printed.
A value of the wrong kind raises ``ValueError`` with the words for the person who wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from generator.postal import STATE_NAMES

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_AMOUNT = re.compile(r"\s*-?\$?\s*(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?\s*")
_MOST_DIGITS = 20
"""Digits before or after the point beyond which nobody writes a number out."""

_SPOKEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def long_date(value: object) -> str:
    """Return ``January 24, 2018``."""
    day = as_date(value)
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}" if day else ""


def short_date(value: object) -> str:
    """Return ``1/24/2018``."""
    day = as_date(value)
    return f"{day.month}/{day.day}/{day.year}" if day else ""


def iso_date(value: object) -> str:
    """Return ``2018-01-24`` (ISO 8601)."""
    day = as_date(value)
    return day.isoformat() if day else ""


def money(value: object) -> str:
    """Return ``$18,244,126``, with cents only when there are any, rounded half up: ``$18,244,126.50``."""
    amount = as_number(value)
    if amount is None:
        return ""
    cents = amount.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
    whole = cents == cents.to_integral_value()
    sign = "-" if cents < 0 else ""
    return f"{sign}${abs(cents):,.0f}" if whole else f"{sign}${abs(cents):,.2f}"


def number(value: object) -> str:
    """Return ``18,244,126``, with as many decimals as the value has."""
    amount = as_number(value)
    return "" if amount is None else f"{amount:,f}"


def ordinal(value: object) -> str:
    """Return ``1st``, ``2nd``, ``3rd``, ``11th``."""
    if _is_blank(value):
        return ""
    place = _whole(value)
    suffixes = {1: "st", 2: "nd", 3: "rd"}
    suffix = "th" if abs(place) % 100 in (11, 12, 13) else suffixes.get(abs(place) % 10, "th")
    return f"{place}{suffix}"


def spoken(value: object) -> str:
    """Return whole numbers from zero to ten as words, others as digits: ``three``, ``21``."""
    if _is_blank(value):
        return ""
    count = _whole(value)
    return _SPOKEN[count] if 0 <= count < len(_SPOKEN) else f"{count:,}"


def plural(value: object, singular: str, several: str = "") -> str:
    """Return the singular for 1 (or a list of one), else the plural; ``several`` defaults to singular + s."""
    if _is_blank(value):
        return ""
    count = len(value) if isinstance(value, list | tuple) else as_number(value)
    return singular if count == 1 else several or f"{singular}s"


def join_and(values: Iterable[object], word: str = "and") -> str:
    """Return ``a``, ``a and b``, ``a, b, and c``; blank members are left out."""
    members = [str(member) for member in _members(values)]
    if len(members) <= 2:
        return f" {word} ".join(members)
    return f"{', '.join(members[:-1])}, {word} {members[-1]}"


def join_lines(values: Iterable[object]) -> str:
    """Return the members below each other, such as the lines of an address; blank ones are left out."""
    return "\n".join(str(member) for member in _members(values))


def state_name(value: object) -> str:
    """Return the name of a state or territory from its USPS code: ``IL`` gives ``Illinois``."""
    if _is_blank(value):
        return ""
    name = STATE_NAMES.get(str(value).strip().upper())
    if name is None:
        raise ValueError(f"{value!r} is not a USPS state code such as IL")
    return name


FILTERS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "iso_date": iso_date,
        "join_and": join_and,
        "join_lines": join_lines,
        "long_date": long_date,
        "money": money,
        "number": number,
        "ordinal": ordinal,
        "plural": plural,
        "short_date": short_date,
        "spoken": spoken,
        "state_name": state_name,
    }
)
"""Every filter that a template may use beside Jinja's own, by name; ``docs/templates.md`` has the table."""


def as_date(value: object) -> date | None:
    """Return the day that a date, a datetime or an ISO 8601 text names; None for a blank."""
    if _is_blank(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError as exc:
        raise ValueError(f"{value!r} is not a date; write it as 2018-01-24") from exc


def as_number(value: object) -> Decimal | None:
    """Return the number that an int, a Decimal, a float or a text of digits names; None for a blank."""
    if _is_blank(value):
        return None
    text = str(value)
    if isinstance(value, str):
        text = text.replace("$", "").replace(",", "").strip() if _AMOUNT.fullmatch(value) else "?"
    try:
        amount = Decimal(text.replace(" ", ""))
    except InvalidOperation as exc:
        raise ValueError(f"{value!r} is not a number; write it as 18244126 or 18244126.50") from exc
    if not amount.is_finite() or abs(amount.adjusted()) > _MOST_DIGITS:
        raise ValueError(f"{value!r} is not a number that can be written")
    return amount


def _whole(value: object) -> int:
    amount = as_number(value)
    if amount is None or amount != amount.to_integral_value():
        raise ValueError(f"{value!r} is not a whole number")
    return int(amount)


def _members(values: Iterable[object]) -> list[object]:
    if isinstance(values, str):
        if values.strip():
            raise ValueError(f"{values!r} is one text; a list is needed")
        return []
    return [member for member in values if not _is_blank(member)]


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
