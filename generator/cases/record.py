"""The records of a case: what was sent to a recipient, what came back, and where that leaves them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.cases.due_dates import DueStep
from generator.deadlines import Pause
from generator.model import Purpose
from generator.vocabulary import (
    CaseClosed,
    ExtensionGranted,
    HoldEnded,
    LetterGenerated,
    LetterSent,
    ResponseReceived,
    SubpoenaServed,
)

Completeness: TypeAlias = Literal["nothing", "partial", "complete", "nil"]
Timeliness: TypeAlias = Literal["open", "overdue", "on_time", "late"]
"""Whether an answer that satisfies the request is still waited for, or when it came."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A stretch in which the clock stands; ``seq`` is that of the event that began it, ``ended`` its end."""

    seq: int
    begin: dt.date
    reason: str
    ended: HoldEnded | None = None

    @property
    def end(self) -> dt.date | None:
        """Return the first day that counts again as far as this hold goes; ``None`` while it is open."""
        return self.ended.ended_on if self.ended else None

    @property
    def pause(self) -> Pause:
        """Return the hold as a count knows it."""
        return Pause(self.begin, self.end, self.reason)

    def covers(self, day: dt.date) -> bool:
        """Say whether the clock stands on ``day``."""
        return self.pause.covers(day)


@dataclass(frozen=True, slots=True)
class Sending:
    """A hand-over of a letter; ``returned_on`` is set when it came back undelivered.

    ``sent_on`` is the day at the place of the hand-over, ``row_sha256`` the recipient's row from which the
    letter had been made.
    """

    seq: int
    channel: str
    sent: LetterSent
    sent_on: dt.date
    row_sha256: str
    returned_on: dt.date | None = None
    returned_because: str = ""


@dataclass(frozen=True, slots=True)
class CaseLetter:
    """A letter of the case as it was last generated, with its hand-overs in order.

    ``sent_on`` is the day from which its days count: that of the first hand-over that was not returned.
    ``steps`` lead to the day on which its answer is due, past holds and ``extensions``; there are none when
    it was not sent, or sets no date. It ``is_returned`` when a reviewer gave it back to be made again.
    """

    letter_id: str
    generated: LetterGenerated
    purpose: Purpose
    sendings: tuple[Sending, ...] = ()
    sent_on: dt.date | None = None
    steps: tuple[DueStep, ...] = ()
    extensions: tuple[ExtensionGranted, ...] = ()
    is_returned: bool = False

    @property
    def due(self) -> dt.date | None:
        """Return the day on which its answer is due; ``None`` when it sets no date or its clock stands."""
        return self.steps[-1].due if self.steps else None

    @property
    def came_back(self) -> bool:
        """Say whether every hand-over of the letter was returned."""
        return bool(self.sendings) and self.sent_on is None


@dataclass(frozen=True, slots=True)
class Case:
    """A recipient's case as of a date. Nothing in it is stored: it is what the events say until then.

    ``due`` is the running due date. ``missing`` are the numbers of the items without an answer;
    ``satisfied_on`` the day on which nothing was missing any more.
    """

    recipient_id: str
    as_of: dt.date
    completeness: Completeness = "nothing"
    timeliness: Timeliness = "open"
    letters: tuple[CaseLetter, ...] = ()
    responses: tuple[ResponseReceived, ...] = ()
    missing: tuple[int, ...] = ()
    satisfied_on: dt.date | None = None
    acknowledged_on: tuple[dt.date, ...] = ()
    holds: tuple[Hold, ...] = ()
    due: dt.date | None = None
    served: SubpoenaServed | None = None
    closed: CaseClosed | None = None

    @property
    def sent_letters(self) -> tuple[CaseLetter, ...]:
        """Return the letters that were handed over and did not come back, in the order of sending."""
        return tuple(letter for letter in self.letters if letter.sent_on is not None)

    @property
    def last_letter(self) -> CaseLetter | None:
        """Return the last letter that was handed over, returned or not."""
        handed_over = [letter for letter in self.letters if letter.sendings]
        return handed_over[-1] if handed_over else None

    @property
    def days_left(self) -> int | None:
        """Return the days until the due date, negative when it has passed; ``None`` without a due date."""
        return None if self.due is None else (self.due - self.as_of).days

    @property
    def on_hold(self) -> bool:
        """Say whether the clock stands on the as-of date."""
        return any(hold.covers(self.as_of) for hold in self.holds)

    @property
    def state(self) -> str:
        """Return how far the case has come.

        One of planned, requested, acknowledged, partial, complete, nil, followup_N, subpoena_notice, served,
        closed, on_hold or undeliverable. A closing, a hold and a returned letter come before all else.
        """
        if self.closed is not None:
            return "closed"
        if self.on_hold:
            return "on_hold"
        last = self.last_letter
        if self.satisfied_on is None and last is not None and last.came_back:
            return "undeliverable"
        if self.served is not None:
            return "served"
        return self.completeness if self.satisfied_on is not None else _state_of_waiting(self)


def _state_of_waiting(case: Case) -> str:
    sent = case.sent_letters
    if any(letter.purpose == "notice" for letter in sent):
        return "subpoena_notice"
    levels = [it.generated.level for it in sent if it.purpose == "follow_up"]
    if any(levels):
        return f"followup_{max(levels)}"
    if case.completeness == "partial":
        return "partial"
    if case.acknowledged_on:
        return "acknowledged"
    return "requested" if sent else "planned"
