"""Entries → reports that can be recorded, held against the campaign, its recipients and their cases. Pure."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.cases import Case, CaseLetter, Fact, fold_facts
from generator.deadlines import Calendar, warn_of_fixed_date
from generator.errors import Problem, ProblemsFoundError
from generator.model import Campaign
from generator.recording.corrections import read_correction
from generator.recording.days import doubts_of_hand_over, doubts_of_order
from generator.recording.entries import Entry, read_entry
from generator.vocabulary import (
    Correction,
    ExtensionGranted,
    LetterGenerated,
    LetterSent,
    MailReturned,
    Payload,
    ResponseReceived,
    Subject,
    SubpoenaServed,
    read_payload,
    unseen_character,
)

_ABOUT_A_LETTER = frozenset({"sent", "returned-mail"})
_NO_ITEMS = "leave them out, or number them in campaign.toml: documents = [...] in [merge]"


@dataclass(frozen=True, slots=True)
class Report:
    """Something that happened, ready to be recorded; ``source`` is the place of its entry."""

    payload: Payload
    subject: Subject
    source: str


@dataclass(frozen=True, slots=True)
class Background:
    """What reports are held against: ``cases`` are those of ``today``, by recipient id.

    ``facts`` are what the ledger says, by the seq of the event: what a correction may correct. The cases know
    letters that were made ahead of their day as well, for these can be sent ahead of it.
    """

    campaign: Campaign
    recipient_ids: frozenset[str]
    cases: Mapping[str, Case]
    today: dt.date
    facts: Mapping[int, Fact] = field(default_factory=dict)

    @property
    def until(self) -> dt.date:
        """Return the day until which the cases are told: today, or the date of the last letter made."""
        made = (it.payload.date for it in self.facts.values() if isinstance(it.payload, LetterGenerated))
        return max((self.today, *made))


def read_reports(
    entries: Iterable[Entry], background: Background
) -> tuple[tuple[Report, ...], tuple[Problem, ...]]:
    """Return the reports of the sound entries, and every problem of the others, in the order of the entries.

    Warnings stand among the problems, beside the reports they concern.
    """
    reports: list[Report] = []
    problems: list[Problem] = []
    for entry in entries:
        try:
            report = _read_report(entry, background)
        except ProblemsFoundError as exc:
            problems.extend(exc.problems)
            continue
        doubts = tuple(_doubts(*_as_first_told(report, background)))
        problems.extend(doubts)
        if all(problem.severity == "warning" for problem in doubts):
            reports.append(report)
    return tuple(reports), tuple(problems)


def _read_report(entry: Entry, background: Background) -> Report:
    if entry.verb == "correct":
        correction, about = read_correction(entry, background.facts, background.campaign.timezone)
        return Report(correction, about, entry.source)
    payload = _payload_of(entry, background)
    subject = _subject_of(entry, background, payload)
    match payload, subject:
        case (tuple(), tuple()):
            raise ProblemsFoundError((*subject, *payload))
        case (tuple() as problems, _) | (_, tuple() as problems):
            raise ProblemsFoundError(problems)
        case _:
            return Report(payload, subject, entry.source)


def _payload_of(entry: Entry, background: Background) -> Payload | tuple[Problem, ...]:
    try:
        return read_entry(entry, background.campaign.timezone)
    except ProblemsFoundError as exc:
        return exc.problems


def _subject_of(
    entry: Entry, background: Background, payload: Payload | tuple[Problem, ...]
) -> Subject | tuple[Problem, ...]:
    recipient_id = entry.text("recipient_id")
    unknown = _unknown_recipient(recipient_id, "recipient_id", entry.source, background)
    if faults := (*unknown, *_unseen_in_channel(entry)):
        return faults
    named, case = entry.text("letter"), background.cases.get(recipient_id)
    letters = case.letters if case else ()
    if named:
        meant = [it for it in letters if named in {it.letter_id, it.generated.reference}]
    else:
        meant = _letters_meant(entry, letters, payload)
    depends = entry.verb in _ABOUT_A_LETTER and not isinstance(payload, tuple)  # on what the payload tells
    if len(meant) != 1 and (named or depends):
        return (_unclear_letter(entry, named, letters, meant),)
    letter_id = meant[0].letter_id if meant else ""
    return Subject(recipient_id, letter_id, channel=entry.text("channel"))


def _unseen_in_channel(entry: Entry) -> Iterator[Problem]:
    channel = entry.text("channel")
    if unseen := unseen_character(channel):
        message = f"{channel!r} holds {unseen}, which cannot be seen"
        yield Problem(entry.source, "channel", message, "delete it, or type the text anew")


def _letters_meant(
    entry: Entry, letters: tuple[CaseLetter, ...], payload: Payload | tuple[Problem, ...]
) -> list[CaseLetter]:
    """Return the letter that is meant when none is named: the one that waits to be sent, or the last sent.

    What is told again means the letter that it was told of.
    """
    match entry.verb, payload:
        case "sent", LetterSent() as sent:
            known = [letter for letter in letters if _was_sent_so(letter, sent, entry.text("channel"))]
            waiting = [letter for letter in letters if letter.sent_on is None]
            return known or [it for it in waiting if it.generated.date <= sent.happened_on] or waiting
        case "returned-mail", MailReturned() as back:
            known = [letter for letter in letters if _came_back_so(letter, back, entry.text("channel"))]
            return (known or [letter for letter in letters if letter.sent_on is not None])[-1:]
        case _:
            return []


def _was_sent_so(letter: CaseLetter, sent: LetterSent, channel: str) -> bool:
    return any(it.sent == sent and it.channel == channel for it in letter.sendings)


def _came_back_so(letter: CaseLetter, back: MailReturned, channel: str) -> bool:
    return any(
        (it.returned_on, it.returned_because) == (back.returned_on, back.reason)
        and channel in {"", it.channel}
        for it in letter.sendings
    )


def _unclear_letter(
    entry: Entry, named: str, letters: tuple[CaseLetter, ...], meant: list[CaseLetter]
) -> Problem:
    """Return the fault of an entry that names no letter of its recipient, or could mean none or several."""
    could_be: Sequence[CaseLetter] = letters
    if named:
        message = f"{named!r} is no letter of this recipient"
    elif meant:
        message, could_be = f"which letter is meant is not clear: it could be {len(meant)}", meant
    elif entry.verb == "sent":
        message = "no letter waits to be sent"
    else:
        message, could_be = "no letter was sent", ()
    references = ", ".join(letter.generated.reference for letter in could_be)
    first = "record first that it was sent" if letters else "make it first, with: letterbook generate"
    hint = f"name it by its reference; there are: {references}" if references else first
    return Problem(entry.source, "letter", message, hint)


def _unknown_recipient(
    recipient_id: str, field: str, source: str, background: Background
) -> Iterator[Problem]:
    known = background.recipient_ids | background.cases.keys()
    if not recipient_id:
        yield Problem(source, field, "is missing", "name the recipient by the id of the recipient table")
    elif recipient_id not in known:
        near = difflib.get_close_matches(recipient_id, sorted(known), n=1)
        hint = f"did you mean {near[0]!r}?" if near else "see the recipient_id column of the table"
        yield Problem(source, field, f"{recipient_id!r} is no recipient of this campaign", hint)


def _as_first_told(report: Report, background: Background) -> tuple[Report, Background]:
    """Return a correction as if its words had been told in the first place, and the background of that time.

    The entry that it corrects, and those after it, are no ground to doubt its words: an extension that was
    too long can be said anew. Any other report is returned as it is.
    """
    if not isinstance(report.payload, Correction) or report.payload.replacement is None:
        return report, background
    seq, who = report.payload.corrects, report.subject.recipient_id
    event_type = background.facts[seq].event.type
    anew = read_payload(event_type, report.payload.replacement, source=report.source)
    before = [it for it in background.facts.values() if it.event.seq < seq and it.event.recipient_id == who]
    cases = {**background.cases, **fold_facts(before, background.campaign, background.until)}
    return replace(report, payload=anew), replace(background, cases=cases)


def _doubts(report: Report, background: Background) -> Iterator[Problem]:
    yield from _not_yet(report, "on", report.payload.happened_on, background)
    case = background.cases.get(report.subject.recipient_id)
    yield from doubts_of_order(report.source, report.payload, case, background.campaign)
    match report.payload:
        case LetterSent() as sent:
            if sent.draft_sha256:
                yield from _doubts_of_draft(report, sent.draft_sha256, background)
            letter_id, facts = report.subject.letter_id, background.facts.values()
            yield from doubts_of_hand_over(report.source, letter_id, sent, facts)
        case ResponseReceived() as response:
            yield from _doubts_of_response(report, response, background)
        case ExtensionGranted(until=dt.date() as until):
            yield from _doubts_of_extension(report, until, background)
        case SubpoenaServed(signed_on=signed_on):
            yield from _not_yet(report, "signed_on", signed_on, background)
        case _:
            pass


def _not_yet(report: Report, name: str, day: dt.date | None, background: Background) -> Iterator[Problem]:
    if day is not None and day > background.today:
        hint = f"today is {background.today}; correct the date"
        yield Problem(report.source, name, f"{day} has not come yet", hint)


def _doubts_of_draft(report: Report, sha256: str, background: Background) -> Iterator[Problem]:
    """Doubt a file that is no draft of the letter; what was sent can be a draft before the last one."""
    case = background.cases.get(report.subject.recipient_id)
    letters = [it for it in case.letters if it.letter_id == report.subject.letter_id] if case else []
    drafts = [draft for letter in letters for draft in letter.generated.drafts]
    if any(draft.sha256 == sha256 for draft in drafts) or _was_a_draft(report, sha256, background):
        return
    theirs = ", ".join(f"{draft.sha256} ({draft.format})" for draft in drafts) or "none"
    message = f"{sha256} is none of the letter's drafts"
    yield Problem(report.source, "draft_sha256", message, f"its drafts are: {theirs}")


def _was_a_draft(report: Report, sha256: str, background: Background) -> bool:
    return any(
        draft.sha256 == sha256
        for event, payload, _ in background.facts.values()
        if isinstance(payload, LetterGenerated) and event.letter_id == report.subject.letter_id
        for draft in payload.drafts
    )


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
        yield from _unknown_recipient(other, "joint_with", report.source, background)


def _doubts_of_extension(report: Report, until: dt.date, background: Background) -> Iterator[Problem]:
    case = background.cases.get(report.subject.recipient_id)
    if case is not None and case.due is not None and until < case.due:
        message = f"{until} is before the due date, {case.due}; an extension never shortens"
        yield Problem(report.source, "until", message, "give a later date")
    last = case.last_letter if case else None
    calendar = Calendar(last.generated.holidays_of if last else "", frozenset(background.campaign.holidays))
    yield from warn_of_fixed_date(until, calendar, source=report.source, field="until")
