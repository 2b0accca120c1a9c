r"""The formats of fields: what ``\@``, ``\#`` and ``\*`` make of a value, exactly as Word does, or a fault.

A template's switches are read once, in its language, and what nobody says the meaning of is told then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from generator.word.engine.filters import as_date, as_number, ordinal, short_date
from generator.word.fields.date_pictures import DatePicture, read_date_picture
from generator.word.fields.format_faults import FormatError
from generator.word.fields.instructions import Instruction, Switch
from generator.word.fields.languages import Languages, is_english, signs_of
from generator.word.fields.number_pictures import NumberPicture, read_number_picture

Format = Callable[[object, str], str]
"""What a switch makes of a value, and of the text that the switches before it made of it."""

_BESIDE = frozenset("bf")
_IGNORED = frozenset("m")
"""Switches of a MERGEFIELD that change nothing here: ``\\m`` says that the field is a mapped one."""


@dataclass(frozen=True, slots=True)
class FieldFormat:
    """The format of one merge field, read from its switches."""

    instruction: Instruction
    formats: tuple[tuple[Switch, Format], ...]
    writes_dates: bool

    @property
    def optional(self) -> bool:
        r"""Whether the field may have no value: with ``\b`` or ``\f`` it then prints nothing."""
        return any(switch.name in _BESIDE for switch in self.instruction.switches)

    def write(self, value: object) -> str:
        """Return the value as text; a date without a picture as ``1/24/2018``.

        Raises ``ValueError`` for a value of which it is not certain what Word would make of it.
        """
        if isinstance(value, date) and not self.writes_dates:
            raise FormatError("is a date without a picture", r'write \@ "dd.MM.yyyy" into the field')
        text = short_date(value) if isinstance(value, date) else str(value)
        for switch, form in self.formats:
            try:
                text = form(value, text)
            except ValueError as fault:
                raise ValueError(f"{fault}, in {switch}") from fault
        return text


def read_format(instruction: Instruction, languages: Languages) -> FieldFormat:
    """Return the format that the switches of a merge field ask for, in its languages.

    Raises ``FormatError`` with the switch, what of it is not certain, and the remedy.
    """
    formats = tuple(_formats(instruction.switches, languages))
    has_picture = any(switch.name == "@" for switch, _ in formats)
    return FieldFormat(instruction, formats, has_picture or is_english(languages.text))


def _formats(switches: tuple[Switch, ...], languages: Languages) -> Iterator[tuple[Switch, Format]]:
    for switch in switches:
        if switch.name in _IGNORED:
            continue
        read = _READERS.get(switch.name)
        if read is None:
            raise FormatError(f"has the switch {switch}, which is not supported", "remove it")
        try:
            yield switch, read(switch.argument, languages)
        except FormatError as fault:
            raise FormatError(f"has the switch {switch}, which {fault.message}", fault.hint) from fault


def _date_format(picture: str, languages: Languages) -> Format:
    read: DatePicture = read_date_picture(picture, is_english=is_english(languages.text))
    return lambda value, _text: read.write(_moment(value))


def _moment(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    day = as_date(value)
    if day is None:
        raise ValueError(f"{value!r} is not a date")
    return datetime.combine(day, time())


def _number_format(picture: str, languages: Languages) -> Format:
    signs = signs_of(languages.template)
    if signs is None:
        raise FormatError(
            f"has no certain signs in the language {languages.template}",
            "use a filter, such as {{ sum|money }}",
        )
    read: NumberPicture = read_number_picture(picture, signs)

    def number_format(value: object, _text: str) -> str:
        amount = as_number(value)
        if amount is None:
            raise ValueError(f"{value!r} is not a number")
        return read.write(amount)

    return number_format


def _general_format(name: str, languages: Languages) -> Format:
    known = _GENERAL.get(name.lower())
    if known is None:
        raise FormatError("is not supported", "remove it, or use a filter")
    if known is ordinal and not is_english(languages.text):
        raise FormatError("gives ordinals, which are written in English only", "remove it")
    return lambda _value, text: known(text)


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _capitals(text: str) -> str:
    return re.sub(r"(?<!\S)\S", lambda match: match[0].upper(), text)


def _before(words: str, _languages: Languages) -> Format:
    return lambda _value, text: words + text


def _after(words: str, _languages: Languages) -> Format:
    return lambda _value, text: text + words


_GENERAL: Mapping[str, Callable[[str], str]] = {
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
_READERS: Mapping[str, Callable[[str, Languages], Format]] = {
    "@": _date_format,
    "#": _number_format,
    "*": _general_format,
    "b": _before,
    "f": _after,
}
