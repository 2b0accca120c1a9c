"""What the manifests of both sides prove about a change. Pure."""

from __future__ import annotations

import calendar
import datetime as dt

from generator.comparison.records import Edit, Pair

_MONTHS = tuple(calendar.month_name)[1:]


def same_template(pair: Pair) -> bool:
    """Return whether both letters are known to come from the same template file."""
    if pair.old is None or pair.new is None or not pair.old.template_sha256:
        return False
    return pair.old.template_sha256 == pair.new.template_sha256


def same_row(pair: Pair) -> bool:
    """Return whether both letters are known to come from the same row, with the same dates and reference."""
    if pair.old is None or pair.new is None or not pair.old.row_sha256:
        return False
    return pair.old.row_sha256 == pair.new.row_sha256 and pair.old.values == pair.new.values


def knows_template(pair: Pair) -> bool:
    """Return whether both manifests tell the template."""
    return bool(pair.old and pair.new and pair.old.template_sha256 and pair.new.template_sha256)


def knows_row(pair: Pair) -> bool:
    """Return whether both manifests tell the row."""
    return bool(pair.old and pair.new and pair.old.row_sha256 and pair.new.row_sha256)


def field_of(pair: Pair, edits: tuple[Edit, ...]) -> str:
    """Return the merge value whose old text every edit replaces with its new text; empty if none does."""
    if pair.old is None or pair.new is None or not edits:
        return ""
    after = dict(pair.new.values)
    for field, old in pair.old.values:
        new = after.get(field, "")
        if old != new and old and new and all(_replaces(edit, old, new) for edit in edits):
            return field
    return ""


def _replaces(edit: Edit, old: str, new: str) -> bool:
    return any(
        edit == Edit(was, now)
        or (was in edit.old and now in edit.new and edit.old.replace(was, now) == edit.new)
        for was, now in zip(_forms(old), _forms(new), strict=False)
    )


def _forms(value: str) -> tuple[str, ...]:
    """Return a value as letters print it; a date as ISO 8601, American, British and in figures."""
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return (value,)
    month = _MONTHS[day.month - 1]
    return (
        value,
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day.month:02d}/{day.day:02d}/{day.year}",
    )
