"""What ``status`` and ``plan`` say of reviews: which letters wait for whom, and what voided an approval."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from generator.deadlines import day_in
from generator.model import Campaign
from generator.review import ReviewedDraft
from generator.review.voiding import told_voided
from generator.workflow.record.campaign_record import CampaignRecord
from generator.workflow.review.desk import Desk, Scope

_WAITING = {
    "waiting": "wait for approval",
    "in_review": "are in review",
    "approved": "are approved and wait to be released or sent",
    "released": "are released and wait to be sent",
}


def drafts_in_review(campaign: Campaign, as_of: dt.date) -> tuple[ReviewedDraft, ...]:
    """Return the letters that were not sent by the end of a day, as their reviews stood then.

    There are none in a campaign that asks for no approval.

    Raises:
        StorageError, LedgerError: the record cannot be read.
    """
    rules = (campaign.review, *(rule for _, rule in campaign.review_of_kinds))
    if not any(rule.approvals for rule in rules):
        return ()
    events = CampaignRecord.of(campaign).events()
    until = tuple(event for event in events if day_in(campaign.timezone, event.at) <= as_of)
    found = Desk.of(until, campaign).drafts(Scope(campaign.folder))
    return tuple(draft for draft in found if draft.rule.approvals)


def told_reviews(drafts: Iterable[ReviewedDraft]) -> Iterator[str]:
    """Yield what should be said of letters in review, a line each: many alike in one."""
    alike: dict[tuple[str, str], list[str]] = {}
    for draft in drafts:
        if draft.returned is not None:
            yield f"{draft.recipient_id} was returned by {draft.returned.actor}: {draft.returned.comment}"
        else:
            alike.setdefault((_WAITING[draft.state], draft.batch_id), []).append(draft.recipient_id)
        if draft.voided is not None and not draft.approvals:
            yield f"{draft.recipient_id}: {told_voided(draft.voided)}"
    for (what, batch_id), ids in alike.items():
        yield f"letters of {batch_id} {what}: {', '.join(ids)}"
