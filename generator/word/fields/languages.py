"""What a language decides about numbers and dates in fields: its signs, and whether names can be written.

Word takes the signs from the settings of the computer. A letter must come out the same everywhere, so the
language of the template stands for a computer that is set to it (Windows' own defaults; Unicode CLDR).
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.word.document.languages import DEFAULT_LANGUAGE

_COMMA = frozenset(
    {"af", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "gl", "hr"}
    | {"hu", "id", "is", "it", "kk", "lt", "lv", "mk", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru"}
    | {"sk", "sl", "sq", "sr", "sv", "tr", "uk", "vi"}
)
_POINT = frozenset({"en", "ga", "he", "ja", "ko", "th", "zh"})
_POINT_TOO = frozenset({"es-do", "es-gt", "es-hn", "es-mx", "es-ni", "es-pa", "es-pr", "es-sv", "es-us"})
_NOT_KNOWN = frozenset({"de-ch", "de-li", "en-in", "en-za", "fr-ch", "it-ch"})
_POINT_GROUPS = frozenset(
    {"da-dk", "de-de", "el-gr", "es-ar", "es-es", "id-id", "it-it"}
    | {"nl-be", "nl-nl", "pt-br", "ro-ro", "tr-tr"}
)
"""Where the decimal sign is a comma, and a point groups thousands; elsewhere it is one of several spaces."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The language of a template, which decides signs, and that of a field's text, which decides names."""

    template: str = DEFAULT_LANGUAGE
    text: str = DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class Signs:
    """The sign before the decimals, and the sign between thousands; empty when it is not certain."""

    decimal: str
    group: str


def signs_of(language: str) -> Signs | None:
    """Return the signs of a language such as ``de-DE``, or None when they are not known for certain."""
    lowered = language.lower()
    base = lowered.partition("-")[0]
    if lowered in _NOT_KNOWN:
        return None
    if base in _POINT or lowered in _POINT_TOO:
        return Signs(".", ",")
    return Signs(",", "." if lowered in _POINT_GROUPS else "") if base in _COMMA else None


def is_english(language: str) -> bool:
    """Tell whether months, days and ordinals of the language can be written."""
    return language.lower().partition("-")[0] == "en"
