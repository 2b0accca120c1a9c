"""Nothing is told or done on a record that was changed: every command that reads it checks what it reads."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ledger.tampering import drop_guard, rewrite_with, seeded, unguarded
from tests.workflow.office import Office, copy_campaign

COMMANDS = {
    "status": ("status",),
    "timeline": ("status", "--html", "page.html"),
    "plan": ("plan",),
    "generate": ("generate", "--as-of", "2018-02-26", "--format", "docx"),
    "record": ("record", "note", "or-state", "--text", "a call"),
    "manifest": ("manifest",),
    "prove": ("prove", "DR-2018-OR-STATE-01"),
    "checkpoint": ("checkpoint",),
}
READS_A_PART = {"record"}
"""What reads the events of those concerned alone, and holds the rest to the last checkpoint."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = Office(copy_campaign(tmp_path_factory.mktemp("sound") / "campaign", "or-state"))
    office.post(office.generate("2018-01-24"), "2018-01-24")
    office.run("checkpoint")
    office.record("note", "or-state", "--text", "after the checkpoint")
    return office.folder


def change(column: str, seq: int) -> Callable[[Path], None]:
    def tamper(record: Path) -> None:
        with unguarded(record) as connection:
            connection.execute(f"UPDATE events SET {column} = 'eve' WHERE seq = ?", (seq,))  # noqa: S608

    return tamper


def delete(record: Path) -> None:
    with unguarded(record) as connection:
        connection.execute("DELETE FROM events WHERE seq = 2")


def cut(record: Path) -> None:
    with unguarded(record) as connection:
        connection.execute("DELETE FROM events WHERE seq > 2")


def rewrite_all(record: Path) -> None:
    rewrite_with(record, lambda entries: [entries[0]._replace(actor="eve"), *entries[1:]])


def spoil_checkpoint(record: Path) -> None:
    path = max((record / "checkpoints").iterdir())
    path.chmod(0o644)
    path.write_text(path.read_text(encoding="utf-8").replace("\n3\n", "\n4\n"), encoding="utf-8")


TAMPERINGS: dict[str, tuple[Callable[[Path], None], str]] = {
    "an event changed": (change("actor", 2), "event 2: the event was changed"),
    "one after the checkpoint": (change("payload", 4), "event 4: the event was changed"),
    "one deleted": (delete, "event 2: this event is missing"),
    "the end cut off": (cut, "the ledger has 2 events, but a checkpoint speaks of 3"),
    "all rewritten": (rewrite_all, "last checkpoint states"),
    "a guard dropped": (lambda record: drop_guard(record, seeded("guard")), "missing, altered"),
    "the checkpoint changed": (spoil_checkpoint, "no known key signed this checkpoint"),
}


@pytest.mark.parametrize(("tamper", "told"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_every_command_that_reads_a_changed_record_stops_and_names_what_is_wrong(
    sound: Path, tmp_path: Path, tamper: Callable[[Path], None], told: str
) -> None:
    office = Office(Path(shutil.copytree(sound, tmp_path / "campaign")))
    tamper(office.folder / "record")
    before = sorted(office.folder.rglob("*"))
    for name, command in COMMANDS.items():
        message = office.run(*command, exit_status=1)["message"]
        assert told in message or (name in READS_A_PART and "last checkpoint states" in message)
    assert sorted(office.folder.rglob("*")) == before
    assert not office.run("verify", exit_status=1)["ok"]


def test_no_command_stops_on_a_sound_record(sound: Path, tmp_path: Path) -> None:
    office = Office(Path(shutil.copytree(sound, tmp_path / "campaign")))
    for command in COMMANDS.values():
        office.run(*command)


def test_what_the_hint_says_to_run_names_the_same_event(sound: Path, tmp_path: Path) -> None:
    office = Office(Path(shutil.copytree(sound, tmp_path / "campaign")))
    change("actor", 3)(office.folder / "record")
    assert office.run("status", exit_status=1)["hint"].endswith("letterbook verify")
    assert office.run("verify", exit_status=1)["first_bad_seq"] == 3


def test_a_public_key_that_is_gone_is_known_by_the_private_one(sound: Path, tmp_path: Path) -> None:
    office = Office(Path(shutil.copytree(sound, tmp_path / "campaign")))
    (office.folder / "record" / "key.pub").unlink()
    office.run("status")
    (office.folder / "record" / "key").unlink()
    assert "no known key signed" in office.run("status", exit_status=1)["message"]
