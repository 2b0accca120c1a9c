"""``letterbook record``: what happened in the world, all of it checked first, recorded all or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.campaign import read_campaign
from generator.cases import fold, fold_facts, standing_facts
from generator.errors import Problem, UsageError
from generator.events import Event
from generator.model import Campaign
from generator.recording import Background, Entry, Report, read_reports
from generator.vocabulary import report
from generator.workflow.appending import Recorder, append_decided, as_event, prepare
from generator.workflow.campaign_record import CampaignRecord
from generator.workflow.entries import Attached, Written, attach, read_table_of_entries
from generator.workflow.sources import Sources, read_table, refuse_errors
from generator.workflow.surroundings import actor_named, now, one_at_a_time, today_of


@dataclass(frozen=True, slots=True)
class Noted:
    """An event as it stands in the ledger; ``anew`` when this run has recorded it."""

    event: Event
    anew: bool


@dataclass(frozen=True, slots=True)
class RecordedEntries:
    """What was recorded, in the order of the entries, and what it warns of."""

    noted: tuple[Noted, ...]
    warnings: tuple[Problem, ...]


def record_table(sources: Sources, table: Path, *, actor: str = "") -> RecordedEntries:
    """Record every entry of a table; with any fault in it, none. Else as ``record``."""
    written, problems = read_table_of_entries(table)
    return record(sources, written, actor=actor, problems=problems)


def record(
    sources: Sources, written: tuple[Written, ...], *, actor: str = "", problems: tuple[Problem, ...] = ()
) -> RecordedEntries:
    """Record entries; with any fault in them, none. ``problems`` are known of them already.

    Raises:
        ConfigurationError, UsageError: the campaign or the call has no meaning.
        ProblemsFoundError: the entries have faults; all are in it, nothing was recorded.
        StorageError: the disk or the server does not take them.
        LedgerError: the record is damaged or gone.
    """
    if not written and not problems:
        raise UsageError("there is nothing to record", hint="name a recipient, or give a table with --from")
    campaign = read_campaign(sources.campaign)
    recorder = Recorder(actor_named(actor), "recorder", now())
    attached = attach(written)
    attached.problems[:0] = problems
    decision = _Decision(campaign, _recipient_ids(campaign, sources), attached, recorder)
    place = CampaignRecord.of(campaign)
    if not place.is_made():
        prepare((), recorder, decision)  # with faults, no record is made either
        with one_at_a_time(sources.campaign):
            place.make()
    return _append(place, decision)


def _recipient_ids(campaign: Campaign, sources: Sources) -> frozenset[str]:
    table = read_table(campaign, sources)
    refuse_errors(table.problems)
    return frozenset(recipient.recipient_id for recipient in table.recipients)


def _append(place: CampaignRecord, decision: _Decision) -> RecordedEntries:
    with place.opened() as ledger:
        before = ledger.size()
        keep = partial(decision.attached.keep, place.store)
        events = append_decided(ledger, decision.recorder, decision, keep)
        unsigned = place.sign_if_due(ledger)
    noted = tuple(Noted(event, event.seq > before) for event in events)
    return RecordedEntries(noted, (*decision.warnings, *unsigned))


class _Decision:
    """What is to be recorded of the entries, decided anew from whatever events are there."""

    def __init__(
        self, campaign: Campaign, recipient_ids: frozenset[str], attached: Attached, recorder: Recorder
    ) -> None:
        self.campaign = campaign
        self.recipient_ids = recipient_ids
        self.attached = attached
        self.recorder = recorder
        self.warnings: tuple[Problem, ...] = ()

    def __call__(self, events: tuple[Event, ...]) -> tuple[Report, ...]:
        """Return the reports of all entries, each read in the light of those before it.

        Raises:
            ProblemsFoundError: an entry has a fault; the faults of all are in it.
        """
        today, facts = today_of(self.campaign), standing_facts(events)
        by_seq = {fact.event.seq: fact for fact in facts}
        background = Background(self.campaign, self.recipient_ids, {}, today, by_seq)
        background = replace(background, cases=fold_facts(facts, self.campaign, background.until))
        reports: list[Report] = []
        problems = list(self.attached.problems)
        foreseen: list[Event] = []
        for entry in self.attached.entries:
            read, found = read_reports((entry,), _foresee(background, entry, events, foreseen))
            reports += read
            problems += found
            foreseen += self._as_events(read, len(events) + len(foreseen))
        refuse_errors(tuple(problems))
        self.warnings = tuple(problems)
        return tuple(reports)

    def _as_events(self, reports: Iterable[Report], last: int) -> list[Event]:
        by = self.recorder
        return [
            as_event(report(it.payload, it.subject, at=by.at, actor=by.actor, role=by.role), seq)
            for seq, it in enumerate(reports, start=last + 1)
        ]


def _foresee(
    background: Background, entry: Entry, events: tuple[Event, ...], foreseen: list[Event]
) -> Background:
    """Return the background with the recipient's case as it is once the entries before this one stand."""
    recipient_id = entry.text("recipient_id")
    if not any(event.recipient_id == recipient_id for event in foreseen):
        return background
    shared = {"correction", "response_received"}
    own = (
        event for event in (*events, *foreseen) if event.recipient_id == recipient_id or event.type in shared
    )
    cases = fold(own, background.campaign, background.until)
    return replace(background, cases={**background.cases, recipient_id: cases[recipient_id]})
