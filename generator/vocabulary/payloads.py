"""The payloads of the ledger's events, one record a type, and the registry of the types.

Every payload knows the day on which it happened, which is seldom the day on which it was recorded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field

from generator.model import Format, Grounds
from generator.vocabulary.fields import (
    Count,
    Day,
    DayOrMoment,
    Line,
    MaybeSha256,
    Moment,
    Number,
    Sha256,
    Text,
    Truth,
    Words,
    Zone,
)

CloseReason: TypeAlias = Literal["complete", "nil_accepted", "settled", "cleared", "withdrawn"]
Answer: TypeAlias = Literal["complete", "partial", "nil"]


@dataclass(frozen=True, slots=True)
class _Payload:
    """What an event says beyond its subjects."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    @property
    def happened_on(self) -> dt.date | None:
        """Return the day on which it happened; ``None`` when that is the day of recording."""
        return None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the record's store: the name people know it by, its hash and its size in bytes."""

    name: Words
    sha256: Sha256
    size: Count


@dataclass(frozen=True, slots=True)
class RenderedDraft:
    """The bytes of a letter in one format."""

    format: Format
    sha256: Sha256
    size: Count


@dataclass(frozen=True, slots=True)
class BatchGenerated(_Payload):
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
class LetterGenerated(_Payload):
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
class LetterApproved(_Payload):
    """A reviewer approved exact bytes: the drafts of these hashes and no others."""

    drafts: Annotated[tuple[Sha256, ...], Field(min_length=1)]
    comment: Line = ""


@dataclass(frozen=True, slots=True)
class LetterReturned(_Payload):
    """A reviewer gave a draft back to be made again."""

    drafts: Annotated[tuple[Sha256, ...], Field(min_length=1)]
    comment: Words


@dataclass(frozen=True, slots=True)
class LetterSent(_Payload):
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


@dataclass(frozen=True, slots=True)
class ResponseReceived(_Payload):
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
class Acknowledged(_Payload):
    """The recipient says that the letter has come; that stops no clock."""

    received_on: Day
    comment: Line = ""

    @property
    def happened_on(self) -> dt.date:
        """Return the day on which the acknowledgement was received."""
        return self.received_on


@dataclass(frozen=True, slots=True)
class ExtensionGranted(_Payload):
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
class HoldStarted(_Payload):
    """The clock stands from this day on, for a lawsuit or another reason."""

    started_on: Day
    reason: Words

    @property
    def happened_on(self) -> dt.date:
        """Return the first day that is not counted."""
        return self.started_on


@dataclass(frozen=True, slots=True)
class HoldEnded(_Payload):
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
class MailReturned(_Payload):
    """A letter came back undelivered; the event's channel says which hand-over, when there were several."""

    returned_on: Day
    reason: Line = ""

    @property
    def happened_on(self) -> dt.date:
        """Return the day on which the letter came back."""
        return self.returned_on


@dataclass(frozen=True, slots=True)
class SubpoenaServed(_Payload):
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
class CaseClosed(_Payload):
    """Nothing more is asked of the recipient."""

    closed_on: Day
    reason: CloseReason
    comment: Line = ""

    @property
    def happened_on(self) -> dt.date:
        """Return the day on which the case was closed."""
        return self.closed_on


@dataclass(frozen=True, slots=True)
class Note(_Payload):
    """Something worth remembering that changes nothing."""

    text: Text


@dataclass(frozen=True, slots=True)
class Correction(_Payload):
    """An earlier event was wrong: it is withdrawn, or ``replacement`` takes the place of its payload."""

    corrects: Annotated[int, Field(strict=True, ge=1)]
    action: Literal["withdraw", "replace"]
    reason: Words
    replacement: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        """Hold the fields to each other."""
        if (self.action == "replace") != (self.replacement is not None):
            raise ValueError("a replacement belongs to the action 'replace', and to no other")


@dataclass(frozen=True, slots=True)
class KeyRotated(_Payload):
    """Another key signs checkpoints from here on; both keys signed that it does.

    The keys are in the text form of C2SP signed-note, the signatures in base64.
    """

    old_key: Words
    new_key: Words
    old_signature: Words
    new_signature: Words
    reason: Words


@dataclass(frozen=True, slots=True)
class KeyReplaced(_Payload):
    """The old key is lost or no longer to be trusted: on somebody's word another one signs from here on."""

    old_key: Words
    new_key: Words
    new_signature: Words
    authorized_by: Words
    reason: Words


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A checkpoint of events that a restored record does not have any more; ``root`` is in base64."""

    size: Count
    root: Words


@dataclass(frozen=True, slots=True)
class RecordRestored(_Payload):
    """The record was put back from a backup of so many events; later ones, if there were any, are lost.

    ``given_up`` are the checkpoints that spoke of the lost events: they are no sign of a roll-back.
    """

    events: Count
    backup_sha256: Sha256
    reason: Words
    given_up: tuple[GivenUp, ...] = ()


Payload: TypeAlias = (
    BatchGenerated
    | LetterGenerated
    | LetterApproved
    | LetterReturned
    | LetterSent
    | ResponseReceived
    | Acknowledged
    | ExtensionGranted
    | HoldStarted
    | HoldEnded
    | MailReturned
    | SubpoenaServed
    | CaseClosed
    | Note
    | Correction
    | KeyRotated
    | KeyReplaced
    | RecordRestored
)

EVENT_TYPES: Mapping[str, type[Payload]] = {
    "batch_generated": BatchGenerated,
    "letter_generated": LetterGenerated,
    "letter_approved": LetterApproved,
    "letter_returned": LetterReturned,
    "letter_sent": LetterSent,
    "response_received": ResponseReceived,
    "acknowledged": Acknowledged,
    "extension_granted": ExtensionGranted,
    "hold_started": HoldStarted,
    "hold_ended": HoldEnded,
    "mail_returned": MailReturned,
    "subpoena_served": SubpoenaServed,
    "case_closed": CaseClosed,
    "note": Note,
    "correction": Correction,
    "key_rotated": KeyRotated,
    "key_replaced": KeyReplaced,
    "record_restored": RecordRestored,
}
