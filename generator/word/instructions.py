"""The instructions of Word fields: taken apart, and their formats applied (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from generator.word.filters import as_date, as_number, ordinal, short_date

_WORD = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|(\\[^\s\"])|([^\s\"\\]+)")
_STRAIGHT = str.maketrans("\u201c\u201d", '""')
_WITH_ARGUMENT = frozenset({"\\*", "\\#", "\\@", "\\b", "\\f"})
_DATE_PICTURE = re.compile(
    r"'[^']*'|M{1,4}|[dD]{1,4}|[yY]{4}|[yY]{1,2}|h{1,2}|H{1,2}|m{1,2}|s{1,2}|[aA][mM]/[pP][mM]"
)
_NUMBER_PICTURE = re.compile(r",?[0#x][0#x,]*(?:\.[0#x]*)?|\.[0#x]+")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Switch:
    r"""A switch of an instruction, such as ``\@`` with the picture ``MMMM d, yyyy``."""

    name: str
    argument: str


@dataclass(frozen=True, slots=True)
class Instruction:
    """A field instruction: its keyword in capitals, its arguments, its switches in order."""

    keyword: str
    arguments: tuple[str, ...]
    switches: tuple[Switch, ...]


def read_instruction(text: str) -> Instruction:
    r"""Take an instruction such as ``MERGEFIELD amount \# "$,0.00" \* MERGEFORMAT`` apart."""
    words = list(_words(text))
    arguments: list[str] = []
    switches: list[Switch] = []
    while words:
        word, quoted = words.pop(0)
        if not word.startswith("\\") or quoted:
            arguments.append(word)
        elif word.lower() in _WITH_ARGUMENT:
            switches.append(Switch(word.lower(), words.pop(0)[0] if words else ""))
        else:
            switches.append(Switch(word.lower(), ""))
    keyword = arguments.pop(0).upper() if arguments else ""
    return Instruction(keyword, tuple(arguments), tuple(switches))


def apply_switches(value: object, switches: tuple[Switch, ...]) -> str:
    """Return ``value`` as text in the format of the switches; a date without one as ``1/24/2018``.

    Raises ``ValueError`` for a value that the switch cannot format, and for an unknown switch.
    """
    text = short_date(value) if isinstance(value, date) else str(value)
    for switch in switches:
        match switch.name:
            case "\\@":
                text = format_date(value, switch.argument)
            case "\\#":
                text = format_number(value, switch.argument)
            case "\\*":
                text = _case(switch.argument)(text)
            case "\\b":
                text = switch.argument + text
            case "\\f":
                text += switch.argument
    return text


def unknown_formats(switches: tuple[Switch, ...]) -> tuple[str, ...]:
    r"""Return the ``\*`` formats that cannot be applied."""
    return tuple(
        switch.argument
        for switch in switches
        if switch.name == "\\*" and switch.argument.lower() not in _CASES
    )


def format_date(value: object, picture: str) -> str:
    """Return a date in a Word date picture, such as ``dddd, MMMM d, yyyy`` (17.16.4.1)."""
    day = value if isinstance(value, datetime) else as_date(value)
    if day is None:
        return ""
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001
    return _DATE_PICTURE.sub(lambda match: _date_part(match[0], moment), picture)


def format_number(value: object, picture: str) -> str:
    """Return a number in a Word number picture, such as ``$,0.00;($,0.00)`` (17.16.4.2).

    Digits are rounded half up. Places of ``#`` without a digit are left out.
    """
    amount = as_number(value)
    if amount is None:
        return ""
    sections = picture.split(";")
    section = _section(amount, sections)
    core = _NUMBER_PICTURE.search(_without_literals(section))
    if core is None:
        return section.replace("'", "")
    before, after = section[: core.start()], section[core.end() :]
    negative = amount < 0 and len(sections) == 1 and not {"+", "-"} & set(before + after)
    digits = _digits(abs(amount), core[0])
    sign = "-" if negative else ""
    return f"{sign}{_signed(before, amount)}{digits}{_signed(after, amount)}"


def _section(amount: Decimal, sections: list[str]) -> str:
    if amount < 0 and len(sections) > 1:
        return sections[1]
    if amount == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]


def _without_literals(section: str) -> str:
    return re.sub(r"'[^']*'", lambda match: "'" * len(match[0]), section)


def _signed(text: str, amount: Decimal) -> str:
    sign = "-" if amount < 0 else "+"
    return text.replace("'", "").replace("+", sign)


def _digits(amount: Decimal, core: str) -> str:
    whole_places, _, decimal_places = core.partition(".")
    rounded = amount.quantize(Decimal(1).scaleb(-len(decimal_places)), rounding=ROUND_HALF_UP)
    whole, _, decimals = f"{rounded:f}".partition(".")
    whole = whole.zfill(whole_places.count("0"))
    if "," in whole_places:
        whole = f"{int(whole):,}" if len(whole) == len(str(int(whole))) else whole
    return f"{whole}.{decimals}" if decimals else whole


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each word with whether it was quoted."""
    for match in _WORD.finditer(text.translate(_STRAIGHT)):
        quoted = match[1] is not None
        yield re.sub(r"\\(.)", r"\1", match[1]) if quoted else match[0], quoted


def _date_part(token: str, moment: datetime) -> str:
    if token[0] == "'":
        return token[1:-1]
    if "/" in token:
        half = "AM" if moment.hour < 12 else "PM"
        return half if token[0] == "A" else half.lower()
    kind = token[0].lower() if token[0] in "DY" else token[0]
    return _DATE_PARTS[kind](moment, len(token))


def _padded(number: int, width: int) -> str:
    return f"{number:02d}" if width > 1 else str(number)


def _named(names: tuple[str, ...], index: int, number: int, width: int) -> str:
    if width <= 2:
        return _padded(number, width)
    return names[index] if width == 4 else names[index][:3]


_DATE_PARTS: Mapping[str, Callable[[datetime, int], str]] = {
    "M": lambda moment, width: _named(_MONTHS, moment.month - 1, moment.month, width),
    "d": lambda moment, width: _named(_DAYS, moment.weekday(), moment.day, width),
    "y": lambda moment, width: f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}",
    "h": lambda moment, width: _padded(moment.hour % 12 or 12, width),
    "H": lambda moment, width: _padded(moment.hour, width),
    "m": lambda moment, width: _padded(moment.minute, width),
    "s": lambda moment, width: _padded(moment.second, width),
}


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _capitals(text: str) -> str:
    return re.sub(r"(?<!\S)\S", lambda match: match[0].upper(), text)


def _case(name: str) -> Callable[[str], str]:
    known = _CASES.get(name.lower())
    if known is None:
        raise ValueError(f"the format \\* {name} is not supported")
    return known


_CASES: Mapping[str, Callable[[str], str]] = {
    "arabic": str,
    "caps": _capitals,
    "charformat": str,
    "firstcap": _first_capital,
    "lower": str.lower,
    "mergeformat": str,
    "mergeformatinet": str,
    "ordinal": ordinal,
    "upper": str.upper,
}
