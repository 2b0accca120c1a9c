"""Numbers as Word writes them: the number formats of lists, notes and pages (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_CHICAGO = "*†‡§"


def written_number(number: int, number_format: str) -> str:
    """Return the number in one of Word's formats; an unknown format counts in decimal digits."""
    return _WRITERS.get(number_format, str)(number)


def knows_format(number_format: str) -> bool:
    """Tell whether ``written_number`` follows the format."""
    return number_format in _WRITERS or number_format in {"", "decimal", "bullet"}


def roman(number: int) -> str:
    """Return a positive number in small roman numerals, beyond 32,767 (Word's last) in digits."""
    if not 0 < number < 32_768:
        return str(number)
    numeral = ""
    for worth, digits in _ROMAN:
        numeral += digits * (number // worth)
        number %= worth
    return numeral


def letters(number: int) -> str:
    """Return a … z, aa, bb … zz, aaa: Word repeats the letter."""
    if not 0 < number <= 780:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th and so on."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in {11, 12, 13} else ending}"


def cardinal_words(number: int) -> str:
    """Return the number in English words, from zero to 999,999."""
    if not 0 <= number < 1_000_000:
        return str(number)
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return _joined(number, 100, "hundred")
    return _joined(number, 1000, "thousand")


def ordinal_words(number: int) -> str:
    """Return the English ordinal in words: first, twenty-first, one hundredth."""
    words = cardinal_words(number)
    at = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[at:]
    ending = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return words[:at] + ending


def _joined(number: int, unit: int, name: str) -> str:
    rest = number % unit
    return f"{cardinal_words(number // unit)} {name}" + (f" {cardinal_words(rest)}" if rest else "")


def _chicago(number: int) -> str:
    return _CHICAGO[(number - 1) % 4] * ((number - 1) // 4 + 1) if 0 < number <= 400 else str(number)


_WRITERS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "none": lambda _: "",
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "ordinal": ordinal,
    "cardinalText": lambda number: cardinal_words(number).capitalize(),
    "ordinalText": lambda number: ordinal_words(number).capitalize(),
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalEnclosedCircle": lambda number: chr(0x245F + number) if 0 < number <= 20 else str(number),
    "hex": lambda number: f"{number:X}",
    "chicago": _chicago,
}
