"""``letterbook check``: find every fault in the table and the templates before anything is made."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.campaign import read_campaign
from generator.checking import TemplateFault, gather_faults
from generator.deadlines import due_date
from generator.errors import Problem, ProblemsFoundError, StorageError, UsageError
from generator.merging import merge_values
from generator.model import Campaign, Letter, LetterKind, Recipient
from generator.planning import Order, every_order, plan_letters
from generator.recipients import read_recipients
from generator.word import Template

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
    return check_orders(campaign, sources, every_order(campaign), only=())


def check_orders(
    campaign: Campaign, sources: Sources, orders: tuple[Order, ...], only: tuple[str, ...]
) -> Checked:
    """Plan the orders' letters and merge each dry; raise with every fault of table and templates."""
    table = read_recipients(
        sources.table or campaign.folder / campaign.table, campaign.columns, expect_rows=sources.expect_rows
    )
    recipients = tuple(it for it in table.recipients if not only or it.recipient_id in only)
    templates, unreadable = _open_templates(campaign, {order.kind for order in orders})
    letters = tuple(
        letter
        for order in orders
        for letter in plan_letters(campaign, recipients, order, count_due_date=due_date)
    )
    faults = _merge_dry(campaign, letters, templates)
    problems = (*table.problems, *unreadable, *gather_faults(faults, len(recipients)))
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsFoundError(problems, hint="nothing was written; correct these and run it again")
    _refuse_unknown(only, table.recipients)
    return Checked(campaign, letters, templates, problems)


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
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    for kind in sorted(kinds, key=lambda kind: kind.key):
        try:
            templates[kind.key] = Template.open(campaign.folder / kind.template)
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
