"""Recipients looked up one by one: of a large table, only the rows that are asked for are checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from generator.errors import Problem, refuse_errors
from generator.model import Column, Recipient
from generator.recipients.checking import CheckedRow, check_rows
from generator.recipients.header import Header
from generator.recipients.rows import TableLimits, TextRow
from generator.recipients.table import open_table


def look_up(
    path: Path,
    columns: tuple[Column, ...],
    *,
    limits: TableLimits = TableLimits(),  # noqa: B008 (frozen)
) -> Mapping[str, Recipient]:
    """Return the recipients of a table (as ``read_recipients`` reads it) by id, each checked when looked up.

    So a fault in the row of one recipient is told when that one is asked for, and keeps nobody from another.
    Looking a recipient up raises ``ProblemsFoundError`` when their row has a fault, or their id stands twice.

    Raises:
        ProblemsFoundError: the header is wrong, or a row of which the id cannot be told.
        MissingFileError, StorageError, UsageError: as ``read_recipients``.
    """
    header, rows = open_table(path, columns, limits)
    refuse_errors((*header.undecoded, *header.problems))
    by_id: dict[str, list[TextRow]] = {}
    unclear: list[TextRow] = []
    for count, row in enumerate(rows, start=1):
        if count > limits.rows:
            many = Problem(path.name, "", f"a table has at most {limits.rows} rows", "split the table")
            refuse_errors((many,))
        sound = row.legible and len(row.cells) == len(header.columns) and not row.undecoded
        recipient_id = row.cells[header.id_cell].strip() if sound else ""
        if recipient_id:
            by_id.setdefault(recipient_id.casefold(), []).append(row)
        else:
            unclear.append(row)
    checked = check_rows(unclear, path.name, header, limits)
    refuse_errors(tuple(chain.from_iterable((*it.undecoded, *it.problems) for it in checked)))
    return _Recipients(by_id, path.name, header, limits)


class _Recipients(Mapping[str, Recipient]):
    """The rows by their ids as they are compared, and by the way each is checked."""

    def __init__(
        self, rows: Mapping[str, list[TextRow]], file_name: str, header: Header, limits: TableLimits
    ) -> None:
        self._rows = rows
        self._header = header
        self._file_name = file_name
        self._limits = limits
        self._looked_up: dict[str, tuple[CheckedRow, ...]] = {}

    def __getitem__(self, recipient_id: str) -> Recipient:
        key = recipient_id.casefold()
        if key not in self._looked_up:
            self._looked_up[key] = self._check(self._rows[key])
        checked = self._looked_up[key]
        refuse_errors(tuple(chain.from_iterable(it.problems for it in checked)))
        recipient = checked[0].recipient
        if recipient is None or recipient.recipient_id != recipient_id:
            raise KeyError(recipient_id)
        return recipient

    def __contains__(self, recipient_id: object) -> bool:
        """Tell whether somebody has this id, whatever else their row says."""
        rows = self._rows.get(recipient_id.casefold(), ()) if isinstance(recipient_id, str) else ()
        return any(row.cells[self._header.id_cell].strip() == recipient_id for row in rows)

    def _check(self, rows: list[TextRow]) -> tuple[CheckedRow, ...]:
        return tuple(check_rows(rows, self._file_name, self._header, self._limits))

    def __iter__(self) -> Iterator[str]:
        return (rows[0].cells[self._header.id_cell].strip() for rows in self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)
