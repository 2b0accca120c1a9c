"""``letterbook generate``: render the letters of a batch, put them in place whole, and record them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from generator import __version__
from generator.campaign import read_campaign
from generator.cases import Case, fold
from generator.errors import Problem, ProblemsFoundError, UsageError
from generator.manifest import ManifestLine, manifest_csv, manifest_jsonl
from generator.merging import merge_values
from generator.model import Batch, Campaign, Draft, Format, Grounds, Letter, RecipientTable
from generator.planning import DuePlan, Resting, form_batch, order_letters, plan_asked, plan_due
from generator.storage import Stage, disk_errors, stage_folder
from generator.workflow.campaign_record import CampaignRecord
from generator.workflow.check import Checked, check_letters
from generator.workflow.drafting import BatchFacts, record_batch, sign_again
from generator.workflow.formats import Merged, mark_draft, render_all
from generator.workflow.sources import Sources, chosen, read_table
from generator.workflow.surroundings import actor_named, one_at_a_time, today_of

Progress = Callable[[int, int], None]
"""Told how many letters are done, of how many."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which letters to make: a kind or what is due by the record, for all recipients or some, and by whom.

    With ``marked`` the files put in place are copies that say DRAFT; the record and the manifest keep to the
    letters without the mark, which are the ones to be approved and sent.
    """

    kind: str | None = None
    as_of: date | None = None
    grounds: Grounds | None = None
    only: tuple[str, ...] = ()
    formats: tuple[Format, ...] = ("docx", "pdf")
    actor: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class GeneratedBatch:
    """A batch that lies complete in ``folder`` and is recorded, and who got no letter.

    Without any letter there is no folder, and nothing is recorded.
    """

    batch: Batch
    folder: Path
    lines: tuple[ManifestLine, ...]
    resting: tuple[Resting, ...]
    warnings: tuple[Problem, ...]


def generate(
    sources: Sources, selection: Selection, out: Path, *, progress: Progress = lambda *_: None
) -> GeneratedBatch:
    """Render the letters selected, put the batch in place whole, record it; with a fault anywhere, nothing.

    Raises:
        ConfigurationError, UsageError: the campaign or the selection has no meaning.
        ProblemsFoundError: the table, a template or a rendered letter has faults; all are in it.
        StorageError: the disk does not take the files or the record.
        LedgerError: the record is damaged or gone.
    """
    campaign = read_campaign(sources.campaign)
    actor = actor_named(selection.actor)
    with one_at_a_time(sources.campaign):
        record, table = CampaignRecord.of(campaign), read_table(campaign, sources)
        plan = _plan(campaign, record, table, selection)
        checked = check_letters(campaign, table, plan.letters)
        batch = _batch_of(checked, plan.as_of, selection.formats)
        folder = out / batch.batch_id
        if not plan.letters:
            return GeneratedBatch(batch, folder, (), plan.resting, (*checked.warnings, *sign_again(record)))
        with stage_folder(folder) as stage:
            lines = _render_letters(checked, selection.formats, stage, progress)
            facts = {"campaign_id": campaign.campaign_id, "version": __version__}
            stage.write("manifest.csv", manifest_csv(batch, lines, **facts))
            stage.write("manifest.jsonl", manifest_jsonl(batch, lines, **facts))
            _keep_drafts(record, lines, stage)
            if selection.marked:
                _mark_copies(lines, stage)
        unsigned = record_batch(record, batch, lines, _facts_of(campaign, sources, plan, actor))
    return GeneratedBatch(batch, folder, lines, plan.resting, (*checked.warnings, *unsigned))


def _plan(campaign: Campaign, record: CampaignRecord, table: RecipientTable, selection: Selection) -> DuePlan:
    """Return the letters selected: a kind that is asked for, or what the cases call for."""
    as_of = selection.as_of or today_of(campaign)
    recipients = chosen(table, selection.only)
    if selection.kind is None:
        if selection.grounds is not None:
            raise UsageError("--grounds: the record says on which grounds", hint="name a kind with --letter")
        return plan_due(campaign, recipients, _cases(campaign, record, as_of, selection.only), as_of)
    order = order_letters(campaign, selection.kind, as_of, selection.grounds)
    cases = _cases(campaign, record, as_of, selection.only)
    return plan_asked(campaign, recipients, cases, order, selection.grounds)


def _cases(
    campaign: Campaign, record: CampaignRecord, as_of: date, only: tuple[str, ...]
) -> Mapping[str, Case]:
    """Return the cases as of a date, of the recipients named or of all."""
    cases = fold(record.events(), campaign, as_of)
    return {name: case for name, case in cases.items() if name in only} if only else cases


def _batch_of(checked: Checked, as_of: date, formats: tuple[Format, ...]) -> Batch:
    hashes = (template.sha256 for template in checked.templates.values())
    return form_batch(checked.letters, as_of, *hashes, checked.campaign.sha256, __version__, *formats)


def _render_letters(
    checked: Checked, formats: tuple[Format, ...], stage: Stage, progress: Progress
) -> tuple[ManifestLine, ...]:
    """Write every letter to the stage; raise with the faults of all that cannot be typeset."""
    lines: list[ManifestLine] = []
    problems: list[Problem] = []
    count = len(checked.letters)
    rendered = render_all(map(partial(_merge, checked=checked), checked.letters), formats, count=count)
    for done, (letter, made) in enumerate(zip(checked.letters, rendered, strict=True), start=1):
        problems.extend(made.problems)
        drafts = tuple(_draft(letter, form, content) for form, content in made.files.items())
        for draft in drafts:
            stage.write(draft.path, made.files[draft.format])
        lines.append(ManifestLine(letter, drafts, checked.templates[letter.kind.key].sha256))
        progress(done, count)
    if problems:
        raise ProblemsFoundError(tuple(problems), hint="nothing was written")
    return tuple(lines)


def _merge(letter: Letter, checked: Checked) -> Merged:
    docx = checked.templates[letter.kind.key].merge(merge_values(letter, checked.campaign))
    return Merged(docx, f"{_stem(letter)}.docx")


def _stem(letter: Letter) -> str:
    return f"{letter.recipient.recipient_id}.{letter.kind.key}"


def _draft(letter: Letter, form: Format, content: bytes) -> Draft:
    digest = hashlib.sha256(content).hexdigest()
    return Draft(letter.letter_id, form, f"{_stem(letter)}.{form}", digest, len(content))


def _keep_drafts(record: CampaignRecord, lines: tuple[ManifestLine, ...], stage: Stage) -> None:
    """Put every draft into the record's store; the record itself is made with the first."""
    record.make()
    for line in lines:
        for draft in line.drafts:
            record.store.put(stage.read(draft.path))


def _mark_copies(lines: tuple[ManifestLine, ...], stage: Stage) -> None:
    """Put copies marked as drafts in the places of the letters, which the record keeps by now."""
    for draft in (draft for line in lines for draft in line.drafts):
        stage.replace(draft.path, mark_draft(stage.read(draft.path), draft.format, source=draft.path))


def _facts_of(campaign: Campaign, sources: Sources, plan: DuePlan, actor: str) -> BatchFacts:
    table = sources.table or campaign.folder / campaign.table
    with disk_errors(table), table.open("rb") as stream:
        table_sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return BatchFacts(campaign, table_sha256, len(plan.resting), actor)
