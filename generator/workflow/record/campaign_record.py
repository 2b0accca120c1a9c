"""The record of a campaign: where its ledger, store, checkpoints and keys lie, and how it is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import LedgerError, Problem, StorageError
from generator.events import Event
from generator.model import Campaign
from generator.storage import clear_away, disk_errors, is_there, replace_file, write_once
from generator.storage.store import Store
from generator.workflow.environment import ledger_url, now
from generator.workflow.record.carriers import Copies, Sent
from generator.workflow.record.copies import send_copies

if TYPE_CHECKING:  # databases and keys are slow to load; they load with the first use
    from generator.ledger import Checkpoint, Entry, Ledger, SigningKey, VerifyingKey

RECORD_FOLDER = "record"


@dataclass(frozen=True, slots=True)
class CampaignRecord:
    """Where the record of a campaign lies. ``place`` is a file, or the URL of a database."""

    folder: Path
    place: str | Path
    origin: str
    copies: Copies

    @classmethod
    def of(cls, campaign: Campaign) -> CampaignRecord:
        """Return where the record of ``campaign`` lies, made or not."""
        folder = campaign.folder / RECORD_FOLDER
        return cls(
            folder,
            ledger_url(campaign) or folder / "ledger.sqlite",
            f"letterbook/{campaign.campaign_id}",
            Copies(campaign.copies, campaign.sender.email, campaign.mail_server),
        )

    @property
    def store(self) -> Store:
        """The store of drafts and attachments."""
        return Store(self.folder / "store")

    @property
    def checkpoints(self) -> Path:
        """The folder of the checkpoints."""
        return self.folder / "checkpoints"

    @property
    def key(self) -> Path:
        """The private key's file."""
        return self.folder / "key"

    @property
    def public_key(self) -> Path:
        """The public key's file."""
        return self.folder / "key.pub"

    def is_made(self) -> bool:
        """Tell whether there is a ledger.

        Raises:
            LedgerError: it is gone, though checkpoints say that there was one; or something else is there.
        """
        from generator.ledger import Ledger, list_checkpoints

        if Ledger.is_made(self.place):
            return True
        if checkpoints := list_checkpoints(self.checkpoints):
            raise LedgerError(
                f"{self.folder}: the ledger is gone; {checkpoints[-1].name} speaks of "
                f"{int(checkpoints[-1].stem)} events",
                hint="put it back from a backup, or give its database with LETTERBOOK_LEDGER",
            )
        return False

    def require_made(self) -> None:
        """Refuse to go on without a ledger.

        Raises:
            LedgerError: there is none.
        """
        if not self.is_made():
            raise LedgerError(f"{self.folder}: there is no record yet", hint="letterbook generate makes one")

    def events(self) -> tuple[Event, ...]:
        """Return the events of the ledger; none when no record was made yet.

        Raises:
            StorageError, LedgerError: the ledger cannot be read, is none, or has lost events.
        """
        return self._events()

    def entries(self) -> tuple[Entry, ...]:
        """Return the events as the ledger keeps them; none when no record was made yet.

        Raises:
            StorageError, LedgerError: as ``events`` does.
        """
        if not self.is_made():
            return ()
        with self.opened() as ledger:
            return ledger.checked_entries()

    def events_of_cases(self) -> tuple[Event, ...]:
        """Return the events that cases follow from: all but notes, which change nothing.

        Raises:
            StorageError, LedgerError: as ``events`` does.
        """
        return self._events(without="note")

    def batches_with_rows(self) -> tuple[Event, ...]:
        """Return the events of the batches of which the store keeps the rows of the table, in order.

        Raises:
            StorageError, LedgerError: as ``events`` does.
        """
        if not self.is_made():
            return ()
        with self.opened() as ledger:
            batches = ledger.events_of_office("batch_generated")
        return tuple(event for event in batches if "rows_sha256" in event.payload)

    def _events(self, *, without: str = "") -> tuple[Event, ...]:
        if not self.is_made():
            return ()
        with self.opened() as ledger:
            return ledger.events(without=without)

    @contextmanager
    def opened(self) -> Iterator[Ledger]:
        """Give the ledger, which must be there, and continue what its last checkpoint states.

        Raises:
            StorageError, LedgerError: it is not there, cannot be read, or is something else; or the last
                checkpoint is damaged.
        """
        from generator.ledger import Ledger

        with Ledger.open(self.place) as ledger:
            yield replace(ledger, once=self._last_checkpoint(ledger))

    def _last_checkpoint(self, ledger: Ledger) -> Checkpoint | None:
        """Return what the last checkpoint states: read before the events, to which others may append."""
        from generator.ledger import list_checkpoints, load_checkpoint, vouched_keys

        last = list_checkpoints(self.checkpoints)[-1:]
        if not last:
            return None
        return load_checkpoint(last[0], vouched_keys(ledger, self.known_keys()), origin=self.origin)

    def make(self) -> None:
        """Make the ledger and its key, unless they are there. One run at a time may do so.

        Raises:
            StorageError, LedgerError: the disk does not take them, or something else lies in their place.
        """
        from generator.ledger import Ledger, is_begun_key, make_key, publish_key, read_key

        clear_away(self.folder)
        made = self.is_made()
        keyless = not is_there(self.key) or is_begun_key(self.key)
        if not made and keyless and not is_there(self.public_key):
            make_key(self.key, self.origin)
        if is_there(self.key):
            publish_key(read_key(self.key, self.origin).public, self.public_key)
        if not made:
            Ledger.make(self.place).close()

    def signing_key(self) -> SigningKey:
        """Return the key that signs checkpoints.

        Raises:
            StorageError, LedgerError: it is not there, open to others, or no key.
        """
        from generator.ledger import read_key

        if not is_there(self.key):
            raise StorageError(f"{self.key}: the key is not there", hint="put it back to sign checkpoints")
        return read_key(self.key, self.origin)

    def known_keys(self) -> tuple[VerifyingKey, ...]:
        """Return the public key that lies beside the ledger, or else that of the private key, if any."""
        from generator.ledger import read_public_key

        if is_there(self.public_key):
            return (read_public_key(self.public_key),)
        return (self.signing_key().public,) if is_there(self.key) else ()

    def sign(self, ledger: Ledger) -> tuple[Path, tuple[Problem, ...]]:
        """State what the ledger is now in a signed checkpoint, and send copies of it.

        Return its file, and a warning for each copy that was not made.

        Raises:
            StorageError, LedgerError: there is no key, or the ledger does not continue the last checkpoint.
        """
        from generator.ledger import publish_key, vouched_keys, write_checkpoint

        self.settle_key(ledger)
        key = self.signing_key()
        publish_key(key.public, self.public_key)
        path = write_checkpoint(ledger, key, self.checkpoints, vouched_keys(ledger, (key.public,)))
        return path, self._send_copies(path)

    @property
    def next_key(self) -> Path:
        """The file of the key that is to follow, until it does."""
        return self.folder / "key.next"

    def settle_key(self, ledger: Ledger) -> bool:
        """Put the next key in the place of the key, once the ledger says that it has followed; tell whether.

        Raises:
            StorageError, LedgerError: the next key cannot be read, or the disk does not take it.
        """
        from generator.ledger import read_key, vouched_keys

        if not is_there(self.next_key):
            return False
        follower = read_key(self.next_key, self.origin).public
        follows = len(vouched_keys(ledger, (follower,))) > 1
        if follows:
            write_once(self.public_key, f"{follower}\n".encode())
            replace_file(self.next_key, self.key)
        return follows

    def _send_copies(self, checkpoint: Path) -> tuple[Problem, ...]:
        if not self.copies.places:
            return ()
        with disk_errors(checkpoint):
            sent = Sent(
                self.origin, int(checkpoint.stem), checkpoint.read_bytes(), self.public_key.read_bytes()
            )
        return send_copies(self.copies, self.folder, sent, now())

    def sign_if_due(self, ledger: Ledger) -> tuple[Problem, ...]:
        """Sign as ``sign_if_kept`` does when 100 events, or the making of a batch, are not signed yet."""
        from generator.ledger import checkpoint_is_due

        try:
            if not checkpoint_is_due(ledger, self.checkpoints, after_each="batch_generated"):
                return ()
        except StorageError as exc:
            return (self._unsigned(exc),)
        return self.sign_if_kept(ledger)

    def sign_if_kept(self, ledger: Ledger) -> tuple[Problem, ...]:
        """Sign a checkpoint of what is recorded, or warn why none was signed: the next run signs it.

        Raises:
            LedgerError: the ledger does not continue the last checkpoint, or the key is not its own.
        """
        try:
            if is_there(self.key):
                return self.sign(ledger)[1]
        except StorageError as exc:
            return (self._unsigned(exc),)
        except LedgerError as exc:
            raise LedgerError(
                f"what happened is recorded, but not signed: {exc.message}", hint=exc.hint
            ) from exc
        message = "the key is not there, so no checkpoint was signed"
        hint = "put it back and run: letterbook checkpoint"
        return (Problem(str(self.key), "", message, hint, "warning"),)

    def _unsigned(self, exc: StorageError) -> Problem:
        message = f"what happened is recorded, only the checkpoint is missing: {exc.message}"
        hint = "mend the place; the next run signs it, or: letterbook checkpoint"
        return Problem(str(self.checkpoints), "", message, hint, "warning")
