"""``campaign.toml`` → ``Campaign``: read, validated as a whole, every fault told at once."""

from __future__ import annotations

import difflib
import hashlib
import itertools
import string
import tomllib
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from generator.errors import ConfigurationError, Problem
from generator.model import (
    Campaign,
    Column,
    ColumnKind,
    ColumnReference,
    Grounds,
    LetterKind,
    ListRow,
    Sender,
    Step,
)

MAX_BYTES = 1_000_000
CELL_FORMS = frozenset({"str", "_ColumnCell"})
"""How pydantic names the two forms of a list's cell in an error's place."""


def _below_campaign(path: str) -> str:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path:
        raise ValueError("must be a path below the campaign's folder")
    return path


def _address_pattern(pattern: str) -> str:
    try:
        list(string.Formatter().parse(pattern))
    except ValueError as exc:
        raise ValueError(
            f"{pattern!r} is no address line: {exc}; write it like '{{street}}[, {{unit}}]'"
        ) from exc
    return pattern


def _known_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as exc:
        raise ValueError(f"{name!r} is no IANA time zone, such as 'America/New_York'") from exc
    return name


def _column_phrase(phrase: str) -> str:
    kind = phrase.removeprefix("optional ")
    if kind not in typing.get_args(ColumnKind):
        raise ValueError(f"{phrase!r} is no kind of column; write one of {_or(typing.get_args(ColumnKind))}")
    return phrase


def _or(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + f" or {names[-1]}, with 'optional ' before it when it may be blank"


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=60)]
LocalPath = Annotated[Text, AfterValidator(_below_campaign)]
AddressPattern = Annotated[Text, AfterValidator(_address_pattern)]
ColumnPhrase = Annotated[str, AfterValidator(_column_phrase)]


class _Table(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True)


class _Sender(_Table):
    organization: Text
    office: Text
    title: Text
    address: tuple[Text, ...] = Field(min_length=1, max_length=5)
    email: Text
    phone: str = ""


class _Recipients(_Table):
    table: LocalPath = "recipients.csv"
    address: tuple[AddressPattern, ...] = Field(default=(), max_length=5)
    columns: dict[str, ColumnPhrase] = {}


class _Letter(_Table):
    title: Text
    template: LocalPath
    grounds: tuple[Grounds, ...] = ()


class _Step(_Table):
    letter: Key
    issued: date
    days: Annotated[int, Field(ge=1, le=3650)] | None = None


class _ColumnCell(_Table):
    column: str


class _ListRow(BaseModel):
    """The one open table: every key but ``needs`` is a cell of the row."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, str | _ColumnCell] = Field(init=False)

    needs: tuple[str, ...] = ()


class _CampaignFile(_Table):
    id: Slug
    title: Text
    timezone: Annotated[str, AfterValidator(_known_timezone)]
    specimen: bool = False
    reference: Slug
    sender: _Sender
    recipients: _Recipients = _Recipients()
    letters: dict[Key, _Letter] = Field(min_length=1)
    schedule: tuple[_Step, ...] = Field(min_length=1)
    merge: dict[str, object] = {}
    lists: dict[Key, tuple[_ListRow, ...]] = {}


def read_campaign(path: Path) -> Campaign:
    """Return the campaign that ``path`` describes.

    Raises:
        ConfigurationError: the file is missing, is no TOML, or says something that it cannot; its problems
            name every key at fault, and the nearest known key where one is unknown.
    """
    content = _read(path)
    try:
        written = _CampaignFile.model_validate(_parse(content, path.name))
    except ValidationError as exc:
        by_place = {_place(error["loc"]): _describe(error, path.name) for error in exc.errors()}
        raise ConfigurationError(tuple(by_place.values())) from exc
    if problems := tuple(_cross_check(written, path.name)):
        raise ConfigurationError(problems)
    return _campaign(written, path.parent, hashlib.sha256(content).hexdigest())


def _read(path: Path) -> bytes:
    hint = "run the command in the campaign's folder, or name the file with --campaign"
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as exc:
        problem = Problem(str(path), "", f"cannot be read: {exc.strerror}", hint)
        raise ConfigurationError((problem,)) from exc
    if len(content) > MAX_BYTES:
        raise ConfigurationError((Problem(str(path), "", f"is larger than {MAX_BYTES:,} bytes", hint),))
    return content


def _parse(content: bytes, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        problem = Problem(name, "", f"is no TOML: {exc}", "mend the line, then run the command again")
        raise ConfigurationError((problem,)) from exc


def _place(loc: tuple[int | str, ...]) -> str:
    """Return the place as the file shows it: entries counted from 1, no branch of a union named."""
    return ".".join(
        str(part + 1) if isinstance(part, int) else part for part in loc if part not in CELL_FORMS
    )


def _describe(error: ErrorDetails, name: str) -> Problem:
    place = _place(error["loc"])
    if CELL_FORMS.intersection(map(str, error["loc"])):
        message = f"{_shorten(error['input'])} is neither text nor a column"
        return Problem(name, place, message, 'write "some text" or { column = "its_name" }')
    if error["type"] == "extra_forbidden":
        known = _known_keys(error["loc"][:-1])
        near = difflib.get_close_matches(str(error["loc"][-1]), known, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"known keys here: {', '.join(known)}"
        return Problem(name, place, "unknown key", hint)
    if error["type"] == "missing":
        return Problem(name, place, "is missing", f"add it; see docs/campaign.md for '{error['loc'][-1]}'")
    message = error["msg"].removeprefix("Value error, ")
    return Problem(name, place, f"{message[:1].lower()}{message[1:]}", f"it says {_shorten(error['input'])}")


def _shorten(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _known_keys(place: tuple[int | str, ...]) -> list[str]:
    table: type[BaseModel] = _CampaignFile
    for part in place:
        if isinstance(part, str) and part in table.model_fields:
            table = _inner_table(table.model_fields[part].annotation) or table
    return list(table.model_fields)


def _inner_table(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_inner_table(part) for part in typing.get_args(annotation))
    return next((table for table in found if table is not None), None)


def _cross_check(written: _CampaignFile, name: str) -> Iterator[Problem]:
    letters, columns = written.letters, written.recipients.columns
    for number, step in enumerate(written.schedule, start=1):
        if step.letter not in letters:
            hint = f"the letters are: {', '.join(letters)}"
            yield Problem(name, f"schedule.{number}.letter", f"no [letters.{step.letter}] is described", hint)
    yield from _disordered_steps(written.schedule, name)
    if not columns:
        return
    named = {f"lists.{key}.needs": row.needs for key, rows in written.lists.items() for row in rows}
    for place, names in {**named, "recipients.address": _address_columns(written)}.items():
        for column in names:
            if column not in columns and column.removesuffix("_name") not in columns:
                near = difflib.get_close_matches(column, columns, n=1)
                hint = f"did you mean '{near[0]}'?" if near else "add it to [recipients.columns]"
                yield Problem(name, place, f"column {column!r} is not in [recipients.columns]", hint)


def _disordered_steps(schedule: tuple[_Step, ...], name: str) -> Iterator[Problem]:
    for number, (before, step) in enumerate(itertools.pairwise(schedule), start=2):
        if step.issued < before.issued or step == before.model_copy(update={"days": step.days}):
            message = f"{step.letter} of {step.issued} does not come after {before.letter} of {before.issued}"
            yield Problem(name, f"schedule.{number}.issued", message, "list the steps in order of issue")


def _address_columns(written: _CampaignFile) -> tuple[str, ...]:
    fields = string.Formatter().parse("".join(written.recipients.address))
    return tuple(column for _, column, _, _ in fields if column)


def _campaign(written: _CampaignFile, folder: Path, sha256: str) -> Campaign:
    sender = written.sender
    return Campaign(
        campaign_id=written.id,
        title=written.title,
        timezone=written.timezone,
        specimen=written.specimen,
        reference=written.reference,
        sender=Sender(
            sender.organization, sender.office, sender.title, sender.address, sender.email, sender.phone
        ),
        table=written.recipients.table,
        columns=tuple(_column(name, phrase) for name, phrase in written.recipients.columns.items()),
        address=written.recipients.address,
        kinds=tuple(
            LetterKind(key, it.title, it.template, it.grounds) for key, it in written.letters.items()
        ),
        schedule=_schedule(written.schedule),
        merge=tuple(written.merge.items()),
        lists=tuple(_list_row(key, row) for key, rows in written.lists.items() for row in rows),
        folder=folder,
        sha256=sha256,
    )


def _column(name: str, phrase: str) -> Column:
    kind = typing.cast("ColumnKind", phrase.removeprefix("optional "))
    return Column(name, kind, optional=phrase.startswith("optional "))


def _schedule(steps: tuple[_Step, ...]) -> tuple[Step, ...]:
    kinds = [step.letter for step in steps]
    return tuple(
        Step(
            kind=step.letter,
            level=kinds[:index].count(step.letter) + 1,
            sequence=index + 1,
            issued=step.issued,
            days=step.days,
            final=step.letter not in kinds[index + 1 :],
        )
        for index, step in enumerate(steps)
    )


def _list_row(key: str, row: _ListRow) -> ListRow:
    cells: Mapping[str, str | _ColumnCell] = row.__pydantic_extra__
    return ListRow(key, row.needs, tuple((name, _cell(cell)) for name, cell in cells.items()))


def _cell(cell: str | _ColumnCell) -> str | ColumnReference:
    match cell:
        case _ColumnCell(column=column):
            return ColumnReference(column)
        case text:
            return text
