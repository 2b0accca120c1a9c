"""From rows of text to recipients: every cell read as its kind, every fault told, no row half taken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from generator.errors import Fault, Problem
from generator.model import Column, Recipient, Value
from generator.recipients.cells.characters import character_faults
from generator.recipients.cells.kinds import KINDS
from generator.recipients.header import Header
from generator.recipients.rows import CellFault, TableLimits, TextRow, shown

_FEWEST_CELLS_OF_A_TWIN = 3
_CACHED = 2048
"""Texts of a column that are read but once: states and time zones recur in every row."""
_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(slots=True)
class _Seen:
    """Where ids, and the rest of rows, were met first in this table."""

    ids: dict[str, str] = field(default_factory=dict)
    rests: dict[bytes, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadCell:
    """The column's name with what the cell means, and the cell's faults."""

    value: tuple[str, Value]
    faults: tuple[CellFault, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """What a row that is not blank came to: its faults, and its recipient unless one is an error.

    ``undecoded`` are faults of the table's encoding that show in the row; they are not among its problems.
    """

    problems: tuple[Problem, ...]
    recipient: Recipient | None
    undecoded: tuple[Problem, ...] = ()


def check_rows(
    rows: Iterable[TextRow], file_name: str, header: Header, limits: TableLimits
) -> Iterator[CheckedRow]:
    """Yield what each row came to, in order.

    A blank row is passed over: at the end of the table in silence, before that with a warning. Ids that
    differ only in capital and small letters are the same, as file names are on many systems.
    """
    seen = _Seen()
    readers = tuple(lru_cache(_CACHED)(partial(read_cell, column, limits)) for column in header.columns)
    blank: list[str] = []
    for row in rows:
        source = f"{file_name}:{row.line}" if row.line else file_name
        if row.legible and not row.faults and not any(cell.strip() for cell in row.cells):
            blank.append(source)
            continue
        checked = _checked(row, source, header, readers, seen)
        yield replace(checked, problems=(*_blank_rows(blank), *checked.problems)) if blank else checked
        blank.clear()


def _blank_rows(sources: list[str]) -> Iterator[Problem]:
    if sources:
        many = "the row is" if len(sources) == 1 else f"this row and the {len(sources) - 1} after it are"
        yield Problem(sources[0], "", f"{many} blank and passed over", "delete blank rows", "warning")


def _checked(
    row: TextRow, source: str, header: Header, readers: tuple[Callable[[str], ReadCell], ...], seen: _Seen
) -> CheckedRow:
    problems = [fault.problem(source, _name(header, fault.at)) for fault in row.faults]
    undecoded = tuple(fault.problem(source, _name(header, fault.at)) for fault in row.undecoded)
    if not row.legible or len(row.cells) != len(header.columns):
        return CheckedRow(tuple(problems), None, undecoded)
    read = [reader(text) for reader, text in zip(readers, row.cells, strict=True)]
    at_fault = {fault.at for fault in (*row.faults, *row.undecoded)}
    for position, cell in enumerate(read):
        if cell.faults and position not in at_fault:
            problems.extend(fault.problem(source, cell.value[0]) for fault in cell.faults)
    problems.extend(_double_id(row, source, header, seen))
    if not header.sound or undecoded or any(problem.severity == "error" for problem in problems):
        return CheckedRow(tuple(problems), None, undecoded)
    problems.extend(_same_rest(row, source, header, seen))
    recipient_id = row.cells[header.id_cell].strip() if header.id_cell >= 0 else ""
    sha256 = row_sha256(header.columns, row.cells)
    recipient = Recipient(recipient_id, tuple(cell.value for cell in read), source, sha256)
    return CheckedRow(tuple(problems), recipient)


def _name(header: Header, cell: int | None) -> str:
    return header.columns[cell].name if cell is not None and cell < len(header.columns) else ""


def read_cell(column: Column, limits: TableLimits, text: str) -> ReadCell:
    """Return what a cell means, without the white space around it, and its faults; a faulty one is blank."""
    if len(text) > limits.cell_characters:
        message = f"has {len(text)} characters, a cell has at most {limits.cell_characters}"
        return ReadCell((column.name, ""), (Fault(None, message, "shorten it, or put it into an enclosure"),))
    bare = text.strip()
    if not bare:
        blank = Fault(None, "is blank", f"write the {column.name}, or leave the row out")
        may_be_blank = column.optional and column.kind != "id"
        return ReadCell((column.name, ""), () if may_be_blank else (blank,))
    faults = tuple(character_faults(text))
    if "\n" in bare and column.kind != "text":
        faults = (*faults, Fault(None, "has a line break", "write it on one line"))
    if any(fault.severity == "error" for fault in faults):
        return ReadCell((column.name, ""), faults)
    value = KINDS[column.kind](bare)
    if isinstance(value, Fault):
        return ReadCell((column.name, ""), (*faults, value))
    return ReadCell((column.name, value), faults)


def _double_id(row: TextRow, source: str, header: Header, seen: _Seen) -> Iterator[Problem]:
    recipient_id = row.cells[header.id_cell].strip() if header.id_cell >= 0 else ""
    first = seen.ids.setdefault(recipient_id.casefold(), source) if recipient_id else source
    if first != source:
        hint = "give each recipient an id of its own; capital and small letters are not told apart"
        message = f"{shown(recipient_id)} is also the id of {first}"
        yield Problem(source, header.columns[header.id_cell].name, message, hint)


def _same_rest(row: TextRow, source: str, header: Header, seen: _Seen) -> Iterator[Problem]:
    """Yield that a sound row is, but for its id, the same as an earlier one."""
    if header.id_cell < 0 or len(row.cells) < _FEWEST_CELLS_OF_A_TWIN:
        return
    rest = "\0".join((*row.cells[: header.id_cell], *row.cells[header.id_cell + 1 :]))
    first = seen.rests.setdefault(hashlib.sha256(rest.encode("utf-8")).digest(), source)
    if first != source:
        message = f"but for the id, the row is the same as {first}"
        yield Problem(source, "", message, "delete one of them if it is the same recipient", "warning")


def row_sha256(columns: tuple[Column, ...], cells: tuple[str, ...]) -> str:
    """Return the SHA-256 of a row as canonical JSON: its cells as read, by column, in the header's order."""
    row = {column.name: text for column, text in zip(columns, cells, strict=True)}
    return hashlib.sha256(_CANONICAL.encode(row).encode("utf-8")).hexdigest()
