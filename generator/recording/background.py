"""What reports are held against: the campaign, its recipients, and what is on record about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from generator.cases import Case, Dossiers
from generator.model import Campaign
from generator.vocabulary import Payload, Subject


@dataclass(frozen=True, slots=True)
class Background:
    """What reports are held against: the cases of the ``dossiers`` are those of ``today``."""

    campaign: Campaign
    recipient_ids: Collection[str]
    dossiers: Dossiers
    today: dt.date

    def case(self, recipient_id: str) -> Case:
        """Return the case of a recipient after the reports before this one, with letters made ahead."""
        return self.dossiers.of(recipient_id).case_ahead()

    def knows(self, recipient_id: str) -> bool:
        """Say whether the table has this recipient, or the record speaks of them."""
        return recipient_id in self.recipient_ids or self.dossiers.speaks_of(recipient_id)


@dataclass(frozen=True, slots=True)
class Report:
    """Something that happened, ready to be recorded; ``source`` is the place of its entry.

    ``standing`` is the seq of the event that says so already, or 0.
    """

    payload: Payload
    subject: Subject
    source: str
    standing: int = 0
