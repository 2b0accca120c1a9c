"""``letterbook check``: find every fault in the table and the templates before anything is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.campaign import read_campaign
from generator.checking import RecipientFault, gather_faults
from generator.deadlines import due_date
from generator.errors import ConfigurationError, MissingFileError, Problem, ProblemsFoundError
from generator.merging import merge_values
from generator.model import Campaign, Letter, LetterKind, RecipientTable, RequestedItem
from generator.planning import every_order, plan_letters
from generator.storage import refuse_absent
from generator.word import Limits, Template
from generator.workflow.inspect import doubts_of
from generator.workflow.sources import Sources, as_errors, read_table, refuse_errors

CAMPAIGN_FILE = "campaign.toml"


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
    return check_letters(campaign, table, tuple(variants), strict=sources.strict)


def every_letter(campaign: Campaign, table: RecipientTable) -> tuple[Letter, ...]:
    """Return every letter that the campaign can ask for: each recipient, kind, step and grounds."""
    return tuple(
        letter
        for order in every_order(campaign)
        for letter in plan_letters(campaign, table.recipients, order, count_due_date=due_date)
    )


def check_letters(
    campaign: Campaign, table: RecipientTable, letters: tuple[Letter, ...], *, strict: bool = False
) -> Checked:
    """Merge each letter dry; raise with every fault of the table and the letters' templates.

    What is doubtful about a template, as ``template lint`` tells it, is a warning; a fault when ``strict``.

    Raises:
        ConfigurationError: a template is not there; all other faults are in it too.
        ProblemsFoundError: there is another fault. Nothing is written.
    """
    kinds = sorted({letter.kind for letter in letters}, key=lambda kind: kind.key)
    absent = {kind: tuple(_absence(campaign, kind)) for kind in kinds}
    templates, unreadable = _open_templates(campaign, [kind for kind in kinds if not absent[kind]])
    concerned = len({letter.recipient.recipient_id for letter in letters})
    faults = _merge_dry(campaign, letters, templates)
    doubts = _doubts(campaign, {letter.kind for letter in letters if letter.kind.key in templates})
    missing = tuple(problem for kind in kinds for problem in absent[kind])
    found = (*missing, *table.problems, *unreadable, *doubts, *gather_faults(faults, concerned))
    problems = as_errors(found) if strict else found
    if missing:
        raise ConfigurationError(problems, hint="nothing was written; correct these and run it again")
    refuse_errors(problems)
    return Checked(campaign, letters, templates, problems)


def _variants(letter: Letter, campaign: Campaign) -> Iterator[Letter]:
    """Yield a letter as it is, and one that names what is missing: a template may print it in a list."""
    yield letter
    if letter.grounds == "incomplete" and campaign.requested:
        numbered = enumerate(campaign.requested, start=1)
        yield replace(letter, missing=tuple(RequestedItem(number, text) for number, text in numbered))


def _open_templates(
    campaign: Campaign, kinds: Iterable[LetterKind]
) -> tuple[dict[str, Template], tuple[Problem, ...]]:
    limits = Limits(campaign.merge_seconds, campaign.merge_megabytes)
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    for kind in kinds:
        try:
            templates[kind.key] = Template.open(campaign.folder / kind.template, limits=limits)
        except ProblemsFoundError as exc:
            problems.extend(exc.problems)
    return templates, tuple(problems)


def _doubts(campaign: Campaign, kinds: Iterable[LetterKind]) -> tuple[Problem, ...]:
    """Return what is doubtful about the templates, each of them once."""
    paths = sorted({campaign.folder / kind.template for kind in kinds})
    return tuple(dict.fromkeys(doubt for path in paths for doubt in doubts_of(path)))


def _absence(campaign: Campaign, kind: LetterKind) -> Iterator[Problem]:
    try:
        refuse_absent(campaign.folder / kind.template, "template")
    except MissingFileError as exc:
        yield Problem(CAMPAIGN_FILE, f"letters.{kind.key}.template", exc.message, exc.hint)


def _merge_dry(
    campaign: Campaign, letters: tuple[Letter, ...], templates: dict[str, Template]
) -> Iterator[RecipientFault]:
    for letter in letters:
        if template := templates.get(letter.kind.key):
            for problem in template.faults(merge_values(letter, campaign)):
                yield RecipientFault(problem, letter.recipient)
