"""The record of a campaign: where its ledger, store, checkpoints and keys lie, and how it is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import LedgerError, Problem, StorageError
from generator.events import Event
from generator.model import Campaign
from generator.storage import disk_errors, replace_file, write_once
from generator.store import Store
from generator.workflow.copies import Copies, Sent, send_copies
from generator.workflow.surroundings import ledger_url, now

if TYPE_CHECKING:  # databases and keys are slow to load; they load with the first use
    from generator.ledger import Entry, Ledger, SigningKey, VerifyingKey

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
            entries = tuple(ledger.entries())
            self.refuse_shortened(len(entries))
        return entries

    def events_of_cases(self) -> tuple[Event, ...]:
        """Return the events that cases follow from: all but notes, which change nothing.

        Raises:
            StorageError, LedgerError: as ``events`` does.
        """
        return self._events(without="note")

    def _events(self, *, without: str = "") -> tuple[Event, ...]:
        if not self.is_made():
            return ()
        with self.opened() as ledger:
            events = ledger.events(without=without)
            self.refuse_shortened(ledger.size())
        return events

    def refuse_shortened(self, size: int) -> None:
        """Refuse to go on from a ledger of fewer events than its last checkpoint speaks of.

        Raises:
            LedgerError: its end was cut off, or an old copy was put back.
        """
        from generator.ledger import list_checkpoints

        stated = max((int(path.stem) for path in list_checkpoints(self.checkpoints)), default=0)
        if size < stated:
            raise LedgerError(
                f"{self.folder}: the ledger has {size} events, but a checkpoint speaks of {stated}",
                hint="put the whole ledger back; see: letterbook verify",
            )

    @contextmanager
    def opened(self) -> Iterator[Ledger]:
        """Give the ledger, which must be there.

        Raises:
            StorageError, LedgerError: it is not there, cannot be read, or is something else.
        """
        from generator.ledger import Ledger

        with Ledger.open(self.place) as ledger:
            yield ledger

    def make(self) -> None:
        """Make the ledger and its key, unless they are there. One run at a time may do so.

        Raises:
            StorageError, LedgerError: the disk does not take them, or something else lies in their place.
        """
        from generator.ledger import Ledger, make_key, publish_key, read_key

        made = self.is_made()
        if not made and not self.key.exists() and not self.public_key.exists():
            make_key(self.key, self.origin)
        if self.key.exists():
            publish_key(read_key(self.key, self.origin).public, self.public_key)
        if not made:
            Ledger.make(self.place).close()

    def signing_key(self) -> SigningKey:
        """Return the key that signs checkpoints.

        Raises:
            StorageError, LedgerError: it is not there, open to others, or no key.
        """
        from generator.ledger import read_key

        if not self.key.exists():
            raise StorageError(f"{self.key}: the key is not there", hint="put it back to sign checkpoints")
        return read_key(self.key, self.origin)

    def known_keys(self) -> tuple[VerifyingKey, ...]:
        """Return the public key that lies beside the ledger, if one does."""
        from generator.ledger import read_public_key

        return (read_public_key(self.public_key),) if self.public_key.exists() else ()

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

        if not self.next_key.exists():
            return False
        follower = read_key(self.next_key, self.origin).public
        follows = len(vouched_keys(ledger, (follower,))) > 1
        if follows:
            write_once(self.public_key, f"{follower}\n".encode())
            replace_file(self.next_key, self.key)
        return follows

    def _send_copies(self, checkpoint: Path) -> tuple[Problem, ...]:
        with disk_errors(checkpoint):
            sent = Sent(
                self.origin, int(checkpoint.stem), checkpoint.read_bytes(), self.public_key.read_bytes()
            )
        return send_copies(self.copies, self.folder, sent, now())

    def _sign_what_is_recorded(self, ledger: Ledger) -> tuple[Problem, ...]:
        try:
            return self.sign(ledger)[1]
        except StorageError as exc:
            raise StorageError(
                f"what happened is recorded, but no checkpoint was signed: {exc.message}",
                hint="free or open the place, then run: letterbook checkpoint",
            ) from exc

    def sign_if_kept(self, ledger: Ledger) -> tuple[Problem, ...]:
        """Sign a checkpoint, or warn that the key is kept elsewhere: what is recorded stays recorded.

        Raises:
            StorageError: the disk does not take the checkpoint.
            LedgerError: the ledger does not continue the last one.
        """
        if self.key.exists():
            return self._sign_what_is_recorded(ledger)
        message = "the key is not there, so no checkpoint was signed"
        hint = "put it back and run: letterbook checkpoint"
        return (Problem(str(self.key), "", message, hint, "warning"),)
