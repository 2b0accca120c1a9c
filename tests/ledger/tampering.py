"""Ways to tamper with a ledger, for one who has its file and knows how it is made."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import TypeAlias

from generator.ledger.chain import GENESIS, Entry, entry_hash
from generator.ledger.database.schema import SQLITE, VERSION

Tampering: TypeAlias = Callable[[Path, Random], None]
"""Changes a folder with ``ledger.sqlite``, ``old.sqlite`` (an earlier copy) and ``store``."""

NAMES = Entry._fields
OBJECTS = {name.split()[1]: sql for name, sql in SQLITE[VERSION].items()}
GUARDS = tuple(name for name, sql in OBJECTS.items() if "TABLE" not in sql)
TRIGGERS = tuple(name for name in GUARDS if "TRIGGER" in OBJECTS[name])


def flip(folder: Path, random: Random) -> None:
    """Change one character of one field of one event."""
    with unguarded(folder) as connection:
        entries = read(connection)
        entry, name = random.choice(entries), random.choice(NAMES[1:])
        value = str(getattr(entry, name)) or " "
        place = random.randrange(len(value))
        other = random.choice([character for character in 'aZ09{"é' if character != value[place]])
        connection.execute(
            f"UPDATE events SET {name} = ? WHERE seq = ?",  # noqa: S608 - a column of the table
            (value[:place] + other + value[place + 1 :], entry.seq),
        )


def delete(folder: Path, random: Random) -> None:
    """Take events out and leave the gap."""
    with unguarded(folder) as connection:
        first = random.randrange(1, len(read(connection)) + 1)
        connection.execute(
            "DELETE FROM events WHERE seq BETWEEN ? AND ?", (first, first + random.randrange(3))
        )


def swap(folder: Path, random: Random) -> None:
    """Let two events change places."""
    with unguarded(folder) as connection:
        one, other = random.sample([entry.seq for entry in read(connection)], 2)
        for old, new in ((one, 0), (other, one), (0, other)):
            connection.execute("UPDATE events SET seq = ? WHERE seq = ?", (new, old))


def insert(folder: Path, random: Random) -> None:
    """Put an event in between and hash all that follow anew."""

    def forge(entries: list[Entry]) -> list[Entry]:
        place = random.randrange(len(entries))
        return [*entries[:place], entries[place]._replace(key="forged", actor="eve"), *entries[place:]]

    rewrite_with(folder, forge)


def truncate(folder: Path, random: Random) -> None:
    """Cut the end off."""
    with unguarded(folder) as connection:
        connection.execute("DELETE FROM events WHERE seq > ?", (random.randrange(len(read(connection))),))


def rewrite(folder: Path, random: Random) -> None:
    """Change an event and hash it and all that follow anew: a chain without a fault."""

    def forge(entries: list[Entry]) -> list[Entry]:
        place = random.randrange(len(entries))
        return [*entries[:place], entries[place]._replace(actor="eve"), *entries[place + 1 :]]

    rewrite_with(folder, forge)


def omit(folder: Path, random: Random) -> None:
    """Take an event out and hash all that follow anew."""

    def forge(entries: list[Entry]) -> list[Entry]:
        place = random.randrange(len(entries))
        return entries[:place] + entries[place + 1 :]

    rewrite_with(folder, forge)


def put_back(folder: Path, _: Random) -> None:
    """Put an old copy back, sound in itself."""
    shutil.copy(folder / "old.sqlite", folder / "ledger.sqlite")


def change_file(folder: Path, random: Random) -> None:
    """Change one bit of a stored file."""
    path = random.choice(stored(folder))
    content = bytearray(path.read_bytes())
    content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    path.chmod(0o644)
    path.write_bytes(content)


def remove_file(folder: Path, random: Random) -> None:
    """Take a stored file away."""
    random.choice(stored(folder)).unlink()


def drop_guard(folder: Path, random: Random) -> None:
    """Drop a trigger or an index."""
    with connected(folder) as connection:
        name = random.choice(GUARDS)
        connection.execute(f"DROP {OBJECTS[name].split()[1]} {name}")


def weaken_guard(folder: Path, random: Random) -> None:
    """Replace a trigger by one of its name that lets all through."""
    with connected(folder) as connection:
        name = random.choice(TRIGGERS)
        connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f"CREATE TRIGGER {name} BEFORE INSERT ON events WHEN 0 BEGIN SELECT 1; END")


TAMPERINGS: dict[str, Tampering] = {
    "flip": flip,
    "delete": delete,
    "swap": swap,
    "insert": insert,
    "truncate": truncate,
    "rewrite": rewrite,
    "omit": omit,
    "put back": put_back,
    "change file": change_file,
    "remove file": remove_file,
    "drop guard": drop_guard,
    "weaken guard": weaken_guard,
}


def seeded(seed: str) -> Random:
    """Return choices that are the same in every run of the tests."""
    return Random(seed)  # noqa: S311 - nothing secret


def stored(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "store").rglob("*") if path.is_file())


def read(connection: sqlite3.Connection) -> list[Entry]:
    return [Entry(*row) for row in connection.execute("SELECT * FROM events ORDER BY seq")]


def rewrite_with(folder: Path, forge: Callable[[list[Entry]], list[Entry]]) -> None:
    """Write the forged entries instead of the true ones, numbered and hashed without a fault."""
    with unguarded(folder) as connection:
        forged = forge(read(connection))
        connection.execute("DELETE FROM events")
        prev = GENESIS
        for seq, entry in enumerate(forged, start=1):
            linked = entry._replace(seq=seq, prev=prev)
            linked = linked._replace(hash=entry_hash(linked))
            prev = linked.hash
            connection.execute(
                f"INSERT INTO events VALUES ({','.join('?' * len(NAMES))})",  # noqa: S608 - question marks
                [getattr(linked, name) for name in NAMES],
            )


@contextmanager
def unguarded(folder: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection without the guards, which stand again afterwards as if nothing had been."""
    with connected(folder) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for name in TRIGGERS:
            connection.execute(OBJECTS[name])


@contextmanager
def connected(folder: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(folder / "ledger.sqlite", isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        yield connection
    finally:
        connection.close()
