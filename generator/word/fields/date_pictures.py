r"""Date pictures, such as ``dddd, MMMM d, yyyy`` (ECMA-376 part 1, 17.16.4.1), with English names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.word.fields.format_faults import FormatError

_ITEM = re.compile(
    r"'(?P<quoted>[^']*)'|(?P<half>[aA][mM]/[pP][mM])|(?P<item>M+|[dD]+|[yY]+|h+|H+|m+|[sS]+)|(?P<other>.)",
    re.DOTALL,
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Part = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class DatePicture:
    """A picture that was understood: what writes its parts, in order."""

    parts: tuple[Part, ...]

    def write(self, moment: datetime) -> str:
        """Return the moment as Word writes it."""
        return "".join(part(moment) for part in self.parts)


def read_date_picture(picture: str, *, is_english: bool) -> DatePicture:
    """Return a picture; ``FormatError`` says what of it is not certain, and the remedy."""
    if not picture.strip():
        raise FormatError("has nothing in it", "write MMMM d, yyyy")
    if picture.count("'") % 2:
        raise FormatError("has an apostrophe too many", "words stand between two of them")
    return DatePicture(tuple(_part(match, is_english=is_english) for match in _ITEM.finditer(picture)))


def _part(match: re.Match[str], *, is_english: bool) -> Part:
    if match["item"]:
        return _item(match["item"], is_english=is_english)
    if match["half"]:
        if not is_english:
            raise FormatError(f"has {match['half']}, which is written in English only", "write H:mm")
        return _half(match["half"])
    text = match[0] if match["quoted"] is None else match["quoted"]
    if match["quoted"] is None and (text.isalpha() or text == "`"):
        raise FormatError(f"has {text}, which is not a part of a date", "put words between apostrophes")
    return lambda _moment: text


def _item(item: str, *, is_english: bool) -> Part:
    letter = item[0] if item[0] in "MmHh" else item[0].lower()
    write = _PARTS.get(letter * len(item))
    if write is None:
        raise FormatError(f"has {item}, of which nobody says what it means", "write MMMM d, yyyy")
    if letter in "Md" and len(item) > 2 and not is_english:
        raise FormatError(
            f"has {item}: names of days and months are written in English only", "write dd.MM.yyyy"
        )
    return write


def _half(written: str) -> Part:
    upper = written[0] == "A"

    def half(moment: datetime) -> str:
        name = "AM" if moment.hour < 12 else "PM"
        return name if upper else name.lower()

    return half


_PARTS: Mapping[str, Part] = {
    "M": lambda moment: f"{moment.month}",
    "MM": lambda moment: f"{moment.month:02d}",
    "MMM": lambda moment: _MONTHS[moment.month - 1][:3],
    "MMMM": lambda moment: _MONTHS[moment.month - 1],
    "d": lambda moment: f"{moment.day}",
    "dd": lambda moment: f"{moment.day:02d}",
    "ddd": lambda moment: _DAYS[moment.weekday()][:3],
    "dddd": lambda moment: _DAYS[moment.weekday()],
    "yy": lambda moment: f"{moment.year % 100:02d}",
    "yyyy": lambda moment: f"{moment.year:04d}",
    "h": lambda moment: f"{moment.hour % 12 or 12}",
    "hh": lambda moment: f"{moment.hour % 12 or 12:02d}",
    "H": lambda moment: f"{moment.hour}",
    "HH": lambda moment: f"{moment.hour:02d}",
    "m": lambda moment: f"{moment.minute}",
    "mm": lambda moment: f"{moment.minute:02d}",
    "s": lambda moment: f"{moment.second}",
    "ss": lambda moment: f"{moment.second:02d}",
}
