"""Rows of a table that were added or removed, told as rows rather than as the paragraphs in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.comparison.records import Change, Passage, Segment

_CELL = re.compile(r"(?P<row>.*table \d+, row \d+), column \d+$")
_WHOLE = {"paragraph added": "table row added", "paragraph removed": "table row removed"}


def told_as_rows(
    changes: Iterable[Change], old: Sequence[Passage], new: Sequence[Passage]
) -> Iterator[Change]:
    """Yield the changes, paragraphs that are the whole of a row's text joined into one change."""
    for (what, row), group in groupby(changes, key=_row_of):
        changes = list(group)
        side = new if what == "paragraph added" else old
        cells = [passage.text for passage in side if row and passage.place.startswith(f"{row}, ")]
        if row and what in _WHOLE and cells == [change.new or change.old for change in changes]:
            yield _joined(changes, _WHOLE[what], row, " | ".join(cells))
        else:
            yield from changes


def _row_of(change: Change) -> tuple[str, str]:
    match = _CELL.match(change.place)
    return change.what, match["row"] if match else ""


def _joined(changes: list[Change], what: str, row: str, text: str) -> Change:
    added = what == "table row added"
    return replace(
        changes[0],
        what=what,
        place=row,
        old="" if added else text,
        new=text if added else "",
        edits=tuple(edit for change in changes for edit in change.edits),
        segments=(Segment("added" if added else "removed", text),),
    )
