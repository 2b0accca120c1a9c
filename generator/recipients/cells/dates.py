"""Days, as a recipient table writes them: ISO 8601, and what was probably meant when they are not."""

from __future__ import annotations

import re
from datetime import date, timedelta

from generator.errors import Fault
from generator.recipients.rows import CellFault, shown

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
    r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9.]+)?)?"
)
_COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_BY_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?[ -]([0-9]{4}|[0-9]{2})")
_SERIAL = re.compile(r"[2-5][0-9]{4}(?:\.0)?")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_DAY_BEFORE_SERIAL_0 = date(1899, 12, 30)
_TURNS = (30, 69)
"""Years of two digits below the first are of the 21st century for Excel, below the second for POSIX."""


def read_date(text: str) -> date | CellFault:
    """Return a day of the years 1900 to 2199, written year-month-day (``2018-01-24``)."""
    written = _ISO.fullmatch(text)
    if written is None:
        return _not_iso(text)
    day = _day(*written.groups())
    if day is None:
        return Fault(None, f"{shown(text)} is a day that no calendar has", "correct the month or the day")
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return Fault(None, f"{shown(text)} is not between {_FIRST_YEAR} and {_LAST_YEAR}", "correct the year")
    return day


def read_dates(text: str) -> tuple[date, ...] | CellFault:
    """Return the days of a cell, in its order, separated by ``;`` and each written year-month-day."""
    days: list[date] = []
    for part in text.split(";"):
        day = (
            read_date(part.strip())
            if part.strip()
            else Fault(None, f"{shown(text)} has nothing between two ';'")
        )
        match day:
            case Fault():
                return _of_many(text, day)
            case _ if day in days:
                return Fault(None, f"{shown(text)} names {day} twice", "delete one of them")
            case _:
                days.append(day)
    return tuple(days)


def _of_many(text: str, fault: CellFault) -> CellFault:
    if "," in text and all(_ISO.fullmatch(part.strip()) for part in text.split(",")):
        return Fault(None, fault.message, "separate the days by ';'")
    if not fault.hint:
        return Fault(None, fault.message, "write the days as 2017-04-21;2017-10-11")
    return Fault(None, fault.message, f"{fault.hint} in its place") if ";" in text else fault


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _not_iso(text: str) -> CellFault:
    return Fault(None, f"{shown(text)} is not a day as year-month-day", _hint(text))


def _hint(text: str) -> str:
    """Return every day that the text may mean, so that nothing is chosen for its writer."""
    days = sorted({day for day in _readings(text) if day and _FIRST_YEAR <= day.year <= _LAST_YEAR})
    if not days:
        return "write it as 2018-01-24"
    meant = " or ".join(f"'{day.isoformat()}'" for day in days)
    # Workbooks that began on a Mac count days from 1904.
    return f"write {meant}" + (" if it is a day's number in a spreadsheet" if _SERIAL.fullmatch(text) else "")


def _readings(text: str) -> list[date | None]:
    if numbers := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return [_day(*numbers.group("year", "month", "day"))]
    if numbers := _BY_NUMBERS.fullmatch(text):
        return _readings_of_numbers(numbers[1], numbers[3], numbers[4])
    if words := _MONTH_FIRST.fullmatch(text):
        return [_day(words[3], _month(words[1]), words[2])]
    if words := _DAY_FIRST.fullmatch(text):
        return [_day(year, _month(words[2]), words[1]) for year in _years(words[3])]
    if _SERIAL.fullmatch(text):
        return [_DAY_BEFORE_SERIAL_0 + timedelta(days=int(text.removesuffix(".0")))]
    return []


def _readings_of_numbers(first: str, second: str, last: str) -> list[date | None]:
    """Return the days with the month first, with the day first, and with a year of two digits first."""
    readings = [
        _day(year, month, day) for year in _years(last) for month, day in ((first, second), (second, first))
    ]
    if len(first) == len(last) == 2:
        readings += [_day(year, second, last) for year in _years(first)]
    return readings


def _years(digits: str) -> set[int]:
    """Return the year; of two digits, the years that they stand for in Excel and by POSIX."""
    number = int(digits)
    if len(digits) == 4:
        return {number}
    return {number + (2000 if number < turn else 1900) for turn in _TURNS}


def _month(name: str) -> int:
    """Return the number of a month by its name, or the beginning of it; 0 for another word."""
    numbers = (number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()))
    return next(numbers, 0) if name.lower() != "sept" else 9
