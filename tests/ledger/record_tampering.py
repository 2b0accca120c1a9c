"""Ways to tamper with a whole record in either database, for one who can write all but has not the key."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import TypeAlias

from sqlalchemy import Connection, text

from generator.errors import LedgerError, Problem, StorageError
from generator.events import NewEvent
from generator.ledger import (
    Entry,
    Evidence,
    Ledger,
    SigningKey,
    files_named,
    keep_checkpoints,
    list_checkpoints,
    make_key,
    publish_key,
    read_unverified,
    verify_ledger,
    write_checkpoint,
)
from generator.ledger.chain import GENESIS, entry_hash
from generator.ledger.database.schema import EVENTS, SQLITE, VERSION
from generator.storage.store import Store
from tests.ledger.conftest import ORIGIN, report

SIZES = (4, 8, 12)


@dataclass(frozen=True)
class Record:
    """A ledger with a folder that holds its checkpoints, its store and its public key."""

    ledger: Ledger
    folder: Path

    @property
    def checkpoints(self) -> Path:
        """The folder of the checkpoints."""
        return self.folder / "checkpoints"

    def problems(self, kept: Evidence) -> tuple[Problem, ...]:
        """Verify all of it by what was kept elsewhere."""
        try:
            verified = verify_ledger(self.ledger, replace(kept, folder=self.checkpoints))
        except (LedgerError, StorageError) as exc:
            return (Problem(str(self.folder), "", exc.message),)
        return verified.problems + Store(self.folder / "store").verify(files_named(verified.events))


Tampering: TypeAlias = Callable[[Record, Random], None]


def found(record: Record, kept: Evidence, name: str, random: Random) -> list[Problem]:
    """Tamper with a record and return the faults that verifying finds."""
    TAMPERINGS[name](record, random)
    return [problem for problem in record.problems(kept) if problem.severity == "error"]


def make_record(ledger: Ledger, folder: Path) -> tuple[Record, Evidence]:
    """Fill a record and return it with what is kept of it elsewhere: the key and the last checkpoint."""
    key = make_key(folder / "elsewhere" / "key", ORIGIN)
    record = Record(ledger, folder / "record")
    publish_key(key.public, record.folder / "key.pub")
    store = Store(record.folder / "store")
    for size in SIZES:
        ledger.append(tuple(_naming_file(store, number) for number in range(size - 4, size)))
        write_checkpoint(ledger, key, record.checkpoints)
    last = shutil.copy(list_checkpoints(record.checkpoints)[-1], folder / "elsewhere")
    return record, Evidence(ORIGIN, (key.public,), (Path(last),))


def copy_record(record: Record, ledger: Ledger, folder: Path) -> Record:
    """Return a copy of a record, with its events in another ledger."""
    shutil.copytree(record.folder, folder, symlinks=True)
    ledger.adopt(tuple(record.ledger.entries()))
    keep_checkpoints(ledger, folder / "checkpoints")
    return Record(ledger, folder)


def _naming_file(store: Store, number: int) -> NewEvent:
    sha256 = store.put(f"letter {number // 3}".encode())
    return replace(report(number), payload={"number": number, "attachments": [{"sha256": sha256}]})


@contextmanager
def unguarded(record: Record) -> Iterator[Connection]:
    """Give a connection without the guards, which stand again afterwards as if nothing had been."""
    triggers = {name: sql for name, sql in SQLITE[VERSION].items() if name.startswith("trigger")}
    with record.ledger.engine.begin() as connection:
        sqlite = connection.dialect.name == "sqlite"
        before = [f"DROP {name}" for name in triggers]
        after = list(triggers.values())
        for statement in before if sqlite else ["SET LOCAL session_replication_role = replica"]:
            connection.exec_driver_sql(statement)
        yield connection
        for statement in after if sqlite else []:
            connection.exec_driver_sql(statement)


def _rewrite(forge: Callable[[list[Entry], Random], list[Entry]]) -> Tampering:
    """Return what writes forged entries instead of the true ones, numbered and hashed without a fault."""

    def tamper(record: Record, random: Random) -> None:
        forged = forge(list(record.ledger.entries()), random)
        prev, linked = GENESIS, []
        for seq, entry in enumerate(forged, start=1):
            unsealed = entry._replace(seq=seq, prev=prev)
            linked.append(unsealed._replace(hash=entry_hash(unsealed)))
            prev = linked[-1].hash
        with unguarded(record) as connection:
            connection.execute(EVENTS.delete())
            if linked:
                connection.execute(EVENTS.insert(), [entry._asdict() for entry in linked])

    return tamper


def _with_entry(entries: list[Entry], random: Random, change: Callable[[Entry], list[Entry]]) -> list[Entry]:
    place = random.randrange(len(entries))
    return [*entries[:place], *change(entries[place]), *entries[place + 1 :]]


def _and_another(entry: Entry) -> list[Entry]:
    """Return a forged entry before a true one: after the last, no checkpoint would speak of it."""
    return [entry._replace(key="x", actor="eve"), entry]


def _statement(sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> Tampering:
    """Return what changes the definition of the database, as its owner can."""

    def tamper(record: Record, random: Random) -> None:
        with record.ledger.engine.begin() as connection:
            known = sqlite if connection.dialect.name == "sqlite" else postgresql
            connection.exec_driver_sql(random.choice(known))

    return tamper


def _update(record: Record, random: Random, *, same_meaning: bool) -> None:
    entry = random.choice(list(record.ledger.entries()))
    name = "payload" if same_meaning else random.choice(Entry._fields[1:])
    value = str(getattr(entry, name)) or " "
    place = random.randrange(len(value))
    other = random.choice([it for it in 'aZ{"é' if it != value[place]])
    changed = (
        json.dumps(json.loads(value), indent=random.randrange(9))
        if same_meaning
        else value[:place] + other + value[place + 1 :]
    )
    with unguarded(record) as connection:
        statement = text(f"UPDATE events SET {name} = :value WHERE seq = :seq")  # noqa: S608 - a column of the table
        connection.execute(statement, {"value": changed, "seq": entry.seq})


def _run(record: Record, statement: str, **values: object) -> None:
    with unguarded(record) as connection:
        connection.execute(text(statement), values)


def _swap(record: Record, random: Random) -> None:
    one, other = random.sample(range(1, SIZES[-1] + 1), 2)
    for old, new in ((one, 999), (other, one), (999, other)):
        _run(record, "UPDATE events SET seq = :new WHERE seq = :old", old=old, new=new)


def _paths(record: Record) -> tuple[Path, ...]:
    return list_checkpoints(record.checkpoints)


def _stored(record: Record) -> list[Path]:
    return sorted(path for path in (record.folder / "store").rglob("*") if path.is_file())


def _flip(path: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    path.chmod(0o644)
    path.write_bytes(content)


def _forged_key(record: Record) -> SigningKey:
    return make_key(record.folder / "forged", ORIGIN)


def _sign_anew(record: Record, random: Random) -> None:
    """Sign all checkpoints with another key, and put its public half beside them."""
    del random
    key = _forged_key(record)
    (record.folder / "key.pub").unlink()
    publish_key(key.public, record.folder / "key.pub")
    shutil.rmtree(record.checkpoints)
    write_checkpoint(record.ledger, key, record.checkpoints)


def _link(path: Path, random: Random) -> None:
    del random
    target = path.rename(path.with_name("elsewhere.txt"))
    path.symlink_to(target)


def _rename(path: Path, random: Random) -> None:
    path.rename(path.with_name(f"{random.randrange(13, 10**6):012d}.checkpoint"))


def _exchange(record: Record, random: Random) -> None:
    one, other = random.sample(_paths(record), 2)
    content = one.read_bytes()
    for path, said in ((one, other.read_bytes()), (other, content)):
        path.chmod(0o644)
        path.write_bytes(said)


def _forget_and_unlink(record: Record, random: Random) -> None:
    path = random.choice(_paths(record)[:-1])
    path.unlink()
    _run(record, "DELETE FROM checkpoints WHERE size = :size", size=int(path.stem))


def _roll_back(record: Record, random: Random) -> None:
    """Take everything back to an earlier checkpoint."""
    _roll_back_to(record, random.choice(SIZES[:-1]))


def _roll_back_to(record: Record, size: int) -> None:
    _run(record, "DELETE FROM events WHERE seq > :size", size=size)
    _run(record, "DELETE FROM checkpoints WHERE size > :size", size=size)
    for path in _paths(record):
        if int(path.stem) > size:
            path.unlink()


def _pretend_to_restore(record: Record, random: Random) -> None:
    """Cut the end off, and say that the record was restored, without the key."""
    size = random.choice(SIZES[:-1])
    lost = read_unverified(_paths(record)[-1].read_text(encoding="utf-8"))
    _roll_back_to(record, size)
    payload = {
        "events": size,
        "backup_sha256": "0" * 64,
        "reason": "the disk broke",
        "given_up": [{"size": lost.size, "root": base64.b64encode(lost.root).decode()}],
    }
    record.ledger.append((replace(report(99, type="record_restored"), payload=payload),))


TAMPERINGS: dict[str, Tampering] = {
    "a character changed": lambda record, random: _update(record, random, same_meaning=False),
    "a payload written in another way": lambda record, random: _update(record, random, same_meaning=True),
    "events deleted": lambda record, random: _run(
        record, "DELETE FROM events WHERE seq = :seq", seq=random.randint(1, 12)
    ),
    "two exchanged": _swap,
    "the end cut off": lambda record, random: _run(
        record, "DELETE FROM events WHERE seq > :seq", seq=random.randrange(12)
    ),
    "one changed, all hashed anew": _rewrite(
        lambda entries, random: _with_entry(entries, random, lambda it: [it._replace(actor="eve")])
    ),
    "one left out, all hashed anew": _rewrite(
        lambda entries, random: _with_entry(entries, random, lambda _it: [])
    ),
    "one put in, all hashed anew": _rewrite(
        lambda entries, random: _with_entry(entries, random, _and_another)
    ),
    "rolled back to a checkpoint": _roll_back,
    "rolled back, said to be restored": _pretend_to_restore,
    "a trigger dropped": _statement(
        (
            "DROP TRIGGER events_refuse_update",
            "DROP TRIGGER events_follow_on",
            "DROP TRIGGER checkpoints_refuse_delete",
        ),
        (
            "DROP TRIGGER events_refuse_change ON events",
            "DROP TRIGGER checkpoints_refuse_truncate ON checkpoints",
        ),
    ),
    "a trigger weakened": _statement(
        ("DROP TRIGGER events_refuse_delete", "DROP TRIGGER checkpoints_stand_once"),
        (
            "ALTER TABLE events DISABLE TRIGGER events_follow_on",
            "ALTER TABLE checkpoints ENABLE REPLICA TRIGGER checkpoints_refuse_change",
        ),
    ),
    "the definition changed": _statement(
        (
            "ALTER TABLE events ADD COLUMN remark TEXT",
            "CREATE VIEW seen AS SELECT * FROM events",
            "DROP INDEX events_of_recipient",
            "CREATE INDEX more ON events (actor)",
            "DROP TABLE checkpoints",
            "ALTER TABLE events RENAME COLUMN role TO title",
            "PRAGMA user_version = 1",
        ),
        (
            "ALTER TABLE events SET UNLOGGED",
            "ALTER TABLE events ALTER actor DROP NOT NULL",
            "ALTER TABLE events ADD COLUMN remark text",
            "CREATE INDEX more ON events (actor)",
            "ALTER TABLE events ENABLE ROW LEVEL SECURITY",
            "CREATE RULE lost AS ON DELETE TO events DO INSTEAD NOTHING",
            "ALTER FUNCTION events_refuse() SECURITY DEFINER",
            "GRANT DELETE ON events TO public",
            "DROP TABLE checkpoints",
            "COMMENT ON TABLE events IS NULL",
        ),
    ),
    "a checkpoint changed": lambda record, random: _flip(random.choice(_paths(record)), random),
    "a checkpoint taken away": lambda record, random: random.choice(_paths(record)).unlink(),
    "all checkpoints taken away": lambda record, _: shutil.rmtree(record.checkpoints),
    "a checkpoint renamed": lambda record, random: _rename(random.choice(_paths(record)), random),
    "a checkpoint behind a link": lambda record, random: _link(random.choice(_paths(record)), random),
    "two checkpoints exchanged": _exchange,
    "a checkpoint forgotten by all": _forget_and_unlink,
    "a checkpoint forgotten by the ledger": lambda record, random: _run(
        record, "DELETE FROM checkpoints WHERE size = :size", size=random.choice(SIZES[:-1])
    ),
    "a checkpoint changed in the ledger": lambda record, random: _run(
        record,
        "UPDATE checkpoints SET note = replace(note, 'a', 'b') WHERE size = :size",
        size=random.choice(SIZES),
    ),
    "signed anew with another key": _sign_anew,
    "a stored file changed": lambda record, random: _flip(random.choice(_stored(record)), random),
    "a stored file taken away": lambda record, random: random.choice(_stored(record)).unlink(),
}
"""By what is done. All of them are found by the last checkpoint and the public key, kept elsewhere."""
