"""The words of a PDF that changed, line by line, wherever its lines break. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.comparison.records import Change, Edit, Passage, Segment
from generator.comparison.words.wording import LineEdit, edits_across_lines

PAGE_COUNT = "number of pages"
PUSHED = "text moved"
CONSEQUENCES = frozenset({PUSHED, PAGE_COUNT})
"""What follows from other words of the letter, where there are any."""


def line_changes(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Change]:
    """Yield the words that changed; words that only went elsewhere are one change that names both pages."""
    edits = edits_across_lines(old, new)
    arrived = {edit.edit.new: edit for edit in edits if not edit.edit.old and _is_phrase(edit.edit.new)}
    left = {edit.edit.old for edit in edits if not edit.edit.new} & set(arrived)
    for edit in edits:
        if edit.edit.old in left and not edit.edit.new:
            yield _moved(old[edit.old_line], new[arrived[edit.edit.old].new_line], edit.edit.old)
        elif edit.edit.new not in left or edit.edit.old:
            yield _edited(edit, old, new)


def _is_phrase(text: str) -> bool:
    return " " in text


def _moved(was: Passage, now: Passage, text: str) -> Change:
    change = Change("words", "pdf", PUSHED, now.place, now.page, text, text, (), (Segment("kept", text),))
    pages = (
        f"page {was.page} to page {now.page}" if was.page != now.page else f"another place on page {now.page}"
    )
    return replace(change, place=pages)


def _edited(line_edit: LineEdit, old: Sequence[Passage], new: Sequence[Passage]) -> Change:
    edit = line_edit.edit
    line = new[line_edit.new_line] if line_edit.new_line < len(new) else old[line_edit.old_line]
    segments = (
        Segment("kept", line_edit.lead),
        Segment("removed", edit.old),
        Segment("added", edit.new),
        Segment("kept", line_edit.tail),
    )
    return Change(
        level="words",
        format="pdf",
        what="wording",
        place=f"page {line.page}, {line.place}",
        page=line.page,
        old=_joined(line_edit.lead, edit.old, line_edit.tail),
        new=_joined(line_edit.lead, edit.new, line_edit.tail),
        edits=(Edit(edit.old, edit.new),),
        segments=tuple(segment for segment in segments if segment.text),
    )


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
