"""``campaign.toml`` → ``Campaign``: read, validated as a whole, every fault told at once."""

from __future__ import annotations

import hashlib
import tomllib
import typing
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from generator.campaign.doors import links_out
from generator.campaign.faults import cross_check, describe, place_of
from generator.campaign.schema import (
    CampaignFile,
    ColumnCell,
    LetterTable,
    ListRowTable,
    ReviewRuleTable,
    StepTable,
)
from generator.errors import ConfigurationError, MissingFileError, Problem
from generator.model import (
    Campaign,
    Column,
    ColumnKind,
    ColumnReference,
    LetterKind,
    ListRow,
    Purpose,
    ReviewRule,
    Sender,
    Step,
    Wait,
)
from generator.storage import WRONG_NAME, failing_disk, refuse_absent

MAX_BYTES = 1_000_000
CLOSING_GROUNDS = frozenset({"complete", "nil", "late"})


def read_campaign(path: Path) -> Campaign:
    """Return the campaign that ``path`` describes.

    Raises:
        ConfigurationError: the file is missing, is not TOML, or says something that it cannot; its problems
            name every key at fault, and the nearest known key where one is unknown; or a link leads out of
            the campaign's folder.
    """
    content = _read(path)
    try:
        written = CampaignFile.model_validate(_parse(content, path.name))
    except ValidationError as exc:
        by_place = {place_of(error["loc"]): describe(error, path.name) for error in exc.errors()}
        raise ConfigurationError(tuple(by_place.values())) from exc
    if problems := tuple(cross_check(written, path.name)):
        raise ConfigurationError(problems)
    campaign = _campaign(written, path.parent, hashlib.sha256(content).hexdigest())
    if problems := tuple(links_out(campaign, path.name)):
        raise ConfigurationError(problems)
    return campaign


def _read(path: Path) -> bytes:
    hint = "run the command in the campaign's folder, or name the file with --campaign"
    try:
        refuse_absent(path, "campaign")
        with failing_disk(path), path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except MissingFileError as exc:
        raise ConfigurationError((Problem(str(path), "", exc.message, hint),)) from exc
    except WRONG_NAME as exc:
        problem = Problem(str(path), "", f"cannot be read: {exc.strerror}", hint)
        raise ConfigurationError((problem,)) from exc
    if len(content) > MAX_BYTES:
        raise ConfigurationError((Problem(str(path), "", f"is larger than {MAX_BYTES:,} bytes", hint),))
    return content


def _parse(content: bytes, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as exc:  # tomllib lets through what int() and deep nesting raise
        reason = "is nested too deeply" if isinstance(exc, RecursionError) else f"is not TOML: {exc}"
        problem = Problem(name, "", reason, "mend the line, then run the command again")
        raise ConfigurationError((problem,)) from exc


def _campaign(written: CampaignFile, folder: Path, sha256: str) -> Campaign:
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
        kinds=tuple(_kind(key, written) for key in written.letters),
        schedule=_schedule(written.schedule),
        merge=tuple(written.merge.items()),
        lists=tuple(_list_row(key, row) for key, rows in written.lists.items() for row in rows),
        folder=folder,
        merge_seconds=written.limits.seconds,
        merge_megabytes=written.limits.megabytes,
        document_seconds=written.limits.document_seconds,
        document_megabytes=written.limits.document_megabytes,
        sha256=sha256,
        requested=_requested(written.merge),
        strict=written.strict,
        state_holidays=written.state_holidays,
        holidays=written.holidays,
        ledger=written.ledger,
        copies=written.record.copies,
        mail_server=written.record.mail_server,
        review=_review_rule(written.review),
        review_of_kinds=tuple((kind, _review_rule(it)) for kind, it in written.review.kinds.items()),
    )


def _review_rule(written: ReviewRuleTable) -> ReviewRule:
    return ReviewRule(written.approvals, tuple(dict.fromkeys(written.roles)))


def _kind(key: str, written: CampaignFile) -> LetterKind:
    letter = written.letters[key]
    purpose = letter.purpose or _usual_purpose(key, letter, [step.letter for step in written.schedule])
    return LetterKind(key, letter.title, letter.template, letter.grounds, purpose)


def _usual_purpose(key: str, letter: LetterTable, scheduled: list[str]) -> Purpose:
    """Return what a letter is for when the file does not say: its place in the schedule tells."""
    if key == scheduled[0]:
        return "request"
    if CLOSING_GROUNDS.intersection(letter.grounds):
        return "closing"
    return "notice" if key == scheduled[-1] and scheduled.count(key) == 1 else "follow_up"


def _requested(merge: Mapping[str, object]) -> tuple[str, ...]:
    """Return the items of the request: the texts of the merge list ``documents``, where there is one."""
    documents = merge.get("documents")
    return tuple(str(text) for text in documents) if isinstance(documents, list) else ()


def _column(name: str, phrase: str) -> Column:
    kind = typing.cast("ColumnKind", phrase.removeprefix("optional "))
    return Column(name, kind, optional=phrase.startswith("optional "))


def _schedule(steps: tuple[StepTable, ...]) -> tuple[Step, ...]:
    kinds = [step.letter for step in steps]
    return tuple(
        Step(
            kind=step.letter,
            level=kinds[:index].count(step.letter) + 1,
            sequence=index + 1,
            issued=step.issued,
            days=step.days,
            final=step.letter not in kinds[index + 1 :],
            wait=next(iter(step.waits), Wait()),
            three_days_for=step.three_days_for,
        )
        for index, step in enumerate(steps)
    )


def _list_row(key: str, row: ListRowTable) -> ListRow:
    cells: Mapping[str, str | ColumnCell] = row.__pydantic_extra__
    return ListRow(key, row.needs, tuple((name, _cell(cell)) for name, cell in cells.items()))


def _cell(cell: str | ColumnCell) -> str | ColumnReference:
    match cell:
        case ColumnCell(column=column):
            return ColumnReference(column)
        case text:
            return text
