"""``letterbook status`` and ``plan``: where each recipient stands as of a date, and what is due to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from generator.campaign import read_campaign
from generator.cases import Case, fold, new_case
from generator.deadlines import FEDERAL, warn_of_unknown_holidays
from generator.errors import Problem, UsageError, refuse_errors
from generator.model import Campaign, RecipientTable
from generator.pausing import collection_paused
from generator.planning import CaseStatus, DuePlan, plan_due, survey
from generator.recipients import read_kept_rows
from generator.suggesting import did_you_mean
from generator.vocabulary import BatchGenerated, read_event
from generator.workflow.environment import today_of
from generator.workflow.processes import beside
from generator.workflow.record.campaign_record import CampaignRecord
from generator.workflow.record.copies import Copied, read_copies
from generator.workflow.sources import Sources, read_table, table_sha256, table_size

_LARGE_TABLE = 500_000
"""From this many bytes on, a process that reads the table beside the record saves more time than it costs."""


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a campaign as of a date, beside its recipients."""

    campaign: Campaign
    table: RecipientTable
    by_recipient: Mapping[str, Case]
    as_of: date

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What reading the table warns of, and that the holidays of the day's year are not known."""
        place = f"as of {self.as_of}"
        beyond = warn_of_unknown_holidays(self.as_of, FEDERAL, source=place, field="")
        return (*self.table.problems, *beyond)

    @property
    def copies(self) -> tuple[Copied, ...]:
        """The last copy of a checkpoint at each place that the campaign names."""
        record = CampaignRecord.of(self.campaign)
        return read_copies(record.copies, record.folder)

    def of(self, recipient_id: str) -> Case:
        """Return the case of a recipient.

        Raises:
            UsageError: there is no such recipient.
        """
        known = {recipient.recipient_id for recipient in self.table.recipients} | self.by_recipient.keys()
        if recipient_id not in known:
            hint = did_you_mean(recipient_id, known, "see the recipient_id column of the table")
            raise UsageError(f"{recipient_id!r} is not a recipient of this campaign", hint=hint)
        return self.by_recipient.get(recipient_id) or new_case(recipient_id, self.campaign, self.as_of)


def read_cases(sources: Sources, as_of: date | None) -> Cases:
    """Return the cases as of a date, today when none is given; recipients without an event have none.

    Raises:
        ConfigurationError: the campaign file has faults.
        ProblemsFoundError: the table has faults, or an event of the record is none.
        StorageError, LedgerError: the record cannot be read.
    """
    campaign = read_campaign(sources.campaign)
    record, today = CampaignRecord.of(campaign), today_of(campaign)
    day = as_of or today
    past = day < today and sources.table is None
    table_of = _Table(campaign, sources, _batch_of(record, day) if past else None)
    is_large = table_size(campaign, sources) > _LARGE_TABLE
    with collection_paused(), beside(_read_table, table_of, is_worth_it=is_large) as table_read:
        by_recipient = fold(record.events_of_cases(), campaign, day)
        table = table_read()
        refuse_errors(table.problems)
        return Cases(campaign, table, by_recipient, day)


@dataclass(frozen=True, slots=True)
class _Table:
    """Which rows the recipients are: those of the table, or those that the record keeps of a ``batch``."""

    campaign: Campaign
    sources: Sources
    batch: BatchGenerated | None


def _batch_of(record: CampaignRecord, day: date) -> BatchGenerated | None:
    """Return the batch whose rows tell the past day: the last one made until then, or else the first.

    Without one that kept its rows there is none, and the table as it is now has to do.
    """
    payloads = [read_event(event) for event in record.batches_with_rows()]
    batches = sorted((it for it in payloads if isinstance(it, BatchGenerated)), key=attrgetter("as_of"))
    until = [batch for batch in batches if batch.as_of <= day]
    return next(iter([*until[-1:], *batches[:1]]), None)


def _read_table(table: _Table) -> RecipientTable:
    with collection_paused():
        if table.batch is None:
            return read_table(table.campaign, table.sources)
        store, sha256 = CampaignRecord.of(table.campaign).store, table.batch.rows_sha256
        rows = read_kept_rows(store.get(sha256), source=str(store.path_of(sha256)))
        return RecipientTable(rows, _told_from(table, table.batch))


def _told_from(table: _Table, batch: BatchGenerated) -> tuple[Problem, ...]:
    """Return the warning that the past is told from other rows than those that stand in the table now."""
    if table_sha256(table.campaign, table.sources) == batch.table_sha256:
        return ()
    message = f"has changed; this day is told from the rows of {batch.as_of}, which the record keeps"
    hint = "to read the table as it is now, name it with --recipients"
    return (Problem(table.campaign.table, "", message, hint, "warning"),)


def survey_cases(cases: Cases) -> tuple[CaseStatus, ...]:
    """Return where each recipient stands, in the order of the table."""
    with collection_paused():
        return survey(cases.campaign, cases.table.recipients, cases.by_recipient, cases.as_of)


def plan_letters_due(cases: Cases) -> DuePlan:
    """Return the letters that are due, and for each recipient without one the reason."""
    return plan_due(cases.campaign, cases.table.recipients, cases.by_recipient, cases.as_of)
