"""The record of a campaign: made when it is needed, and never quietly made anew or shortened."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from generator.errors import StorageError
from tests.workflow.office import Office, copy_campaign


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(copy_campaign(tmp_path / "campaign", "or-state"))
    office.generate("2018-01-24")
    return office


NOTE = ("record", "note", "or-state", "--text", "a call", "--actor", "ben")


def test_reading_makes_no_record(tmp_path: Path) -> None:
    office = Office(copy_campaign(tmp_path / "campaign", "or-state"))
    office.run("status")
    office.run("plan")
    office.run("manifest")
    office.run("generate", "--as-of", "2018-01-01")
    office.run("record", "note", "or-stat", "--text", "x", exit_status=1)
    assert not (office.folder / "record").exists()


def test_the_private_key_is_open_to_its_owner_alone(office: Office) -> None:
    record = office.folder / "record"
    assert stat.S_IMODE((record / "key").stat().st_mode) == 0o600
    assert "PRIVATE" not in (record / "key.pub").read_text(encoding="utf-8")


def test_a_ledger_that_is_gone_is_not_made_anew(office: Office) -> None:
    (office.folder / "record" / "ledger.sqlite").unlink()
    for command in (("status",), ("generate", "--as-of", "2018-01-24"), NOTE, ("verify",)):
        assert "the ledger is gone" in office.run(*command, exit_status=1)["message"]
    assert not (office.folder / "record" / "ledger.sqlite").exists()


def test_an_old_copy_of_the_ledger_is_not_continued(office: Office) -> None:
    ledger = office.folder / "record" / "ledger.sqlite"
    shutil.copy(ledger, office.folder / "old")
    office.run(*NOTE)
    office.run("checkpoint")
    shutil.copy(office.folder / "old", ledger)
    for command in (("status",), ("generate", "--as-of", "2018-01-24"), (*NOTE[:3], "--text", "more")):
        assert "a checkpoint speaks of 3" in office.run(*command, exit_status=1)["message"]
    found = office.run("verify", exit_status=1)
    assert found["first_bad_seq"] == 3


def test_without_the_key_what_happened_is_recorded_and_the_rest_is_warned_about(office: Office) -> None:
    (office.folder / "record" / "key").rename(office.folder / "kept elsewhere")
    made = office.run("generate", "--letter", "document_request", "--as-of", "2018-02-26", "--format", "docx")
    assert "no checkpoint was signed" in made["problems"][0]["message"]
    assert office.run("verify")["events"] == 4
    assert "key is not there" in office.run("checkpoint", exit_status=4)["message"]


def test_a_checkpoint_that_was_kept_elsewhere_tells_of_a_rewritten_record(office: Office) -> None:
    kept = office.folder / "kept.checkpoint"
    kept.write_text(office.run("checkpoint")["checkpoint"], encoding="utf-8")
    key = office.folder / "kept.pub"
    shutil.copy(office.folder / "record" / "key.pub", key)
    assert office.run("verify", "--checkpoint", "kept.checkpoint", "--key", "kept.pub")["ok"]
    shutil.rmtree(office.folder / "record")
    office.generate("2018-01-24")
    assert office.run("verify")["ok"]
    found = office.run("verify", "--checkpoint", "kept.checkpoint", "--key", "kept.pub", exit_status=1)
    assert not found["ok"]


def test_the_command_answers_before_databases_and_typesetting_are_loaded() -> None:
    slow = "{'sqlalchemy', 'cryptography', 'pydantic', 'lxml', 'docxtpl', 'weasyprint', 'holidays'}"
    code = f"import sys, generator.cli.main; print(sorted({slow} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_ledger_that_is_gone_is_told_by_every_command_that_needs_it(office: Office) -> None:
    (office.folder / "record" / "ledger.sqlite").unlink()
    for command in (("checkpoint",), ("prove", "DR-2018-OR-STATE-01")):
        assert "the ledger is gone" in office.run(*command, exit_status=1)["message"]


def refuse(*_: object, **__: object) -> Path:
    raise StorageError("the disk is full")


def test_a_batch_whose_checkpoint_cannot_be_written_stands_and_the_next_run_signs_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.ledger.write_checkpoint", refuse)
    made = office.run("generate", "--letter", "document_request", "--as-of", "2018-02-26", "--format", "docx")
    (warning,) = (it for it in made["problems"] if "checkpoint" in it["message"])
    assert warning["severity"] == "warning"
    assert warning["message"] == (
        "what happened is recorded, only the checkpoint is missing: the disk is full"
    )
    assert office.run("checkpoint", exit_status=4)["message"] == "the disk is full"
    monkeypatch.undo()
    assert office.run("verify")["events"] == 4
    office.run(*NOTE)
    assert [path.stem for path in checkpoints(office)] == ["000000000002", "000000000005"]
    office.run(*NOTE[:3], "--text", "more")
    assert len(checkpoints(office)) == 2


def test_a_database_that_goes_away_once_all_is_recorded_takes_nothing_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.ledger.checkpoint_is_due", refuse)
    noted = office.run(*NOTE)
    assert "only the checkpoint is missing" in noted["problems"][0]["message"]
    monkeypatch.undo()
    assert office.run("verify")["events"] == 3


def checkpoints(office: Office) -> list[Path]:
    return sorted((office.folder / "record" / "checkpoints").iterdir())
