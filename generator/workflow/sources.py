"""Where a campaign is read from, and its recipient table with the faults of its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator.errors import ConfigurationError, MissingFileError, Problem, UsageError
from generator.model import Campaign, Recipient, RecipientTable
from generator.suggesting import did_you_mean


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a campaign is read from; ``table`` stands in for the recipient table that it names.

    With ``strict``, what would be a warning is an error.
    """

    campaign: Path
    table: Path | None = None
    expect_rows: int | None = None
    strict: bool = False


def read_table(campaign: Campaign, sources: Sources) -> RecipientTable:
    """Return the recipient table of a campaign, with the faults of its rows.

    Raises:
        ConfigurationError: the table that the campaign names is not there.
        MissingFileError: the one named instead of it is not.
        StorageError: it cannot be read.
    """
    # Loaded with the first use: a large table is read in another process.
    from generator.recipients import read_recipients

    with _absence_explained(sources):
        return read_recipients(_table(campaign, sources), campaign.columns, expect_rows=sources.expect_rows)


def look_up_recipients(campaign: Campaign, sources: Sources) -> Mapping[str, Recipient]:
    """Return the recipients of a campaign by id, of whom each is checked when looked up.

    Raises:
        ProblemsFoundError: the header is wrong, or a row of which the id cannot be told.
        ConfigurationError, MissingFileError, StorageError: as ``read_table``.
    """
    from generator.recipients import look_up

    with _absence_explained(sources):
        return look_up(_table(campaign, sources), campaign.columns)


@contextmanager
def _absence_explained(sources: Sources) -> Iterator[None]:
    """Tell of a table that is not there as a fault of the campaign, if it is the campaign that names it."""
    try:
        yield
    except MissingFileError as exc:
        if sources.table is not None:
            raise
        problem = Problem(sources.campaign.name, "recipients.table", exc.message, exc.hint)
        raise ConfigurationError((problem,)) from exc


def table_size(campaign: Campaign, sources: Sources) -> int:
    """Return how many bytes the recipient table has; 0 when it cannot be seen."""
    try:
        return _table(campaign, sources).stat().st_size
    except OSError:
        return 0


def table_sha256(campaign: Campaign, sources: Sources) -> str:
    """Return the SHA-256 of the recipient table's file; blank when it cannot be read."""
    try:
        with _table(campaign, sources).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _table(campaign: Campaign, sources: Sources) -> Path:
    return sources.table or campaign.folder / campaign.table


def as_errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems with each warning as an error, as ``--strict`` asks for."""
    return tuple(replace(problem, severity="error") for problem in problems)


def chosen(table: RecipientTable, only: tuple[str, ...]) -> tuple[Recipient, ...]:
    """Return the recipients named, or all of them when none is.

    Raises:
        UsageError: the table is sound, and has no row for one that is named.
    """
    if not any(problem.severity == "error" for problem in table.problems):
        _refuse_unknown(only, table.recipients)
    return tuple(it for it in table.recipients if not only or it.recipient_id in only)


def _refuse_unknown(only: tuple[str, ...], recipients: tuple[Recipient, ...]) -> None:
    known = {recipient.recipient_id for recipient in recipients}
    unknown = [recipient_id for recipient_id in only if recipient_id not in known]
    if unknown:
        hint = did_you_mean(unknown[0], known, "see the recipient_id column of the table")
        raise UsageError(f"--only: the table has no row for {', '.join(unknown)}", hint=hint)
