"""Verifying looks into out/ too, at what killed runs left, and says what it could not know."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.campaign import read_campaign
from generator.workflow.evidence.made_files import check_made_files
from generator.workflow.record.campaign_record import CampaignRecord
from tests.workflow.office import Office, copy_campaign


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = Office(copy_campaign(tmp_path_factory.mktemp("made") / "campaign", "or-state", "il-chicago"))
    office.generate("2018-01-24")
    return office.folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Office:
    return Office(Path(shutil.copytree(made, tmp_path / "campaign")))


def batch(office: Office) -> Path:
    (folder,) = (office.folder / "out").iterdir()
    return folder


def told(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(Path(it["source"]).name, it["message"], it["severity"]) for it in found["problems"]]


LETTER = "or-state.document_request.docx"


def test_a_letter_in_out_that_was_changed_or_is_missing_is_a_fault(office: Office) -> None:
    path = batch(office) / LETTER
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"x")
    (batch(office) / "il-chicago.document_request.docx").unlink()
    assert told(office.run("verify", exit_status=1)) == [
        ("il-chicago.document_request.docx", "the record names this file, but it is not there", "error"),
        (LETTER, "the file was changed after it was made", "error"),
    ]


def test_a_link_to_a_letter_is_none(office: Office) -> None:
    path = batch(office) / LETTER
    path.symlink_to(path.rename(office.folder / "aside"))
    assert told(office.run("verify", exit_status=1)) == [
        (LETTER, "the file was changed after it was made", "error")
    ]


def test_strays_are_warned_about(office: Office) -> None:
    (batch(office) / "notes.txt").write_text("x", encoding="utf-8")
    (office.folder / "out" / "old").mkdir()
    found = office.run("verify")
    assert told(found) == [
        ("notes.txt", "no file of this batch", "warning"),
        ("old", "no batch of the record", "warning"),
    ]


def test_copies_that_say_draft_are_known_as_such(tmp_path: Path) -> None:
    office = Office(copy_campaign(tmp_path / "campaign", "or-state"))
    office.generate("2018-01-24", "--draft")
    assert office.run("verify")["problems"] == []


def test_what_a_killed_run_left_is_named_wherever_it_lies_and_removed_by_the_next(office: Office) -> None:
    record = office.folder / "record"
    shelf = next(path for path in (record / "store" / "sha256").iterdir())
    left = [place / ".unfinished-x" for place in (record, record / "checkpoints", shelf)]
    for path in left:
        path.write_bytes(b"half")
    staged = office.folder / "out" / ".unfinished-2018.abc"
    staged.mkdir()
    names = {it["source"] for it in office.run("verify")["problems"]}
    assert len(names) == 4
    office.generate("2018-02-26", "--letter", "document_request")
    assert [path for path in (*left, staged) if path.exists()] == []


def test_what_verifying_cannot_know_is_said(office: Office) -> None:
    office.record("note", "or-state", "--text", "a call")
    shutil.rmtree(batch(office))
    assert office.run("verify")["unknown"] == [
        "whether an end after event 4 was cut off, as events 4 on are not signed yet",
        "whether all was replaced, ledger and checkpoints: no checkpoint kept elsewhere was given",
        "what became of 1 of 1 batches that are not in out/",
    ]


def test_a_manifest_whose_hash_an_earlier_version_did_not_record_is_no_fault_but_counted(
    office: Office,
) -> None:
    record = CampaignRecord.of(read_campaign(office.folder / "campaign.toml"))
    events = [
        event._replace(payload_text=json.dumps({k: v for k, v in event.payload.items() if k != "manifests"}))
        for event in record.events()
    ]
    (batch(office) / "manifest.csv").write_text("changed")
    made = check_made_files(office.folder / "out", events, record.store)
    assert (made.present, made.unrecorded, made.problems) == (1, 1, ())
