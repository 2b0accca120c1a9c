"""What can be read of a ledger: events held to their hashes and its past, and entries as they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Engine, Select, and_, func, select

from generator.errors import LedgerError
from generator.events import Event
from generator.ledger.chain import HASH, SEQ, TYPE, Entry, Row, read_entry
from generator.ledger.checks import first_change, first_fault
from generator.ledger.database.connection import name_of, reading
from generator.ledger.database.definition import changed_definitions
from generator.ledger.database.queries import asking, head, read_rows
from generator.ledger.database.schema import CHECKPOINTS, EVENTS, schema_version
from generator.ledger.merkle import merkle_root
from generator.ledger.signing.note import Checkpoint
from generator.pausing import collection_paused

_PAGE: Final = 5_000


@dataclass(frozen=True, slots=True)
class LedgerReader:
    """The reading half of a ``Ledger``; it changes nothing in the database."""

    engine: Engine
    once: Checkpoint | None = None
    """What it was once, and must continue."""

    @property
    def name(self) -> str:
        """The file or the URL, without a password, as messages show it."""
        return name_of(self.engine)

    def events(self, *, without: str = "") -> tuple[Event, ...]:
        """Return the events in order, but for those of the type ``without``, and none that was changed.

        All of the ledger is read and checked for it: its guards, its chain, and that it continues what it was
        ``once``. 100,000 events take half a second longer for that.

        Raises:
            StorageError: the ledger cannot be read.
            LedgerError: something was changed; the first bad event is named, and ``verify_ledger`` says more.
        """
        self._refuse_changed_guards()
        events: list[Event] = []
        leaves: list[str] = []
        with collection_paused():
            for page in self._checked_pages():
                events += self._read([row for row in page if row[TYPE] != without])
                leaves += [row[HASH] for row in page]
            self._refuse_another_past(leaves)
        return tuple(events)

    def checked_entries(self) -> tuple[Entry, ...]:
        """Return the entries as they are stored, in order, and none that was changed, as ``events`` does.

        Raises:
            StorageError, LedgerError: as ``events`` does.
        """
        self._refuse_changed_guards()
        with collection_paused():
            entries = tuple(Entry._make(row) for page in self._checked_pages() for row in page)
            self._refuse_another_past([entry.hash for entry in entries])
        return entries

    def continued(self, last: Row | None) -> tuple[tuple[Event, ...], Row | None]:
        """Return the events after the row that was read ``last``, and the row to go on from the next time.

        They are held to the chain as ``events`` does, and follow that very row; with none, all are read.

        Raises:
            StorageError: the ledger cannot be read.
            LedgerError: something was changed, or the row is no longer the one that stands there.
        """
        self._refuse_changed_guards()
        if last and not self._still_stands(last):
            raise self._changed(f"event {last[SEQ]} is not what was read before")
        events: list[Event] = []
        for page in self._checked_pages(last):
            events += self._read(page)
            last = page[-1] if page else last
        return tuple(events), last

    def head(self) -> tuple[int, str]:
        """Return the number and the hash of the last event, in one short query."""
        with reading(self.engine) as connection:
            return head(connection)

    def _still_stands(self, row: Row) -> bool:
        with reading(self.engine) as connection:
            query = select(EVENTS.c.hash).where(EVENTS.c.seq == row[SEQ])
            return bool(connection.scalar(query) == row[HASH])

    def _checked_pages(self, last: Row | None = None) -> Iterator[list[Row]]:
        for page in self._pages(select(EVENTS), last[SEQ] if last else 0):
            if fault := first_fault(page, last):
                raise self._changed(f"event {fault.at}: {fault.message}")
            yield page
            last = page[-1] if page else last

    def _refuse_changed_guards(self) -> None:
        with reading(self.engine) as connection:
            changed = changed_definitions(connection)
        if changed:
            raise self._changed(f"{changed[0]}: missing, altered or none of the ledger's")

    def _refuse_another_past(self, hashes: Sequence[str]) -> None:
        if not self.once:
            return
        size, stated = len(hashes), self.once.size
        if size < stated:
            raise self._changed(f"the ledger has {size} events, but a checkpoint speaks of {stated}")
        if merkle_root([bytes.fromhex(sha256) for sha256 in hashes[:stated]]) != self.once.root:
            raise self._changed(f"one of the events 1 to {stated} is not what the last checkpoint states")

    def _changed(self, what: str) -> LedgerError:
        return LedgerError(
            f"{self.name}: {what}",
            hint="nothing is told or done on a record that was changed; see all with: letterbook verify",
        )

    def events_about(self, recipient_ids: Collection[str], seqs: Collection[int] = ()) -> tuple[Event, ...]:
        """Return the events of some recipients, and those at some seqs, in order, and none that was changed.

        No others are read. Each is held to its hash, and all hashes to what the ledger was ``once``.

        Raises:
            StorageError: the ledger cannot be read.
            LedgerError: something was changed; ``verify_ledger`` says more.
        """
        self._refuse_changed_guards()
        queries = [*asking(EVENTS.c.recipient_id, recipient_ids), *asking(EVENTS.c.seq, seqs)]
        rows: dict[int, Row] = {}
        with collection_paused(), reading(self.engine) as connection:
            for query in queries:
                rows |= {row[0]: row for row in read_rows(connection, query)}
            hashes = [row[0] for row in read_rows(connection, select(EVENTS.c.hash).order_by(EVENTS.c.seq))]
        self._refuse_another_past(hashes)
        return tuple(self._read_whole([rows[seq] for seq in sorted(rows)]))

    def events_saying(self, member: str) -> tuple[Event, ...]:
        """Return the events whose payload holds this name, of a member or otherwise; none that was changed.

        Raises:
            StorageError, LedgerError: as ``events_about`` does.
        """
        return self._events_where(EVENTS.c.payload.contains(f'"{member}"', autoescape=True))

    def events_of_letter(self, letter_id: str) -> tuple[Event, ...]:
        """Return the events of one letter, in order; none that was changed.

        Raises:
            StorageError, LedgerError: as ``events_about`` does.
        """
        return self._events_where(EVENTS.c.letter_id == letter_id)

    def events_of_office(self, kind: str) -> tuple[Event, ...]:
        """Return the events of a type that are about no recipient, as batches are; none that was changed.

        They are found by the index of recipients, without a look at the others.

        Raises:
            StorageError, LedgerError: as ``events_about`` does.
        """
        return self._events_where(and_(EVENTS.c.recipient_id == "", EVENTS.c.type == kind))

    def _events_where(self, condition: ColumnElement[bool]) -> tuple[Event, ...]:
        query = select(EVENTS).where(condition).order_by(EVENTS.c.seq)
        with reading(self.engine) as connection:
            return tuple(self._read_whole(read_rows(connection, query)))

    def _read_whole(self, rows: Sequence[Row]) -> list[Event]:
        """Return the events of rows that are what was hashed."""
        for row in rows:
            if changed := first_change(row):
                raise self._changed(f"event {changed.at}: {changed.message}")
        return self._read(rows)

    def entries(self, after: int = 0, *conditions: ColumnElement[bool]) -> Iterator[Entry]:
        """Yield the entries after a seq as they are stored, in order; those that meet the conditions."""
        for page in self._pages(select(EVENTS), after, *conditions):
            yield from map(Entry._make, page)

    def _pages(self, query: Select[Any], after: int, *conditions: ColumnElement[bool]) -> Iterator[list[Row]]:
        """Yield the rows of a query that begins with ``seq``, page by page: one at least, maybe empty."""
        paged = query.where(*conditions).order_by(EVENTS.c.seq).limit(_PAGE)
        while True:
            with reading(self.engine) as connection:
                page = read_rows(connection, paged.where(EVENTS.c.seq > after))
            yield page
            if len(page) < _PAGE:
                return
            after = page[-1][0]

    def entries_of_types(self, types: Collection[str]) -> tuple[Entry, ...]:
        """Return the entries of some types as they are stored, in order."""
        return tuple(self.entries(0, EVENTS.c.type.in_(types)))

    def entries_of_letter(self, letter_id: str) -> tuple[Entry, ...]:
        """Return the entries of one letter as they are stored, in order."""
        return tuple(self.entries(0, EVENTS.c.letter_id == letter_id))

    def leaves(self, size: int | None = None) -> list[bytes]:
        """Return the hashes of the first ``size`` events, or of all: the leaves of the Merkle tree.

        Raises:
            StorageError: the ledger cannot be read.
            LedgerError: what is stored is not a hash.
        """
        query = select(EVENTS.c.hash).order_by(EVENTS.c.seq).limit(size)
        with reading(self.engine) as connection:
            hashes = [row[0] for row in read_rows(connection, query)]
        try:
            return [bytes.fromhex(sha256) for sha256 in hashes]
        except ValueError as exc:
            raise LedgerError(f"{self.name}: a hash is damaged", hint="run: letterbook verify") from exc

    def checkpoints(self) -> dict[int, str]:
        """Return the texts of the checkpoints that the ledger keeps, by the number of events they state.

        Raises:
            StorageError: the ledger cannot be read.
        """
        with reading(self.engine) as connection:
            if schema_version(connection) < 2:  # ledgers of schema 1 kept none
                return {}
            return {row.size: row.note for row in connection.execute(select(CHECKPOINTS))}

    def size(self) -> int:
        """Return how many events there are."""
        with reading(self.engine) as connection:
            return connection.scalar(select(func.count()).select_from(EVENTS)) or 0

    def has(self, kind: str, *, after: int = 0) -> bool:
        """Tell whether an event of a type stands after a seq."""
        query = select(EVENTS.c.seq).where(EVENTS.c.seq > after, EVENTS.c.type == kind).limit(1)
        with reading(self.engine) as connection:
            return connection.scalar(query) is not None

    def _read(self, entries: Sequence[Row]) -> list[Event]:
        events: list[Event] = []
        try:
            for entry in entries:
                events.append(read_entry(entry))  # noqa: PERF401 - how many were read tells which is none
        except (TypeError, ValueError) as exc:
            place = f"{self.name}: event {entries[len(events)][0]}"
            raise LedgerError(f"{place}: this is not an event", hint="run: letterbook verify") from exc
        return events
