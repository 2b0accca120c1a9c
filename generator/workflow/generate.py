"""``letterbook generate``: render the letters of a batch and put them in place whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator import __version__
from generator.campaign import read_campaign
from generator.errors import DocumentError, Problem, ProblemsFoundError, TypesettingError
from generator.manifest import ManifestLine, manifest_csv, manifest_jsonl
from generator.merging import merge_values
from generator.model import Batch, Campaign, Draft, Format, Grounds, Letter
from generator.planning import Order, form_batch, order_letters, orders_issued_on
from generator.storage import Stage, stage_folder
from generator.workflow.check import Checked, Sources, check_orders
from generator.workflow.formats import render_formats

Progress = Callable[[int, int], None]
"""Told how many letters are done, of how many."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which letters to make: a kind or what the schedule issues that day, for all recipients or some."""

    kind: str | None = None
    as_of: date | None = None
    grounds: Grounds | None = None
    only: tuple[str, ...] = ()
    formats: tuple[Format, ...] = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class GeneratedBatch:
    """A batch that lies complete in ``folder``."""

    batch: Batch
    folder: Path
    lines: tuple[ManifestLine, ...]
    warnings: tuple[Problem, ...]


def generate(
    sources: Sources, selection: Selection, out: Path, *, progress: Progress = lambda *_: None
) -> GeneratedBatch:
    """Render the letters selected and put the batch in place whole; with a fault anywhere, nothing.

    Raises:
        ConfigurationError, UsageError: the campaign or the selection has no meaning.
        ProblemsFoundError: the table, a template or a rendered letter has faults; all are in it.
        StorageError: the disk does not take the files.
    """
    campaign = read_campaign(sources.campaign)
    as_of = selection.as_of or datetime.now(ZoneInfo(campaign.timezone)).date()
    checked = check_orders(campaign, sources, _settle_orders(campaign, selection, as_of), selection.only)
    hashes = (template.sha256 for template in checked.templates.values())
    batch = form_batch(checked.letters, as_of, *hashes, campaign.sha256, __version__, *selection.formats)
    folder = out / batch.batch_id
    with stage_folder(folder) as stage:
        lines = _render_letters(checked, selection.formats, stage, progress)
        facts = {"campaign_id": campaign.campaign_id, "version": __version__}
        stage.write("manifest.csv", manifest_csv(batch, lines, **facts))
        stage.write("manifest.jsonl", manifest_jsonl(batch, lines, **facts))
    return GeneratedBatch(batch, folder, lines, checked.warnings)


def _settle_orders(campaign: Campaign, selection: Selection, as_of: date) -> tuple[Order, ...]:
    if selection.kind is None:
        return orders_issued_on(campaign, as_of, selection.grounds)
    return (order_letters(campaign, selection.kind, as_of, selection.grounds),)


def _render_letters(
    checked: Checked, formats: tuple[Format, ...], stage: Stage, progress: Progress
) -> tuple[ManifestLine, ...]:
    """Write every letter to the stage; raise with the faults of all that cannot be typeset."""
    lines: list[ManifestLine] = []
    problems: list[Problem] = []
    for done, letter in enumerate(checked.letters, start=1):
        template = checked.templates[letter.kind.key]
        stem = f"{letter.recipient.recipient_id}.{letter.kind.key}"
        docx = template.merge(merge_values(letter, checked.campaign))
        try:
            rendered = render_formats(docx, formats, source=f"{stem}.docx")
        except (DocumentError, TypesettingError) as exc:
            problems.extend(exc.problems)
            continue
        drafts = tuple(_draft(letter, form, f"{stem}.{form}", content) for form, content in rendered.items())
        for draft in drafts:
            stage.write(draft.path, rendered[draft.format])
        lines.append(ManifestLine(letter, drafts, template.sha256))
        progress(done, len(checked.letters))
    if problems:
        raise ProblemsFoundError(tuple(problems), hint="nothing was written")
    return tuple(lines)


def _draft(letter: Letter, form: Format, path: str, content: bytes) -> Draft:
    return Draft(letter.letter_id, form, path, hashlib.sha256(content).hexdigest(), len(content))
