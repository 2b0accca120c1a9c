"""``letterbook check``: find every fault in the table and the templates before anything is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from generator.budget import Budget
from generator.campaign import read_campaign
from generator.checking import RecipientFault, gather_faults
from generator.deadlines import due_date
from generator.errors import ConfigurationError, MissingFileError, Problem, ProblemsFoundError, refuse_errors
from generator.merging import merge_values
from generator.model import Campaign, Grounds, Letter, LetterKind, Recipient, RecipientTable, RequestedItem
from generator.planning import every_order, plan_letters
from generator.storage import refuse_absent
from generator.word import Limits, Template
from generator.workflow.letters.alike import without_alike
from generator.workflow.letters.inspect import doubts_of
from generator.workflow.sources import Sources, as_errors, read_table

CAMPAIGN_FILE = "campaign.toml"


@dataclass(frozen=True, slots=True)
class Checked:
    """Letters that a check went through without an error, their templates by kind, and what it warns of."""

    campaign: Campaign
    letters: tuple[Letter, ...]
    templates: Mapping[str, Template]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What a check of a whole campaign went through without an error, and what it warns of.

    ``letters`` counts each recipient, kind, step and grounds; ``with_missing_items`` those that were merged
    once more, naming what is missing.
    """

    campaign: Campaign
    recipients: int
    letters: int
    with_missing_items: int
    warnings: tuple[Problem, ...]


def check(sources: Sources) -> Survey:
    """Check the table, then every letter of the campaign: each recipient, kind, step and grounds.

    Letters that are alike to their templates are merged dry once for all of their recipients.

    Raises:
        ConfigurationError: the campaign file has faults, or a file that it names is not there.
        ProblemsFoundError: the table or the templates have; all faults are in it. Nothing is written.
    """
    campaign = read_campaign(sources.campaign)
    table = read_table(campaign, sources)
    orders = every_order(campaign) if table.recipients else ()
    opened = _open_templates(campaign, {order.kind for order in orders})
    suspects = without_alike(table.recipients, campaign, opened.templates, _letters_to)
    faults = _merge_dry(campaign, _letters_to(campaign, suspects), opened.templates)
    gathered = gather_faults(faults, len(table.recipients))
    problems = _refuse_faults(table.problems, opened, gathered, strict=sources.strict)
    again = sum(_has_missing_items(order.grounds, campaign) for order in orders)
    count = len(table.recipients)
    return Survey(campaign, count, count * len(orders), count * again, problems)


def every_letter(campaign: Campaign, table: RecipientTable) -> tuple[Letter, ...]:
    """Return every letter that the campaign can ask for: each recipient, kind, step and grounds."""
    return tuple(_planned(campaign, table.recipients))


def _planned(campaign: Campaign, recipients: Iterable[Recipient]) -> Iterator[Letter]:
    listed, count = tuple(recipients), cache(due_date)
    for order in every_order(campaign):
        yield from plan_letters(campaign, listed, order, count_due_date=count)


def _letters_to(campaign: Campaign, recipients: Iterable[Recipient]) -> Iterator[Letter]:
    return (it for letter in _planned(campaign, recipients) for it in _variants(letter, campaign))


def check_letters(
    campaign: Campaign, table: RecipientTable, letters: tuple[Letter, ...], *, strict: bool = False
) -> Checked:
    """Merge each letter dry; raise with every fault of the table and the letters' templates.

    What is doubtful about a template, as ``template lint`` tells it, is a warning; a fault when ``strict``.

    Raises:
        ConfigurationError: a template is not there; all other faults are in it too.
        ProblemsFoundError: there is another fault. Nothing is written.
    """
    opened = _open_templates(campaign, {letter.kind for letter in letters})
    concerned = len({letter.recipient.recipient_id for letter in letters})
    gathered = gather_faults(_merge_dry(campaign, letters, opened.templates), concerned)
    problems = _refuse_faults(table.problems, opened, gathered, strict=strict)
    return Checked(campaign, letters, opened.templates, problems)


def _refuse_faults(
    of_table: tuple[Problem, ...], opened: _Opened, of_letters: tuple[Problem, ...], *, strict: bool
) -> tuple[Problem, ...]:
    """Return the problems, all of which are warnings; raise with all of them when one is more."""
    problems = (*opened.missing, *of_table, *opened.faults, *of_letters)
    problems = as_errors(problems) if strict else problems
    if opened.missing:
        raise ConfigurationError(problems, hint="nothing was written; correct these and run it again")
    refuse_errors(problems)
    return problems


def _variants(letter: Letter, campaign: Campaign) -> Iterator[Letter]:
    """Yield a letter as it is, and one that names what is missing: a template may print it in a list."""
    yield letter
    if _has_missing_items(letter.grounds, campaign):
        numbered = enumerate(campaign.requested, start=1)
        yield replace(letter, missing=tuple(RequestedItem(number, text) for number, text in numbered))


def _has_missing_items(grounds: Grounds | None, campaign: Campaign) -> bool:
    return grounds == "incomplete" and bool(campaign.requested)


def budget_of(campaign: Campaign) -> Budget:
    """Return what work on one document of the campaign may cost."""
    return Budget(campaign.document_seconds, campaign.document_megabytes)


@dataclass(frozen=True, slots=True)
class _Opened:
    """Templates by kind of letter, those that are ``missing``, and the faults and doubts of the others."""

    templates: Mapping[str, Template]
    missing: tuple[Problem, ...]
    faults: tuple[Problem, ...]


def _open_templates(campaign: Campaign, wanted: Iterable[LetterKind]) -> _Opened:
    kinds = sorted(wanted, key=lambda kind: kind.key)
    absent = {kind: tuple(_absence(campaign, kind)) for kind in kinds}
    limits = Limits(campaign.merge_seconds, campaign.merge_megabytes, budget_of(campaign))
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    for kind in (kind for kind in kinds if not absent[kind]):
        path = campaign.folder / kind.template
        try:
            templates[kind.key] = Template.open(path, limits=limits)
        except ProblemsFoundError as exc:
            problems.extend(exc.problems)
    missing = tuple(problem for kind in kinds for problem in absent[kind])
    doubts = _doubts(campaign, (kind for kind in kinds if kind.key in templates))
    return _Opened(templates, missing, (*problems, *doubts))


def _doubts(campaign: Campaign, kinds: Iterable[LetterKind]) -> tuple[Problem, ...]:
    """Return what is doubtful about the templates, each of them once."""
    paths, budget = sorted({campaign.folder / kind.template for kind in kinds}), budget_of(campaign)
    return tuple(dict.fromkeys(doubt for path in paths for doubt in doubts_of(path, budget)))


def _absence(campaign: Campaign, kind: LetterKind) -> Iterator[Problem]:
    try:
        refuse_absent(campaign.folder / kind.template, "template")
    except MissingFileError as exc:
        yield Problem(CAMPAIGN_FILE, f"letters.{kind.key}.template", exc.message, exc.hint)


def _merge_dry(
    campaign: Campaign, letters: Iterable[Letter], templates: Mapping[str, Template]
) -> Iterator[RecipientFault]:
    for letter in letters:
        if template := templates.get(letter.kind.key):
            for problem in template.faults(merge_values(letter, campaign)):
                yield RecipientFault(problem, letter.recipient)
