"""Groups of changes in the words of a person who reads letters, not code. Pure: text in, text out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from generator.comparison.grouping import Group, Place
from generator.comparison.outcome import Outcome
from generator.comparison.records import LEVELS, Change, Edit, Region, Segment
from generator.comparison.words.tokens import joint, sort_of

Paint: TypeAlias = Callable[[str, str], str]
"""Gives a text its look: ``removed``, ``added``, ``title`` or ``quiet``."""

_SHOWN = 3
_EXCERPT = 90
_LEVEL_TITLES = {
    "words": "Words",
    "picture": "Looks (of pages)",
    "formatting": "Formatting (what Word is told about looks)",
    "structure": "Behind the page (what screen readers and programs read)",
    "other": "Everything else (what no level above accounts for)",
}
_FINGERPRINT = re.compile(r"\b[0-9a-f]{12,64}\b")
CAUSES = {
    "template": "the template changed",
    "merge value": "a merge value changed, not the template",
    "program": "the program or campaign.toml changed, neither the template nor the row",
    "layout": "follows from other words",
}
"""What accounts for a group, in words; what nobody knows is not told."""
_FILES = {"docx": ".docx", "pdf": "PDF"}
_FIELDS = {"recipient_id": "recipient", "due_date": "due date"}


def plain(text: str, look: str) -> str:
    """Return the text as it is: words removed in brackets with a minus, words added with a plus."""
    return {"removed": f"[-{text}-]", "added": f"{{+{text}+}}"}.get(look, text)


def summary(outcome: Outcome, paint: Paint = plain) -> str:
    """Return what changed between two runs, for a terminal or a log."""
    lines = [*_missing_lines(outcome), *_group_lines(outcome.groups, paint), *_layout_lines(outcome)]
    return "\n".join((*lines, paint(verdict(outcome), "title")))


def verdict(outcome: Outcome) -> str:
    """Return the outcome in one sentence."""
    counts = outcome.counts
    if not (counts.different or counts.only_old or counts.only_new or counts.unreadable):
        return f"{count(counts.same, 'letter')}: the same"
    parts = (
        (counts.different, "different"),
        (counts.only_old, "only in the old run"),
        (counts.only_new, "only in the new run"),
        (counts.unreadable, "cannot be compared"),
        (counts.same, "the same"),
    )
    changes = sum(group.cause != "layout" for group in outcome.groups)
    counted = ", ".join(f"{number} {words}" for number, words in parts if number)
    return f"{count(counts.all, 'letter')}: {counted}; {count(changes, 'change')}"


def headline(group: Group) -> str:
    """Return a group in one sentence: what changed, from what to what, in how many letters, and why."""
    return f"{_what(group)} {_where(group)}{_why(group)}"


def cause_first(group: Group) -> str:
    """Return a group in one sentence that begins with why, for places where long lines are cut."""
    cause = CAUSES.get(group.cause, "")
    return f"{cause}: {_what(group)} {_where(group)}" if cause else f"{_what(group)} {_where(group)}"


def count(number: int, noun: str) -> str:
    """Return a number with its noun, such as ``1 letter`` or ``23 letters``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def regions_told(regions: tuple[Region, ...]) -> str:
    """Return how a page looks different, such as ``1 part changed, 12 lines moved down by 13 pt``."""
    changed = sum(region.kind == "changed" for region in regions)
    moved = [region for region in regions if region.kind == "moved"]
    parts = [f"{count(changed, 'part')} changed"] if changed else []
    if moved:
        parts.append(f"{count(len(moved), 'line')} moved{_direction(moved)}")
    return ", ".join(parts)


def _looks_told(change: Change) -> str:
    return f"{change.old} became {change.new}" if change.new else regions_told(change.regions)


def _direction(moved: list[Region]) -> str:
    steps = {(round(r.new.left - r.old.left), round(r.new.top - r.old.top)) for r in moved if r.old and r.new}
    if len(steps) != 1:
        return ""
    across, down = steps.pop()
    words = (
        f" {'down' if down > 0 else 'up'} by {abs(down)} pt" if down else "",
        f" {'right' if across > 0 else 'left'} by {abs(across)} pt" if across else "",
    )
    return "".join(words)


def _what(group: Group) -> str:
    change = group.example
    match group.level:
        case "words":
            return _words_told(group)
        case "picture":
            return f"{change.what} looks different ({_looks_told(change)})"
        case _:
            return f"{change.what} changed{_values(change) if group.uniform else ''}"


def _words_told(group: Group) -> str:
    change = group.example
    match change.what:
        case "wording":
            return _edits_told(group)
        case "number of pages":
            return f"number of pages changed from {change.old} to {change.new}"
        case "text":
            return "text changed (its words were not kept)"
        case "text moved":
            return f"“{_excerpt(change.new)}” moved from {change.place}"
        case what:
            return f"{what}: “{_excerpt(change.new or change.old)}”"


def _values(change: Change) -> str:
    """Return the values of a changed fact, unless they are fingerprints, which say nothing to a reader."""
    old, new = readable(change.old), readable(change.new)
    return f" from {_excerpt(old)} to {_excerpt(new)}" if old != new else ""


def readable(value: str) -> str:
    """Return a value without its fingerprints, which only programs can compare."""
    return " ".join(_FINGERPRINT.sub("", value).split()) if _FINGERPRINT.search(value) else value


def _edits_told(group: Group) -> str:
    edits = group.example.edits
    if group.field:
        return f"{_FIELDS.get(group.field, group.field)} changed{_values_told(group)}"
    if not group.uniform:
        return f"{_sort(edits)} changed, each letter its own{_values_told(group)}"
    shown = "; ".join(_edit_told(edit) for edit in edits[:_SHOWN])
    return f"{shown}{f' and {len(edits) - _SHOWN} more edits' if len(edits) > _SHOWN else ''}"


def _values_told(group: Group) -> str:
    edit = group.example.edits[0] if group.example.edits else Edit(group.example.old, group.example.new)
    start = "" if group.uniform else " (the first"
    return f"{start} from “{_excerpt(edit.old)}” to “{_excerpt(edit.new)}”{'' if group.uniform else ')'}"


def _edit_told(edit: Edit) -> str:
    kinds = {sort_of(edit.old), sort_of(edit.new)} - {""}
    sort = kinds.pop() if len(kinds) == 1 else "words"
    if not edit.old:
        return f"{sort} “{_excerpt(edit.new)}” added"
    if not edit.new:
        return f"{sort} “{_excerpt(edit.old)}” removed"
    return f"{sort} “{_excerpt(edit.old)}” became “{_excerpt(edit.new)}”"


def _sort(edits: tuple[Edit, ...]) -> str:
    kinds = {sort_of(text) for edit in edits for text in (edit.old, edit.new)} - {""}
    return kinds.pop() if len(kinds) == 1 else "words"


def _where(group: Group) -> str:
    kind = f" of {group.kind}" if group.kind else ""
    places = f" ({count(len(group.places), 'place')})" if len(group.places) > group.letters else ""
    if group.letters > 1:
        file = f" ({_FILES[group.example.format]})" if group.level == "structure" else ""
        return f"in {count(group.letters, 'letter')}{kind}{file}{_headers_footers(group)}{places}"
    name = group.places[0].pair.name
    is_known = group.level == "picture" or group.example.what == "text moved"
    where = "" if is_known else place_told(group.example)
    return f"in {name}{f', {where}' if where else ''}{places}"


def _headers_footers(group: Group) -> str:
    """Return that every place is in the header, or in the footer, when it is."""
    stories = {place.change.place.partition(",")[0] for place in group.places}
    story = stories.pop()
    named = not stories and story.startswith(("header", "footer", "footnote", "endnote"))
    return f", in the {story}" if named else ""


def _why(group: Group) -> str:
    cause = CAUSES.get(group.cause, "")
    return f" — {cause}" if cause and group.cause != "layout" else ""


def place_told(change: Change) -> str:
    """Return where in a letter a change stands, with its page where it is known; of a fact, in which file."""
    if change.level in {"formatting", "structure", "other"}:
        return f"{change.place or 'document'} of the {_FILES[change.format]}"
    if not change.page or change.place.startswith("page "):
        return change.place
    return f"page {change.page}, {change.place}" if change.place else f"page {change.page}"


def _missing_lines(outcome: Outcome) -> Iterator[str]:
    for verdict_of, words in (("only_old", "only in the old run"), ("only_new", "only in the new run")):
        names = [each.pair.name for each in outcome.comparisons if each.verdict == verdict_of]
        if names:
            yield f"{words}: {_some(names)}"


def _group_lines(groups: Iterable[Group], paint: Paint) -> Iterator[str]:
    kept = [group for group in groups if group.cause != "layout"]
    for level in LEVELS:
        of_level = [group for group in kept if group.level == level]
        if of_level:
            yield paint(_LEVEL_TITLES[level], "title")
        for group in of_level:
            yield f"  {headline(group)}"
            yield from (f"      {line}" for line in _detail_lines(group, paint))
        if of_level:
            yield ""


def _detail_lines(group: Group, paint: Paint) -> Iterator[str]:
    if group.level == "words" and group.example.what == "wording":
        yield segments_told(group.example.segments, paint)
    if not group.uniform:
        yield from (_place_line(place, paint) for place in group.places[:_SHOWN])
    if group.letters > 1:
        yield paint(_some(list(dict.fromkeys(place.pair.name for place in group.places))), "quiet")


def _place_line(place: Place, paint: Paint) -> str:
    edits = place.change.edits or (Edit(place.change.old, place.change.new),)
    shown = "; ".join(
        f"{paint(e.old, 'removed') if e.old else ''}{paint(e.new, 'added') if e.new else ''}" for e in edits
    )
    return f"{place.pair.name}: {shown}"


def segments_told(segments: tuple[Segment, ...], paint: Paint) -> str:
    """Return a changed paragraph with its removed and added words; long kept stretches are cut."""
    text_so_far = ""
    before = ""
    for segment in segments:
        text = _cut(segment.text) if segment.status == "kept" else paint(segment.text, segment.status)
        text_so_far += joint(before, segment.text) + text
        before = segment.text
    return text_so_far


def _cut(text: str) -> str:
    return (
        text
        if len(text) <= _EXCERPT
        else f"{text[: _EXCERPT // 2].rstrip()} … {text[-_EXCERPT // 2 :].lstrip()}"
    )


def _layout_lines(outcome: Outcome) -> Iterator[str]:
    layout = [group for group in outcome.groups if group.cause == "layout"]
    for group in (g for g in layout if g.level == "words"):
        yield f"  {headline(group)}"
    looks = sum(group.letters for group in layout if group.level == "picture")
    if looks:
        yield f"  {count(looks, 'page')} changed in looks because of these words"
    if layout:
        yield ""


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more


def _excerpt(text: str) -> str:
    return text if len(text) <= _EXCERPT else f"{text[: _EXCERPT - 2].rstrip()}…"
