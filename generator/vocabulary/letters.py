"""The payloads of events about letters: made, and sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from generator.model import Format, Grounds
from generator.vocabulary.fields import (
    Count,
    Day,
    DayOrMoment,
    Line,
    MaybeSha256,
    Number,
    Sha256,
    Truth,
    Words,
    Zone,
)
from generator.vocabulary.happening import Happening


@dataclass(frozen=True, slots=True)
class RenderedDraft:
    """The bytes of a letter in one format."""

    format: Format
    sha256: Sha256
    size: Count


@dataclass(frozen=True, slots=True)
class BatchGenerated(Happening):
    """A batch lies complete in its folder: from which campaign file and table, by which version.

    ``rows_sha256`` names the file of the store that holds the table's rows as they were then; ``manifests``
    are the hashes of the batch's manifests in its folder.
    """

    as_of: Day
    letters: Count
    campaign_sha256: Sha256
    table_sha256: Sha256
    tool_version: Words
    skipped: Count = 0
    rows_sha256: MaybeSha256 = ""
    manifests: tuple[Sha256, ...] = ()

    @property
    def happened_on(self) -> dt.date:
        """Return the as-of date of the batch."""
        return self.as_of


@dataclass(frozen=True, slots=True)
class LetterGenerated(Happening):
    """A letter was rendered; ``date`` and ``due_date`` are those it prints.

    ``days`` is the period that its sending begins, if it begins one; ``holidays_of`` the state whose holidays
    count besides the federal ones. ``addressee`` is the first line of the address: the office at that time.
    ``three_days_for`` are the channels through which a sending adds three days to the period, by Rule 6(d).
    """

    kind: Words
    level: Count
    sequence: Count
    title: Words
    reference: Words
    date: Day
    template_sha256: Sha256
    row_sha256: Sha256
    tool_version: Words
    drafts: tuple[RenderedDraft, ...] = ()
    due_date: Day | None = None
    days: Number | None = None
    grounds: Grounds | None = None
    final: Truth = False
    holidays_of: Line = ""
    addressee: Line = ""
    three_days_for: tuple[Words, ...] = ()

    @property
    def happened_on(self) -> dt.date:
        """Return the date of the letter."""
        return self.date


@dataclass(frozen=True, slots=True)
class LetterSent(Happening):
    """A letter was handed over: when, in which zone, by whom, under which reference or tracking number.

    The day of sending is the day in ``zone``, the place of the hand-over. Where nobody noted the time,
    ``sent_at`` is that day alone. The channel is the event's. ``reason`` says why, where that is asked: when
    the letter went out before the date that it prints.
    """

    sent_at: DayOrMoment
    zone: Zone
    by: Line = ""
    tracking: Line = ""
    draft_sha256: MaybeSha256 = ""
    reason: Line = ""

    @property
    def happened_on(self) -> dt.date:
        """Return the day on which the letter was handed over, from which its days count."""
        if isinstance(self.sent_at, dt.datetime):
            return self.sent_at.astimezone(ZoneInfo(self.zone)).date()
        return self.sent_at
