"""Entries → reports that can be recorded, held against the campaign, its recipients and their cases. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.cases import Case
from generator.errors import Problem, ProblemsFoundError
from generator.recording.background import Background, Report
from generator.recording.corrections import read_correction
from generator.recording.doubts import doubts, unknown_recipient
from generator.recording.entries import Entry, read_entry
from generator.recording.meaning import channel_meant, hold_meant, letter_meant
from generator.vocabulary import Correction, HoldEnded, Payload, Subject, read_payload, unseen_character


def read_report(entry: Entry, background: Background) -> tuple[Report | None, tuple[Problem, ...]]:
    """Return the report of an entry, and every problem with it; an entry with a fault has no report.

    What stands on the record already is told as such, and not doubted once more.
    """
    try:
        report = _read_report(entry, background)
    except ProblemsFoundError as exc:
        return None, exc.problems
    dossier = background.dossiers.of(report.subject.recipient_id)
    if standing := dossier.recorded.standing(report.payload, report.subject):
        return replace(report, standing=standing), ()
    problems = tuple(doubts(*_as_first_told(report, background), background))
    is_sound = all(problem.severity == "warning" for problem in problems)
    return report if is_sound else None, problems


def _read_report(entry: Entry, background: Background) -> Report:
    zone = background.campaign.timezone
    if entry.verb == "correct":
        correction, about = read_correction(entry, background.dossiers, zone)
        return Report(correction, about, entry.source)
    problems: list[Problem] = []
    payload: Payload | None = None
    try:
        payload = read_entry(entry, zone)
    except ProblemsFoundError as exc:
        problems += exc.problems
    try:
        subject, case = _subject_of(entry, background, payload)
        if isinstance(payload, HoldEnded):
            payload = hold_meant(entry, case, payload)
    except ProblemsFoundError as exc:
        problems[:0] = exc.problems
    if problems or payload is None:
        raise ProblemsFoundError(tuple(problems))
    return Report(payload, subject, entry.source)


def _subject_of(entry: Entry, background: Background, payload: Payload | None) -> tuple[Subject, Case]:
    recipient_id = entry.text("recipient_id")
    unknown = unknown_recipient(recipient_id, "recipient_id", entry.source, background)
    if faults := (*unknown, *_unseen_in_channel(entry)):
        raise ProblemsFoundError(faults)
    case = background.case(recipient_id)
    letter_id = letter_meant(entry, case, payload)
    return Subject(recipient_id, letter_id, channel=channel_meant(entry, case, letter_id)), case


def _unseen_in_channel(entry: Entry) -> Iterator[Problem]:
    channel = entry.text("channel")
    if unseen := unseen_character(channel):
        message = f"{channel!r} holds {unseen}, which cannot be seen"
        yield Problem(entry.source, "channel", message, "delete it, or type the text anew")


def _as_first_told(report: Report, background: Background) -> tuple[Report, Case]:
    """Return a correction as if its words had been told in the first place, and the case of that time.

    The entry that it corrects, and those after it, are no ground to doubt its words: an extension that was
    too long can be said anew. Any other report is returned as it is.
    """
    dossier = background.dossiers.of(report.subject.recipient_id)
    correction = report.payload
    if not isinstance(correction, Correction) or correction.replacement is None:
        return report, dossier.case_ahead()
    wrong = background.dossiers.recorded_fact(correction.corrects)
    event_type = wrong.event.type if wrong else ""
    anew = read_payload(event_type, correction.replacement, source=report.source)
    return replace(report, payload=anew), dossier.case_ahead(correction.corrects)
