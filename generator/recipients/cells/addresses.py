"""What names a recipient and says where it is: id, e-mail address, ZIP Code, state, time zone."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from generator.errors import Fault
from generator.postal import STATE_NAMES
from generator.recipients.rows import CellFault, shown

_LONGEST_ID = 64
_LONGEST_LABEL = 63
"""Of a domain name (RFC 1035, section 2.3.4): an address no longer than that breaks no rule of length."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_ZIP = re.compile(r"(?!000)[0-9]{5}(?:-[0-9]{4})?")
_PLAIN_EMAIL = re.compile(
    r"(?P<local>[A-Za-z0-9_]+(?:[.+-][A-Za-z0-9_]+)*)"
    r"@(?P<domain>(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+(?!(?i:arpa|invalid|local|localhost|onion|test))[A-Za-z]{2,})"
)
_CODES = {name: code for code, name in STATE_NAMES.items()}
_EASTERN, _CENTRAL, _PACIFIC = ("America/New_York",), ("America/Chicago",), ("America/Los_Angeles",)
_MOUNTAIN, _ARIZONA = ("America/Denver",), ("America/Phoenix",)
_ZONES_OF_ABBREVIATION = {
    "EST": _EASTERN, "EDT": _EASTERN, "ET": _EASTERN, "EASTERN": _EASTERN,
    "CST": _CENTRAL, "CDT": _CENTRAL, "CT": _CENTRAL, "CENTRAL": _CENTRAL,
    "MST": _MOUNTAIN + _ARIZONA, "MDT": _MOUNTAIN, "MT": _MOUNTAIN, "MOUNTAIN": _MOUNTAIN + _ARIZONA,
    "PST": _PACIFIC, "PDT": _PACIFIC, "PT": _PACIFIC, "PACIFIC": _PACIFIC,
    "AKST": ("America/Anchorage",), "HST": ("Pacific/Honolulu",), "AST": ("America/Puerto_Rico",),
}  # fmt: skip
_WORDS_AFTER_ABBREVIATION = re.compile(r"(?: (?:STANDARD|DAYLIGHT|SAVING|SAVINGS))?(?: TIME)?$")
_MOST_NEAR = 3
_NEAR = 0.85
"""How much of a name must be there for it to be meant, of 1."""


def read_id(text: str) -> str | CellFault:
    """Return an id that is also a safe file name on every system: letters, digits, ``.``, ``_`` and ``-``.

    It starts with a letter or digit, does not end with a dot, has at most 64 characters, and is no name that
    Windows keeps for a device (``con``, ``nul``, ``com1``, … with or without an extension).
    """
    if len(text) > _LONGEST_ID:
        return Fault(
            None, f"{shown(text)} has {len(text)} characters, an id has at most {_LONGEST_ID}", "shorten it"
        )
    if not _ID.fullmatch(text) or text.endswith("."):
        return Fault(
            None,
            f"{shown(text)} cannot be the name of a file",
            "use letters a-z, digits, '-', '_' and '.', with a letter or digit first and no '.' last",
        )
    if _RESERVED.fullmatch(text):
        return Fault(None, f"{shown(text)} cannot be the name of a file on Windows", "choose another id")
    return text


def read_email(text: str) -> str | CellFault:
    """Return one e-mail address (RFC 5321, RFC 6531), its domain in small letters; no network is asked.

    Domains kept for examples (RFC 2606, ``.example``) are let through, those that reach nobody (``.local``,
    ``.test``, ``.invalid``) are not.
    """
    plain = _PLAIN_EMAIL.fullmatch(text)
    if plain and len(text) <= _LONGEST_LABEL:
        return f"{plain['local']}@{plain['domain'].lower()}"
    if "@" not in text:
        return Fault(None, f"{shown(text)} has no '@'", "write one address, such as records@city.example")
    if len(re.findall("@", text)) > 1 and re.search(r"[,;\s]", text):
        return Fault(None, f"{shown(text)} is more than one address", "write one address in each row")
    return _read_unusual_email(text)


def _read_unusual_email(text: str) -> str | CellFault:
    # Imported only where it is needed: it costs a tenth of a second, and most addresses are plain.
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text, check_deliverability=False, strict=True).normalized
    except EmailNotValidError as exc:
        reason = str(exc).rstrip(".")
        return Fault(
            None,
            f"{shown(text)} is not an e-mail address: {reason[:1].lower()}{reason[1:]}",
            "write the bare address, such as records@city.example",
        )


def read_zip(text: str) -> str | CellFault:
    """Return a ZIP Code of 5 digits, or of 5 + 4 with a hyphen (USPS Publication 28, section 223)."""
    if _ZIP.fullmatch(text):
        return text
    return Fault(None, f"{shown(text)} is not a ZIP Code", _zip_hint(text))


def _zip_hint(text: str) -> str:
    digits = text.removesuffix(".0")
    whole = digits.zfill(9 if len(digits) > 5 else 5)
    written = whole if len(whole) == 5 else f"{whole[:5]}-{whole[5:]}"
    if not re.fullmatch("[0-9]{3,5}|[0-9]{7,9}", digits) or not _ZIP.fullmatch(written):
        return "write 5 digits, or 5 digits, a hyphen and 4 digits"
    if len(digits) in {5, 9}:
        return f"write '{written}'"
    return f"spreadsheets drop leading zeros: write '{written}', and format the column as text"


def read_state(text: str) -> str | CellFault:
    """Return the code of a state, territory or military region (USPS Publication 28, appendix B)."""
    if text in STATE_NAMES:
        return text
    upper = text.upper().replace(".", "")
    near = [name for name in _CODES if name.casefold() == text.casefold()] or _near(text.title(), _CODES)
    names = " or ".join(f"'{_CODES[name]}' for {name}" for name in near) or "the Postal Service's code"
    hint = f"write '{upper}'" if upper in STATE_NAMES else f"write {names}"
    return Fault(None, f"{shown(text)} is not the two-letter code of a state", hint)


def read_timezone(text: str) -> str | CellFault:
    """Return a time zone by its IANA name, area and place (``America/Chicago``), or ``UTC``.

    Abbreviations are refused, also those that IANA keeps: ``EST`` has no daylight-saving time.
    """
    if text == "UTC" or ("/" in text and text in _zones()):
        return text
    names = " or ".join(f"'{zone}'" for zone in _zones_meant(text))
    hint = f"did you mean {names}?" if names else "write an IANA name, such as America/Chicago"
    return Fault(None, f"{shown(text)} is not a time zone", hint)


def _zones_meant(text: str) -> list[str]:
    abbreviation = _WORDS_AFTER_ABBREVIATION.sub("", text.upper())
    if abbreviation in _ZONES_OF_ABBREVIATION:
        return list(_ZONES_OF_ABBREVIATION[abbreviation])
    name = text.replace(" ", "_")
    same = [zone for zone in _zones() if zone.casefold() == name.casefold()]
    return same or _near(name, _zones())


def _near(text: str, names: Iterable[str]) -> list[str]:
    """Return all names of as many words that a misspelling is close to: none is chosen for its writer."""
    near = get_close_matches(text[:64], sorted(names), n=_MOST_NEAR, cutoff=_NEAR)
    return [name for name in near if name.count(" ") == text.count(" ")]


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
