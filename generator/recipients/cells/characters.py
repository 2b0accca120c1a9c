"""What no cell may hold, whatever its kind, and what looks wrong in any of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from generator.errors import Fault
from generator.recipients.rows import CellFault, shown

_PLAIN = re.compile(r"""[!"$%'-*,-<>-~]+(?: [!"$%'-*,-<>-~]+)*""")
"""Printable ASCII in words one space apart, without ``# & + =``: most cells, and sound ones."""
_ERROR_VALUES = frozenset(
    {
        "#BLOCKED!", "#BUSY!", "#CALC!", "#CONNECT!", "#DIV/0!", "#FIELD!", "#GETTING_DATA", "#N/A", "#NAME?",
        "#NULL!", "#NUM!", "#REF!", "#SPILL!", "#UNKNOWN!", "#VALUE!",
    }
)  # fmt: skip
_OF_PROGRAMS = frozenset({"nan", "NaN", "NaT", "None", "NULL", "null", "<NA>", "undefined"})
_SCIENTIFIC = re.compile(r"-?\d(?:[.,]\d+)?E[+]\d+")
_FORMULA = re.compile(r"=\s*(?:[A-Za-z_.]+\s*\(|\$?[A-Za-z]{1,3}\$?\d|[\"{+\-\d(])")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9A-Fa-f]+);")
_MISREAD_UTF8 = re.compile(
    "[\u00c2\u00c3][\u00a1-\u00ba\u00bc-\u00bf]|\u00c3[\u2030\u02c6\u0178]|\u00e2\u20ac|\u00ef\u00bb\u00bf"
)
"""The bytes of accented letters, quotes and dashes in UTF-8, as Windows-1252 would show them."""
_INVISIBLE = {
    "\u200b": "zero-width space",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
}
_TURNS_TEXT = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u2028\u2029]")
_NO_CHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def character_faults(text: str) -> Iterator[CellFault]:
    """Yield what is wrong with the characters of a cell that is not blank; a line break (LF) is none."""
    if _PLAIN.fullmatch(text) and text not in _OF_PROGRAMS:
        return
    for check in _CHECKS:
        fault = check(text)
        if fault is not None:
            yield fault


def _control(text: str) -> CellFault | None:
    for character in text:
        if character != "\n" and unicodedata.category(character) == "Cc":
            name = {"\t": "a tab", "\0": "a NUL"}.get(
                character, f"the control character U+{ord(character):04X}"
            )
            return Fault(None, f"{shown(text)} holds {name}", "delete it: it cannot be printed in a letter")
    return None


def _replacement(text: str) -> CellFault | None:
    if "\ufffd" not in text:
        return None
    return Fault(
        None,
        f"{shown(text)} holds U+FFFD, the mark of a character that another program lost",
        "type the right character in its place",
    )


def _direction(text: str) -> CellFault | None:
    match = _TURNS_TEXT.search(text)
    if match is None:
        return None
    return Fault(
        None,
        f"{shown(text)} holds U+{ord(match[0]):04X}, which turns the direction of text unseen",
        "delete it; right-to-left text needs no such mark",
    )


def _unseen(text: str) -> CellFault | None:
    match = _UNSEEN.search(text)
    if match is None:
        return None
    return Fault(
        None,
        f"{shown(text)} holds a {_INVISIBLE[match[0]]} (U+{ord(match[0]):04X}), which cannot be seen",
        "delete it, or type the text anew",
    )


def _no_character(text: str) -> CellFault | None:
    match = _NO_CHARACTER.search(text)
    if match is None:
        return None
    return Fault(None, f"{shown(text)} holds U+{ord(match[0]):04X}, which is not a character", "delete it")


def _error_value(text: str) -> CellFault | None:
    if text.strip() in _ERROR_VALUES:
        return Fault(
            None,
            f"{shown(text)} is the error value of a spreadsheet",
            "correct the formula, or write the value",
        )
    if len(text) > 2 and not text.strip("#"):
        return Fault(
            None, f"{shown(text)} is what a spreadsheet shows when a column is too narrow", "write the value"
        )
    return None


def _scientific(text: str) -> CellFault | None:
    if not _SCIENTIFIC.fullmatch(text.strip()):
        return None
    return Fault(
        None,
        f"{shown(text)} is a number that a spreadsheet shortened; its digits may be lost",
        "format the column as text and write all the digits again",
    )


def _misread(text: str) -> CellFault | None:
    match = _MISREAD_UTF8.search(text)
    if match is None:
        return None
    return Fault(
        None,
        f"{shown(text)} holds {shown(match[0])}: UTF-8 that another program read as Windows-1252",
        "type the right characters, or export the table anew as UTF-8",
    )


def _of_programs(text: str) -> CellFault | None:
    if text not in _OF_PROGRAMS:
        return None
    return _warning(
        f"{shown(text)} is what a program writes for a blank cell", "leave the cell blank if it is"
    )


def _formula(text: str) -> CellFault | None:
    if not _FORMULA.match(text):
        return None
    return _warning(f"{shown(text)} looks like the formula of a spreadsheet", "write its value")


def _entity(text: str) -> CellFault | None:
    match = _ENTITY.search(text)
    if match is None:
        return None
    return _warning(
        f"{shown(text)} holds {match[0]}, which is printed as it stands", "write the character itself"
    )


def _edges(text: str) -> CellFault | None:
    if text == text.strip():
        return None
    return _warning(
        f"{shown(text)} begins or ends with white space, which is left out", "delete the white space"
    )


def _double_space(text: str) -> CellFault | None:
    if "  " not in text.strip():
        return None
    return _warning(f"{shown(text)} has two spaces together", "delete one of them")


def _warning(message: str, hint: str) -> CellFault:
    return Fault(None, message, hint, severity="warning")


_CHECKS: tuple[Callable[[str], CellFault | None], ...] = (
    _control,
    _replacement,
    _direction,
    _unseen,
    _no_character,
    _error_value,
    _scientific,
    _misread,
    _of_programs,
    _formula,
    _entity,
    _edges,
    _double_space,
)
