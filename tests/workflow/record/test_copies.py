"""Checkpoints go by themselves to where the campaign wants copies, and a witness elsewhere signs them."""

from __future__ import annotations

import base64
import itertools
import shutil
import socket
import ssl
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import obstore
import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from obstore.store import from_url

from generator.ledger import WitnessRequest, read_unverified
from generator.ledger.merkle import is_consistent
from tests.workflow.office import Office, copy_campaign

NOTE = ("record", "note", "or-state", "--actor", "ben", "--text")


@dataclass
class MailServer:
    """A mail server on this machine: the messages that it took, each with whether STARTTLS went before."""

    port: int = 0
    mails: list[tuple[str, bool]] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name in aiosmtpd
        """Keep a message."""
        del server
        self.mails.append((str((envelope.content or b"").decode()), session.ssl is not None))
        return "250 kept"


@contextmanager
def serving(host: str = "127.0.0.1", **settings: object) -> Iterator[MailServer]:
    mail = MailServer()
    with socket.socket() as free:
        free.bind((host, 0))
        mail.port = free.getsockname()[1]
    controller = Controller(mail, hostname=host, port=mail.port, **settings)
    controller.start()
    try:
        yield mail
    finally:
        controller.stop()


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Give what a server shows for 127.0.0.2; whoever runs here trusts it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.2").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return context


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


def mailing(folder: Path, server: str) -> Office:
    return office_with(folder, 'copies = ["mailto:legal@office.example"]', f'mail_server = "{server}"')


def test_each_checkpoint_goes_to_the_address_that_the_campaign_names(tmp_path: Path) -> None:
    with serving() as mail:
        office = mailing(tmp_path / "campaign", f"smtp://127.0.0.1:{mail.port}")
        office.generate("2018-01-24")
    ((said, _),) = mail.mails
    assert "To: legal@office.example" in said
    note = (office.folder / "record" / "checkpoints" / "000000000002.checkpoint").read_bytes()
    assert base64.b64encode(note)[:60].decode() in said.replace("\r\n", "")
    assert "PRIVATE" not in said


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # it is TLS from the start
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_what_goes_to_another_machine_is_encrypted_and_opened_with_the_password(
    tmp_path: Path, certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    told: list[tuple[bytes, bytes]] = []

    def admit(
        _server: object, _session: object, _envelope: object, _way: str, said: LoginPassword
    ) -> AuthResult:
        told.append((said.login, said.password))
        return AuthResult(success=True)

    monkeypatch.setenv("LETTERBOOK_SMTP_USER", "ann")
    monkeypatch.setenv("LETTERBOOK_SMTP_PASSWORD", "hush")
    way = {"ssl_context": certificate} if scheme == "smtps" else {"tls_context": certificate}
    with serving(
        "127.0.0.2", authenticator=admit, auth_required=True, auth_require_tls=scheme == "smtp", **way
    ) as mail:
        mailing(tmp_path / "campaign", f"{scheme}://127.0.0.2:{mail.port}").generate("2018-01-24")
    assert told == [(b"ann", b"hush")]
    ((_, encrypted),) = mail.mails
    assert encrypted or scheme == "smtps"


def test_nothing_goes_to_another_machine_in_the_clear(tmp_path: Path) -> None:
    with serving("127.0.0.2") as mail:
        office = mailing(tmp_path / "campaign", f"smtp://127.0.0.2:{mail.port}")
        made = office.run("generate", "--as-of", "2018-01-24", "--format", "docx")
    assert "STARTTLS" in made["problems"][0]["message"]
    assert mail.mails == []


def test_nothing_goes_to_a_machine_that_cannot_show_who_it_is(
    tmp_path: Path, certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with serving("127.0.0.2", tls_context=certificate) as mail:
        office = mailing(tmp_path / "campaign", f"smtp://127.0.0.2:{mail.port}")
        made = office.run("generate", "--as-of", "2018-01-24", "--format", "docx")
    assert "certificate" in made["problems"][0]["message"]
    assert mail.mails == []


def test_a_mail_server_that_does_not_answer_is_a_warning(tmp_path: Path) -> None:
    office = office_with(
        tmp_path / "campaign",
        'copies = ["mailto:legal@office.example"]',
        'mail_server = "smtp://localhost:9"',
    )
    made = office.run("generate", "--as-of", "2018-01-24", "--format", "docx")
    assert "no copy of the checkpoint was made" in made["problems"][0]["message"]


@pytest.mark.parametrize(
    "wrong",
    [
        'copies = ["legal"]',
        'copies = ["mailto:legal"]',
        'copies = ["s3://"]',
        'copies = ["s3://ann:hush@bucket"]',
        'copies = ["ftp://bucket/records"]',
        'mail_server = "mail"',
    ],
)
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
    assert "this is not a request" in office.run(*arguments, exit_status=1)["message"]


def test_any_two_checkpoints_are_shown_to_be_one_record(office: Office) -> None:
    sizes = [2]
    for text in ("one", "two"):
        office.run(*NOTE, text)
        office.run("checkpoint")
        sizes.append(sizes[-1] + 1)
    roots = {
        size: read_unverified((office.folder / f"record/checkpoints/{size:012d}.checkpoint").read_text()).root
        for size in sizes
    }
    for old, new in itertools.combinations(sizes, 2):
        said = office.run("checkpoint", "--since", str(old), "--to", str(new))["request"]
        asked = WitnessRequest.parse(said)
        assert read_unverified(asked.note).size == new
        assert is_consistent((old, roots[old]), (new, roots[new]), asked.path)
    office.run("checkpoint", "--since", "2", "--to", "99", exit_status=2)
    office.run("checkpoint", "--to", "3", exit_status=2)


@pytest.fixture(scope="module")
def bucket_server() -> Iterator[str]:
    """Give the URL of a server that speaks S3, with a bucket ``legal``."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    urllib.request.urlopen(urllib.request.Request(f"{url}/legal", method="PUT"))  # noqa: S310 - http
    yield url
    server.stop()


@pytest.fixture
def bucket(bucket_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the URL of a place in the bucket, with what opens it in the environment."""
    opens = {"ENDPOINT_URL": bucket_server, "ACCESS_KEY_ID": "ann", "SECRET_ACCESS_KEY": "hush"}
    for name, value in (opens | {"REGION": "us-east-1", "ALLOW_HTTP": "true"}).items():
        monkeypatch.setenv(f"AWS_{name}", value)
    return f"s3://legal/{uuid.uuid4().hex}"


def fetch(bucket: str, name: str) -> str:
    return bytes(obstore.get(from_url(bucket), name).bytes()).decode()


def test_each_checkpoint_goes_to_a_bucket(tmp_path: Path, bucket: str) -> None:
    office = office_with(tmp_path / "campaign", f'copies = ["{bucket}"]')
    assert office.generate("2018-01-24")
    office.run("checkpoint")
    here = (office.folder / "record" / "checkpoints" / "000000000002.checkpoint").read_text("utf-8")
    assert fetch(bucket, "letterbook-jag-1373-2018-000000000002.checkpoint") == here
    (copied,) = office.run("status")["copies"]
    assert (copied["place"], copied["size"]) == (bucket, 2)


def test_what_lies_in_a_bucket_is_never_replaced(tmp_path: Path, bucket: str) -> None:
    for number in (1, 2):
        office = office_with(tmp_path / str(number), f'copies = ["{bucket}"]')
        told = office.run("generate", "--as-of", "2018-01-24", "--format", "docx", "--actor", "ann")
        said = [problem["message"] for problem in told["problems"]]
        first = fetch(bucket, "letterbook-jag-1373-2018-000000000002.checkpoint")
    assert any("another checkpoint lies there" in message for message in said)
    assert first == (tmp_path / "1" / "record" / "checkpoints" / "000000000002.checkpoint").read_text("utf-8")


def test_a_bucket_that_is_not_there_is_a_warning_that_says_why(tmp_path: Path, bucket: str) -> None:
    office = office_with(tmp_path / "campaign", f'copies = ["{bucket.replace("legal", "nowhere")}"]')
    told = office.run("generate", "--as-of", "2018-01-24", "--format", "docx", "--actor", "ann")
    (message,) = (problem["message"] for problem in told["problems"])
    assert message.endswith("The specified bucket does not exist")
