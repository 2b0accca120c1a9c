"""``letterbook generate``: render the letters of a batch, put them in place whole, and record them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.campaign import read_campaign
from generator.cases import Case, fold
from generator.checking import RecipientFault, gather_faults
from generator.deadlines import Calendar, warn_of_unknown_holidays
from generator.errors import Problem, UsageError, refuse_errors
from generator.manifest import ManifestLine
from generator.model import Campaign, LetterKind, RecipientTable
from generator.planning import DuePlan, order_letters, plan_due, plan_on_request
from generator.recipients import write_rows
from generator.storage import Stage, disk_errors, stage_folder
from generator.workflow.environment import actor_named, one_at_a_time, today_of
from generator.workflow.letters.batches import (
    GeneratedBatch,
    Progress,
    Selection,
    batch_of,
    mark_all,
    render_letters,
    write_manifests,
)
from generator.workflow.letters.check import check_letters
from generator.workflow.letters.drafting import BatchFacts, record_batch, sign_again
from generator.workflow.record.campaign_record import CampaignRecord
from generator.workflow.review.returned import made_the_same, returned_drafts
from generator.workflow.sources import Sources, chosen, read_table


def generate(
    sources: Sources, selection: Selection, out: Path, *, progress: Progress = lambda *_: None
) -> GeneratedBatch:
    """Render the letters selected, put the batch in place whole, record it; with a fault anywhere, nothing.

    Raises:
        ConfigurationError, UsageError: the campaign or the selection has no meaning.
        ProblemsFoundError: the table, a template or a rendered letter has faults, or every letter that is
            asked for would say what the record does not bear out; all are in it.
        StorageError: the disk does not take the files or the record.
        LedgerError: the record is damaged or gone.
    """
    campaign = read_campaign(sources.campaign)
    actor = actor_named(selection.actor)
    with one_at_a_time(sources.campaign):
        record, table = CampaignRecord.of(campaign), read_table(campaign, sources)
        plan = _plan(campaign, record, table, selection)
        checked = check_letters(campaign, table, plan.letters, strict=sources.strict)
        warnings = (*checked.warnings, *_beyond_holidays(campaign, plan))
        batch = batch_of(checked, plan.as_of, *selection.formats)
        folder = out / batch.batch_id
        if not plan.letters:
            return GeneratedBatch(batch, folder, (), plan.without_letter, (*warnings, *sign_again(record)))
        taken_up = returned_drafts(record, campaign, plan.letters)
        with stage_folder(folder) as stage:
            lines = render_letters(checked, selection.formats, stage, progress)
            manifests = write_manifests(campaign, batch, lines, stage)
            _keep_drafts(record, lines, stage)
            rows_sha256 = record.store.put(write_rows(table.recipients))
            if selection.marked:
                mark_all(lines, stage, "DRAFT")
        table_sha256 = _sha256_of(sources.table or campaign.folder / campaign.table)
        facts = BatchFacts(campaign, table_sha256, rows_sha256, manifests, len(plan.without_letter), actor)
        unsigned = record_batch(record, batch, lines, facts)
    warnings += (*made_the_same(lines, taken_up), *unsigned)
    return GeneratedBatch(batch, folder, lines, plan.without_letter, warnings, taken_up=taken_up)


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
    plan = plan_on_request(campaign, recipients, cases, order, selection.grounds)
    if not plan.letters:
        _refuse_untrue(plan, order.kind, table)
    return plan


def _refuse_untrue(plan: DuePlan, kind: LetterKind, table: RecipientTable) -> None:
    """Raise when no letter can be made because of what it would say: each reason once, for all concerned."""
    by_id = {recipient.recipient_id: recipient for recipient in table.recipients}
    faults = (
        RecipientFault(Problem(kind.key, "", it.not_due.reason, it.not_due.remedy), by_id[it.recipient_id])
        for it in plan.without_letter
        if it.not_due.remedy
    )
    untrue = gather_faults(faults, len(plan.without_letter))
    if untrue:
        refuse_errors((*table.problems, *untrue))


def _cases(
    campaign: Campaign, record: CampaignRecord, as_of: date, only: tuple[str, ...]
) -> Mapping[str, Case]:
    """Return the cases as of a date, of the recipients named or of all."""
    cases = fold(record.events(), campaign, as_of)
    return {name: case for name, case in cases.items() if name in only} if only else cases


def _keep_drafts(record: CampaignRecord, lines: tuple[ManifestLine, ...], stage: Stage) -> None:
    """Put every draft into the record's store; the record itself is made with the first."""
    record.make()
    for line in lines:
        for draft in line.drafts:
            record.store.put(stage.read(draft.path))


def _beyond_holidays(campaign: Campaign, plan: DuePlan) -> tuple[Problem, ...]:
    """Return a warning for each due date in a year whose holidays are not known."""
    counted = {(it.due_date, it.holidays_of) for it in plan.letters if it.due_date}
    declared = frozenset(campaign.holidays)
    return tuple(
        problem
        for day, state in sorted(counted)
        for problem in warn_of_unknown_holidays(
            day, Calendar(state, declared), source="campaign.toml", field="holidays"
        )
    )


def _sha256_of(table: Path) -> str:
    with disk_errors(table), table.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
