"""What speaks against a report, or should be said of it: held against the case that it would change. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.cases import Case, CaseLetter
from generator.deadlines import Calendar, warn_of_fixed_date
from generator.errors import Problem
from generator.model import YEARS
from generator.recording.background import Background, Report
from generator.recording.days import doubts_of_hand_over, doubts_of_order
from generator.suggesting import did_you_mean, nearest
from generator.vocabulary import (
    ExtensionGranted,
    LetterGenerated,
    LetterSent,
    MailReturned,
    ResponseReceived,
    SubpoenaServed,
    same_channel,
)

_NO_ITEMS = "leave them out, or number them in campaign.toml: documents = [...] in [merge]"


def doubts(report: Report, case: Case, background: Background) -> Iterator[Problem]:
    """Yield the faults of a report, and what it warns of; ``case`` is the one that it would change."""
    yield from _not_yet(report, "on", report.payload.happened_on, background)
    yield from doubts_of_order(report.source, report.payload, case, background.campaign)
    match report.payload:
        case LetterSent() as sent:
            yield from _doubts_of_sending(report, sent, case, background)
        case MailReturned():
            yield from _doubts_of_return(report, case)
        case ResponseReceived() as response:
            yield from _doubts_of_response(report, response, background)
        case ExtensionGranted() as extension:
            yield from _doubts_of_extension(report, extension, case, background)
        case SubpoenaServed(signed_on=signed_on):
            yield from _not_yet(report, "signed_on", signed_on, background)
        case _:
            pass


def unknown_recipient(
    recipient_id: str, field: str, source: str, background: Background
) -> Iterator[Problem]:
    """Yield the fault of a recipient whom neither the table nor the record knows."""
    if not recipient_id:
        yield Problem(source, field, "is missing", "name the recipient by the id of the recipient table")
    elif not background.knows(recipient_id):
        hint = did_you_mean(
            recipient_id, background.recipient_ids, "see the recipient_id column of the table"
        )
        yield Problem(source, field, f"{recipient_id!r} is not a recipient of this campaign", hint)


def _not_yet(report: Report, name: str, day: dt.date | None, background: Background) -> Iterator[Problem]:
    if day is not None and day > background.today:
        hint = f"today is {background.today}; correct the date"
        yield Problem(report.source, name, f"{day} has not come yet", hint)


def _doubts_of_sending(
    report: Report, sent: LetterSent, case: Case, background: Background
) -> Iterator[Problem]:
    if sent.draft_sha256:
        yield from _doubts_of_draft(report, sent.draft_sha256, case, background)
    facts = background.dossiers.of(case.recipient_id).facts
    yield from doubts_of_hand_over(report.source, report.subject.letter_id, sent, facts)
    by_mail = {channel for step in background.campaign.schedule for channel in step.three_days_for}
    channel = report.subject.channel
    if any(same_channel(channel, it) for it in by_mail):
        return
    if near := nearest(channel, by_mail):
        message = f"{channel!r} adds no three days to the period; the campaign names {near!r}"
        hint = "correct the entry if that was meant"
        yield Problem(report.source, "channel", message, hint, "warning")


def _doubts_of_draft(report: Report, sha256: str, case: Case, background: Background) -> Iterator[Problem]:
    """Doubt a file that is not a draft of the letter; what was sent can be a draft before the last one."""
    letter = _letter_of(report, case)
    drafts = letter.generated.drafts if letter else ()
    made = (
        draft.sha256
        for event, payload, _ in background.dossiers.of(case.recipient_id).facts
        if isinstance(payload, LetterGenerated) and event.letter_id == report.subject.letter_id
        for draft in payload.drafts
    )
    if sha256 in made:
        return
    theirs = ", ".join(f"{draft.sha256} ({draft.format})" for draft in drafts) or "none"
    message = f"{sha256} is none of the letter's drafts"
    yield Problem(report.source, "draft_sha256", message, f"its drafts are: {theirs}")


def _doubts_of_return(report: Report, case: Case) -> Iterator[Problem]:
    letter, channel = _letter_of(report, case), report.subject.channel
    ways = [it for it in letter.sendings if not channel or it.channel == channel] if letter else []
    if ways and all(it.returned_on is not None for it in ways):
        last = max(it.returned_on for it in ways if it.returned_on)
        message = f"the letter came back on {last} already, and was not handed over again"
        hint = "record that it was sent again first, or correct the earlier entry"
        yield Problem(report.source, "on", message, hint)


def _doubts_of_response(
    report: Report, response: ResponseReceived, background: Background
) -> Iterator[Problem]:
    yield from _not_yet(report, "announced_on", response.announced_on, background)
    requested = len(background.campaign.requested)
    if unknown := [number for number in response.items if number > requested]:
        message = f"the request has no item {unknown[0]}"
        hint = f"its items are 1 to {requested}" if requested else _NO_ITEMS
        yield Problem(report.source, "items", message, hint)
    for other in response.joint_with:
        yield from unknown_recipient(other, "joint_with", report.source, background)


def _doubts_of_extension(
    report: Report, extension: ExtensionGranted, case: Case, background: Background
) -> Iterator[Problem]:
    letter, until = _letter_of(report, case), extension.until
    if letter is not None and letter.generated.days is None:
        message = f"{letter.generated.reference} sets no due date, so there is none to extend"
        yield Problem(report.source, "letter", message, "name the letter whose due date was extended")
    due = letter.due if letter else case.due
    if until is None:
        yield from _too_far(report, due, extension.days or 0)
        return
    if due is not None and until <= due:
        so = "is the due date already" if until == due else f"is before the due date, {due}"
        message = f"{until} {so}; an extension never shortens"
        yield Problem(report.source, "until", message, "give a later date")
    calendar = Calendar(
        letter.generated.holidays_of if letter else "", frozenset(background.campaign.holidays)
    )
    yield from warn_of_fixed_date(until, calendar, source=report.source, field="until")


def _too_far(report: Report, due: dt.date | None, days: int) -> Iterator[Problem]:
    last = dt.date(YEARS[-1], 12, 31)
    if due is not None and (last - due).days < days:
        message = f"{days} days after {due} is beyond the year {YEARS[-1]}"
        yield Problem(report.source, "days", message, "give fewer days")


def _letter_of(report: Report, case: Case) -> CaseLetter | None:
    return next((it for it in case.letters if it.letter_id == report.subject.letter_id), None)
