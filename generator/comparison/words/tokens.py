"""Text as a reader takes it in: folded spaces, whole words, whole dates and amounts."""

from __future__ import annotations

import re
import unicodedata

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
DATE = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}\b"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"
)
_AMOUNT = r"[$€£] ?\d+(?:[,.]\d+)*"
_WORD = r"[\w@]+(?:['’.,:/@_&+-]+[\w@]+)*"
_TOKEN = re.compile(rf"{DATE.pattern}|{_AMOUNT}|{_WORD}|\S")
_AMOUNT_ONLY = re.compile(_AMOUNT)
_NUMBER_ONLY = re.compile(r"\d+(?:[,.]\d+)*%?")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\x02"))
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_PLAIN = {**_INVISIBLE, **_LIGATURES, 0x2010: "-", 0x2011: "-"}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return the text in NFC, ligatures in letters, every hyphen and every run of spaces as the plain one.

    Invisible and control characters are gone. What looks otherwise stays so: ``²`` is no ``2``.
    """
    plain = unicodedata.normalize("NFC", text).translate(_PLAIN)
    return _SPACES.sub(" ", _CONTROLS.sub("", plain)).strip()


def tokens(text: str) -> tuple[re.Match[str], ...]:
    """Return the words of a folded text; a date, an amount, a reference, a mark are one word each."""
    return tuple(_TOKEN.finditer(text))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a folded text as strings."""
    return tuple(token.group() for token in tokens(text))


def sort_of(text: str) -> str:
    """Return what a reader calls these words: date, amount, number, punctuation or words."""
    if not text:
        return ""
    for name, pattern in (("date", DATE), ("amount", _AMOUNT_ONLY), ("number", _NUMBER_ONLY)):
        if pattern.fullmatch(text):
            return name
    return "words" if any(character.isalnum() for character in text) else "punctuation"


def joint(before: str, after: str) -> str:
    """Return what stands between two stretches of text: a space, or nothing beside a mark or at the start."""
    return "" if not before or before[-1] in "([“\u2018" or after[:1] in set(".,;:!?)]’”") else " "
