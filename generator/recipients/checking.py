"""From rows of text to recipients: every cell read as its kind, every fault told, no row half taken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.errors import Problem
from generator.model import Column, Recipient, Value
from generator.recipients.characters import character_faults
from generator.recipients.header import Header
from generator.recipients.kinds import KINDS
from generator.recipients.rows import Fault, Row, TableLimits

_FEWEST_CELLS_OF_A_TWIN = 3
_BLANK_ROW = Fault("the row is blank and is passed over", "delete the row", "warning")


@dataclass(slots=True)
class _Seen:
    """Where ids, and the rest of rows, were met first in this table."""

    ids: dict[str, str] = field(default_factory=dict)
    rests: dict[bytes, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """What a row that is not blank came to: its faults, and its recipient unless one is an error."""

    problems: tuple[Problem, ...]
    recipient: Recipient | None


def check_rows(
    rows: Iterable[Row], file_name: str, header: Header, limits: TableLimits
) -> Iterator[CheckedRow]:
    """Yield what each row came to, in order.

    A blank row is passed over: at the end of the table in silence, before that with a warning. Ids that
    differ only in capital and small letters are the same, as file names are on many systems.
    """
    seen = _Seen()
    blank: tuple[Problem, ...] = ()
    for row in rows:
        source = f"{file_name}:{row.line}" if row.line else file_name
        if row.legible and not row.faults and not any(cell.strip() for cell in row.cells):
            blank = (*blank, _BLANK_ROW.at(source)) if len(blank) < limits.problems else blank
            continue
        checked = _checked(row, source, header, limits, seen)
        yield CheckedRow(blank + checked.problems, checked.recipient)
        blank = ()


def _checked(row: Row, source: str, header: Header, limits: TableLimits, seen: _Seen) -> CheckedRow:
    problems = [form.fault.at(source, _name(header, form.cell)) for form in row.faults]
    if not row.legible or len(row.cells) != len(header.columns):
        return CheckedRow(tuple(problems), None)
    faulty = {form.cell for form in row.faults}
    values: list[tuple[str, Value]] = []
    for cell, (column, text) in enumerate(zip(header.columns, row.cells, strict=True)):
        if cell in faulty:
            continue
        value, faults = read_cell(column, text, limits)
        values.append((column.name, value))
        problems.extend(fault.at(source, column.name) for fault in faults)
    problems.extend(_twins(row, source, header, seen))
    if not header.sound or any(problem.severity == "error" for problem in problems):
        return CheckedRow(tuple(problems), None)
    recipient_id = str(values[header.id_cell][1])
    sha256 = row_sha256(header.columns, row.cells)
    return CheckedRow(tuple(problems), Recipient(recipient_id, tuple(values), source, sha256))


def _name(header: Header, cell: int | None) -> str:
    return header.columns[cell].name if cell is not None and cell < len(header.columns) else ""


def read_cell(column: Column, text: str, limits: TableLimits) -> tuple[Value, tuple[Fault, ...]]:
    """Return what a cell means, without the white space around it, and its faults; a faulty one is blank."""
    if len(text) > limits.cell_characters:
        told = f"has {len(text)} characters, a cell has at most {limits.cell_characters}"
        return "", (Fault(told, "shorten it, or put it into an enclosure"),)
    bare = text.strip()
    if not bare:
        return "", () if column.optional else (
            Fault("is blank", f"write the {column.name}, or leave the row out"),
        )
    faults = tuple(character_faults(text))
    if "\n" in bare and column.kind != "text":
        faults = (*faults, Fault("has a line break", "write it on one line"))
    if any(fault.severity == "error" for fault in faults):
        return "", faults
    value = KINDS[column.kind](bare)
    return ("", (*faults, value)) if isinstance(value, Fault) else (value, faults)


def _twins(row: Row, source: str, header: Header, seen: _Seen) -> Iterator[Problem]:
    """Yield that a row has the id of an earlier one, or all else but the id."""
    if header.id_cell < 0:
        return
    recipient_id = row.cells[header.id_cell].strip()
    if not recipient_id:
        return
    first = seen.ids.setdefault(recipient_id.casefold(), source)
    if first != source:
        told = f"'{recipient_id}' is also the id of {first}"
        hint = "give each recipient an id of its own; capital and small letters are not told apart"
        yield Problem(source, header.columns[header.id_cell].name, told, hint)
    elif len(row.cells) >= _FEWEST_CELLS_OF_A_TWIN:
        rest = (*row.cells[: header.id_cell], *row.cells[header.id_cell + 1 :])
        first = seen.rests.setdefault(
            hashlib.sha256("\0".join(rest).encode("utf-8", "replace")).digest(), source
        )
        if first != source:
            told = f"but for the id, the row is the same as {first}"
            yield Problem(source, "", told, "delete one of them if it is the same recipient", "warning")


def row_sha256(columns: tuple[Column, ...], cells: tuple[str, ...]) -> str:
    """Return the SHA-256 of a row as canonical JSON: its cells as read, by column, in the header's order."""
    row = {column.name: text for column, text in zip(columns, cells, strict=True)}
    canonical = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()
