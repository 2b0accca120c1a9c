"""The headline of the room: a recipient table is read once, and all its faults are told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from generator.errors import Problem, StorageError, UsageError
from generator.model import Column, Recipient, RecipientTable
from generator.recipients.checking import CheckedRow, check_rows
from generator.recipients.columnar import columnar_rows
from generator.recipients.delimited import delimited_rows
from generator.recipients.header import Header, read_header
from generator.recipients.rows import Row, TableLimits, shown
from generator.recipients.workbook import workbook_rows

Reader: TypeAlias = Callable[[Path, TableLimits], Iterator[Row]]

READERS: dict[str, Reader] = {
    ".csv": delimited_rows,
    ".xlsx": workbook_rows,
    ".parquet": columnar_rows,
}


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
    wrong), and all problems: of the header, of the rows in order, of the number of rows (``expect_rows``).

    Raises:
        StorageError: the file is missing or cannot be read.
        UsageError: the file name ends with none of the three suffixes.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UsageError(
            f"{path.name}: a recipient table is {', '.join(READERS)}, not {shown(path.suffix)}",
            hint="save the table as 'CSV UTF-8 (comma delimited)'",
        )
    try:
        return _read(path, reader, columns, expect_rows, limits)
    except OSError as exc:
        reason = exc.strerror or type(exc).__name__
        raise StorageError(f"{path}: the recipient table cannot be read: {reason}") from exc


def _read(
    path: Path, reader: Reader, columns: tuple[Column, ...], expect_rows: int | None, limits: TableLimits
) -> RecipientTable:
    if path.stat().st_size > limits.file_bytes:
        told = f"the file has {path.stat().st_size} bytes, at most {limits.file_bytes} are read"
        return RecipientTable((), (Problem(path.name, "", told, "split the table"),))
    rows = reader(path, limits)
    first = next(rows, None)
    if first is None:
        hint = "write the names of the columns in the first row, a recipient in each that follows"
        return RecipientTable((), (Problem(path.name, "", "the table is empty", hint),))
    source = f"{path.name}:{first.line}" if first.line else path.name
    header = read_header(first, source, columns, limits)
    if not header.columns:
        return RecipientTable((), header.problems)
    return _gathered(check_rows(rows, path.name, header, limits), header, path.name, expect_rows, limits)


def _gathered(
    checked_rows: Iterable[CheckedRow],
    header: Header,
    file_name: str,
    expect_rows: int | None,
    limits: TableLimits,
) -> RecipientTable:
    recipients: list[Recipient] = []
    problems = list(header.problems)
    count = 0
    for count, checked in enumerate(checked_rows, start=1):
        problems.extend(checked.problems)
        if checked.recipient is not None:
            recipients.append(checked.recipient)
        if count > limits.rows or len(problems) > limits.problems:
            told = f"reading stopped after {count} rows and {len(problems)} problems"
            hint = f"correct these first; a table has at most {limits.rows} rows"
            return RecipientTable((), (*problems, Problem(file_name, "", told, hint)))
    return RecipientTable(tuple(recipients), (*problems, *_count_faults(count, file_name, expect_rows)))


def _count_faults(count: int, file_name: str, expect_rows: int | None) -> Iterator[Problem]:
    if expect_rows is not None and count != expect_rows:
        many = "1 recipient" if count == 1 else f"{count} recipients"
        hint = "complete the table, or correct the number that is expected"
        yield Problem(file_name, "", f"has {many} where {expect_rows} were expected", hint)
    elif count == 0:
        yield Problem(
            file_name, "", "the table has a header and no recipients", "write a row for each recipient"
        )
