"""``letterbook check``: find every fault in the table and the templates before anything is made."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.campaign import read_campaign
from generator.checking import TemplateFault, gather_faults
from generator.deadlines import due_date
from generator.errors import Problem, ProblemsFoundError, StorageError, UsageError
from generator.merging import merge_values
from generator.model import Campaign, Letter, LetterKind, Recipient, RecipientTable, RequestedItem
from generator.planning import every_order, plan_letters
from generator.recipients import read_recipients
from generator.word import Limits, Template

CAMPAIGN_FILE = "campaign.toml"


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a campaign is read from; ``table`` stands in for the recipient table that it names."""

    campaign: Path
    table: Path | None = None
    expect_rows: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """Letters that a check went through without an error, their templates by kind, and what it warns of."""

    campaign: Campaign
    letters: tuple[Letter, ...]
    templates: Mapping[str, Template]
    warnings: tuple[Problem, ...]


def check(sources: Sources) -> Checked:
    """Check the table, then merge every letter of the campaign dry: each kind, step and grounds.

    Raises:
        ConfigurationError: the campaign file has faults.
        ProblemsFoundError: the table or the templates have; all faults are in it. Nothing is written.
    """
    campaign = read_campaign(sources.campaign)
    table = read_table(campaign, sources)
    variants = (it for letter in every_letter(campaign, table) for it in _variants(letter, campaign))
    return check_letters(campaign, table, tuple(variants))


def every_letter(campaign: Campaign, table: RecipientTable) -> tuple[Letter, ...]:
    """Return every letter that the campaign can ask for: each recipient, kind, step and grounds."""
    return tuple(
        letter
        for order in every_order(campaign)
        for letter in plan_letters(campaign, table.recipients, order, count_due_date=due_date)
    )


def read_table(campaign: Campaign, sources: Sources) -> RecipientTable:
    """Return the recipient table of a campaign, with the faults of its rows."""
    path = sources.table or campaign.folder / campaign.table
    return read_recipients(path, campaign.columns, expect_rows=sources.expect_rows)


def check_letters(campaign: Campaign, table: RecipientTable, letters: tuple[Letter, ...]) -> Checked:
    """Merge each letter dry; raise with every fault of the table and the letters' templates.

    Raises:
        ProblemsFoundError: there is one. Nothing is written.
    """
    templates, unreadable = _open_templates(campaign, {letter.kind for letter in letters})
    concerned = len({letter.recipient.recipient_id for letter in letters})
    faults = _merge_dry(campaign, letters, templates)
    problems = (*table.problems, *unreadable, *gather_faults(faults, concerned))
    refuse_errors(problems)
    return Checked(campaign, letters, templates, problems)


def refuse_errors(problems: tuple[Problem, ...]) -> None:
    """Raise with the problems when one of them is more than a warning.

    Raises:
        ProblemsFoundError: one is.
    """
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsFoundError(problems, hint="nothing was written; correct these and run it again")


def chosen(table: RecipientTable, only: tuple[str, ...]) -> tuple[Recipient, ...]:
    """Return the recipients named, or all of them when none is.

    Raises:
        UsageError: the table is sound, and has no row for one that is named.
    """
    if not any(problem.severity == "error" for problem in table.problems):
        _refuse_unknown(only, table.recipients)
    return tuple(it for it in table.recipients if not only or it.recipient_id in only)


def _variants(letter: Letter, campaign: Campaign) -> Iterator[Letter]:
    """Yield a letter as it is, and one that names what is missing: a template may print it in a list."""
    yield letter
    if letter.grounds == "incomplete" and campaign.requested:
        numbered = enumerate(campaign.requested, start=1)
        yield replace(letter, missing=tuple(RequestedItem(number, text) for number, text in numbered))


def _refuse_unknown(only: tuple[str, ...], recipients: tuple[Recipient, ...]) -> None:
    known = {recipient.recipient_id for recipient in recipients}
    unknown = [recipient_id for recipient_id in only if recipient_id not in known]
    if unknown:
        near = difflib.get_close_matches(unknown[0], known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "see the recipient_id column of the table"
        raise UsageError(f"--only: the table has no row for {', '.join(unknown)}", hint=hint)


def _open_templates(
    campaign: Campaign, kinds: Iterable[LetterKind]
) -> tuple[dict[str, Template], tuple[Problem, ...]]:
    limits = Limits(campaign.merge_seconds, campaign.merge_megabytes)
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    for kind in sorted(kinds, key=lambda kind: kind.key):
        try:
            templates[kind.key] = Template.open(campaign.folder / kind.template, limits=limits)
        except ProblemsFoundError as exc:
            problems.extend(exc.problems)
        except StorageError as exc:
            place = f"letters.{kind.key}.template"
            problems.append(
                Problem(CAMPAIGN_FILE, place, exc.message, "put the template there, or mend its path")
            )
    return templates, tuple(problems)


def _merge_dry(
    campaign: Campaign, letters: tuple[Letter, ...], templates: dict[str, Template]
) -> Iterator[TemplateFault]:
    for letter in letters:
        if template := templates.get(letter.kind.key):
            for problem in template.faults(merge_values(letter, campaign)):
                yield TemplateFault(problem, letter.recipient)
