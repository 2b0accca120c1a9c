"""The records that pass through the house, each immutable; a later stage makes new ones, it changes none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from generator.errors import Problem

Value: TypeAlias = str | int | Decimal | date | tuple[date, ...]
"""What a cell of the recipient table means once it is read; a blank cell is the empty string."""

ColumnKind: TypeAlias = Literal[
    "id", "text", "email", "zip", "state", "date", "dates", "amount", "timezone"
]
Format: TypeAlias = Literal["docx", "pdf"]


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
