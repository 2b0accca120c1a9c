"""What is on record of a campaign, kept in memory and brought forward by what was recorded since.

The ledger is read whole once; after that each look asks for its head alone, and reads on from there when it
has moved. What is told is therefore never older than the look. Its size in memory is that of the ledger.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.campaign import read_campaign
from generator.cases import Case, Dossiers, standing_facts
from generator.cases.corrections import read_fact
from generator.errors import UsageError
from generator.events import Event
from generator.model import Campaign
from generator.review import LetterReview, ReviewedDraft, Roles, review_of
from generator.storage.store import Store
from generator.vocabulary import BatchGenerated, read_event
from generator.workflow.environment import today_of
from generator.workflow.record.campaign_record import CampaignRecord

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from generator.ledger import Ledger


class Register:
    """The events of a campaign by what they are about, and what follows from them."""

    def __init__(self, campaign_file: Path) -> None:
        self.campaign_file = campaign_file
        self._lock = threading.RLock()
        self._stamp: tuple[int, int] = (0, 0)
        self._campaign: Campaign | None = None
        self._ledger: Ledger | None = None
        self._forget()

    def _forget(self) -> None:
        self._last: tuple[Any, ...] | None = None
        self.size = 0
        self.head = ""
        self.roles = Roles()
        self.batches: dict[str, Batch] = {}
        self._by_letter: defaultdict[str, list[Event]] = defaultdict(list)
        self._by_recipient: defaultdict[str, list[Event]] = defaultdict(list)
        self._of_office: list[Event] = []
        self._reviews: dict[str, LetterReview] = {}
        self._files: dict[str, str] = {}
        self._dossiers: Dossiers | None = None
        self._as_of: dt.date | None = None

    @property
    def campaign(self) -> Campaign:
        """Return the campaign as its file says it now.

        Raises:
            ConfigurationError: the file has faults.
        """
        with self._lock:
            stamp = _stamp_of(self.campaign_file)
            if self._campaign is None or stamp != self._stamp:
                self._campaign, self._stamp = read_campaign(self.campaign_file), stamp
                self._reviews.clear()
                self._dossiers = None
            return self._campaign

    @property
    def record(self) -> CampaignRecord:
        """Return where the campaign's record lies."""
        return CampaignRecord.of(self.campaign)

    @property
    def store(self) -> Store:
        """Return the store with the files of the letters."""
        return self.record.store

    def engine(self) -> Engine:
        """Return the database of the ledger, beside which others may keep tables; it is made first.

        Raises:
            StorageError, LedgerError: the disk or the server does not take it, or something else is there.
        """
        self.record.make()
        return self._opened().engine

    def look(self) -> Register:
        """Bring the register forward to what is on record now, and return it.

        Raises:
            StorageError: the ledger cannot be read.
            LedgerError: something in it was changed.
        """
        with self._lock:
            ledger = self._opened()
            size, head = ledger.head()
            if size < self.size or (size == self.size and self.size and head != self.head):
                self._forget()  # another ledger was put in its place, and is read anew
            if size > self.size:
                self._go_on(ledger)
            return self

    def _go_on(self, ledger: Ledger) -> None:
        events, self._last = ledger.continued(self._last)
        for event in events:
            self._take(event)
        if self._last:
            self.head = str(self._last[-1])

    def _take(self, event: Event) -> None:
        self.size = event.seq
        self.roles = self.roles.after(event)
        if self._dossiers is not None:
            self._dossiers.add(read_fact(event))
        if event.recipient_id:
            self._by_recipient[event.recipient_id].append(event)
        else:
            self._of_office.append(event)
        if event.letter_id:
            self._take_letter(event)
        elif event.type == "batch_generated":
            payload = read_event(event)
            if isinstance(payload, BatchGenerated):
                self.batches[event.batch_id] = Batch(
                    event.batch_id, event, payload, self.batches.get(event.batch_id)
                )

    def _take_letter(self, event: Event) -> None:
        self._by_letter[event.letter_id].append(event)
        self._reviews.pop(event.letter_id, None)
        if event.type == "letter_generated":
            if event.batch_id in self.batches:
                self.batches[event.batch_id].letters[event.letter_id] = None
            for draft in event.payload.get("drafts", ()):  # type: ignore[union-attr]
                self._files[str(draft["sha256"])] = event.letter_id  # type: ignore[index,call-overload]

    def _opened(self) -> Ledger:
        if self._ledger is None:
            self.record.require_made()
            with self.record.opened() as ledger:
                self._ledger = ledger
                ledger.events()  # all of it once, with what its last checkpoint states
        return self._ledger

    def letter_of_file(self, sha256: str) -> str:
        """Return the letter that has a file; nothing when none of this campaign has it."""
        return self._files.get(sha256, "")

    def review(self, letter_id: str) -> LetterReview:
        """Return a letter with its drafts and their reviews.

        Raises:
            UsageError: there is no such letter.
        """
        with self._lock:
            if letter_id not in self._reviews:
                events = self._by_letter.get(letter_id, [])
                found = review_of(standing_facts(events), self.campaign) if events else None
                if found is None:
                    raise UsageError(f"there is no letter {letter_id!r}", hint="see the batches")
                self._reviews[letter_id] = found
            return self._reviews[letter_id]

    def knows_letter(self, letter_id: str) -> bool:
        """Say whether a letter was made under this id."""
        return letter_id in self._by_letter

    def batch(self, batch_id: str) -> Batch:
        """Return a batch.

        Raises:
            UsageError: there is no such batch.
        """
        if batch_id not in self.batches:
            raise UsageError(f"there is no batch {batch_id!r}", hint="see the batches")
        return self.batches[batch_id]

    def drafts_of(self, batch: Batch) -> tuple[ReviewedDraft, ...]:
        """Return the drafts that were made with a batch, in its order."""
        reviews = map(self.review, batch.letters)
        return tuple(
            next(it for it in reversed(review.drafts) if it.batch_id == batch.batch_id) for review in reviews
        )

    def current_drafts(self) -> Iterator[ReviewedDraft]:
        """Yield each letter's draft that is the letter now and was not handed over yet."""
        for letter_id in list(self._by_letter):
            try:
                current = self.review(letter_id).current
            except UsageError:  # its making was withdrawn
                continue
            if not current.sent:
                yield current

    def case(self, recipient_id: str) -> Case:
        """Return the case of a recipient as of today."""
        return self._dossiers_today().of(recipient_id).case

    def cases(self) -> dict[str, Case]:
        """Return the cases of all recipients that anything is on record of, as of today."""
        dossiers = self._dossiers_today()
        return {it: dossiers.of(it).case for it in list(self._by_recipient)}

    def _dossiers_today(self) -> Dossiers:
        with self._lock:
            today = today_of(self.campaign)
            if self._dossiers is None or self._as_of != today:
                events = sorted((it for told in self._by_recipient.values() for it in told), key=_seq)
                self._dossiers, self._as_of = Dossiers(events, self.campaign, today), today
            return self._dossiers

    def knows(self, recipient_id: str) -> bool:
        """Say whether anything is on record of a recipient."""
        return recipient_id in self._by_recipient

    def events_of_recipient(self, recipient_id: str) -> tuple[Event, ...]:
        """Return the events about a recipient, in order."""
        return tuple(self._by_recipient.get(recipient_id, ()))

    def events_of_letter(self, letter_id: str) -> tuple[Event, ...]:
        """Return the events about a letter, in order."""
        return tuple(self._by_letter.get(letter_id, ()))

    def events_after(self, seq: int) -> tuple[Event, ...]:
        """Return the events after a number, in order."""
        told = (*self._by_recipient.values(), self._of_office)
        return tuple(sorted((it for events in told for it in events if it.seq > seq), key=_seq))


class Batch:
    """A batch on record: its event, what it says.

    And its letters in order. A batch made again is the same one.
    """

    def __init__(self, batch_id: str, event: Event, made: BatchGenerated, before: Batch | None) -> None:
        self.batch_id = batch_id
        self.event = event
        self.made = made
        self.letters: dict[str, None] = before.letters if before else {}


def _stamp_of(path: Path) -> tuple[int, int]:
    try:
        told = path.stat()
    except OSError:
        return (0, 0)
    return (told.st_mtime_ns, told.st_size)


def _seq(event: Event) -> int:
    return event.seq
