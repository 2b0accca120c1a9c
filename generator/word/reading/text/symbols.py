"""Characters of Word's symbol fonts (Symbol, Wingdings 1 to 3, Webdings) as Unicode."""

from __future__ import annotations

from collections.abc import Mapping

# Adobe's Symbol encoding, code 0x20 on (https://www.unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt).
_SYMBOL_LOW = (
    " !\u2200#\u2203%&\u220b()\u2217+,\u2212./0123456789:;<=>?\u2245\u0391\u0392\u03a7\u0394\u0395"
    "\u03a6\u0393\u0397\u0399\u03d1\u039a\u039b\u039c\u039d\u039f\u03a0\u0398\u03a1\u03a3\u03a4\u03a5"
    "\u03c2\u03a9\u039e\u03a8\u0396[\u2234]\u22a5_\u203e\u03b1\u03b2\u03c7\u03b4\u03b5\u03c6\u03b3"
    "\u03b7\u03b9\u03d5\u03ba\u03bb\u03bc\u03bd\u03bf\u03c0\u03b8\u03c1\u03c3\u03c4\u03c5\u03d6\u03c9"
    "\u03be\u03c8\u03b6{|}\u223c"
)
_SYMBOL_HIGH = (
    "\u20ac\u03d2\u2032\u2264\u2044\u221e\u0192\u2663\u2666\u2665\u2660\u2194\u2190\u2191\u2192\u2193"
    "\xb0\xb1\u2033\u2265\xd7\u221d\u2202\u2022\xf7\u2260\u2261\u2248\u2026\u23d0\u23af\u21b5\u2135"
    "\u2111\u211c\u2118\u2297\u2295\u2205\u2229\u222a\u2283\u2287\u2284\u2282\u2286\u2208\u2209\u2220"
    "\u2207\xae\xa9\u2122\u220f\u221a\u22c5\xac\u2227\u2228\u21d4\u21d0\u21d1\u21d2\u21d3\u25ca\u3008"
    "\xae\xa9\u2122\u2211\u239b\u239c\u239d\u23a1\u23a2\u23a3\u23a7\u23a8\u23a9\u23aa\u27e9\u222b"
    "\u2320\u23ae\u2321\u239e\u239f\u23a0\u23a4\u23a5\u23a6\u23ab\u23ac\u23ad"
)
_SYMBOL = {
    **{0x20 + at: character for at, character in enumerate(_SYMBOL_LOW)},
    **{0xA0 + at: character for at, character in enumerate(_SYMBOL_HIGH[:80])},
    **{0xF0 + at: character for at, character in enumerate(_SYMBOL_HIGH[80:], start=1)},
    # The font has no characters here: Word shows the box of a missing one, and forms use it to be ticked.
    **dict.fromkeys(range(0x7F, 0xA0), "□"),
}
# Unicode 7.0 has the characters of the dingbat fonts (N4384). Where no bundled font has one, the nearest that
# looks the same in a line of text stands for it.
_WINGDINGS = {
    0x20: " ", 0x21: "✏", 0x22: "✂", 0x23: "✁", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x3E: "✇",
    0x3F: "✍", 0x41: "✌", 0x46: "☞", 0x45: "☜", 0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹",
    0x4E: "☠", 0x51: "✈", 0x52: "☼", 0x54: "❄", 0x56: "✞", 0x58: "✠", 0x59: "✡", 0x5A: "☪", 0x5B: "☯",
    0x5D: "☸", **{0x5E + n: chr(0x2648 + n) for n in range(12)}, 0x6C: "●", 0x6D: "❍", 0x6E: "■",
    0x6F: "□", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x78: "☒", 0x79: "⍓", 0x7A: "⌘", 0x7B: "❀", 0x7C: "✿", 0x7D: "❝", 0x7E: "❞", 0x7F: "▯", 0x80: "⓪",
    **{0x80 + n: chr(0x245F + n) for n in range(1, 11)}, 0x8B: "⓿",
    **{0x8B + n: chr(0x2775 + n) for n in range(1, 11)}, 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○",
    0xA2: "○", 0xA3: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "□", 0xAA: "✦", 0xAB: "★", 0xAC: "✶",
    0xAD: "✴", 0xAE: "✹", 0xAF: "✵", 0xB2: "✧", 0xB5: "✪", 0xB6: "✰", 0xD5: "⌫", 0xD6: "⌦", 0xD8: "➢",
    0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE3: "↖", 0xE4: "↗", 0xE5: "↙", 0xE6: "↘",
    0xE7: "⬅", 0xE8: "➔", 0xE9: "⬆", 0xEA: "⬇", 0xEB: "⬉", 0xEC: "⬈", 0xED: "⬋", 0xEE: "⬊", 0xEF: "⇦",
    0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xF4: "⇳", 0xF5: "⬁", 0xF6: "⬀", 0xF7: "⬃", 0xF8: "⬂",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x20: " ", 0x25: "✄", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "⊗",
    0x56: "⊗", 0x57: "⊘", 0x58: "⊘", 0x5D: "‽", **{0x6A + n: chr(0x2460 + n) for n in range(10)},
    **{0x75 + n: chr(0x2776 + n) for n in range(10)}, 0x80: "☉", 0x82: "☽", 0x83: "☾", 0x85: "✝",
    0x95: "⋅", 0x96: "•", 0x97: "●", 0x98: "●", 0x99: "○", 0x9A: "○", 0x9B: "○", 0x9C: "○", 0x9D: "⊙",
    0x9E: "◉", 0x9F: "◉", 0xA0: "▪", 0xA1: "◾", 0xA2: "■", 0xA3: "□", 0xA4: "□", 0xA5: "□", 0xA6: "□",
    0xA7: "□", 0xA8: "▣", 0xA9: "▣", 0xAC: "◆", 0xAD: "◆", 0xAE: "◆", 0xAF: "◇", 0xB1: "◈", 0xB8: "◊",
    0xBA: "◖", 0xBB: "◗", 0xC0: "⬟", 0xC2: "⬣", 0xC3: "⬢", 0xEB: "✶", 0xF0: "✹", 0xF3: "✯", 0xF8: "※",
    0xF9: "⁂",
}  # fmt: skip
_WINGDINGS_3 = {
    0x20: " ", 0x21: "←", 0x22: "→", 0x23: "↑", 0x24: "↓", 0x25: "↖", 0x26: "↗", 0x27: "↙", 0x28: "↘",
    0x29: "⇤", 0x2A: "⇥", 0x31: "↔", 0x32: "↕", 0x53: "⌤", 0x54: "⌃", 0x55: "⌥", 0x56: "␣", 0x57: "⍽",
    0x58: "⇪", 0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x6A: "↖", 0x6B: "↗", 0x6C: "↙", 0x6D: "↘",
    0x6E: "↔", 0x6F: "↕", 0x70: "▲", 0x71: "▼", 0x72: "△", 0x73: "▽", 0x74: "◀", 0x75: "▶", 0x76: "◁",
    0x77: "▷", 0x78: "◣", 0x79: "◢", 0x7A: "◤", 0x7B: "◥", 0x7C: "◂", 0x7D: "▸", 0x7E: "▴", 0x80: "▾",
    0x81: "▲", 0x82: "▼", 0x83: "◀", 0x84: "▶",
}  # fmt: skip
_WEBDINGS = {
    0x20: " ", 0x33: "◂", 0x34: "▸", 0x35: "▴", 0x36: "▾", 0x3C: "■", 0x3D: "●", 0x61: "✓", 0x63: "□",
    0x67: "■", 0x6E: "●", 0x72: "✗", 0x78: "⊘", 0x79: "⊖", 0x98: "✯", 0x9B: "✉", 0xD9: "☁", 0xE9: "♿",
}  # fmt: skip

_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}


def is_symbol_font(font: str) -> bool:
    """Tell whether the font's codes are not Unicode."""
    return font.lower() in _FONTS


def symbol(font: str, code: int) -> str | None:
    """Return the Unicode character a symbol font shows for a code, 0xF0xx or 0xxx; None if not known."""
    return _FONTS.get(font.lower(), {}).get(code & 0xFF if 0xF000 <= code <= 0xF0FF else code)


def plain_text(font: str, text: str) -> str:
    """Return text set in a symbol font as Unicode; a code not known becomes U+FFFD."""
    codes = _FONTS.get(font.lower())
    if codes is None:
        return text
    return "".join(_plain_character(codes, character) for character in text)


def _plain_character(codes: Mapping[int, str], character: str) -> str:
    code = ord(character)
    if 0xF000 <= code <= 0xF0FF:
        return codes.get(code & 0xFF, "\ufffd")
    # Already Unicode, as other programs write it, unless the code is one byte.
    return codes.get(code, "\ufffd") if code <= 0xFF else character
