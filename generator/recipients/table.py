"""The headline of the room: a recipient table is read once, and all its faults are told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from generator.errors import Problem, StorageError, UsageError
from generator.model import Column, Recipient, RecipientTable
from generator.recipients.checking import CheckedRow, check_rows
from generator.recipients.files.delimited import delimited_rows
from generator.recipients.files.parquet import columnar_rows
from generator.recipients.files.workbook import workbook_rows
from generator.recipients.header import Header, read_header, read_plain_header
from generator.recipients.rows import SAVE_AS, TableLimits, TextRow, illegible, shown
from generator.storage import refuse_absent

Reader: TypeAlias = Callable[[Path, TableLimits], Iterator[TextRow]]

READERS: dict[str, Reader] = {
    ".csv": delimited_rows,
    ".xlsx": workbook_rows,
    ".parquet": columnar_rows,
}
_MOST_PLACES = 4
_EMPTY = illegible(
    0,
    "the table is empty",
    "write the names of the columns in the first row, a recipient in each that follows",
)


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One row of a table that is not a recipient table: its cells as text by column, and its place."""

    values: Mapping[str, str]
    source: str


def read_recipients(
    path: Path,
    columns: tuple[Column, ...],
    *,
    expect_rows: int | None = None,
    limits: TableLimits = TableLimits(),  # noqa: B008 (frozen)
) -> RecipientTable:
    """Read a recipient table (``.csv``, ``.xlsx``, ``.parquet``) and check every row and cell of it.

    Each of ``columns`` must be in the table, in any order, and no other; without any, every column is taken,
    ``recipient_id`` or ``id`` must be there, and well-known names have their kinds. White space around a cell
    is left out of its value; ``row_sha256`` is that of the cells as they were read.

    Returns the recipients whose rows are without error, in the order of the table (none where the header is
    wrong), and all problems: of the encoding (one for the table), of the header, of the rows in order, of the
    number of rows (``expect_rows``).

    Raises:
        MissingFileError: there is no such file.
        StorageError: it cannot be read.
        UsageError: the file name ends with none of the three suffixes.
    """
    header, rows = open_table(path, columns, limits)
    return _gathered(check_rows(rows, path.name, header, limits), header, path.name, expect_rows, limits)


def open_table(
    path: Path, columns: tuple[Column, ...], limits: TableLimits
) -> tuple[Header, Iterator[TextRow]]:
    """Return the header of a recipient table and its rows as text, which are read as they are asked for.

    Raises:
        MissingFileError, StorageError, UsageError: as ``read_recipients``.
    """
    rows = _open(path, limits)
    first = next(rows)
    return read_header(first, _place(path, first), columns, limits), rows


def read_rows(
    path: Path,
    *,
    limits: TableLimits = TableLimits(),  # noqa: B008 (frozen)
) -> tuple[tuple[MergeRow, ...], tuple[Problem, ...]]:
    """Read a table of merge values: any columns, all of them text, without ids; else as ``read_recipients``.

    Returns the rows that are without error, and all problems.

    Raises:
        MissingFileError, StorageError, UsageError: as ``read_recipients``.
    """
    rows = _open(path, limits)
    first = next(rows)
    header = read_plain_header(first, _place(path, first), limits)
    table = _gathered(check_rows(rows, path.name, header, limits), header, path.name, None, limits)
    merge_rows = (
        MergeRow({name: str(text) for name, text in row.values}, row.source) for row in table.recipients
    )
    return tuple(merge_rows), table.problems


def _place(path: Path, row: TextRow) -> str:
    return f"{path.name}:{row.line}" if row.line else path.name


def _open(path: Path, limits: TableLimits) -> Iterator[TextRow]:
    """Yield the rows of the file as its reader does; a file without any yields one row that says so."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UsageError(
            f"{path.name}: a recipient table is {', '.join(READERS)}, not {shown(path.suffix)}",
            hint=SAVE_AS,
        )
    return _with_storage_errors(path, reader, limits)


def _with_storage_errors(path: Path, reader: Reader, limits: TableLimits) -> Iterator[TextRow]:
    try:
        refuse_absent(path, "table")
        size = path.stat().st_size
        if size > limits.file_bytes:
            yield illegible(
                0, f"the file has {size} bytes, at most {limits.file_bytes} are read", "split the table"
            )
            return
        rows = reader(path, limits)
        yield next(rows, _EMPTY)
        yield from rows
    except OSError as exc:
        reason = exc.strerror or type(exc).__name__
        hint = "see that the disk works and that you may read the file, then run it again"
        raise StorageError(f"{path}: the table cannot be read: {reason}", hint=hint) from exc


def _gathered(
    checked_rows: Iterable[CheckedRow],
    header: Header,
    file_name: str,
    expect_rows: int | None,
    limits: TableLimits,
) -> RecipientTable:
    recipients: list[Recipient] = []
    problems: list[Problem] = []
    encoding = _Encoding()
    encoding.take(header.undecoded)
    if not header.columns:
        return RecipientTable((), (*encoding.problems(), *header.problems))
    count = 0
    for count, checked in enumerate(checked_rows, start=1):
        problems.extend(checked.problems)
        encoding.take(checked.undecoded)
        if checked.recipient is not None:
            recipients.append(checked.recipient)
        if count > limits.rows or len(header.problems) + len(problems) > limits.problems:
            many = len(header.problems) + len(problems)
            message = f"reading stopped after {count} rows and {many} problems"
            hint = f"correct these first; a table has at most {limits.rows} rows"
            problems.append(Problem(file_name, "", message, hint))
            recipients.clear()
            break
    else:
        problems.extend(_count_faults(count, file_name, expect_rows))
    return RecipientTable(tuple(recipients), (*encoding.problems(), *header.problems, *problems))


@dataclass(slots=True)
class _Encoding:
    """What shows in a table that it is not UTF-8: the first places, and how many rows have one."""

    first: list[Problem] = field(default_factory=list)
    rows: int = 0

    def take(self, undecoded: tuple[Problem, ...]) -> None:
        """Take what shows in one row."""
        self.rows += bool(undecoded)
        if undecoded and self.rows <= _MOST_PLACES:
            self.first.append(undecoded[0])

    def problems(self) -> tuple[Problem, ...]:
        """Return the one problem, which the whole table has at its first place."""
        if not self.first:
            return ()
        first, *others = self.first
        beside = f"; so it is in {self.rows} rows, the next at {', '.join(it.source for it in others)}"
        return (replace(first, message=f"{first.message}{beside if others else ''}"),)


def _count_faults(count: int, file_name: str, expect_rows: int | None) -> Iterator[Problem]:
    if expect_rows is not None and count != expect_rows:
        many = "1 recipient" if count == 1 else f"{count} recipients"
        hint = "complete the table, or correct the number that is expected"
        yield Problem(file_name, "", f"has {many} where {expect_rows} were expected", hint)
    elif count == 0:
        yield Problem(
            file_name, "", "the table has a header and no recipients", "write a row for each recipient"
        )
