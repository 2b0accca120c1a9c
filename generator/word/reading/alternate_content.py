"""Alternate content: what newer Word versions write twice, once for older ones (ECMA-376 part 3, 10)."""

from __future__ import annotations

from generator.word.markup import MC, Element

_UNDERSTOOD = frozenset({"wps", "wp14", "w14", "w15", "a14", "pic", "wpg", "wpc"})


def alternative(element: Element) -> tuple[Element, ...]:
    """Return the contents of the first choice whose extensions are understood, else the fallback's."""
    for choice in element.iterfind(f"{{{MC}}}Choice"):
        if set((choice.get("Requires") or "?").split()) <= _UNDERSTOOD:
            return tuple(choice)
    fallback = element.find(f"{{{MC}}}Fallback")
    return () if fallback is None else tuple(fallback)
