"""The records that pass through the house, each immutable; a later stage makes new ones, it changes none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final, Literal, TypeAlias

from generator.errors import Problem

Value: TypeAlias = str | int | Decimal | dt.date | tuple[dt.date, ...]
"""What a cell of the recipient table means once it is read; a blank cell is the empty string."""

ColumnKind: TypeAlias = Literal["id", "text", "email", "zip", "state", "date", "dates", "amount", "timezone"]
Format: TypeAlias = Literal["docx", "pdf"]
PageMark: TypeAlias = Literal["DRAFT", "SPECIMEN"]
"""The word across each page of a file that is not the letter itself: a copy of a draft, or a specimen."""
Grounds: TypeAlias = Literal["no_response", "incomplete", "untimely", "complete", "nil", "late"]
"""Why a letter is sent: the first three lead towards a subpoena, the others close a case."""
Purpose: TypeAlias = Literal["request", "reminder", "follow_up", "notice", "closing"]
"""What a kind of letter is for: which state a case is in once one was sent."""

YEARS = range(1900, 2201)
"""Dates beyond these years are taken for slips of the pen, wherever they are given."""

Counted: TypeAlias = Literal["after_due", "before_due", "after_sent"]


BUCKETS: Final = ("s3://", "gs://", "az://")
"""How the place of a bucket begins: with Amazon and all who speak as it does, Google, Microsoft."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column the campaign expects of the recipient table; an optional one may be blank in a row."""

    name: str
    kind: ColumnKind = "text"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """One row of the recipient table. ``source`` is its place, such as ``recipients.csv:14``."""

    recipient_id: str
    values: tuple[tuple[str, Value], ...]
    source: str
    row_sha256: str


@dataclass(frozen=True, slots=True)
class RecipientTable:
    """What reading a recipient table gave: the sound rows, and every fault of the others."""

    recipients: tuple[Recipient, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """The office that writes, and the title that signs; never a person. ``phone`` may be blank."""

    organization: str
    office: str
    title: str
    address_lines: tuple[str, ...]
    email: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A sort of letter: its template (a path below the campaign's folder) and the grounds it may rest on."""

    key: str
    title: str
    template: str
    grounds: tuple[Grounds, ...] = ()
    purpose: Purpose = "follow_up"


@dataclass(frozen=True, slots=True)
class Wait:
    """What a step waits for: ``days`` from the due date of the letter before it, or from its sending."""

    days: int = 1
    counted: Counted = "after_due"


@dataclass(frozen=True, slots=True)
class Step:
    """One planned mailing of the campaign: the ``level``-th letter of its kind, ``sequence``-th of all.

    ``days`` counts from the day of issue to the due date; a letter that asks for nothing has none. A letter
    that goes out between two steps, to name what is missing, is of level 0. ``three_days_for`` are the
    channels through which a sending adds three days to the period, by Federal Rule of Civil Procedure 6(d).
    """

    kind: str
    level: int
    sequence: int
    issued: dt.date
    days: int | None
    final: bool
    wait: Wait = Wait()
    three_days_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnReference:
    """A cell of the recipient's row, named by its column."""

    column: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a merge list; it is there for a recipient who has a value in one of ``needs``."""

    list_name: str
    needs: tuple[str, ...]
    cells: tuple[tuple[str, str | ColumnReference], ...]


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """How many persons must approve a letter, and the roles that each have to be among theirs.

    Without approvals a letter may go out as it was made.
    """

    approvals: int = 0
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Campaign:
    """What ``campaign.toml`` says. ``folder`` is where it lies; every other path is below it.

    ``merge`` is a TOML table kept as it was read, printed by templates and by nothing else. ``requested`` are
    the texts of the items asked for; an item's number is its place, counted from 1. A ``strict`` campaign
    answers a complete answer that came late with the last step of its schedule. ``holidays`` are days that
    were declared ones; with ``state_holidays`` those of the recipient's state count as well. ``ledger`` is
    the URL of a database that keeps the record, or empty when it lies in a file of the campaign's folder.
    What merging a letter may take, and work on a document, is in seconds and megabytes of 2^20 bytes.
    ``review`` is the rule by which letters are approved, ``review_of_kinds`` those of kinds with another.
    """

    campaign_id: str
    title: str
    timezone: str
    specimen: bool
    reference: str
    sender: Sender
    table: str
    columns: tuple[Column, ...]
    address: tuple[str, ...]
    kinds: tuple[LetterKind, ...]
    schedule: tuple[Step, ...]
    merge: tuple[tuple[str, object], ...]
    lists: tuple[ListRow, ...]
    folder: Path
    merge_seconds: int
    merge_megabytes: int
    document_seconds: int | None
    document_megabytes: int
    sha256: str
    requested: tuple[str, ...] = ()
    strict: bool = False
    state_holidays: bool = False
    holidays: tuple[dt.date, ...] = ()
    ledger: str = ""
    copies: tuple[str, ...] = ()
    mail_server: str = ""
    review: ReviewRule = ReviewRule()
    review_of_kinds: tuple[tuple[str, ReviewRule], ...] = ()


@dataclass(frozen=True, slots=True)
class RequestedItem:
    """An item of the request, by the number it has there."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class EarlierLetter:
    """A letter that went before this one to the same recipient, and what came of it."""

    title: str
    date: dt.date
    reference: str
    due_date: dt.date | None
    answer: str
    purpose: Purpose = "follow_up"


@dataclass(frozen=True, slots=True)
class Letter:
    """One recipient × kind × level; ``letter_id`` is a hash of those, the key of all that follows.

    ``holidays_of`` is the state whose holidays its due date was counted by, besides the federal ones.
    """

    letter_id: str
    recipient: Recipient
    kind: LetterKind
    step: Step
    date: dt.date
    due_date: dt.date | None
    reference: str
    grounds: Grounds | None
    earlier: tuple[EarlierLetter, ...]
    missing: tuple[RequestedItem, ...] = ()
    holidays_of: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """The letters one run makes. The same letters from the same input have the same ``batch_id``."""

    batch_id: str
    as_of: dt.date
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The rendered bytes of a letter: ``path`` relative to the batch's folder, ``size`` in bytes."""

    letter_id: str
    format: Format
    path: str
    sha256: str
    size: int
