"""A record for decades: exported, moved, backed up, restored, signed with other keys; and each is told."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from pathlib import Path

import pytest

from generator.errors import StorageError
from tests.ledger.conftest import make_database_schema
from tests.workflow.office import Office, copy_campaign

NOTE = ("record", "note", "or-state", "--actor", "ben", "--text")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(copy_campaign(tmp_path / "campaign", "or-state"))
    office.generate("2018-01-24")
    return office


def export(office: Office, name: str) -> bytes:
    office.run("manifest", "--format", "events", "--out", name)
    return (office.folder / name).read_bytes()


def problems(office: Office, *arguments: str, exit_status: int = 0) -> str:
    """Verify and return all that is said."""
    found = office.run("verify", *arguments, exit_status=exit_status)
    return "\n".join(f"{it['severity']}: {it['source']}: {it['message']}" for it in found["problems"])


def test_an_export_makes_the_same_ledger_again(office: Office) -> None:
    office.run(*NOTE, "Señor № 1 “called” 🖃")
    exported = export(office, "events.jsonl")
    (office.folder / "record" / "ledger.sqlite").unlink()
    assert office.run("import", "events.jsonl")["events"] == 3
    assert export(office, "again.jsonl") == exported
    assert problems(office) == ""


def test_an_export_that_was_changed_is_not_imported(office: Office) -> None:
    exported = export(office, "events.jsonl")
    (office.folder / "record" / "ledger.sqlite").unlink()
    for wrong in (
        exported.replace(b'"ann"', b'"eve"', 1),
        b"".join(exported.splitlines(keepends=True)[1:]),
        b"".join(exported.splitlines(keepends=True)[:1]),
        exported + b"{}\n",
        b"\xff\n",
    ):
        (office.folder / "wrong.jsonl").write_bytes(wrong)
        office.run("import", "wrong.jsonl", exit_status=1)
        assert not (office.folder / "record" / "ledger.sqlite").exists()


def test_a_ledger_with_events_is_not_imported_into(office: Office) -> None:
    export(office, "events.jsonl")
    office.run(*NOTE, "later")
    assert "there are events already" in office.run("import", "events.jsonl", exit_status=1)["message"]


def test_a_record_moves_to_postgresql_and_back(
    office: Office, postgresql: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported = export(office, "events.jsonl")
    (office.folder / "record" / "ledger.sqlite").rename(office.folder / "old.sqlite")
    monkeypatch.setenv("LETTERBOOK_LEDGER", make_database_schema(postgresql))
    office.run("import", "events.jsonl")
    assert export(office, "there.jsonl") == exported
    assert problems(office) == ""
    office.run(*NOTE, "recorded on the server")
    there = export(office, "there.jsonl")
    monkeypatch.delenv("LETTERBOOK_LEDGER")
    office.run("import", "there.jsonl")
    assert export(office, "back.jsonl") == there
    assert problems(office) == ""


def test_a_backup_makes_the_whole_record_again_and_says_that_it_did(office: Office) -> None:
    made = office.run("backup", "kept.tar")
    assert (made["events"], made["files"]) == (2, 2)  # a letter, and the rows of its table
    key = (office.folder / "record" / "key").read_bytes()
    shutil.rmtree(office.folder / "record")
    office.run("restore", "kept.tar", "--reason", "the disk broke", "--actor", "zoe")
    told = problems(office)
    assert "key is not there" not in told
    assert "event 3: the record was restored by zoe: the disk broke" in told
    assert key not in (office.folder / "kept.tar").read_bytes()
    last = json.loads(export(office, "events.jsonl").splitlines()[-1])
    assert last["type"] == "record_restored"
    assert last["payload"]["backup_sha256"] == made["sha256"]


def test_a_restore_is_told_from_a_rollback(office: Office) -> None:
    """The events after the backup are lost; their checkpoints are given up by name, and no others."""
    office.run("backup", "kept.tar")
    shutil.copy(office.folder / "record" / "ledger.sqlite", office.folder / "old.sqlite")
    office.run(*NOTE, "after the backup")
    office.run("checkpoint")
    shutil.copy(office.folder / "record" / "checkpoints" / "000000000003.checkpoint", office.folder / "kept")
    shutil.copytree(office.folder / "record", office.folder / "rolled")

    (office.folder / "record" / "ledger.sqlite").unlink()
    office.run("restore", "kept.tar", "--reason", "the disk broke")
    office.run(*NOTE, "after the restore")
    office.run("checkpoint")
    assert "restored" in problems(office, "--checkpoint", "kept")

    shutil.rmtree(office.folder / "record")
    (office.folder / "rolled").rename(office.folder / "record")
    shutil.copy(office.folder / "old.sqlite", office.folder / "record" / "ledger.sqlite")
    assert "the end was cut off" in problems(office, "--checkpoint", "kept", exit_status=1)


def test_a_restoration_that_nobody_signed_gives_nothing_up(office: Office) -> None:
    office.run("backup", "kept.tar")
    office.run(*NOTE, "after the backup")
    office.run("checkpoint")
    record = office.folder / "record"
    shutil.copy(record / "checkpoints" / "000000000003.checkpoint", office.folder / "kept")
    key = (record / "key").rename(office.folder / "elsewhere")
    (record / "ledger.sqlite").unlink()
    office.run("restore", "kept.tar", "--reason", "the disk broke")
    assert "kept does not fit" in problems(office, "--checkpoint", "kept", exit_status=1)
    key.rename(record / "key")
    office.run("checkpoint")
    assert "restored" in problems(office, "--checkpoint", "kept")


def test_a_checkpoint_of_lost_events_that_nobody_gave_up_tells_of_them(office: Office) -> None:
    office.run("backup", "kept.tar")
    office.run(*NOTE, "after the backup")
    (office.folder / "kept").write_text(office.run("checkpoint")["checkpoint"], encoding="utf-8")
    record = office.folder / "record"
    key = (record / "key").rename(office.folder / "key")
    shutil.rmtree(record)
    record.mkdir()
    shutil.copy(key, record / "key")
    office.run("restore", "kept.tar", "--reason", "the disk broke")
    assert "kept does not fit" in problems(office, "--checkpoint", "kept", exit_status=1)
    shutil.rmtree(record)
    record.mkdir()
    shutil.copy(key, record / "key")
    office.run("restore", "kept.tar", "--reason", "the disk broke", "--given-up", "kept")
    assert "restored" in problems(office, "--checkpoint", "kept")


def test_nothing_is_restored_over_a_record(office: Office) -> None:
    office.run("backup", "kept.tar")
    office.run(*NOTE, "later")
    refused = office.run("restore", "kept.tar", "--reason", "by mistake", exit_status=1)
    assert "there are events already" in refused["message"]
    assert problems(office) == ""


def test_a_backup_is_never_replaced(office: Office) -> None:
    office.run("backup", "kept.tar")
    assert "a file is there already" in office.run("backup", "kept.tar", exit_status=2)["message"]


def test_a_record_that_does_not_verify_is_not_backed_up(office: Office) -> None:
    next((office.folder / "record" / "store").rglob("*/*/*")).unlink()
    office.run("backup", "kept.tar", exit_status=1)
    assert not (office.folder / "kept.tar").exists()


@pytest.mark.parametrize("harm", ["stored", "event", "cut", "foreign", "link", "other"])
def test_a_backup_that_was_changed_is_refused_and_nothing_is_made(office: Office, harm: str) -> None:
    office.run("backup", "kept.tar")
    with tarfile.open(office.folder / "kept.tar") as tar:
        members = [(it, tar.extractfile(it).read()) for it in tar]  # type: ignore[union-attr]
    with tarfile.open(office.folder / "wrong.tar", "w") as tar:
        for member, content in harmed(members, harm):
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    shutil.rmtree(office.folder / "record")
    office.run("restore", "wrong.tar", "--reason", "the disk broke", exit_status=1)
    assert not (office.folder / "record" / "ledger.sqlite").exists()
    assert not (office.folder.parent / "outside.checkpoint").exists()


def harmed(members: list[tuple[tarfile.TarInfo, bytes]], harm: str) -> list[tuple[tarfile.TarInfo, bytes]]:
    match harm:
        case "stored":
            return [(it, b"x" + said[1:] if it.name.startswith("store/") else said) for it, said in members]
        case "event":
            return [(it, said.replace(b'"ann"', b'"eve"')) for it, said in members]
        case "cut":
            return [it for it in members if not it[0].name.startswith("store/")]
        case "foreign":
            return [*members, (tarfile.TarInfo("checkpoints/../../../outside.checkpoint"), b"x")]
        case "link":
            link = tarfile.TarInfo("store/link")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            return [*members, (link, b"")]
        case _:
            return [(it, said.replace(b"letterbook/jag", b"letterbook/tag")) for it, said in members]


def test_a_key_is_rotated_and_whoever_has_either_key_verifies(office: Office) -> None:
    shutil.copy(office.folder / "record" / "key.pub", office.folder / "old.pub")
    made = office.run("key", "rotate", "--reason", "every other year")
    now = office.folder / "record" / "key.pub"
    assert now.read_text(encoding="utf-8") == f"{made['public_key']}\n"
    assert not (office.folder / "record" / "key.next").exists()
    office.run(*NOTE, "later")
    office.run("checkpoint")
    assert problems(office) == ""
    assert problems(office, "--key", "old.pub") == ""


def test_a_key_that_was_rotated_signs_nothing_any_more(office: Office) -> None:
    record = office.folder / "record"
    shutil.copy(record / "key", office.folder / "stolen")
    shutil.copy(record / "key.pub", office.folder / "stolen.pub")
    office.run("key", "rotate", "--reason", "every other year")
    office.run(*NOTE, "later")
    shutil.copytree(record, office.folder / "whole")
    for name in ("key", "key.pub"):
        (record / name).unlink()
    shutil.copy(office.folder / "stolen", record / "key")
    (record / "key").chmod(0o600)
    office.run("checkpoint")
    assert "no known key signed" in problems(office, exit_status=1)


def test_a_rotation_that_was_stopped_is_completed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise StorageError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("generator.workflow.record.campaign_record.replace_file", stop)
        office.run("key", "rotate", "--reason", "every other year", exit_status=4)
    assert (office.folder / "record" / "key.next").exists()
    office.run("checkpoint")
    assert not (office.folder / "record" / "key.next").exists()
    assert problems(office) == ""


def test_a_lost_key_is_replaced_on_somebodys_word_and_that_is_told(office: Office) -> None:
    shutil.copy(office.folder / "record" / "key.pub", office.folder / "old.pub")
    (office.folder / "record" / "key").unlink()
    why = ("--reason", "the disk broke", "--authorized-by", "The Director")
    office.run("key", "replace", *why)
    assert "event 3: a key that was lost was replaced" in problems(office)
    assert problems(office, "--key", "old.pub", "--key", "record/key.pub") == ""
    assert "no known key signed" in problems(office, "--key", "old.pub", exit_status=1)
