"""The rows of a table as the record keeps them, so that the past is told from the rows of that time.

One line of JSON a row, in the order of the table. A value says what it is, for the columns of a campaign may
be described otherwise by the time it is read again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal

from generator.errors import StorageError
from generator.model import Recipient, Value


def write_rows(recipients: tuple[Recipient, ...]) -> bytes:
    """Return the rows as the store keeps them: the same rows give the same bytes."""
    return "".join(f"{_line(recipient)}\n" for recipient in recipients).encode()


def read_kept_rows(content: bytes, *, source: str) -> tuple[Recipient, ...]:
    """Return the rows that ``write_rows`` wrote; ``source`` is the place that an error names.

    Raises:
        StorageError: the content is something else.
    """
    from pydantic_core import from_json

    try:
        return tuple(_row(from_json(line)) for line in content.splitlines())
    except (ValueError, KeyError, TypeError, ArithmeticError) as exc:
        hint = "put the file back from a backup, or name a table with --recipients"
        raise StorageError(f"{source}: these are no rows of a table", hint=hint) from exc


def _line(recipient: Recipient) -> str:
    row = {
        "recipient_id": recipient.recipient_id,
        "source": recipient.source,
        "row_sha256": recipient.row_sha256,
        "values": [[name, _plain(value)] for name, value in recipient.values],
    }
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Value) -> object:
    match value:
        case Decimal():
            return {"amount": str(value)}
        case dt.date():
            return {"date": value.isoformat()}
        case tuple():
            return {"dates": [day.isoformat() for day in value]}
        case _:
            return value


def _row(written: Mapping[str, object]) -> Recipient:
    values = written["values"]
    if not isinstance(values, list):
        raise TypeError(values)
    return Recipient(
        str(written["recipient_id"]),
        tuple((name, _value(plain)) for name, plain in values),
        str(written["source"]),
        str(written["row_sha256"]),
    )


def _value(plain: object) -> Value:
    match plain:
        case str() | int():
            return plain
        case {"amount": str(amount)}:
            return Decimal(amount)
        case {"date": str(day)}:
            return dt.date.fromisoformat(day)
        case {"dates": list(days)}:
            return tuple(dt.date.fromisoformat(day) for day in days)
        case _:
            raise TypeError(plain)
