"""The faults of a ``campaign.toml``, each told by the place that the file shows and what to write instead."""

from __future__ import annotations

import itertools
import string
import typing
from collections.abc import Iterator

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.campaign.schema import CELL_FORMS, CampaignFile, StepTable
from generator.errors import Problem
from generator.refusals import reason_of, said
from generator.suggesting import did_you_mean


def place_of(loc: tuple[int | str, ...]) -> str:
    """Return the place as the file shows it: entries counted from 1, no branch of a union named."""
    return ".".join(
        str(part + 1) if isinstance(part, int) else part for part in loc if part not in CELL_FORMS
    )


def describe(error: ErrorDetails, name: str) -> Problem:
    """Return a fault of the schema as it is told: what is wrong in the file ``name``, and what to write."""
    place = place_of(error["loc"])
    if CELL_FORMS.intersection(map(str, error["loc"])):
        shown = said(error["input"])
        message = f"{shown} is neither text nor a column" if shown else "is neither text nor a column"
        return Problem(name, place, message, 'write "some text" or { column = "its_name" }')
    if error["type"] == "extra_forbidden":
        known = _known_keys(error["loc"][:-1])
        hint = did_you_mean(str(error["loc"][-1]), known, f"known keys here: {', '.join(known)}")
        return Problem(name, place, "unknown key", hint)
    if error["type"] == "missing":
        return Problem(name, place, "is missing", f"add it; see docs/campaign.md for '{error['loc'][-1]}'")
    if place == "ledger":  # a URL may hold a password
        return Problem(name, place, reason_of(error), "it is not shown here, in case it holds a password")
    shown = said(error["input"])
    hint = f"it says {shown}" if shown else "see docs/campaign.md for what may stand there"
    return Problem(name, place, reason_of(error), hint)


def _known_keys(place: tuple[int | str, ...]) -> list[str]:
    table: type[BaseModel] = CampaignFile
    for part in place:
        if isinstance(part, str) and part in table.model_fields:
            table = _inner_table(table.model_fields[part].annotation) or table
    return list(table.model_fields)


def _inner_table(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    tables = (_inner_table(part) for part in typing.get_args(annotation))
    return next((table for table in tables if table is not None), None)


def cross_check(written: CampaignFile, name: str) -> Iterator[Problem]:
    """Yield the faults that lie between two places of the file ``name``."""
    yield from _unknown_letters(written, name)
    yield from _disordered_steps(written.schedule, name)
    yield from _doubtful_waits(written.schedule, name)
    yield from _unknown_reviews(written, name)
    if written.recipients.columns:
        yield from _unknown_columns(written, name)


def _unknown_letters(written: CampaignFile, name: str) -> Iterator[Problem]:
    for number, step in enumerate(written.schedule, start=1):
        if step.letter not in written.letters:
            hint = f"the letters are: {', '.join(written.letters)}"
            yield Problem(name, f"schedule.{number}.letter", f"no [letters.{step.letter}] is described", hint)


def _doubtful_waits(schedule: tuple[StepTable, ...], name: str) -> Iterator[Problem]:
    for number, step in enumerate(schedule, start=1):
        if number == 1 and step.waits:
            yield Problem(
                name, "schedule.1", "waits for a letter before it, and there is none", "leave the days out"
            )
        if len(step.waits) > 1:
            keys = " and ".join(f"days_{wait.counted}" for wait in step.waits)
            yield Problem(name, f"schedule.{number}", f"waits in more than one way: {keys}", "keep one")
        if step.three_days_for and step.days is None:
            message = "adds three days to a period, and the step has none"
            yield Problem(name, f"schedule.{number}.three_days_for", message, "add 'days', or leave it out")


def _unknown_columns(written: CampaignFile, name: str) -> Iterator[Problem]:
    columns = written.recipients.columns
    named = {f"lists.{key}.needs": row.needs for key, rows in written.lists.items() for row in rows}
    for place, names in {**named, "recipients.address": _address_columns(written)}.items():
        for column in names:
            if column not in columns and column.removesuffix("_name") not in columns:
                hint = did_you_mean(column, columns, "add it to [recipients.columns]")
                yield Problem(name, place, f"column {column!r} is not in [recipients.columns]", hint)
    if written.state_holidays and not any(phrase.endswith("state") for phrase in columns.values()):
        message = "is true, and no column of the table is of kind 'state'"
        yield Problem(name, "state_holidays", message, 'name one in [recipients.columns]: state = "state"')


def _unknown_reviews(written: CampaignFile, name: str) -> Iterator[Problem]:
    for kind in written.review.kinds:
        if kind not in written.letters:
            hint = did_you_mean(kind, written.letters, f"the letters are: {', '.join(written.letters)}")
            yield Problem(name, f"review.kinds.{kind}", f"no [letters.{kind}] is described", hint)


def _disordered_steps(schedule: tuple[StepTable, ...], name: str) -> Iterator[Problem]:
    for number, (before, step) in enumerate(itertools.pairwise(schedule), start=2):
        if step.issued < before.issued or (step.letter, step.issued) == (before.letter, before.issued):
            message = f"{step.letter} of {step.issued} does not come after {before.letter} of {before.issued}"
            yield Problem(name, f"schedule.{number}.issued", message, "list the steps in order of issue")


def _address_columns(written: CampaignFile) -> tuple[str, ...]:
    fields = string.Formatter().parse("".join(written.recipients.address))
    return tuple(column for _, column, _, _ in fields if column)
