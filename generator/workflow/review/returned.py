"""Letters that reviewers gave back, when they are made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.manifest import ManifestLine
from generator.model import Campaign, Letter
from generator.review import ReviewedDraft, fold_reviews

if TYPE_CHECKING:
    from generator.workflow.record.campaign_record import CampaignRecord


def returned_drafts(
    record: CampaignRecord, campaign: Campaign, letters: Iterable[Letter]
) -> tuple[ReviewedDraft, ...]:
    """Return the drafts of letters that reviewers gave back, with what they said.

    Raises:
        StorageError, LedgerError: the record cannot be read.
    """
    if not record.is_made():
        return ()
    with record.opened() as ledger:
        if not ledger.has("letter_returned"):
            return ()
    reviews = fold_reviews(record.events(), campaign)
    current = (reviews[it.letter_id].current for it in letters if it.letter_id in reviews)
    return tuple(draft for draft in current if draft.returned is not None)


def made_the_same(lines: Iterable[ManifestLine], returned: Iterable[ReviewedDraft]) -> Iterator[Problem]:
    """Warn of letters that were made again and are byte for byte what was given back."""
    made = {line.letter.letter_id: {draft.sha256 for draft in line.drafts} for line in lines}
    for draft in returned:
        if draft.returned is not None and made.get(draft.letter_id) == set(draft.hashes):
            message = f"is byte for byte what {draft.returned.actor} returned: {draft.returned.comment}"
            hint = "change the template, the row or campaign.toml first, then make it again"
            yield Problem(draft.generated.reference, "", message, hint, "warning")
