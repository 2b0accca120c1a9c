"""What is true of a document beside its words: named facts with a place and a value. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

from generator.comparison.records import Change, Level
from generator.model import Format

ABSENT = "none"
_MOST_VALUES = 6


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """One fact: ``what`` ("left margin") at ``place`` ("section 1") is ``value`` ("72 pt")."""

    what: str
    place: str
    value: str
    page: int = 0


def changed_facts(
    old: Iterable[DocumentFact], new: Iterable[DocumentFact], form: Format, level: Level = "structure"
) -> Iterator[Change]:
    """Yield a change for each fact whose value differs; a missing one has the value none."""
    before, after = _numbered(old), _numbered(new)
    for key in [*before, *(key for key in after if key not in before)]:
        was, now = before.get(key), after.get(key)
        old_value, new_value = was.value if was else ABSENT, now.value if now else ABSENT
        shown = now or was
        if old_value != new_value and shown:
            yield Change(level, form, shown.what, shown.place, shown.page, old_value, new_value)


def joined(changes: Iterable[Change], together: Callable[[Change], Hashable]) -> Iterator[Change]:
    """Yield one change for all of a kind that are told ``together``, with the values of each."""
    groups: dict[Hashable, list[Change]] = {}
    for change in changes:
        groups.setdefault((change.what, change.page, together(change)), []).append(change)
    for group in groups.values():
        was, now = (_values(values) for values in zip(*((c.old, c.new) for c in group), strict=True))
        yield replace(group[0], old=was, new=now)


def _values(values: Iterable[str]) -> str:
    """Return values as one, those that are absent left out where others are there."""
    present = [value for value in values if value != ABSENT]
    return "; ".join(present[:_MOST_VALUES]) + ("; …" if len(present) > _MOST_VALUES else "") or ABSENT


def _numbered(facts: Iterable[DocumentFact]) -> dict[tuple[str, str, int], DocumentFact]:
    """Key facts by name and place; the second of the same name and place is another fact."""
    seen: dict[tuple[str, str, int], DocumentFact] = {}
    counts: dict[tuple[str, str], int] = {}
    for fact in facts:
        number = counts[fact.what, fact.place] = counts.get((fact.what, fact.place), 0) + 1
        seen[fact.what, fact.place, number] = fact
    return seen
