"""Which typefaces a document names, and which of them every machine sets with the same line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_SAME_BREAKS = frozenset(
    {
        "arial", "caladea", "calibri", "cambria", "carlito", "courier new", "helvetica", "liberation mono",
        "liberation sans", "liberation serif", "symbol", "times new roman", "wingdings",
    }
)  # fmt: skip
"""Typefaces with a metric-compatible free counterpart, and symbol fonts, whose signs are drawn as Unicode."""

_NAMED = re.compile(r"<w:rFonts\b[^>]*>")
_FACE = re.compile(r"w:(?:ascii|hAnsi)=\"([^\"]+)\"")
_THEMED = re.compile(r"w:(?:ascii|hAnsi)Theme=\"(major|minor)")
_THEME_FACE = '<a:{kind}Font>.*?<a:latin typeface="([^"]*)"'


def substituted_typefaces(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the typefaces named in the document and its styles that the PDF sets in another, sorted."""
    used = set(_used(parts))
    return tuple(sorted(face for face in used if face and face.lower() not in _SAME_BREAKS))


def _used(parts: Mapping[str, bytes]) -> Iterator[str]:
    theme = next((content for name, content in parts.items() if "/theme/" in name), b"").decode(
        "utf-8", "replace"
    )
    for name, content in parts.items():
        if not re.fullmatch(r"word/(?:document|styles|header|footer|numbering|footnotes)\d*\.xml", name):
            continue
        for fonts in _NAMED.findall(content.decode("utf-8", "replace")):
            yield from _FACE.findall(fonts)
            for kind in _THEMED.findall(fonts):
                yield from re.findall(_THEME_FACE.format(kind=kind), theme, re.DOTALL)[:1]
