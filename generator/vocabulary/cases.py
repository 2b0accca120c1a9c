"""The payloads of events in a case: answers, extensions, holds, returned mail, closings, notes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from generator.vocabulary.fields import Count, Day, Line, Moment, Number, Text, Truth, Words, Zone
from generator.vocabulary.happening import Happening, StoredFile

CloseReason: TypeAlias = Literal["complete", "nil_accepted", "settled", "cleared", "withdrawn"]
Answer: TypeAlias = Literal["complete", "partial", "nil"]


@dataclass(frozen=True, slots=True)
class ResponseReceived(Happening):
    """An answer came in, whole, in part (``items`` are the numbers answered), or saying there is nothing.

    Recording ``nil`` accepts the statement; one that is not accepted is a partial answer without items.
    An answer is announced, sent and received on days of their own; the day it was received decides. A joint
    answer is also that of the recipients ``joint_with``.
    """

    received_on: Day
    answer: Answer
    items: tuple[Number, ...] = ()
    announced_on: Day | None = None
    sent_on: Day | None = None
    joint_with: tuple[Words, ...] = ()
    attachments: tuple[StoredFile, ...] = ()
    summary: Line = ""

    def __post_init__(self) -> None:
        """Hold the fields to each other."""
        if self.answer == "nil" and self.items:
            raise ValueError("an answer that says there is nothing cannot name items; call it partial")
        if self.sent_on is not None and self.sent_on > self.received_on:
            raise ValueError(f"sent_on {self.sent_on} is after received_on {self.received_on}")

    @property
    def happened_on(self) -> dt.date:
        """Return the day on which the answer was received."""
        return self.received_on


@dataclass(frozen=True, slots=True)
class Acknowledged(Happening):
    """The recipient says that the letter has come; that stops no clock."""

    received_on: Day
    comment: Line = ""

    @property
    def happened_on(self) -> dt.date:
        """Return the day on which the acknowledgement was received."""
        return self.received_on


@dataclass(frozen=True, slots=True)
class ExtensionGranted(Happening):
    """More time: until a date that a person set, or so many days on from the due date."""

    granted_on: Day
    until: Day | None = None
    days: Number | None = None
    reason: Line = ""

    def __post_init__(self) -> None:
        """Hold the fields to each other."""
        if (self.until is None) == (self.days is None):
            raise ValueError("an extension has either a date ('until') or a number of days ('days')")

    @property
    def happened_on(self) -> dt.date:
        """Return the day on which the extension was granted."""
        return self.granted_on


@dataclass(frozen=True, slots=True)
class HoldStarted(Happening):
    """The clock stands from this day on, for a lawsuit or another reason."""

    started_on: Day
    reason: Words

    @property
    def happened_on(self) -> dt.date:
        """Return the first day that is not counted."""
        return self.started_on


@dataclass(frozen=True, slots=True)
class HoldEnded(Happening):
    """A hold has ended; this day counts again, unless another hold is open.

    ``hold`` is the seq of the event that began it; 0 where only one hold was open, so that it is clear.
    """

    ended_on: Day
    comment: Line = ""
    hold: Count = 0

    @property
    def happened_on(self) -> dt.date:
        """Return the first day that counts again."""
        return self.ended_on


@dataclass(frozen=True, slots=True)
class MailReturned(Happening):
    """A letter came back undelivered; the event's channel says which hand-over, when there were several."""

    returned_on: Day
    reason: Line = ""

    @property
    def happened_on(self) -> dt.date:
        """Return the day on which the letter came back."""
        return self.returned_on


@dataclass(frozen=True, slots=True)
class SubpoenaServed(Happening):
    """The proof of service: who served whom, in what capacity, where, when, how, and who declared it."""

    served_at: Moment
    zone: Zone
    served_by: Words
    capacity: Words
    received_by: Words
    place: Words
    manner: Words
    tracking: Line = ""
    attempts: Number = 1
    adult_and_no_party: Truth = False
    signed_on: Day | None = None

    @property
    def happened_on(self) -> dt.date:
        """Return the day of service, where it was made."""
        return self.served_at.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True)
class CaseClosed(Happening):
    """Nothing more is asked of the recipient."""

    closed_on: Day
    reason: CloseReason
    comment: Line = ""

    @property
    def happened_on(self) -> dt.date:
        """Return the day on which the case was closed."""
        return self.closed_on


@dataclass(frozen=True, slots=True)
class CaseNote(Happening):
    """Something worth remembering that changes nothing."""

    text: Text
