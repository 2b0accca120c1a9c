"""Days, as a recipient table writes them: ISO 8601, and what was probably meant when they are not."""

from __future__ import annotations

import re
from datetime import date, timedelta

from generator.recipients.rows import Fault, shown

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ISO_WITH_TIME = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?", re.DOTALL)
_BY_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.]?([0-9]{1,2})[/.]?([0-9]{1,2})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?[ -]([0-9]{4}|[0-9]{2})")
_SERIAL = re.compile(r"[2-5][0-9]{4}(?:\.0)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_DAY_BEFORE_SERIAL_0 = date(1899, 12, 30)


def read_date(text: str) -> date | Fault:
    """Return a day of the years 1900 to 2199, written year-month-day (``2018-01-24``)."""
    written = _ISO.fullmatch(text)
    if written is None:
        return _not_iso(text)
    day = _day(*written.groups())
    if day is None:
        return Fault(f"{shown(text)} is a day that no calendar has", "correct the month or the day")
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return Fault(f"{shown(text)} is not between {_FIRST_YEAR} and {_LAST_YEAR}", "correct the year")
    return day


def read_dates(text: str) -> tuple[date, ...] | Fault:
    """Return the days of a cell, in its order, separated by ``;`` and each written year-month-day."""
    days: list[date] = []
    for part in text.split(";"):
        day = read_date(part.strip()) if part.strip() else Fault(f"{shown(text)} has nothing between two ';'")
        match day:
            case Fault():
                return _of_many(text, day)
            case _ if day in days:
                return Fault(f"{shown(text)} names {day} twice", "delete one of them")
            case _:
                days.append(day)
    return tuple(days)


def _of_many(text: str, fault: Fault) -> Fault:
    if "," in text and all(_ISO.fullmatch(part.strip()) for part in text.split(",")):
        return Fault(fault.message, "separate the days by ';'")
    return fault if fault.hint else Fault(fault.message, "write the days as 2017-04-21;2017-10-11")


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _not_iso(text: str) -> Fault:
    hint = " or ".join(f"'{day.isoformat()}'" for day in _meant(text))
    return Fault(
        f"{shown(text)} is not a day as year-month-day", f"write {hint}" if hint else "write it as 2018-01-24"
    )


def _meant(text: str) -> tuple[date, ...]:
    """Return the days that the text may mean, the American reading (month first) before the other."""
    if numbers := _ISO_WITH_TIME.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        readings = [_day(*numbers.groups())]
    elif numbers := _BY_NUMBERS.fullmatch(text):
        first, second, year = numbers.groups()
        readings = [_day(_century(year), first, second), _day(_century(year), second, first)]
    elif words := _MONTH_FIRST.fullmatch(text):
        readings = [_day(words[3], _month(words[1]), words[2])]
    elif words := _DAY_FIRST.fullmatch(text):
        readings = [_day(_century(words[3]), _month(words[2]), words[1])]
    elif _SERIAL.fullmatch(text):
        readings = [_DAY_BEFORE_SERIAL_0 + timedelta(days=int(text.removesuffix(".0")))]
    else:
        readings = []
    return tuple(dict.fromkeys(day for day in readings if day is not None))


def _century(year: str) -> int:
    """Return the year; of two digits, as POSIX reads them: 69 to 99 are of the 20th century."""
    number = int(year)
    if len(year) == 4:
        return number
    return number + (1900 if number >= 69 else 2000)


def _month(name: str) -> int:
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0
