"""``letterbook generate --assume-schedule``: letters as they would be if all went by the schedule."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.campaign import read_campaign
from generator.deadlines import due_date
from generator.errors import UsageError
from generator.model import PageMark
from generator.planning import order_letters, plan_letters
from generator.storage import stage_folder
from generator.workflow.environment import today_of
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
from generator.workflow.sources import Sources, chosen, read_table

_MARK: PageMark = "SPECIMEN"


def make_specimens(
    sources: Sources, selection: Selection, out: Path, *, progress: Progress = lambda *_: None
) -> GeneratedBatch:
    """Put letters in place with the dates and answers that the schedule foresees, each page marked.

    They state what nobody has recorded, so that no record knows them: neither they nor the letters without
    the mark can be recorded as sent. The hashes of the manifest are those of the marked files.

    Raises:
        ConfigurationError, UsageError: the campaign or the selection has no meaning.
        ProblemsFoundError: the table, a template or a rendered letter has faults; all are in it.
        StorageError: the disk does not take the files.
    """
    if selection.kind is None:
        raise UsageError("--assume-schedule: which letter is not said", hint="name a kind with --letter")
    if selection.marked:
        raise UsageError("--draft: a specimen has a mark of its own", hint="leave --draft out")
    campaign = read_campaign(sources.campaign)
    table, as_of = read_table(campaign, sources), selection.as_of or today_of(campaign)
    order = order_letters(campaign, selection.kind, as_of, selection.grounds)
    letters = plan_letters(campaign, chosen(table, selection.only), order, count_due_date=due_date)
    checked = check_letters(campaign, table, letters, strict=sources.strict)
    planned = batch_of(checked, as_of, *selection.formats, _MARK)
    batch = replace(planned, batch_id=f"{planned.batch_id}-specimen")
    folder = out / batch.batch_id
    with stage_folder(folder) as stage:
        marked = mark_all(render_letters(checked, selection.formats, stage, progress), stage, _MARK)
        lines = tuple(replace(line, status="specimen") for line in marked)
        write_manifests(campaign, batch, lines, stage)
    return GeneratedBatch(batch, folder, lines, (), checked.warnings, specimen=True)
