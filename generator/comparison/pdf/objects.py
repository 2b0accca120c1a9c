"""The objects of a PDF as lines of text: every value that the catalog, the pages and the tags lead to.

Where an object stands in the file, its number, and how its stream is compressed are no part of a line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

CONTENT = " (content)"
"""The end of the path of what a stream holds."""
_DEEPEST = 200
_MOST_LINES = 100_000


@dataclass(frozen=True, slots=True)
class ObjectLine:
    """One value: ``path`` leads to it from the catalog, a page or a tag; ``page`` 0 is none."""

    path: str
    value: str
    page: int = 0


class Walk:
    """A walk that takes each object once: a second way to it is a line that names the first."""

    def __init__(self, known: Mapping[tuple[int, int], str]) -> None:
        self._names = dict(known)
        self._lines = 0

    def lines(
        self, thing: object, path: str, *, without: frozenset[str] = frozenset(), streams: bool = True
    ) -> Iterator[ObjectLine]:
        """Yield the values below ``thing``; keys in ``without`` are left out at its top only.

        Without ``streams`` what the streams hold is left out.
        """
        lines = self._lines_of(thing, path, without, 0)
        yield from lines if streams else (line for line in lines if not line.path.endswith(CONTENT))

    def _lines_of(
        self, thing: object, path: str, without: frozenset[str], depth: int
    ) -> Iterator[ObjectLine]:
        import pikepdf

        self._lines += 1
        if depth > _DEEPEST or self._lines > _MOST_LINES:
            raise ValueError("its objects are nested too deeply or are too many")
        if isinstance(thing, pikepdf.Object) and thing.is_indirect and depth:
            named = self._names.get(thing.objgen)
            if named is not None:
                yield ObjectLine(path, f"see {named}")
                return
            self._names[thing.objgen] = path
        match thing:
            case pikepdf.Array():
                for number, entry in enumerate(thing):
                    yield from self._lines_of(entry, f"{path}[{number}]", frozenset(), depth + 1)
                yield ObjectLine(f"{path}[]", str(len(thing)))
            case pikepdf.Stream():
                yield ObjectLine(f"{path}{CONTENT}", stream_told(thing))
                yield from self._entries(thing, path, without | STORED, depth)
            case pikepdf.Dictionary():
                yield from self._entries(thing, path, without, depth)
            case _:
                yield ObjectLine(path, value_told(thing))

    def _is_reached_upwards_alone(self, thing: object) -> bool:
        """Tell of a tag that no other names as its child: it is told where an arrow back leads to it."""
        import pikepdf

        if not isinstance(thing, pikepdf.Dictionary) or not thing.is_indirect or "/S" not in thing:
            return False
        return "/P" in thing and thing.objgen not in self._names

    def _above(self, thing: object) -> str:
        """Return what an arrow back leads to; what it leads to is told where it stands."""
        import pikepdf

        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            return f"see {self._names.get(thing.objgen, 'an object above')}"
        return value_told(thing)

    def _entries(
        self, thing: pikepdf.Object, path: str, without: frozenset[str], depth: int
    ) -> Iterator[ObjectLine]:
        keys = sorted(set(thing.keys()) - without)
        if not keys:
            yield ObjectLine(path, "is there")
        for key in keys:
            if key in _UPWARDS and not self._is_reached_upwards_alone(thing[key]):
                yield ObjectLine(f"{path}{key}", self._above(thing[key]))
                continue
            yield from self._lines_of(thing[key], f"{path}{key}", frozenset(), depth + 1)


STORED = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL", "/Length1", "/Length2", "/Length3"})
"""How a stream is stored (ISO 32000-1, table 5); ``/Length1`` to 3 follow from the bytes of a font."""
_UPWARDS = frozenset({"/Parent", "/P", "/Pg"})
"""Arrows back to what led here."""


def value_told(value: object) -> str:
    """Return a value that holds no other as text; numbers of equal value are equal text."""
    import pikepdf

    match value:
        case None | pikepdf.String() | pikepdf.Name() | bool() | int():
            return str(value)
        case pikepdf.Operator():
            return f"operator {value}"
    try:
        return f"{float(value):g}"  # type: ignore[arg-type] # a Decimal or Real
    except (TypeError, ValueError):
        return str(value)


def stream_told(stream: pikepdf.Object) -> str:
    """Return a fingerprint of what a stream holds, decoded where a filter of the file can be taken off."""
    return f"{hashlib.sha256(stream_bytes(stream)).hexdigest()[:12]}"


def stream_bytes(stream: pikepdf.Object) -> bytes:
    """Return what a stream holds, decoded as far as no picture has to be opened."""
    import pikepdf

    try:
        return stream.read_bytes()
    except (pikepdf.PdfError, NotImplementedError, RuntimeError):
        return stream.read_raw_bytes()


def numbers_of(value: str) -> float | None:
    """Return the number that a line's value is, or None."""
    try:
        return float(value)
    except ValueError:
        return None
