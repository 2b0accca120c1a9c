"""Entries → what is to be recorded of them, and what each of them changes in which case.

Every entry is read in the light of those before it. Pure: what is decided can be asked of any history.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.cases import Case, Dossiers, Fact, idle_extensions
from generator.deadlines import Calendar, warn_of_unknown_holidays
from generator.errors import Problem, refuse_errors
from generator.model import Campaign, Recipient
from generator.planning import CaseStatus, survey
from generator.recording import Background, Entry, Report, read_report
from generator.review.sending import not_approved
from generator.vocabulary import CaseNote, ExtensionGranted
from generator.workflow.record.appending import Decided, KnownEvents, Recorder, as_event, new_event

_VISIBLE = ("state", "sent_on", "due", "received", "timeliness", "next_letter", "next_on", "grounds")
"""What of a case a person sees change; why the next letter is due, or none, follows from these."""


@dataclass(frozen=True, slots=True)
class StatusChange:
    """Where a recipient stands before a report and after it, as of today."""

    before: CaseStatus
    after: CaseStatus

    @property
    def is_visible(self) -> bool:
        """Say whether anything changes that a person sees of the case."""
        return any(getattr(self.before, name) != getattr(self.after, name) for name in _VISIBLE)


@dataclass(frozen=True, slots=True)
class Told:
    """A report as it was decided upon, with the change in each case that it concerns; none when it stood."""

    decided: Decided
    changes: tuple[StatusChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """What a decision knows besides the record: the campaign, its recipients by id, who records, today."""

    campaign: Campaign
    recipients: Mapping[str, Recipient]
    recorder: Recorder
    today: dt.date


class Decision:
    """What is to be recorded of some entries, decided anew from whatever is known."""

    def __init__(self, office: Office, entries: Iterable[Entry], problems: Iterable[Problem] = ()) -> None:
        self.office = office
        self.entries = tuple(entries)
        self.decided: tuple[Told, ...] = ()
        self.warnings: tuple[Problem, ...] = ()
        self._problems = tuple(problems)

    def __call__(self, known: KnownEvents) -> tuple[Decided, ...]:
        """Return what is to be recorded of all entries, each read in the light of those before it.

        Raises:
            ProblemsFoundError: an entry has a fault; the faults of all are in it.
        """
        docket = _Docket(self.office, known)
        problems = list(self._problems)
        decided: list[Told] = []
        for entry in self.entries:
            read, faults = docket.take(entry)
            problems += faults
            if read is not None:
                decided.append(read)
        refuse_errors(tuple(problems))
        self.decided, self.warnings = tuple(decided), tuple(problems)
        return tuple(it.decided for it in decided)


class _Docket:
    """The record as it will be once the entries stand that were taken."""

    def __init__(self, office: Office, known: KnownEvents) -> None:
        self._office = office
        self._last = known.size
        self._taken: dict[str, int] = {}
        self._standings: dict[str, CaseStatus] = {}
        self._dossiers = Dossiers(known.events, office.campaign, office.today)
        self._background = Background(office.campaign, office.recipients.keys(), self._dossiers, office.today)

    def take(self, entry: Entry) -> tuple[Told | None, tuple[Problem, ...]]:
        """Read an entry, add what it reports to the dossiers, and return it with what it changes."""
        report, problems = read_report(entry, self._background)
        if report is None:
            return None, problems
        dossier = self._dossiers.of(report.subject.recipient_id)
        if unapproved := tuple(not_approved(report, dossier.facts, self._office.campaign)):
            return None, (*problems, *unapproved)
        event = new_event(report, self._office.recorder, dossier.recorded)
        if standing := report.standing or self._taken.get(event.key, 0):
            return Told(Decided(report, event, standing)), problems
        self._last += 1
        self._taken[event.key] = self._last
        before = dossier.case
        fact = Fact(as_event(event, self._last), report.payload, report.payload.happened_on)
        changes = self._add(fact)
        remarks = (*_unseen(report, changes), *_remarks(report, before, dossier.case, self._office))
        return Told(Decided(report, event), changes), (*problems, *remarks)

    def _add(self, fact: Fact) -> tuple[StatusChange, ...]:
        concerned = self._dossiers.concerned_by(fact)
        if isinstance(fact.payload, CaseNote):  # it changes nothing by its meaning
            self._dossiers.add(fact)
            return ()
        before = [self._standing(recipient_id) for recipient_id in concerned]
        self._dossiers.add(fact)
        for recipient_id in concerned:
            del self._standings[recipient_id]
        return tuple(map(StatusChange, before, map(self._standing, concerned)))

    def _standing(self, recipient_id: str) -> CaseStatus:
        """Return where a recipient stands, worked out once until something is added."""
        if recipient_id not in self._standings:
            row = self._office.recipients.get(recipient_id)
            case = self._dossiers.of(recipient_id).case
            rows = () if row is None else (row,)
            (standing,) = survey(self._office.campaign, rows, {recipient_id: case}, self._office.today)
            self._standings[recipient_id] = standing
        return self._standings[recipient_id]


def _unseen(report: Report, changes: Iterable[StatusChange]) -> Iterator[Problem]:
    """Yield the warning that a report is kept though it changes nothing; a note is not meant to."""
    stays = [change.after for change in changes]
    if not stays or any(change.is_visible for change in changes):
        return
    others = "; ".join(f"{it.recipient_id} stays {it.state}, due {it.due or 'on no day'}" for it in stays)
    message = f"is kept as a fact, and changes nothing: {others}"
    yield Problem(report.source, "", message, _WHY.get(stays[0].state, _OTHERWISE), "warning")


_WHY = {
    "on_hold": "the clock stands; it counts once no hold is open",
    "closed": "the case is closed",
}
_OTHERWISE = "if it was meant to change the case, correct it"


def _remarks(report: Report, before: Case, after: Case, office: Office) -> Iterator[Problem]:
    """Yield what should be said of a case after a report: a date that cannot be counted, or has passed."""
    if after.due is not None and after.due != before.due:
        yield from _remarks_on_due_date(report, after.due, after, office)
    idle = set(idle_extensions(before))
    for extension in idle_extensions(after):
        if extension not in idle and extension != report.payload:
            more = f"until {extension.until}" if extension.until else f"of {extension.days} days"
            message = f"the extension {more} granted on {extension.granted_on} moves no due date any more"
            yield Problem(report.source, "on", message, "grant it anew if it was meant to", "warning")


def _remarks_on_due_date(report: Report, due: dt.date, case: Case, office: Office) -> Iterator[Problem]:
    if isinstance(report.payload, ExtensionGranted) and due < office.today:
        message = f"the due date is {due} then, which has passed already"
        yield Problem(report.source, "on", message, "give more time if that was meant", "warning")
    state = case.sent_letters[-1].generated.holidays_of if case.sent_letters else ""
    calendar = Calendar(state, frozenset(office.campaign.holidays))
    yield from warn_of_unknown_holidays(due, calendar, source=report.source, field="on")
