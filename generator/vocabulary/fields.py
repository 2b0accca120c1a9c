"""The kinds of field that a payload is made of, each with what its JSON must look like.

Reading one is the inner loop of the fold, and dates repeat: what a text means is worked out once.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, PlainValidator

from generator.model import YEARS

NO_DAY = "is not a date; write it like 2018-01-24"
NO_MOMENT = "is not a date and time with an offset; write it like 2018-01-24T16:05:00-05:00"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def unseen_character(text: str, besides: str = "") -> str:
    """Return the code of the first character that cannot be seen and changes what is, such as ``U+202E``.

    It controls a terminal, breaks a line or turns the direction of text; those ``besides`` are let pass.
    Blank when there is none.
    """
    unseen = (character for character in _UNSEEN.findall(text) if character not in besides)
    return next((f"U+{ord(character):04X}" for character in unseen), "")


def same_channel(one: str, other: str) -> bool:
    """Say whether two texts name the same channel: capitals and spaces make no difference."""
    return "".join(one.casefold().split()) == "".join(other.casefold().split())


@lru_cache(maxsize=8192)
def _day(text: str) -> dt.date:
    if len(text) != len("2018-01-24"):
        raise ValueError(NO_DAY)
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as exc:
        raise ValueError(NO_DAY) from exc
    _refuse_other_times(day.year)
    return day


@lru_cache(maxsize=8192)
def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as exc:
        raise ValueError(NO_MOMENT) from exc
    if moment.utcoffset() is None:
        raise ValueError(NO_MOMENT)
    _refuse_other_times(moment.year)
    return moment


def _read_day(value: object) -> dt.date:
    if not isinstance(value, str):
        raise ValueError(NO_DAY)  # noqa: TRY004 - the schema collects ValueErrors, with the place of each
    return _day(value)


def _read_moment(value: object) -> dt.datetime:
    if not isinstance(value, str):
        raise ValueError(NO_MOMENT)  # noqa: TRY004 - the same
    return _moment(value)


def _read_day_or_moment(value: object) -> dt.date:
    if not isinstance(value, str):
        raise ValueError(NO_MOMENT)  # noqa: TRY004 - the same
    return _day(value) if len(value) == len("2018-01-24") else _moment(value)


def _refuse_other_times(year: int) -> None:
    if year not in YEARS:
        raise ValueError(f"is not between the years {YEARS[0]} and {YEARS[-1]}")


@lru_cache(maxsize=512)
def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
        raise ValueError("is not an IANA time zone, such as America/New_York") from exc
    return name


Day = Annotated[dt.date, PlainValidator(_read_day)]
Moment = Annotated[dt.datetime, PlainValidator(_read_moment)]
DayOrMoment = Annotated[dt.date, PlainValidator(_read_day_or_moment)]
"""When something was, as exactly as people know it: an instant, which is a date too, or the day alone."""
Zone = Annotated[str, Field(strict=True, max_length=60), AfterValidator(_known_zone)]
Line = Annotated[str, Field(strict=True, max_length=500, pattern=r"^[^\p{Cc}]*$")]
Words = Annotated[str, Field(strict=True, min_length=1, max_length=500, pattern=r"^[^\p{Cc}]*$")]
Text = Annotated[str, Field(strict=True, min_length=1, max_length=10_000, pattern=r"^[^\p{Cc}--[\n\t]]*$")]
Remark = Annotated[str, Field(strict=True, max_length=10_000, pattern=r"^[^\p{Cc}--[\n\t]]*$")]
Sha256 = Annotated[str, Field(strict=True, pattern=r"^[0-9a-f]{64}$")]
MaybeSha256 = Annotated[str, Field(strict=True, pattern=r"^([0-9a-f]{64})?$")]
Count = Annotated[int, Field(strict=True, ge=0)]
Number = Annotated[int, Field(strict=True, ge=1, le=9999)]
Truth = Annotated[bool, Field(strict=True)]
