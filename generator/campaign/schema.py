"""What ``campaign.toml`` may say: its tables and their keys, each with what its value must be."""

from __future__ import annotations

import string
import typing
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, ClassVar, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from generator.model import BUCKETS, YEARS, ColumnKind, Counted, Grounds, Purpose, Wait

CELL_FORMS = frozenset({"str", "ColumnCell"})
"""How pydantic names the two forms of a list's cell in an error's place."""


def _below_campaign(path: str) -> str:
    pure = PurePosixPath(path)
    if "\0" in path:
        raise ValueError("holds a NUL, which no path has")
    if pure.is_absolute() or ".." in pure.parts or "\\" in path:
        raise ValueError("must be a path below the campaign's folder")
    return path


def _address_pattern(pattern: str) -> str:
    try:
        list(string.Formatter().parse(pattern))
    except ValueError as exc:
        raise ValueError(
            f"{pattern!r} is not an address line: {exc}; write it like '{{street}}[, {{unit}}]'"
        ) from exc
    return pattern


def _known_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
        raise ValueError(f"{name!r} is not an IANA time zone, such as 'America/New_York'") from exc
    return name


def _day_of_our_times(day: date) -> date:
    if day.year not in YEARS:
        raise ValueError(f"{day} is not between the years {YEARS[0]} and {YEARS[-1]}")
    return day


def _ledger_url(url: str) -> str:
    if not url.startswith("postgresql://"):
        raise ValueError("must be a URL such as 'postgresql://host/database'; leave it out for a file")
    return url


def _copy_place(place: str) -> str:
    if any(it.isspace() for it in place):
        raise ValueError("must not hold spaces")
    if place.startswith(BUCKETS):
        name = place.partition("://")[2]
        if not name.strip("/") or "@" in name or "?" in name:
            raise ValueError(
                "must be a bucket such as 's3://bucket/records', without keys, which the environment gives"
            )
    elif not (place.startswith("mailto:") and "@" in place) and not PurePosixPath(place).is_absolute():
        raise ValueError(
            "must be a folder's whole path, a bucket such as 's3://bucket/records', or an address such as "
            "'mailto:legal@office.example'"
        )
    return place


def _mail_server(url: str) -> str:
    if not url.startswith(("smtp://", "smtps://")) or "@" in url:
        raise ValueError("must be a URL such as 'smtp://mail.office.example:587', without a password")
    return url


def _column_phrase(phrase: str) -> str:
    kind = phrase.removeprefix("optional ")
    if kind not in typing.get_args(ColumnKind):
        raise ValueError(
            f"{phrase!r} is not a kind of column; write one of {_or(typing.get_args(ColumnKind))}"
        )
    return phrase


def _or(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + f" or {names[-1]}, with 'optional ' before it when it may be blank"


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=60)]
LocalPath = Annotated[Text, AfterValidator(_below_campaign)]
AddressPattern = Annotated[Text, AfterValidator(_address_pattern)]
LedgerUrl = Annotated[str, AfterValidator(_ledger_url)]
Day = Annotated[date, AfterValidator(_day_of_our_times)]
CopyPlace = Annotated[Text, AfterValidator(_copy_place)]
MailServer = Annotated[str, AfterValidator(_mail_server)]
Days = Annotated[int, Field(ge=1, le=3650)]
ColumnPhrase = Annotated[str, AfterValidator(_column_phrase)]


class TomlTable(BaseModel):
    """A table of the file: an unknown key in it is a fault."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True)


class SenderTable(TomlTable):
    """``[sender]``: the office that writes."""

    organization: Text
    office: Text
    title: Text
    address: tuple[Text, ...] = Field(min_length=1, max_length=5)
    email: Text
    phone: str = ""


class RecipientsTable(TomlTable):
    """``[recipients]``: where the recipient table lies, and what its columns are."""

    table: LocalPath = "recipients.csv"
    address: tuple[AddressPattern, ...] = Field(default=(), max_length=5)
    columns: dict[str, ColumnPhrase] = {}


class LetterTable(TomlTable):
    """``[letters.KIND]``: a kind of letter."""

    title: Text
    template: LocalPath
    grounds: tuple[Grounds, ...] = ()
    purpose: Purpose | None = None


class StepTable(TomlTable):
    """``[[schedule]]``: a planned mailing, and what it waits for."""

    letter: Key
    issued: Day
    days: Days | None = None
    three_days_for: tuple[Text, ...] = ()
    days_after_due: Days | None = None
    days_before_due: Days | None = None
    days_after_sent: Days | None = None

    @property
    def waits(self) -> tuple[Wait, ...]:
        """Return what the step says that it waits for: nothing, or one way of counting."""
        written: dict[Counted, int | None] = {
            "after_due": self.days_after_due,
            "before_due": self.days_before_due,
            "after_sent": self.days_after_sent,
        }
        return tuple(Wait(days, counted) for counted, days in written.items() if days is not None)


class ColumnCell(TomlTable):
    """A cell of a list that is a column of the recipient table."""

    column: str


class ListRowTable(BaseModel):
    """The one open table: every key but ``needs`` is a cell of the row."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, str | ColumnCell] = Field(init=False)

    needs: tuple[str, ...] = ()


class LimitsTable(TomlTable):
    """``[limits]``: how long merging one letter may take, how much text it makes; what a document may cost.

    ``document_seconds`` of processor time, by default by its size, and ``document_megabytes`` of memory are
    what reading a template and setting a letter may take each.
    """

    seconds: Annotated[int, Field(ge=1, le=600)] = 10
    megabytes: Annotated[int, Field(ge=1, le=1024)] = 64
    document_seconds: Annotated[int, Field(ge=1, le=3600)] | None = None
    document_megabytes: Annotated[int, Field(ge=100, le=16_384)] = 800


class RecordTable(TomlTable):
    """``[record]``: where copies of the checkpoints go, and through which mail server."""

    copies: tuple[CopyPlace, ...] = ()
    mail_server: MailServer = "smtp://localhost:25"


class ReviewRuleTable(TomlTable):
    """How many persons must approve a letter, and the roles that have to be among theirs."""

    approvals: Annotated[int, Field(ge=0, le=9)] = 1
    roles: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _has_a_person_for_each_role(self) -> Self:
        if len(set(self.roles)) > self.approvals:
            raise ValueError(f"{self.approvals} approvals cannot be of {len(set(self.roles))} roles")
        return self


class ReviewTable(ReviewRuleTable):
    """``[review]``: who must approve a letter before it goes out; ``kinds`` have rules of their own."""

    kinds: dict[Key, ReviewRuleTable] = {}


class CampaignFile(TomlTable):
    """The whole file."""

    id: Slug
    title: Text
    timezone: Annotated[str, AfterValidator(_known_timezone)]
    specimen: bool = False
    strict: bool = False
    state_holidays: bool = False
    holidays: tuple[Day, ...] = ()
    ledger: LedgerUrl = ""
    reference: Slug
    sender: SenderTable
    recipients: RecipientsTable = RecipientsTable()
    letters: dict[Key, LetterTable] = Field(min_length=1)
    schedule: tuple[StepTable, ...] = Field(min_length=1)
    merge: dict[str, object] = {}
    lists: dict[Key, tuple[ListRowTable, ...]] = {}
    limits: LimitsTable = LimitsTable()
    record: RecordTable = RecordTable()
    review: ReviewTable = ReviewTable(approvals=0)
