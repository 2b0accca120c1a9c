"""Languages as Word names them, as the tags that PDF takes (RFC 5646; ISO/IEC 29500-1, 22.9.2.6)."""

from __future__ import annotations

import locale
import re

from generator.word.cache import kept
from generator.word.opc.relationships import parse_xml
from generator.word.syntax.tags import W

DEFAULT_LANGUAGE = "en-US"
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_NUMBER = re.compile(r"[0-9A-Fa-f]{4}")


def language_tag(named: str) -> str:
    """Return the language tag of what Word names so: a tag, or four hexadecimal digits; empty for none."""
    if _NUMBER.fullmatch(named):
        named = locale.windows_locale.get(int(named, 16), "")
    tag = named.replace("_", "-")
    return tag if _TAG.fullmatch(tag) and tag.lower() != "none" else ""


def document_language(styles: bytes | None, settings: bytes | None) -> str:
    """Return the language of a document by these parts of it: of its default characters, or of its theme."""
    said = (
        _said(styles, f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"),
        _said(settings, f"{W}themeFontLang"),
    )
    return next(filter(None, map(language_tag, said)), DEFAULT_LANGUAGE)


@kept
def _said(part: bytes | None, path: str) -> str:
    element = None if part is None else parse_xml(part).find(path)
    return "" if element is None else element.get(f"{W}val", "")
