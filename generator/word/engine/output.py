"""What may stand in a letter: the text of a value, or the reason why it has none."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from jinja2 import Undefined
from markupsafe import Markup, escape

from generator.word.engine.rendering import (
    CURRENT,
    LimitExceededError,
    MergeFault,
    MergeFaultKind,
    Rendering,
    tag_of_traceback,
)
from generator.word.engine.repairs import ordered_run_properties
from generator.word.engine.undefined import Missing

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNPRINTABLE_IN_MARKUP = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile(r"[&<>\"']")
_BREAK = re.compile(r"[\n\t\a\f]")
_BOUND_MODULES = ("docxtpl.inline_image", "docxtpl.subdoc")
"""Where docxtpl keeps the values that only its own document can print."""

_RELATIONSHIP = re.compile(r"\br:(?:id|embed|link)=\"")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_COLLECTIONS = (list, tuple, dict, set, frozenset, range, Iterator)


class DeliberateBlank(str):
    """The empty text written in the template itself, as in ``{{ "s" if many else "" }}``: no fault."""

    __slots__ = ()


class BlankError(ValueError):
    """There is nothing where a value should be printed."""


def printed(value: object) -> str:
    """Return ``value`` as text of an XML part, escaped, with line breaks of any kind as line feeds.

    0 and False are values. Raises ``BlankError`` for blank text and None, ``TypeError`` for a list or a
    function, ``ValueError`` for text with control characters. A missing value is noted and prints nothing.
    """
    rendering = CURRENT.get()
    if type(value) is str:
        text = value
    elif isinstance(value, Undefined | DeliberateBlank) or hasattr(value, "__html__"):
        return _printed_specially(value, rendering)
    else:
        text = _plain_text(value)
    if not text.isprintable():
        text = _checked(text, rendering)
    if not text or text.isspace():
        raise BlankError("is blank")
    rendering.spend(len(text))
    return escape(text) if _SPECIAL.search(text) else text


def assembled(value: object) -> str:
    """Return what a macro or a recursive loop wrote, which may be nothing; else what ``printed`` does."""
    return value if type(value) is Markup else printed(value)


def failed(error: Exception) -> str:
    """Note that printing a value ended in ``error``, and return nothing; a spent limit ends the merge."""
    if isinstance(error, LimitExceededError):
        raise error
    part, tag = tag_of_traceback(error.__traceback__)
    kind: MergeFaultKind = "blank" if isinstance(error, BlankError) else "wrong"
    CURRENT.get().note(MergeFault(part, tag, kind, explained(error)))
    return ""


def explained(error: BaseException) -> str:
    """Return what went wrong in one line."""
    if isinstance(error, RecursionError):
        return "calls itself without end"
    return " ".join(str(error).split()) or type(error).__name__


def _printed_specially(value: object, rendering: Rendering) -> str:
    if isinstance(value, Missing):
        return str(value)
    if isinstance(value, Undefined | DeliberateBlank):
        return ""
    if rendering.document is None and type(value).__module__ in _BOUND_MODULES:
        rendering.needed_document = getattr(value, "tpl", None)
        return ""
    markup: str = value.__html__()  # type: ignore[attr-defined]
    if rendering.document is None and _RELATIONSHIP.search(markup):
        if rendering.needed_document is None:
            raise ValueError("refers to a link of a docxtpl document; use merge_through with that document")
        return ""
    unprintable = _UNPRINTABLE_IN_MARKUP.search(markup)
    if unprintable:
        raise ValueError(f"contains the control character U+{ord(unprintable[0]):04X}")
    if not markup.strip() and type(value) is not Markup:
        raise BlankError("is blank")
    rendering.spend(len(markup))
    rendering.has_markup = True
    rendering.has_breaks = rendering.has_breaks or _BREAK.search(markup) is not None
    if "<w:rPr>" in markup:
        markup = ordered_run_properties(markup)
    return Markup(markup)  # noqa: S704 - an object with __html__ states that it is XML already


def _plain_text(value: object) -> str:
    if value is None:
        raise BlankError("has no value (None)")
    if isinstance(value, _COLLECTIONS):
        raise TypeError("is a list; print it with join_and, or loop over it")
    _refuse_textless(value)
    if isinstance(value, float | Decimal) and not math.isfinite(value):
        raise ValueError(f"is not a number that can be written: {value}")
    return str(value)


def refuse_textless(values: Iterable[object]) -> None:
    """Raise ``TypeError`` for a value, or a member of one, that has no text of its own to be written with."""
    seen: set[int] = set()
    waiting = list(values)
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, dict):
            waiting += (*value.keys(), *value.values())
        elif isinstance(value, list | tuple | set | frozenset):
            waiting += value
        elif type(value) is not str and not isinstance(value, Undefined):
            _refuse_textless(value)


def _refuse_textless(value: object) -> None:
    kind = type(value)
    has_own = kind.__repr__ is not object.__repr__ or kind.__str__ is not object.__str__
    if kind.__module__.startswith("jinja2.") or not has_own:
        raise TypeError(f"is a {kind.__name__}, which has no text")
    if callable(value):
        raise TypeError("is a function; call it with ()")


def _checked(text: str, rendering: Rendering) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        raise ValueError(f"contains the control character U+{ord(unprintable[0]):04X}")
    rendering.has_breaks = rendering.has_breaks or "\n" in text or "\t" in text
    return text if text.strip(_INVISIBLE) else ""
