"""What the events say of each letter: what, to whom, which bytes, approved by whom, sent how, answered when.

Pure. One row a hand-over; a letter that was not handed over yet has one row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.cases import Case, CaseLetter, Sending
from generator.deadlines import day_in
from generator.events import Event
from generator.model import Format
from generator.vocabulary import (
    ApprovalWithdrawn,
    LetterApproved,
    LetterGenerated,
    LetterReturned,
    RenderedDraft,
    read_event,
)

MASKED: Final = "masked"
"""What stands for a clock time in a manifest that is to be compared."""

_DECISIONS: Final = {"letter_approved": "approved", "letter_returned": "returned"}


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A letter and one hand-over of it, as of a date.

    Columns that end in ``_on`` are days (ISO 8601), in ``_at`` instants in UTC (RFC 3339), in ``_sha256``
    hashes in hexadecimal, in ``_size`` bytes. What has not happened is blank, and so is ``sent_at``
    where only the day is known. ``due_date`` is the day the letter prints, ``due`` the day that counts, after
    extensions and holds. ``decision`` is the last one on exactly the drafts named here: a draft made anew has
    none. ``answer`` is what has come in of the whole case. ``seq`` is the event of the hand-over, or of the
    drafting.
    """

    seq: int
    letter_id: str
    batch_id: str
    recipient_id: str
    addressee: str
    kind: str
    level: int
    title: str
    reference: str
    grounds: str
    date: str
    due_date: str
    docx_sha256: str
    docx_size: int | None
    pdf_sha256: str
    pdf_size: int | None
    template_sha256: str
    row_sha256: str
    tool_version: str
    prepared_by: str
    prepared_at: str
    decision: str
    decided_by: str
    decided_at: str
    status: str
    due: str
    case_state: str
    answer: str
    answered_on: str
    channel: str = ""
    sent_on: str = ""
    sent_at: str = ""
    sent_by: str = ""
    sent_sha256: str = ""
    tracking: str = ""
    recorded_by: str = ""
    recorded_at: str = ""
    returned_on: str = ""


def manifest_rows(
    events: Iterable[Event], cases: Mapping[str, Case], *, timezone: str, batch_id: str = ""
) -> tuple[ManifestRow, ...]:
    """Return the rows of the letters of the cases, in the order of the ledger; of one batch when it is named.

    ``cases`` are the fold of the same events as of a date: what happened later is in no row. ``timezone`` is
    the office's, by which the day of a decision is told.
    """
    history = _History.of(events, timezone)
    rows = (row for case in cases.values() for letter in case.letters for row in _rows(letter, case, history))
    return tuple(
        sorted((row for row in rows if not batch_id or row.batch_id == batch_id), key=lambda row: row.seq)
    )


def mask_clocks(rows: Iterable[ManifestRow]) -> tuple[ManifestRow, ...]:
    """Return the rows with the clock times masked, so that two runs of the same story can be compared."""
    return tuple(
        replace(
            row,
            prepared_at=_mask(row.prepared_at),
            decided_at=_mask(row.decided_at),
            sent_at=_mask(row.sent_at),
            recorded_at=_mask(row.recorded_at),
        )
        for row in rows
    )


def _mask(instant: str) -> str:
    return MASKED if instant else ""


@dataclass(frozen=True, slots=True)
class _History:
    """The events behind the rows: by seq, the draftings by their drafts, the decisions by their letter.

    ``withdrawals`` are by the seq of the approval that they take back.
    """

    recorded: Mapping[int, Event]
    draftings: Mapping[tuple[str, tuple[str, ...]], Event]
    decisions: Mapping[str, tuple[Event, ...]]
    withdrawals: Mapping[int, Event]
    timezone: str

    @classmethod
    def of(cls, events: Iterable[Event], timezone: str) -> _History:
        recorded = {event.seq: event for event in events}
        draftings: dict[tuple[str, tuple[str, ...]], Event] = {}
        decisions: dict[str, tuple[Event, ...]] = {}
        withdrawals: dict[int, Event] = {}
        for event in recorded.values():
            match read_event(event):
                case LetterGenerated(drafts=drafts):
                    draftings[event.letter_id, tuple(draft.sha256 for draft in drafts)] = event
                case LetterApproved() | LetterReturned():
                    decisions[event.letter_id] = (*decisions.get(event.letter_id, ()), event)
                case ApprovalWithdrawn(approval=seq):
                    withdrawals[seq] = event
                case _:
                    pass
        return cls(recorded, draftings, decisions, withdrawals, timezone)

    def decision_on(self, letter: CaseLetter, as_of: dt.date) -> Event | None:
        """Return the last decision until a day that covers every draft of the letter."""
        drafts = {draft.sha256 for draft in letter.generated.drafts}
        for event in reversed(self.decisions.get(letter.letter_id, ())):
            decided = event.payload.get("drafts", ())
            covers = isinstance(decided, Sequence) and drafts <= set(decided)
            if covers and self._day(event) <= as_of and not self._is_withdrawn(event, as_of):
                return event
        return None

    def _is_withdrawn(self, decision: Event, as_of: dt.date) -> bool:
        withdrawal = self.withdrawals.get(decision.seq)
        return withdrawal is not None and self._day(withdrawal) <= as_of

    def _day(self, event: Event) -> dt.date:
        return day_in(self.timezone, event.at)


def _rows(letter: CaseLetter, case: Case, history: _History) -> Iterator[ManifestRow]:
    drafted = _drafted_row(letter, case, history)
    if not letter.sendings:
        yield drafted
    for sending in letter.sendings:
        yield _sent_row(drafted, sending, history.recorded[sending.seq])


def _drafted_row(letter: CaseLetter, case: Case, history: _History) -> ManifestRow:
    """Return the row of a letter as far as it stands before it is handed over."""
    generated = letter.generated
    drafting = history.draftings[letter.letter_id, tuple(draft.sha256 for draft in generated.drafts)]
    decision = history.decision_on(letter, case.as_of)
    docx, pdf = _draft(generated, "docx"), _draft(generated, "pdf")
    last = case.responses[-1] if case.responses else None
    return ManifestRow(
        seq=drafting.seq,
        letter_id=letter.letter_id,
        batch_id=drafting.batch_id,
        recipient_id=case.recipient_id,
        addressee=generated.addressee,
        kind=generated.kind,
        level=generated.level,
        title=generated.title,
        reference=generated.reference,
        grounds=generated.grounds or "",
        date=_day(generated.date),
        due_date=_day(generated.due_date),
        docx_sha256=docx.sha256 if docx else "",
        docx_size=docx.size if docx else None,
        pdf_sha256=pdf.sha256 if pdf else "",
        pdf_size=pdf.size if pdf else None,
        template_sha256=generated.template_sha256,
        row_sha256=generated.row_sha256,
        tool_version=generated.tool_version,
        prepared_by=drafting.actor,
        prepared_at=_instant(drafting.at),
        decision=_DECISIONS[decision.type] if decision else "",
        decided_by=decision.actor if decision else "",
        decided_at=_instant(decision.at) if decision else "",
        status="approved" if decision and decision.type == "letter_approved" else "drafted",
        due=_day(letter.due),
        case_state=case.state,
        answer=case.completeness if last else "",
        answered_on=_day(last.received_on if last else None),
    )


def _sent_row(drafted: ManifestRow, sending: Sending, event: Event) -> ManifestRow:
    sent = sending.sent
    return replace(
        drafted,
        seq=sending.seq,
        status="sent" if sending.returned_on is None else "returned",
        channel=sending.channel,
        sent_on=_day(sending.sent_on),
        sent_at=_instant(sent.sent_at) if isinstance(sent.sent_at, dt.datetime) else "",
        sent_by=sent.by,
        sent_sha256=sent.draft_sha256,
        tracking=sent.tracking,
        recorded_by=event.actor,
        recorded_at=_instant(event.at),
        returned_on=_day(sending.returned_on),
    )


def _draft(generated: LetterGenerated, form: Format) -> RenderedDraft | None:
    return next((draft for draft in generated.drafts if draft.format == form), None)


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _instant(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
