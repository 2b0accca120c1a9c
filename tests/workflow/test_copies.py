"""Checkpoints go by themselves to where the campaign wants copies, and a witness elsewhere signs them."""

from __future__ import annotations

import base64
import shutil
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflow.office import Office, copy_campaign

NOTE = ("record", "note", "or-state", "--actor", "ben", "--text")


class MailHandler(socketserver.StreamRequestHandler):
    """A mail server that keeps what it is given."""

    def handle(self) -> None:
        """Speak with one client."""
        self.say("220 here")
        for line in self.rfile:
            match line.split()[0].upper():
                case b"DATA":
                    self.say("354 go on")
                    body = iter(self.rfile.readline, b".\r\n")
                    self.server.mails.append(b"".join(body).decode())  # type: ignore[attr-defined]
                    self.say("250 kept")
                case b"QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 fine")

    def say(self, line: str) -> None:
        """Say a line."""
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.TCPServer):
    """A mail server on this machine."""

    mails: list[str]


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer(("localhost", 0), MailHandler) as server:
        server.mails = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def office_with(folder: Path, *lines: str) -> Office:
    copy_campaign(folder, "or-state")
    with (folder / "campaign.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n".join(("", "[record]", *lines, "")))
    return Office(folder)


def test_each_checkpoint_goes_to_the_folder_that_the_campaign_names(tmp_path: Path) -> None:
    legal = tmp_path / "legal"
    legal.mkdir()
    office = office_with(tmp_path / "campaign", f'copies = ["{legal}"]')
    office.generate("2018-01-24")
    office.run(*NOTE, "a call")
    office.run("checkpoint")
    names = sorted(path.name for path in legal.glob("*.checkpoint"))
    assert names == [f"letterbook-jag-1373-2018-{size:012d}.checkpoint" for size in (2, 3)]
    kept = [str(legal / name) for name in names]
    assert office.run("verify", "--checkpoint", kept[0], "--checkpoint", kept[1])["ok"]
    (copied,) = office.run("status")["copies"]
    assert (copied["place"], copied["size"]) == (str(legal), 3)


def test_a_copy_is_never_replaced_by_one_that_says_another_thing(tmp_path: Path) -> None:
    legal = tmp_path / "legal"
    legal.mkdir()
    office = office_with(tmp_path / "campaign", f'copies = ["{legal}"]')
    office.generate("2018-01-24")
    (kept,) = legal.glob("*.checkpoint")
    before = kept.read_bytes()
    shutil.rmtree(office.folder / "record")
    made = office.run("generate", "--as-of", "2018-01-24", "--format", "docx")
    assert "another checkpoint lies there" in made["problems"][0]["message"]
    assert kept.read_bytes() == before


def test_a_folder_that_is_not_there_is_a_warning_and_not_made(tmp_path: Path) -> None:
    office = office_with(tmp_path / "campaign", f'copies = ["{tmp_path / "unmounted"}"]')
    made = office.run("generate", "--as-of", "2018-01-24", "--format", "docx")
    assert "there is no such folder" in made["problems"][0]["message"]
    assert not (tmp_path / "unmounted").exists()
    assert office.run("verify")["events"] == 2
    assert office.run("status")["copies"] == [{"place": str(tmp_path / "unmounted"), "size": 0, "at": None}]


def test_each_checkpoint_goes_to_the_address_that_the_campaign_names(
    tmp_path: Path, mail_server: MailServer
) -> None:
    port = mail_server.server_address[1]
    office = office_with(
        tmp_path / "campaign",
        'copies = ["mailto:legal@office.example"]',
        f'mail_server = "smtp://localhost:{port}"',
    )
    office.generate("2018-01-24")
    (mail,) = mail_server.mails
    assert "To: legal@office.example" in mail
    note = (office.folder / "record" / "checkpoints" / "000000000002.checkpoint").read_bytes()
    assert base64.b64encode(note)[:60].decode() in mail.replace("\r\n", "")
    assert "PRIVATE" not in mail


def test_a_mail_server_that_does_not_answer_is_a_warning(tmp_path: Path) -> None:
    office = office_with(
        tmp_path / "campaign",
        'copies = ["mailto:legal@office.example"]',
        'mail_server = "smtp://localhost:9"',
    )
    made = office.run("generate", "--as-of", "2018-01-24", "--format", "docx")
    assert "no copy of the checkpoint was made" in made["problems"][0]["message"]


@pytest.mark.parametrize("wrong", ['copies = ["legal"]', 'copies = ["mailto:legal"]', 'mail_server = "mail"'])
def test_a_place_that_has_no_meaning_is_refused(tmp_path: Path, wrong: str) -> None:
    office = office_with(tmp_path / "campaign", wrong)
    (told,) = office.run("status", exit_status=2)["problems"]
    assert told["field"].startswith("record.")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(copy_campaign(tmp_path / "campaign", "or-state"))
    office.generate("2018-01-24")
    return office


def witnessed(office: Office, since: int, exit_status: int = 0) -> str:
    """Ask the witness to sign what the record is now, and keep its answer; return what it said."""
    request = office.folder / "request"
    request.write_text(office.run("checkpoint", "--since", str(since))["request"], encoding="utf-8")
    arguments = ("witness", "archive", "request", "--log", "record/key.pub", "--name", "archive.example/w1")
    said = office.run(*arguments, exit_status=exit_status)
    if exit_status:
        return str(said["message"])
    (office.folder / "answer").write_text(said["cosignature"], encoding="utf-8")
    office.run("checkpoint", "--cosigned", "answer", "--witness", "archive/witness.pub")
    return str(said["cosignature"])


def test_a_witness_signs_each_checkpoint_that_continues_the_last(office: Office) -> None:
    witnessed(office, 0)
    for number in range(5):
        office.run(*NOTE, f"call {number}")
    witnessed(office, 2)
    found = office.run("verify", "--witness", "archive/witness.pub")
    assert [(it["witness"], it["size"]) for it in found["witnessed"]] == [("archive.example/w1", 7)]


def test_a_witness_does_not_sign_a_record_that_was_rewritten(office: Office) -> None:
    office.run(*NOTE, "a call")
    witnessed(office, 0)
    for name in ("ledger.sqlite", "checkpoints", "store"):
        path = office.folder / "record" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    office.generate("2018-01-24")
    office.run(*NOTE, "another call")
    office.run(*NOTE, "a third")
    assert office.run("verify")["ok"]
    assert "does not continue" in witnessed(office, 3, exit_status=1)
    assert "saw 3 events last" in witnessed(office, 0, exit_status=1)
    told = office.run("verify", "--witness", "archive/witness.pub", exit_status=1)["problems"]
    assert told[-1]["message"] == "archive.example/w1 has signed no checkpoint"


def test_a_signature_of_a_witness_that_was_changed_is_named(office: Office) -> None:
    line = witnessed(office, 0)
    path = office.folder / "record" / "checkpoints" / "000000000002.checkpoint"
    path.chmod(0o644)
    content = path.read_text(encoding="utf-8")
    path.write_text(
        content.replace(line, line[:-20] + ("A" if line[-20] != "A" else "B") + line[-19:]), encoding="utf-8"
    )
    told = office.run("verify", "--witness", "archive/witness.pub", exit_status=1)["problems"]
    assert "did not sign this checkpoint" in told[0]["message"]


def test_a_witness_of_another_record_signs_nothing(office: Office, tmp_path: Path) -> None:
    other = Office(copy_campaign(tmp_path / "other", "or-state"))
    other.generate("2018-01-24")
    shutil.copy(other.folder / "record" / "key.pub", office.folder / "other.pub")
    (office.folder / "request").write_text(
        office.run("checkpoint", "--since", "0")["request"], encoding="utf-8"
    )
    arguments = ("witness", "archive", "request", "--log", "other.pub", "--name", "w")
    assert "no known key signed" in office.run(*arguments, exit_status=1)["message"]
    (office.folder / "request").write_text("old x\n", encoding="utf-8")
    assert "this is no request" in office.run(*arguments, exit_status=1)["message"]
