"""A chronicle: events as a ledger would hold them, written down in memory day by day."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from generator.events import Event
from generator.model import Letter
from generator.vocabulary import (
    Acknowledged,
    CaseClosed,
    Correction,
    ExtensionGranted,
    HoldEnded,
    HoldStarted,
    LetterGenerated,
    LetterSent,
    MailReturned,
    Payload,
    ResponseReceived,
    Subject,
    report,
)

SOME_SHA256 = "ab" * 32
OFFICE = "America/New_York"


def day(text: str) -> date:
    """Return a day of the sample year: ``01-24`` is 2018-01-24."""
    return date.fromisoformat(f"2018-{text}")


def noon(at: date) -> datetime:
    return datetime.combine(at, time(12), ZoneInfo(OFFICE))


@dataclass
class Chronicle:
    """Events in the order of recording; each method records one."""

    events: list[Event] = field(default_factory=list)

    def record(self, payload: Payload, subject: Subject, at: date | None = None) -> int:
        """Record what happened, on the day it happened unless another is given."""
        recorded = noon(at or payload.happened_on or date(2018, 1, 1)).astimezone(UTC)
        new = report(payload, subject, at=recorded, actor="ann", role="clerk")
        seq = len(self.events) + 1
        self.events.append(
            Event(
                seq,
                new.at,
                new.actor,
                new.role,
                new.type,
                new.batch_id,
                new.letter_id,
                new.recipient_id,
                new.channel,
                json.dumps(new.payload),
            )
        )
        return seq

    def generated(self, letter: Letter) -> int:
        """Record that the letter was made, as it is."""
        return self.record(
            LetterGenerated(
                kind=letter.kind.key,
                level=letter.step.level,
                sequence=letter.step.sequence,
                title=letter.kind.title,
                reference=letter.reference,
                date=letter.date,
                template_sha256=SOME_SHA256,
                row_sha256=letter.recipient.row_sha256,
                tool_version="1",
                due_date=letter.due_date,
                days=letter.step.days,
                grounds=letter.grounds,
                final=letter.step.final,
                holidays_of=letter.holidays_of,
                addressee="Mayor",
            ),
            Subject(letter.recipient.recipient_id, letter.letter_id),
        )

    def sent(self, letter: Letter, on: date, channel: str = "certified mail") -> int:
        """Record that the letter was handed over at noon."""
        subject = Subject(letter.recipient.recipient_id, letter.letter_id, channel=channel)
        return self.record(LetterSent(noon(on), OFFICE, by="mail room"), subject)

    def came_back(self, letter: Letter, on: date, channel: str = "") -> int:
        """Record that the letter came back."""
        subject = Subject(letter.recipient.recipient_id, letter.letter_id, channel=channel)
        return self.record(MailReturned(on, "no such number"), subject)

    def answered(self, recipient_id: str, response: ResponseReceived, recorded: date | None = None) -> int:
        """Record an answer."""
        return self.record(response, Subject(recipient_id), recorded)

    def acknowledged(self, recipient_id: str, on: date) -> int:
        """Record that the recipient has the letter."""
        return self.record(Acknowledged(on), Subject(recipient_id))

    def extended(
        self, recipient_id: str, on: date, until: date | None = None, days: int | None = None
    ) -> int:
        """Record that more time was given."""
        return self.record(ExtensionGranted(on, until, days), Subject(recipient_id))

    def held(self, recipient_id: str, on: date, reason: str = "litigation") -> int:
        """Record that the clock stands."""
        return self.record(HoldStarted(on, reason), Subject(recipient_id))

    def resumed(self, recipient_id: str, on: date, hold: int = 0) -> int:
        """Record that a hold has ended, the one that event ``hold`` began or the only one."""
        return self.record(HoldEnded(on, hold=hold), Subject(recipient_id))

    def closed(self, recipient_id: str, closing: CaseClosed) -> int:
        """Record that the case was closed."""
        return self.record(closing, Subject(recipient_id))

    def withdrawn(self, recipient_id: str, seq: int, on: date) -> int:
        """Record that an earlier entry was wrong."""
        return self.record(Correction(seq, "withdraw", "typed in error"), Subject(recipient_id), on)
