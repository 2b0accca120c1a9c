"""The header of a recipient table: which column is which, and what is missing or unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.errors import Fault, Problem
from generator.model import Column
from generator.recipients.cells.characters import character_faults
from generator.recipients.cells.kinds import ID_NAMES, well_known
from generator.recipients.rows import CellFault, RowFault, TableLimits, TextRow, shown
from generator.suggesting import did_you_mean, nearest

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Header:
    """The columns in the table's order, and the faults of the header; ``id_cell`` is -1 without an id.

    ``undecoded`` are faults of the table's encoding that show in the header.
    """

    columns: tuple[Column, ...]
    id_cell: int
    problems: tuple[Problem, ...]
    undecoded: tuple[Problem, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether recipients can be made of the rows under this header."""
        return not any(problem.severity == "error" for problem in (*self.problems, *self.undecoded))


def read_header(row: TextRow, source: str, expected: tuple[Column, ...], limits: TableLimits) -> Header:
    """Return what each column is; with nothing expected, every name is a column and one must hold the ids."""
    names = tuple(cell.strip() for cell in row.cells)
    if not row.legible or not any(names) or len(names) > limits.columns:
        return Header((), -1, tuple(_hopeless(row, source, limits)), _at(row.undecoded, row, source))
    wanted = _with_id(expected, names)
    by_name = {column.name: column for column in wanted}
    columns = tuple(by_name.get(name) or well_known(name) for name in names)
    id_cell = next((cell for cell, column in enumerate(columns) if column.kind == "id"), -1)
    problems = (
        *_at(row.faults, row, source),
        *_name_faults(row.cells, source),
        *_unexpected(names, wanted, source, closed=bool(expected)),
    )
    return Header(columns, id_cell, problems, _at(row.undecoded, row, source))


def read_plain_header(row: TextRow, source: str, limits: TableLimits) -> Header:
    """Return the columns of a table of merge values: any names, texts that may be blank, no ids."""
    names = tuple(cell.strip() for cell in row.cells)
    if not row.legible or not any(names) or len(names) > limits.columns:
        return Header((), -1, tuple(_hopeless(row, source, limits)), _at(row.undecoded, row, source))
    columns = tuple(Column(name, optional=True) for name in names)
    problems = (*_at(row.faults, row, source), *_name_faults(row.cells, source))
    return Header(columns, -1, problems, _at(row.undecoded, row, source))


def _with_id(expected: tuple[Column, ...], names: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the expected columns with one of kind id among them."""
    if any(column.kind == "id" for column in expected):
        return expected
    name = next((name for name in ID_NAMES if name in names), ID_NAMES[0])
    described = next((column for column in expected if column.name == name), Column(name))
    others = tuple(column for column in expected if column.name != name)
    return (replace(described, kind="id", optional=False), *others)


def _hopeless(row: TextRow, source: str, limits: TableLimits) -> Iterator[Problem]:
    if not row.legible:
        yield from _at(row.faults, row, source)
    elif len(row.cells) > limits.columns:
        yield Problem(
            source, "", f"the table has {len(row.cells)} columns, at most {limits.columns} are read"
        )
    else:
        yield Problem(source, "", "the header is blank", "write the names of the columns in the first row")


def _at(faults: tuple[RowFault, ...], row: TextRow, source: str) -> tuple[Problem, ...]:
    names = (row.cells[it.at] if it.at is not None and it.at < len(row.cells) else "" for it in faults)
    return tuple(fault.problem(source, name) for fault, name in zip(faults, names, strict=True))


def _name_faults(names: tuple[str, ...], source: str) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for position, raw in enumerate(names, start=1):
        name = raw.strip()
        if not name:
            yield Problem(source, "", f"column {position} has no name", "name the column, or delete it")
            continue
        for fault in _faults_of_name(raw):
            yield fault.problem(source, name[:_LONGEST_NAME])
        first = seen.setdefault(name.casefold(), position)
        if first != position:
            message = f"columns {first} and {position} have the same name"
            yield Problem(source, name, message, "rename one of them, or delete it")


def _faults_of_name(raw: str) -> Iterator[CellFault]:
    if len(raw) > _LONGEST_NAME:
        yield Fault(None, f"a column's name has {len(raw)} characters, at most {_LONGEST_NAME}", "shorten it")
    if "\n" in raw:
        yield Fault(None, f"{shown(raw)} has a line break in a column's name", "write the name on one line")
    yield from character_faults(raw)


def _unexpected(
    names: tuple[str, ...], wanted: tuple[Column, ...], source: str, *, closed: bool
) -> Iterator[Problem]:
    """Yield the columns that are missing and, in a closed table, unknown; a misspelling is one fault."""
    missing = [column.name for column in wanted if column.name not in names]
    unknown = (
        [name for name in names if name and name not in {column.name for column in wanted}] if closed else []
    )
    for name in dict.fromkeys(unknown):
        near = nearest(name[:_LONGEST_NAME], missing)
        missing = [each for each in missing if each != near]
        yield _unknown(name, near, wanted).problem(source, name[:_LONGEST_NAME])
    for name in missing:
        near = nearest(name, [each[:_LONGEST_NAME] for each in names])
        hint = f"is it {shown(near)}? then rename that" if near and not closed else f"add the column '{name}'"
        yield Problem(source, name, f"the column '{name}' is missing", hint)


def _unknown(name: str, near_missing: str, wanted: tuple[Column, ...]) -> CellFault:
    if near_missing:
        message = f"unknown column {shown(name)}, and the column '{near_missing}' is missing"
        return Fault(None, message, f"did you mean {near_missing!r}?")
    wanted_names = [column.name for column in wanted]
    otherwise = "delete the column, or describe it in campaign.toml"
    hint = did_you_mean(name[:_LONGEST_NAME], wanted_names, otherwise)
    return Fault(None, f"unknown column {shown(name)}", hint)
