"""``letterbook record``: what happened in the world, all of it checked first, recorded all or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.campaign import read_campaign
from generator.errors import Problem, UsageError
from generator.events import Event
from generator.recording import Entry
from generator.vocabulary import Correction, ResponseReceived, read_event, read_payload
from generator.workflow.environment import actor_named, now, one_at_a_time, today_of
from generator.workflow.record.appending import KnownEvents, Recorder, append_decided, prepare
from generator.workflow.record.campaign_record import CampaignRecord
from generator.workflow.record.deciding import Decision, Office, StatusChange
from generator.workflow.record.entries import Attached, Written, attach, read_table_of_entries
from generator.workflow.sources import Sources, look_up_recipients

if TYPE_CHECKING:
    from generator.ledger import Ledger


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event as it stands in the ledger; ``anew`` when this run has recorded it, with what it changed."""

    event: Event
    anew: bool
    changes: tuple[StatusChange, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedEntries:
    """What was recorded, in the order of the entries, and what it warns of."""

    noted: tuple[RecordedEvent, ...]
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
    office = Office(campaign, look_up_recipients(campaign, sources), recorder, today_of(campaign))
    decision = Decision(office, attached.entries, (*problems, *attached.problems))
    place = CampaignRecord.of(campaign)
    if not place.is_made():
        prepare(KnownEvents(), decision)  # with faults, no record is made either
        with one_at_a_time(sources.campaign):
            place.make()
    return _append(place, decision, attached)


def _append(place: CampaignRecord, decision: Decision, attached: Attached) -> RecordedEntries:
    with place.opened() as ledger:
        read, keep = partial(_read_concerned, entries=decision.entries), partial(attached.keep, place.store)
        events = append_decided(ledger, decision, read=read, keep=keep)
        unsigned = place.sign_if_due(ledger)
    noted = tuple(
        RecordedEvent(event, not decided.decided.standing, decided.changes)
        for event, decided in zip(events, decision.decided, strict=True)
    )
    return RecordedEntries(noted, (*decision.warnings, *unsigned))


def _read_concerned(ledger: Ledger, entries: Iterable[Entry]) -> KnownEvents:
    """Return the events of all whose case the entries may change: no others have to be read.

    Those are the recipients that the entries name, those of the entries that they correct, and whoever shares
    an answer with one of them.
    """
    size = ledger.size()
    texts = [entry.texts for entry in entries]
    named = {name.strip() for it in texts for name in (it.get("recipient_id", ""), *_listed(it))}
    corrected = {int(seq) for it in texts if (seq := it.get("corrects", "").strip()).isdecimal()}
    corrected = {seq for seq in corrected if seq <= size}
    if corrected:
        named |= {event.recipient_id for event in ledger.events_about((), corrected)}
    return KnownEvents(size, ledger.events_about(_with_partners(named - {""}, ledger), corrected))


def _listed(texts: Mapping[str, str]) -> list[str]:
    return texts.get("joint_with", "").split(";")


def _with_partners(named: set[str], ledger: Ledger) -> set[str]:
    """Return recipients with all who are bound to them by joint answers, directly or through others."""
    groups = [{event.recipient_id, *_shared(event)} for event in ledger.events_saying("joint_with")]
    while grown := [group for group in groups if group & named and not group <= named]:
        named = named.union(*grown)
    return named


def _shared(event: Event) -> tuple[str, ...]:
    payload = read_event(event)
    if isinstance(payload, Correction) and payload.replacement and "received_on" in payload.replacement:
        payload = read_payload("response_received", payload.replacement, source=f"ledger: event {event.seq}")
    return payload.joint_with if isinstance(payload, ResponseReceived) else ()
