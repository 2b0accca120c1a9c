"""What made a draft another one than the draft before it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from generator.review.records import Voided, VoidedBy
from generator.vocabulary import LetterGenerated

_WORDS: dict[VoidedBy, str] = {
    "template": "the template changed",
    "row": "the recipient's row changed",
    "program": "another version of the program made it",
    "dates": "its dates changed",
    "grounds": "its grounds changed",
    "formats": "it was made in other formats",
    "other": "campaign.toml or what is on record changed",
}


def told_voided(voided: Voided) -> str:
    """Return in words whose approval is void, and why."""
    names = " and ".join(deed.actor for deed in voided.approvals)
    return f"the approval of {names} is void: {' and '.join(_WORDS[by] for by in voided.by)}"


def changed_between(before: LetterGenerated, after: LetterGenerated) -> tuple[VoidedBy, ...]:
    """Return all that is known to differ between two makings of a letter whose bytes differ."""
    return tuple(_changes(before, after)) or ("other",)


def _changes(before: LetterGenerated, after: LetterGenerated) -> Iterator[VoidedBy]:
    if before.template_sha256 != after.template_sha256:
        yield "template"
    if before.row_sha256 != after.row_sha256:
        yield "row"
    if before.tool_version != after.tool_version:
        yield "program"
    if (before.date, before.due_date) != (after.date, after.due_date):
        yield "dates"
    if before.grounds != after.grounds:
        yield "grounds"
    if {it.format for it in before.drafts} != {it.format for it in after.drafts}:
        yield "formats"
