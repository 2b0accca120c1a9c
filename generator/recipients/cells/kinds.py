"""What a cell of each kind must be, and which kind a column has that no campaign describes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from generator.model import Column, ColumnKind, Value
from generator.recipients.cells.addresses import read_email, read_id, read_state, read_timezone, read_zip
from generator.recipients.cells.amounts import read_amount
from generator.recipients.cells.dates import read_date, read_dates
from generator.recipients.rows import CellFault

CellReader: TypeAlias = Callable[[str], Value | CellFault]


def read_text(text: str) -> str:
    """Return the text as it is; the checks of its characters are all that it needs."""
    return text


KINDS: dict[ColumnKind, CellReader] = {
    "id": read_id,
    "text": read_text,
    "email": read_email,
    "zip": read_zip,
    "state": read_state,
    "date": read_date,
    "dates": read_dates,
    "amount": read_amount,
    "timezone": read_timezone,
}

ID_NAMES = ("recipient_id", "id")
"""The columns that may hold the id where no campaign says which does; the first that is there."""

_KIND_OF_NAME: dict[str, ColumnKind] = {
    "email": "email",
    "zip": "zip",
    "zip_code": "zip",
    "postal_code": "zip",
    "state": "state",
    "timezone": "timezone",
    "time_zone": "timezone",
}


def well_known(name: str) -> Column:
    """Return the column that a name stands for where no campaign describes it: optional, and text if unknown.

    ``email``, ``zip``, ``zip_code``, ``postal_code``, ``state``, ``timezone``, ``time_zone`` have kinds.
    """
    return Column(name, _KIND_OF_NAME.get(name, "text"), optional=True)
