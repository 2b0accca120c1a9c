"""Take a new recipient table or template into a campaign.

Tried in a copy first, and put in place only when sound.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.campaign import read_campaign
from generator.errors import Problem, ProblemsFoundError, UsageError
from generator.model import Campaign
from generator.recipients import read_rows
from generator.storage import disk_errors
from generator.workflow.environment import one_at_a_time
from generator.workflow.letters.check import check
from generator.workflow.record.campaign_record import CampaignRecord
from generator.workflow.saving import save_file
from generator.workflow.sources import Sources

LARGEST: Final = 32 * 2**20
_MOST_ROWS_SHOWN: Final = 300


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row of a table as it was typed.

    Its line, its cells by column, and what is wrong with some of them.
    """

    line: str
    cells: tuple[tuple[str, str, tuple[Problem, ...]], ...]
    of_row: tuple[Problem, ...]

    @property
    def has_fault(self) -> bool:
        """Say whether anything in the row is wrong."""
        return bool(self.of_row) or any(problems for _, _, problems in self.cells)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: put in place when nothing is wrong with it, otherwise why it was not.

    ``rows`` are those of a table as they were typed, ``beside`` is what is wrong
    elsewhere than in one of these rows.
    """

    name: str
    problems: tuple[Problem, ...]
    rows: tuple[TypedRow, ...] = ()
    beside: tuple[Problem, ...] = ()

    @property
    def is_in_place(self) -> bool:
        """Say whether the file is the campaign's now."""
        return all(problem.severity == "warning" for problem in self.problems)


def take_table(campaign_file: Path, name: str, content: bytes) -> Taken:
    """Make a table the recipient table of a campaign, if every letter can be made from it.

    The one before it is kept in ``record/replaced``.

    Raises:
        UsageError: it is of another kind than the campaign's table, or too large.
        StorageError, ConfigurationError: the campaign cannot be read, or the disk does not take the file.
    """
    campaign = read_campaign(campaign_file)
    own = Path(campaign.table)
    if Path(name).suffix.lower() != own.suffix.lower():
        raise UsageError(
            f"the campaign's table is a {own.suffix} file", hint=f"save it as {own.suffix}, then upload it"
        )
    with _copy(campaign, campaign_file, {campaign.table: content}) as copy:
        problems = _faults(copy / campaign_file.name)
        rows, _ = _typed(copy / campaign.table)
    shown, beside = _at_their_cells(rows, problems)
    taken = Taken(own.name, problems, shown, beside)
    if taken.is_in_place:
        _put_in_place(campaign, campaign_file, campaign.table, content)
    return taken


def take_template(campaign_file: Path, kind: str, content: bytes) -> Taken:
    """Make a .docx the template of a kind of letter, if every letter can be made from it.

    Raises:
        UsageError: the campaign has no such kind, or the file is too large.
        StorageError, ConfigurationError: the campaign cannot be read, or the disk does not take the file.
    """
    campaign = read_campaign(campaign_file)
    found = next((it for it in campaign.kinds if it.key == kind), None)
    if found is None:
        raise UsageError(f"{kind!r} is not a kind of letter of this campaign", hint="see campaign.toml")
    with _copy(campaign, campaign_file, {found.template: content}) as copy:
        problems = _faults(copy / campaign_file.name)
    taken = Taken(found.template, problems, (), problems)
    if taken.is_in_place:
        _put_in_place(campaign, campaign_file, found.template, content)
    return taken


@contextmanager
def _copy(campaign: Campaign, campaign_file: Path, instead: dict[str, bytes]) -> Iterator[Path]:
    """Give a folder with all that a check reads of a campaign, and some files as they would be."""
    if any(len(content) > LARGEST for content in instead.values()):
        raise UsageError(
            f"the file is larger than {LARGEST // 2**20} MB", hint="split it, or use the command line"
        )
    with tempfile.TemporaryDirectory(prefix="letterbook-") as name, disk_errors(campaign.folder):
        folder = Path(name)
        shutil.copyfile(campaign_file, folder / campaign_file.name)
        for path in {campaign.table, *(kind.template for kind in campaign.kinds)}:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if path in instead:
                target.write_bytes(instead[path])
            elif (campaign.folder / path).is_file():
                shutil.copyfile(campaign.folder / path, target)
        yield folder


def _faults(campaign_file: Path) -> tuple[Problem, ...]:
    try:
        return check(Sources(campaign_file)).warnings
    except ProblemsFoundError as exc:
        return exc.problems


def _put_in_place(campaign: Campaign, campaign_file: Path, path: str, content: bytes) -> None:
    """Put a file in its place; the one before it is kept in the record's folder, under its hash."""
    target, kept = campaign.folder / path, CampaignRecord.of(campaign).folder / "replaced"
    with one_at_a_time(campaign_file), disk_errors(target):
        before = target.read_bytes() if target.is_file() else content
        if before != content:
            kept.mkdir(parents=True, exist_ok=True)
            save_file(before, kept / f"{hashlib.sha256(before).hexdigest()[:12]}-{target.name}")
        save_file(content, target)


def _typed(path: Path) -> tuple[dict[str, dict[str, str]], tuple[Problem, ...]]:
    """Return the rows of a table as text by their lines; none of a table that is not legible at all."""
    try:
        rows, problems = read_rows(path)
    except ProblemsFoundError as exc:
        return {}, exc.problems
    return {row.source: dict(row.values) for row in rows}, problems


def _at_their_cells(
    rows: dict[str, dict[str, str]], problems: tuple[Problem, ...]
) -> tuple[tuple[TypedRow, ...], tuple[Problem, ...]]:
    """Return the rows with each fault at its cell, and the faults that stand at no row."""
    by_row: dict[str, list[Problem]] = {}
    beside: list[Problem] = []
    names = {source.rpartition("/")[2]: source for source in rows}
    for problem in problems:
        source = names.get(problem.source.rpartition("/")[2])
        if source is None:
            beside.append(problem)
        else:
            by_row.setdefault(source, []).append(problem)
    wanted = [source for source in rows if source in by_row] if len(rows) > _MOST_ROWS_SHOWN else list(rows)
    typed = (_row(source, rows[source], by_row.get(source, [])) for source in wanted[:_MOST_ROWS_SHOWN])
    return tuple(typed), tuple(beside)


def _row(source: str, cells: dict[str, str], problems: list[Problem]) -> TypedRow:
    told = tuple(
        (name, text, tuple(it for it in problems if it.field == name)) for name, text in cells.items()
    )
    of_row = tuple(it for it in problems if it.field not in cells)
    return TypedRow(source.rpartition(":")[2], told, of_row)
