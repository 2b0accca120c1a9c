"""Record the letters of a batch once its files are in their places, and sign what the ledger is then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator import __version__
from generator.errors import Problem
from generator.manifest import ManifestLine
from generator.merging import addressee_of
from generator.model import Batch, Campaign
from generator.recording import Report
from generator.vocabulary import BatchGenerated, LetterGenerated, RenderedDraft, Subject
from generator.workflow.environment import now
from generator.workflow.record.appending import Recorder, append_decided, decide_all
from generator.workflow.record.campaign_record import CampaignRecord


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What the record keeps of a run besides its letters: its sources, and how many got no letter.

    ``rows_sha256`` names the file of the store with the rows of the table, ``manifests`` are the hashes of
    the manifests in the batch's folder.
    """

    campaign: Campaign
    table_sha256: str
    rows_sha256: str
    manifests: tuple[str, ...]
    skipped: int
    actor: str


def record_batch(
    record: CampaignRecord, batch: Batch, lines: tuple[ManifestLine, ...], facts: BatchFacts
) -> tuple[Problem, ...]:
    """Record a batch and its letters, all or nothing, and sign a checkpoint; return what it warns of.

    A run that is repeated, after a kill or for another look, adds nothing.

    Raises:
        ProblemsFoundError: a letter was sent in the meantime.
        StorageError: the disk or the server does not take it.
    """
    recorder = Recorder(facts.actor, "preparer", now())
    reports = (_batch_report(batch, facts), *_letter_reports(batch, lines, facts))
    with record.opened() as ledger:
        append_decided(ledger, partial(decide_all, reports, recorder))
        return record.sign_if_kept(ledger)


def sign_again(record: CampaignRecord) -> tuple[Problem, ...]:
    """Sign what a run before this one recorded and was stopped from signing, if there is a record."""
    if not record.is_made():
        return ()
    with record.opened() as ledger:
        return record.sign_if_kept(ledger) if ledger.size() else ()


def _batch_report(batch: Batch, facts: BatchFacts) -> Report:
    payload = BatchGenerated(
        as_of=batch.as_of,
        letters=len(batch.letters),
        campaign_sha256=facts.campaign.sha256,
        table_sha256=facts.table_sha256,
        tool_version=__version__,
        skipped=facts.skipped,
        rows_sha256=facts.rows_sha256,
        manifests=facts.manifests,
    )
    return Report(payload, Subject(batch_id=batch.batch_id), batch.batch_id)


def _letter_reports(batch: Batch, lines: tuple[ManifestLine, ...], facts: BatchFacts) -> Iterator[Report]:
    for line in lines:
        letter = line.letter
        subject = Subject(letter.recipient.recipient_id, letter.letter_id, batch.batch_id)
        yield Report(_generated(line, facts.campaign), subject, letter.recipient.source)


def _generated(line: ManifestLine, campaign: Campaign) -> LetterGenerated:
    letter = line.letter
    return LetterGenerated(
        kind=letter.kind.key,
        level=letter.step.level,
        sequence=letter.step.sequence,
        title=letter.kind.title,
        reference=letter.reference,
        date=letter.date,
        template_sha256=line.template_sha256,
        row_sha256=letter.recipient.row_sha256,
        tool_version=__version__,
        drafts=tuple(RenderedDraft(it.format, it.sha256, it.size) for it in line.drafts),
        due_date=letter.due_date,
        days=letter.step.days,
        three_days_for=letter.step.three_days_for,
        grounds=letter.grounds,
        final=letter.step.final,
        holidays_of=letter.holidays_of,
        addressee=addressee_of(letter.recipient, campaign),
    )
