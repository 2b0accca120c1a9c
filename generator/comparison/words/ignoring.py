"""What a comparison is told not to look at: dates, the letter's reference, document properties. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.comparison.records import Change, ComparableLetter, Settings
from generator.comparison.words.tokens import DATE

PROPERTIES = "document properties"
"""The place of every fact that ``metadata`` leaves out."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words that count as equal wherever they stand: each pattern with the sign that takes its place."""

    patterns: tuple[tuple[re.Pattern[str], str], ...] = ()

    def __call__(self, text: str) -> str:
        """Return the text with the hidden words as signs; a line break inside one stays, behind it."""
        for pattern, sign in self.patterns:
            text = pattern.sub(lambda found, sign=sign: sign + "\n" * ("\n" in found.group()), text)  # type: ignore[misc] # the default binds it
        return text


def hidden_words(settings: Settings, letter: ComparableLetter) -> Hidden:
    """Return what is hidden in the letter: written dates, and its reference with those of its series.

    A series is the reference without its last number: the letters to one recipient.
    """
    patterns: list[tuple[re.Pattern[str], str]] = []
    reference = dict(letter.values).get("reference", "")
    if "reference" in settings.ignore and reference:
        series = re.escape(reference.rstrip("0123456789"))
        patterns.append((re.compile(rf"(?<!\w){series}\d*(?!\w)"), "[reference]"))
    if "dates" in settings.ignore:
        patterns.append((DATE, "[date]"))
    return Hidden(tuple(patterns))


def is_ignored(change: Change, settings: Settings, old: Hidden, new: Hidden) -> bool:
    """Return whether a change is one of what the settings leave out."""
    if "metadata" in settings.ignore and change.place == PROPERTIES:
        return True
    return (
        bool(old.patterns or new.patterns)
        and change.level in {"formatting", "structure", "other"}
        and old(change.old) == new(change.new)
    )
