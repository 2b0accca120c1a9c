r"""Numeric pictures, such as ``$,0.00;($,0.00)`` (ECMA-376 part 1, 17.16.4.2).

The standard shows what the items of a picture do, not what all of their combinations do. What it leaves open
is refused, with a picture to write instead: a sum that might be wrong is worse than no letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from generator.word.fields.format_faults import FormatError
from generator.word.fields.languages import Signs

_ITEM = re.compile(r"'(?P<quoted>[^']*)'|(?P<other>.)", re.DOTALL)
_SECTIONS = re.compile(r"'[^']*'|[^';]+|;")
_QUOTED = re.compile("'[^']*'")
_X_IN_A_WORD = re.compile(r"[^\W\d_x]x|x[^\W\d_x]")
_MOST_DECIMALS = 15
_EXACT = Context(prec=80)
"""More digits than a number that can be written has."""
_PLACES = frozenset("0#x")


@dataclass(frozen=True, slots=True)
class _Item:
    """A place for a digit, the decimal sign ``.``, the group sign ``,``, ``+`` or ``-``, or literal text."""

    text: str
    is_literal: bool = False

    @property
    def is_place(self) -> bool:
        return not self.is_literal and self.text in _PLACES

    @property
    def is_number(self) -> bool:
        return not self.is_literal and (self.text in _PLACES or self.text in {".", ","})


@dataclass(frozen=True, slots=True)
class _Section:
    """One of up to three pictures: what stands before a number, its whole and decimal places, and after."""

    before: tuple[_Item, ...]
    whole: tuple[_Item, ...]
    decimals: str
    after: tuple[_Item, ...]

    @property
    def places(self) -> str:
        """The places before the decimal sign."""
        return "".join(item.text for item in self.whole if item.is_place)

    @property
    def groups(self) -> bool:
        return any(item == _Item(",") for item in self.whole)

    @property
    def is_template(self) -> bool:
        """Whether literal text stands between the places, as in ``000'-'0000``."""
        return any(item.is_literal for item in self.whole)


@dataclass(frozen=True, slots=True)
class NumberPicture:
    """A picture that was understood: its sections for positive, negative and zero, and the signs it is in."""

    sections: tuple[_Section, ...]
    signs: Signs

    def write(self, amount: Decimal) -> str:
        """Return the number as Word writes it, rounded half up.

        Raises ``FormatError`` for a number of which the standard does not say how the picture shows it.
        """
        section, has_own = self._section(amount)
        rounded = round_half_up(amount, len(section.decimals))
        if amount < 0 and not rounded:
            raise FormatError(f"{amount} is rounded to zero by this picture", "write more decimals")
        sign = "" if amount >= 0 or has_own or _has_sign(section) else "-"
        if sign and (section.before or self._blanks(section, rounded)):
            raise FormatError(
                "the picture does not say where a minus sign goes", "write one for negatives after ;"
            )
        number = self._number(section, abs(rounded))
        return f"{_literal(section.before, amount)}{sign}{number}{_literal(section.after, amount)}"

    def _section(self, amount: Decimal) -> tuple[_Section, bool]:
        """Return the section for a number, and whether it is one for negative numbers."""
        if amount < 0 and len(self.sections) > 1:
            return self.sections[1], True
        if amount == 0 and len(self.sections) > 2:
            return self.sections[2], True
        return self.sections[0], False

    def _blanks(self, section: _Section, rounded: Decimal) -> bool:
        return "#" in section.places and len(_digits(rounded)[0]) < len(section.places)

    def _number(self, section: _Section, rounded: Decimal) -> str:
        if not section.whole and not section.decimals:
            return ""
        whole, decimals = _digits(rounded)
        if not section.decimals:
            return self._whole(section, whole)
        shown = self._decimals(section.decimals, decimals)
        return f"{self._whole(section, whole)}{self.signs.decimal}{shown}"

    def _whole(self, section: _Section, digits: str) -> str:
        places = section.places
        if places[:1] == "x":
            return self._cut(places, digits)
        if len(digits) >= len(places):
            return self._spelled(section, digits)
        empty = places[: len(places) - len(digits)]
        if "#" in empty and (section.groups or section.is_template or (places[-1] == "#" and not digits)):
            raise FormatError(f"# leaves blanks before {digits or 0}", self._instead(section))
        if section.groups and len(places) > 3:
            raise FormatError(
                f"it is not certain how zeros before {digits or 0} are grouped", self._instead(section)
            )
        return self._spelled(section, "".join(" " if place == "#" else "0" for place in empty) + digits)

    def _spelled(self, section: _Section, digits: str) -> str:
        """Return the digits with what stands between them."""
        if section.is_template:
            return _filled(section.whole, digits)
        return _grouped(digits, self.signs.group) if section.groups else digits

    def _cut(self, places: str, digits: str) -> str:
        if len(digits) < len(places):
            raise FormatError(f"x cuts digits off, and {digits or 0} has none", "write 0 instead of x")
        return digits[len(digits) - len(places) :]

    def _decimals(self, places: str, digits: str) -> str:
        if places[-1] != "0" and digits.endswith("0"):
            zeros = "0" * len(places)
            raise FormatError("the last decimal is blank", f"write {self.signs.decimal}{zeros} for decimals")
        return digits

    def _instead(self, section: _Section) -> str:
        return f"write {_suggested(section, self.signs)}"


def read_number_picture(picture: str, signs: Signs) -> NumberPicture:
    """Return a picture in the signs of a language.

    Raises ``FormatError`` with what of it is not certain, and the remedy.
    """
    if picture.count("'") % 2:
        raise FormatError("has an apostrophe too many", "words stand between two of them")
    texts = [""]
    for piece in _SECTIONS.findall(picture):
        texts = [*texts, ""] if piece == ";" else [*texts[:-1], texts[-1] + piece]
    if not all(texts):
        raise FormatError("has an empty picture", "write one for positive, negative and zero numbers each")
    if len(texts) > 3:
        raise FormatError("has more than three pictures", "the standard knows positive, negative and zero")
    return NumberPicture(tuple(_read_section(text, signs) for text in texts), signs)


def round_half_up(amount: Decimal, decimals: int) -> Decimal:
    """Return the amount rounded to as many decimals, half away from zero."""
    return amount.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_EXACT)


def _read_section(text: str, signs: Signs) -> _Section:
    if _X_IN_A_WORD.search(_QUOTED.sub("'", text)):
        raise FormatError("has an x in a word, which is a place for a digit", "put words between apostrophes")
    items = tuple(_items(text, signs))
    numeric = [at for at, item in enumerate(items) if item.is_number]
    if not numeric:
        return _Section(items, (), "", ())
    first, last = numeric[0], numeric[-1] + 1
    core = items[first:last]
    point = next((at for at, item in enumerate(core) if item == _Item(".")), len(core))
    decimals = core[point + 1 :]
    section = _Section(items[:first], core[:point], "".join(item.text for item in decimals), items[last:])
    suggested = _suggested(section, signs)
    if point == len(core) - 1:
        raise FormatError(f"has no place after the decimal sign {signs.decimal}", f"write {suggested}")
    if not all(item.is_place for item in decimals) or re.search("x.|#.*0", section.decimals):
        message = f"has more than digits after the decimal sign {signs.decimal}"
        raise FormatError(message, f"write {suggested}, and words between apostrophes")
    if len(decimals) > _MOST_DECIMALS:
        raise FormatError(f"has more than {_MOST_DECIMALS} decimals", f"write {suggested}")
    _refuse_doubtful(section, signs)
    return section


def _refuse_doubtful(section: _Section, signs: Signs) -> None:
    """Refuse what stands before the decimal sign, and signs, in an order that the standard does not know."""
    whole = "".join("'" if item.is_literal else item.text for item in section.whole)
    instead = f"write {_suggested(section, signs)}"
    if re.search(r"[+-]", whole) or any(not item.is_literal for item in section.after):
        raise FormatError("has a sign within or after the number", "put it in front, or between apostrophes")
    if "," in whole and not re.fullmatch(r",?[0#]+|[0#]{1,3}(?:,[0#]{3})+", whole):
        raise FormatError(f"groups by {signs.group} otherwise than by thousands", instead)
    if ("x" in whole and not re.fullmatch("x[0#]*", whole)) or re.search("0.*#", whole):
        raise FormatError("has its places in an order of which nobody says what it means", instead)
    if "'" in whole and section.decimals:
        raise FormatError("has text within the number", instead)


def _items(text: str, signs: Signs) -> Iterator[_Item]:
    for match in _ITEM.finditer(text):
        other = match["other"]
        if other is None:
            yield _Item(match["quoted"], is_literal=True)
        elif other == "`":
            raise FormatError("names a numbered item, which is not supported", "use a field of its own")
        elif other in "123456789":
            raise FormatError(f"holds the digit {other}", "put digits to be printed between apostrophes")
        else:
            yield _item(other, signs)


def _item(character: str, signs: Signs) -> _Item:
    if character == signs.decimal:
        return _Item(".")
    if character in {".", ","} and character != signs.group:
        raise FormatError(
            f"has {character}, which is not a sign of numbers in the template's language",
            f"write 0{signs.decimal}00, or put it between apostrophes",
        )
    if character == signs.group:
        return _Item(",")
    return _Item(character, is_literal=character not in "0#x+-")


def _suggested(section: _Section, signs: Signs) -> str:
    """Return a picture that can be written without doubt, in the signs of the language."""
    before = "".join(item.text for item in section.before)
    after = "".join(item.text for item in section.after)
    return f"{before}{signs.group}0{signs.decimal}00{after} or {before}{signs.group}0{after}"


def _has_sign(section: _Section) -> bool:
    return any(not item.is_literal for item in section.before)


def _literal(items: tuple[_Item, ...], amount: Decimal) -> str:
    return "".join(item.text if item.is_literal else _sign(item.text, amount) for item in items)


def _sign(item: str, amount: Decimal) -> str:
    """Return what ``+`` and ``-`` show: a space where there is no sign to show."""
    if amount < 0:
        return "-"
    return "+" if item == "+" and amount > 0 else " "


def _digits(amount: Decimal) -> tuple[str, str]:
    """Return the digits before and after the decimal sign; none before it for less than one."""
    whole, _, decimals = f"{abs(amount):f}".partition(".")
    return whole.lstrip("0"), decimals


def _grouped(digits: str, sign: str) -> str:
    return f"{int(digits):,}".replace(",", sign) if len(digits) > 3 else digits


def _filled(items: tuple[_Item, ...], digits: str) -> str:
    places = sum(item.is_place for item in items)
    if len(digits) > places:
        message = f"the picture has places for {places} digits, and {digits} has {len(digits)}"
        raise FormatError(message, "write more places")
    left = iter(digits)
    return "".join(next(left) if item.is_place else item.text for item in items)
