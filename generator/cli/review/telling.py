"""A draft and its review as a row for people, and as JSON for programs."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING

from generator.cli.terminal.reporting import counted

if TYPE_CHECKING:
    from generator.review import Comment, Deed, ReviewedDraft

HEADER = ("recipient", "letter", "state", "made", "by", "to review", "comments", "note")


def row_of(draft: ReviewedDraft, at: dt.datetime, comments: int | None = None) -> tuple[str, ...]:
    """Return the row of a draft, as of an instant, with so many open comments; by default its own."""
    count = len(draft.open_comments) if comments is None else comments
    return (
        draft.recipient_id,
        draft.generated.kind,
        draft.state.replace("_", " "),
        age_of(draft.made.at, at),
        ", ".join(draft.preparers),
        ", ".join(draft.assigned) or "-",
        str(count or "-"),
        note_on(draft) or "-",
    )


def age_of(made: dt.datetime, at: dt.datetime) -> str:
    """Return how long ago something was made, in whole days or hours."""
    hours = max(0, int((at - made).total_seconds() // 3600))
    return f"{counted(hours // 24, 'day')} ago" if hours >= 24 else f"{counted(hours, 'hour')} ago"


def note_on(draft: ReviewedDraft) -> str:
    """Return what should be known of a draft besides its state."""
    return "; ".join(part for part in (_decided(draft), _lacking(draft), _voided(draft)) if part)


def _decided(draft: ReviewedDraft) -> str:
    if draft.returned is not None:
        return f"returned by {draft.returned.actor}: {one_line(draft.returned.comment)}"
    names = ", ".join(_signed(deed) for deed in draft.approvals)
    return f"approved by {names}" if names else ""


def _signed(deed: Deed) -> str:
    return deed.actor if deed.role == "reviewer" else f"{deed.actor} ({deed.role})"


def _lacking(draft: ReviewedDraft) -> str:
    from generator.review.rules import missing_approvals

    if draft.replaced is not None or draft.returned is not None or draft.sent:
        return ""
    return missing_approvals(draft) if draft.rule.approvals else "no approval is asked for"


def _voided(draft: ReviewedDraft) -> str:
    from generator.review.voiding import told_voided

    return told_voided(draft.voided) if draft.voided else ""


def one_line(text: str) -> str:
    """Return a text on one line, as rows of a table need it."""
    return " ".join(text.split())


def draft_as_json(draft: ReviewedDraft) -> dict[str, object]:
    """Return a draft and its review as ``--json`` shows them."""
    voided = draft.voided
    return {
        "letter_id": draft.letter_id,
        "recipient_id": draft.recipient_id,
        "batch_id": draft.batch_id,
        "kind": draft.generated.kind,
        "reference": draft.generated.reference,
        "state": draft.state,
        "may_go_out": draft.may_go_out,
        "sent": draft.sent,
        "files": {it.format: it.sha256 for it in draft.generated.drafts},
        "made_at": draft.made.at,
        "preparers": draft.preparers,
        "assigned": draft.assigned,
        "required": asdict(draft.rule),
        "approvals": [asdict(deed) for deed in draft.approvals],
        "returned": asdict(draft.returned) if draft.returned else None,
        "released": asdict(draft.released) if draft.released else None,
        "voided": {"approvals": [asdict(it) for it in voided.approvals], "by": voided.by} if voided else None,
        "openings": [asdict(deed) for deed in draft.openings],
        "comments": [comment_as_json(comment) for comment in draft.comments],
    }


def comment_as_json(comment: Comment) -> dict[str, object]:
    """Return a comment as ``--json`` shows it; ``seq`` is the number by which it is answered."""
    return {
        "seq": comment.made.seq,
        "by": comment.made.actor,
        "at": comment.made.at,
        "text": comment.made.comment,
        "file": comment.draft_sha256,
        "words": comment.anchor.quote if comment.anchor else None,
        "page": comment.anchor.page if comment.anchor else None,
        "suggestion": comment.suggestion,
        "answers": [asdict(deed) for deed in comment.answers],
        "open": comment.is_open,
    }
