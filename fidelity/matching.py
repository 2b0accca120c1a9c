"""Which lines of a page are which lines of the other page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from fidelity.lines import Line

_SAME_ROW = 1.0


@dataclass(frozen=True, slots=True)
class Match:
    """How far the same words stand from each other, down and to the right, and what is left of each side.

    Lines that had to be joined to be found have no offset to the right.
    """

    offsets: tuple[float, ...]
    shifts: tuple[float, ...]
    ours: tuple[Line, ...]
    reference: tuple[Line, ...]


def match(ours: Sequence[Line], reference: Sequence[Line]) -> Match:
    """Find each line of a page on the other page.

    What one side sets apart by a gap or fills with a leader may be one line of the other: lines that are left
    over are joined with those beside them and looked for again.
    """
    apart = _match(ours, reference)
    joined = _match(tuple(_rows(apart.ours)), tuple(_rows(apart.reference)))
    return Match((*apart.offsets, *joined.offsets), apart.shifts, joined.ours, joined.reference)


def _match(ours: Sequence[Line], reference: Sequence[Line]) -> Match:
    mine, theirs = _by_key(ours), _by_key(reference)
    both = sorted(mine.keys() & theirs.keys())
    pairs = [pair for key in both for pair in zip(mine[key], theirs[key], strict=False)]
    offsets = tuple(round(one.height - other.height, 2) for one, other in pairs)
    shifts = tuple(round(one.left - other.left, 2) for one, other in pairs)
    return Match(offsets, shifts, tuple(_rest(mine, theirs)), tuple(_rest(theirs, mine)))


def _rest(lines: dict[str, list[Line]], others: dict[str, list[Line]]) -> Iterator[Line]:
    for key, same in lines.items():
        yield from same[len(others.get(key, ())) :]


def _by_key(lines: Iterable[Line]) -> dict[str, list[Line]]:
    ordered = sorted(lines, key=lambda line: (line.key, line.height, line.left))
    return {key: list(group) for key, group in groupby(ordered, key=lambda line: line.key)}


def _rows(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines of each height joined from left to right."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: line.height):
        if row and line.height - row[0].height > _SAME_ROW:
            yield _joined(row)
            row = []
        row.append(line)
    if row:
        yield _joined(row)


def _joined(row: list[Line]) -> Line:
    ordered = sorted(row, key=lambda line: line.left)
    return Line(tuple(word for line in ordered for word in line.words), row[0].height, ordered[0].left)
