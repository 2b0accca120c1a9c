"""What lies on the desk: the letters of a campaign with their reviews, and the roles that are held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.campaign import read_campaign
from generator.errors import UsageError
from generator.events import Event
from generator.model import Campaign
from generator.review import LetterReview, ReviewedDraft, Roles, fold_reviews, read_roles
from generator.review.roles import ROLE_EVENTS
from generator.workflow.record.appending import KnownEvents, everything
from generator.workflow.record.campaign_record import CampaignRecord

if TYPE_CHECKING:
    from generator.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Scope:
    """Which letters of a campaign: those of a batch, of some recipients, of these ids; all that is given."""

    campaign: Path
    batch: str = ""
    only: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """The reviews of letters by their id, and the roles that are held, as the record tells them."""

    campaign: Campaign
    letters: Mapping[str, LetterReview]
    roles: Roles

    @classmethod
    def of(cls, events: tuple[Event, ...], campaign: Campaign) -> Desk:
        """Return what the events tell: those of a whole ledger, or all that are about some recipients."""
        return cls(campaign, fold_reviews(events, campaign), read_roles(events))

    def drafts(self, scope: Scope) -> tuple[ReviewedDraft, ...]:
        """Return the drafts in scope: of a batch all that were made with it, of letters named all of theirs.

        Otherwise they are those that are letters now and were not sent.

        Raises:
            UsageError: there is no such batch, recipient or letter.
        """
        found = [draft for review in self.letters.values() for draft in review.drafts if _in(draft, scope)]
        _refuse_unknown(scope, found, self)
        if scope.batch or scope.letters:
            return tuple(found)
        return tuple(draft for draft in found if draft.replaced is None and not draft.sent)

    def current(self, scope: Scope) -> tuple[ReviewedDraft, ...]:
        """Return the drafts in scope that are letters now: those on which one can decide.

        Raises:
            UsageError: there is none.
        """
        found = [it for it in self.drafts(scope) if it.replaced is None]
        if not found:
            raise UsageError("no letter of these waits: all were made anew since", hint=_SEE)
        return tuple(found)


_SEE = "see the letters with: letterbook drafts"


def read_desk(campaign_file: Path) -> Desk:
    """Return the reviews of all letters of a campaign.

    Raises:
        ConfigurationError: the campaign file has faults.
        StorageError, LedgerError: the record cannot be read.
    """
    campaign = read_campaign(campaign_file)
    return Desk.of(CampaignRecord.of(campaign).events(), campaign)


def read_letter(campaign_file: Path, letter_id: str) -> LetterReview:
    """Return the review of one letter: only its own events are read, and held to their hashes.

    Raises:
        UsageError: there is no such letter.
        ConfigurationError, StorageError, LedgerError: as ``read_desk`` does.
    """
    campaign = read_campaign(campaign_file)
    record = CampaignRecord.of(campaign)
    record.require_made()
    with record.opened() as ledger:
        events = ledger.events_of_letter(letter_id)
    letters = fold_reviews(events, campaign)
    if letter_id not in letters:
        raise UsageError(f"{letter_id!r} is not a letter of this campaign", hint=_SEE)
    return letters[letter_id]


def known_of(scope: Scope, ledger: Ledger) -> KnownEvents:
    """Return the events that decisions in scope rest on: of the recipients concerned, and of the roles."""
    if not scope.only and not scope.letters:
        return everything(ledger)
    size, concerned = ledger.size(), set(scope.only)
    for letter_id in scope.letters:
        concerned |= {event.recipient_id for event in ledger.events_of_letter(letter_id)}
    roles = (event for kind in ROLE_EVENTS for event in ledger.events_of_office(kind))
    events = sorted((*ledger.events_about(concerned), *roles), key=lambda event: event.seq)
    return KnownEvents(size, tuple(event for event in events if event.seq <= size))


def _in(draft: ReviewedDraft, scope: Scope) -> bool:
    return (
        (not scope.batch or draft.batch_id == scope.batch)
        and (not scope.only or draft.recipient_id in scope.only)
        and (not scope.letters or draft.letter_id in scope.letters)
    )


def _refuse_unknown(scope: Scope, found: list[ReviewedDraft], desk: Desk) -> None:
    for unknown in _unknown(scope, found, desk):
        raise UsageError(f"{unknown}", hint=_SEE)


def _unknown(scope: Scope, found: list[ReviewedDraft], desk: Desk) -> Iterator[str]:
    batches = {draft.batch_id for review in desk.letters.values() for draft in review.drafts}
    if scope.batch and scope.batch not in batches and not scope.only and not scope.letters:
        yield f"no letters were made in a batch {scope.batch!r}"
    where = f"batch {scope.batch}" if scope.batch else "the record"
    for recipient_id in set(scope.only) - {draft.recipient_id for draft in found}:
        yield f"--only: {where} has no letter to {recipient_id}"
    for letter_id in set(scope.letters) - {draft.letter_id for draft in found}:
        yield f"{where} has no letter {letter_id!r}"
