r"""The instructions of Word fields, taken apart (ECMA-376 part 1, 17.16.1 to 17.16.4).

An instruction is a keyword with arguments and switches. A word in quotes may hold spaces; ``\"`` and ``\\``
in it are a quote and a backslash. A switch is a backslash and one character, wherever it stands:
``PAGE\*roman`` is ``PAGE \* roman``.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from generator.word.document.content import FieldKind

DEEPEST = 100
"""How many fields may be open inside each other: what is inside is kept for each of them."""
NOT_SO_DEEP = "delete the field and insert it again"

_Kind: TypeAlias = Literal["word", "switch"]

_TOKEN = re.compile(
    r"""
    "(?P<quoted>(?:[^"\\]|\\.|\\\Z)*)(?:"|\Z)   # Word takes a quote that is not closed to the end
    |\\(?P<switch>[^\s"\\])
    |(?P<word>(?:[^\s"\\]|\\["\\]|\\(?=\s|\Z))+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r'\\(["\\])')
_STRAIGHT = str.maketrans("\u201c\u201d", '""')
_GENERAL = frozenset("*#@")
"""The switches that any field may have; each takes an argument (17.16.4)."""
_OWN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "ADDRESSBLOCK": frozenset("cefl"), "ADVANCE": frozenset("dlruxy"), "ASK": frozenset("d"),
        "AUTONUM": frozenset("s"), "AUTONUMLGL": frozenset("s"), "BIBLIOGRAPHY": frozenset("lfm"),
        "CITATION": frozenset("lfspvm"), "DATABASE": frozenset("bcdflst"), "FILLIN": frozenset("d"),
        "GREETINGLINE": frozenset("efl"), "HYPERLINK": frozenset("lot"), "INCLUDEPICTURE": frozenset("c"),
        "INCLUDETEXT": frozenset("cntx"), "INDEX": frozenset("bcdefghklpsz"), "LINK": frozenset("f"),
        "LISTNUM": frozenset("ls"), "MERGEFIELD": frozenset("bf"), "REF": frozenset("d"),
        "SEQ": frozenset("rs"), "SYMBOL": frozenset("fs"), "TA": frozenset("clrs"), "TC": frozenset("fl"),
        "TOA": frozenset("bcdegls"), "TOC": frozenset("abcdflnopst"), "XE": frozenset("frty"),
    }
)  # fmt: skip
"""Which of its own switches take an argument, by field (17.16.5)."""


COUNTED: Mapping[str, FieldKind] = MappingProxyType(
    {"PAGE": "page", "NUMPAGES": "pages", "SECTIONPAGES": "section_pages", "PAGEREF": "page_reference"}
)
"""Fields whose stored result is what the last program counted (17.16.5)."""


@dataclass(frozen=True, slots=True)
class Switch:
    r"""A switch of an instruction: ``@`` with the picture ``MMMM d, yyyy`` for ``\@ "MMMM d, yyyy"``."""

    name: str
    argument: str

    def __str__(self) -> str:
        """Return the switch as it could be written."""
        return f"\\{self.name} {_quoted(self.argument)}" if self.argument else f"\\{self.name}"


@dataclass(frozen=True, slots=True)
class Instruction:
    """A field instruction: its keyword in capitals (or none), its arguments, its switches in order."""

    keyword: str
    arguments: tuple[str, ...] = ()
    switches: tuple[Switch, ...] = ()

    def switch(self, name: str) -> str | None:
        """Return the argument of the first switch of that name, or None when it is not there."""
        return next((switch.argument for switch in self.switches if switch.name == name), None)

    def __str__(self) -> str:
        """Return the instruction as it could be written."""
        return " ".join((_quoted(self.keyword), *map(_quoted, self.arguments), *map(str, self.switches)))


NO_INSTRUCTION = Instruction("")


def read_instruction(text: str) -> Instruction:
    r"""Take an instruction such as ``MERGEFIELD amount \# "$,0.00" \* MERGEFORMAT`` apart.

    Any text has a reading: what Word would not understand is an argument or a switch of its own.
    """
    tokens = deque(_tokens(text))
    keyword = tokens.popleft()[1].upper() if tokens and tokens[0][0] == "word" else ""
    takes = _GENERAL | _OWN.get(keyword, frozenset())
    arguments: list[str] = []
    switches: list[Switch] = []
    while tokens:
        kind, word = tokens.popleft()
        if kind == "word":
            arguments.append(word)
            continue
        name = word.lower()
        has_argument = name in takes and tokens and tokens[0][0] == "word"
        switches.append(Switch(name, tokens.popleft()[1] if has_argument else ""))
    return Instruction(keyword, tuple(arguments), tuple(switches))


def _tokens(text: str) -> Iterator[tuple[_Kind, str]]:
    for match in _TOKEN.finditer(text.translate(_STRAIGHT)):
        if match["switch"] is not None:
            yield "switch", match["switch"]
        else:
            yield "word", _ESCAPE.sub(r"\1", match[match.lastgroup or 0])


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if not word or escaped != word or re.search(r"\s", word) else word
