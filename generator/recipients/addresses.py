"""What names a recipient and says where it is: id, e-mail address, ZIP Code, state, time zone."""

from __future__ import annotations

import re
import zoneinfo
from difflib import get_close_matches
from functools import cache

from generator.postal import STATE_NAMES
from generator.recipients.rows import Fault, shown

_LONGEST_ID = 64
_LONGEST_LABEL = 63
"""Of a domain name (RFC 1035, section 2.3.4): an address no longer than that breaks no rule of length."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_ZIP = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")
_PLAIN_EMAIL = re.compile(
    r"(?P<local>[A-Za-z0-9_]+(?:[.+-][A-Za-z0-9_]+)*)"
    r"@(?P<domain>(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+(?!(?i:arpa|invalid|local|localhost|onion|test))[A-Za-z]{2,})"
)
_CODES = {name: code for code, name in STATE_NAMES.items()}
_ZONE_OF_ABBREVIATION = {
    "EST": "America/New_York", "EDT": "America/New_York", "ET": "America/New_York",
    "EASTERN": "America/New_York", "CST": "America/Chicago", "CDT": "America/Chicago",
    "CT": "America/Chicago", "CENTRAL": "America/Chicago", "MST": "America/Denver", "MDT": "America/Denver",
    "MT": "America/Denver", "MOUNTAIN": "America/Denver", "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles", "PT": "America/Los_Angeles", "PACIFIC": "America/Los_Angeles",
    "AKST": "America/Anchorage", "HST": "Pacific/Honolulu", "AST": "America/Puerto_Rico",
}  # fmt: skip


def read_id(text: str) -> str | Fault:
    """Return an id that is also a safe file name on every system: letters, digits, ``.``, ``_`` and ``-``.

    It starts with a letter or digit, does not end with a dot, has at most 64 characters, and is no name that
    Windows keeps for a device (``con``, ``nul``, ``com1``, … with or without an extension).
    """
    if len(text) > _LONGEST_ID:
        return Fault(
            f"{shown(text)} has {len(text)} characters, an id has at most {_LONGEST_ID}", "shorten it"
        )
    if not _ID.fullmatch(text) or text.endswith("."):
        return Fault(
            f"{shown(text)} cannot be the name of a file",
            "use letters a-z, digits, '-', '_' and '.', with a letter or digit first and no '.' last",
        )
    if _RESERVED.fullmatch(text):
        return Fault(f"{shown(text)} cannot be the name of a file on Windows", "choose another id")
    return text


def read_email(text: str) -> str | Fault:
    """Return one e-mail address (RFC 5321, RFC 6531), its domain in small letters; no network is asked.

    Domains kept for examples (RFC 2606, ``.example``) are let through, those that reach nobody (``.local``,
    ``.test``, ``.invalid``) are not.
    """
    plain = _PLAIN_EMAIL.fullmatch(text)
    if plain and len(text) <= _LONGEST_LABEL:
        return f"{plain['local']}@{plain['domain'].lower()}"
    if "@" not in text:
        return Fault(f"{shown(text)} has no '@'", "write one address, such as records@city.example")
    if len(re.findall("@", text)) > 1 and re.search(r"[,;\s]", text):
        return Fault(f"{shown(text)} is more than one address", "write one address in each row")
    return _read_unusual_email(text)


def _read_unusual_email(text: str) -> str | Fault:
    # Imported only where it is needed: it costs a tenth of a second, and most addresses are plain.
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text, check_deliverability=False, strict=True).normalized
    except EmailNotValidError as exc:
        reason = str(exc).rstrip(".")
        return Fault(
            f"{shown(text)} is not an e-mail address: {reason[:1].lower()}{reason[1:]}",
            "write the bare address, such as records@city.example",
        )


def read_zip(text: str) -> str | Fault:
    """Return a ZIP Code of 5 digits, or of 5 + 4 with a hyphen (USPS Publication 28, section 223)."""
    if _ZIP.fullmatch(text) and not text.startswith("000"):
        return text
    return Fault(f"{shown(text)} is not a ZIP Code", _zip_hint(text))


def _zip_hint(text: str) -> str:
    digits = text.removesuffix(".0")
    if not re.fullmatch("[0-9]{3,9}", digits):
        return "write 5 digits, or 5 digits, a hyphen and 4 digits"
    if len(digits) in {3, 4}:
        return f"spreadsheets drop leading zeros: write '{digits:0>5}', and format the column as text"
    if len(digits) in {7, 8, 9}:
        whole = digits.zfill(9)
        return f"write '{whole[:5]}-{whole[5:]}'"
    return f"write '{digits}'" if len(digits) == 5 and digits != text else "write 5 digits"


def read_state(text: str) -> str | Fault:
    """Return the code of a state, territory or military region (USPS Publication 28, appendix B)."""
    if text in STATE_NAMES:
        return text
    told = f"{shown(text)} is not the two-letter code of a state"
    upper = text.upper().replace(".", "")
    if upper in STATE_NAMES:
        return Fault(told, f"write '{upper}'")
    near = get_close_matches(text[:64].title(), _CODES, n=1)
    return Fault(
        told, f"write '{_CODES[near[0]]}' for {near[0]}" if near else "write the Postal Service's code"
    )


def read_timezone(text: str) -> str | Fault:
    """Return a time zone by its IANA name, area and place (``America/Chicago``), or ``UTC``.

    Abbreviations are refused, also those that IANA keeps: ``EST`` has no daylight-saving time.
    """
    if text == "UTC" or ("/" in text and text in _zones()):
        return text
    meant = _ZONE_OF_ABBREVIATION.get(text.upper().split(" ")[0])
    near = [meant] if meant else get_close_matches(text[:64].replace(" ", "_"), sorted(_zones()), n=1)
    hint = f"did you mean '{near[0]}'?" if near else "write an IANA name, such as America/Chicago"
    return Fault(f"{shown(text)} is not a time zone", hint)


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
