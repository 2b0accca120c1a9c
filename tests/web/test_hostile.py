"""What somebody hostile may try on a server of letters, and what comes of it: nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.web.accounts.attempts import MOST_OF_ACCOUNT
from generator.web.accounts.users import set_password
from generator.web.routing import own_path
from generator.workflow.office.register import Register
from tests.web.conftest import House

PASSWORD = "correct horse battery"  # noqa: S105 - of accounts that live as long as a test
SCRIPT = "<script>alert(1)</script>"


def approval(house: House) -> dict[str, object]:
    draft = house.office.register.look().review(house.letters[0]).current
    return {"seen": " ".join(draft.hashes)}


def test_nobody_approves_what_they_prepared(house: House) -> None:
    from generator.workflow.office.granting import grant_role

    grant_role(house.office.campaign_file, "carla", "reviewer", actor="ada")
    reply = house.visitor("carla").post(f"/letters/{house.letters[0]}/approve", **approval(house))
    assert reply.status_code == 403
    assert "nobody approves what they prepared" in reply.text


@pytest.mark.parametrize("csrf", ["", "0" * 64])
def test_a_form_without_its_token_or_with_a_foreign_one_is_refused(house: House, csrf: str) -> None:
    path = f"/letters/{house.letters[0]}/approve"
    assert house.visitor("rhea").post(path, csrf=csrf, **approval(house)).status_code == 403
    assert not house.office.register.look().review(house.letters[0]).current.approvals


def test_a_form_from_another_origin_is_refused_though_it_has_the_token(house: House) -> None:
    visitor = house.visitor("rhea")
    shown = re.search(r'name="csrf" value="([0-9a-f]+)"', visitor.get("/account").text)
    assert shown
    form = {"csrf": shown[1], **approval(house)}
    path = visitor.path(f"/letters/{house.letters[0]}/approve")
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert visitor.client.post(path, data=form, headers=headers).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:9", "127.0.0.1:8000.evil.example", ""])
def test_a_foreign_host_is_not_answered(shared_house: House, host: str) -> None:
    assert shared_house.visitor("rhea").get("/batches", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "name", ["..%2f..%2fcampaign.toml", "%00", "..%2f", "%2e%2e/x.pdf", "a%00.pdf", "x.exe"]
)
def test_no_file_is_reached_by_a_twisted_name(shared_house: House, name: str) -> None:
    visitor = shared_house.visitor("rhea")
    sha256 = shared_house.office.register.look().review(shared_house.letters[0]).current.hashes[1]
    for path in (
        f"/files/{name}/1.png",
        f"/files/{sha256}/{name}",
        f"/files/{name}/{name}",
        f"/letters/{name}",
    ):
        assert visitor.get(path).status_code in {404, 422}, path
    assert visitor.client.get(f"/assets/{name}").status_code == 404


def test_a_file_of_one_campaign_is_not_in_another(shared_house: House) -> None:
    sha256 = shared_house.office.register.look().review(shared_house.letters[0]).current.hashes[1]
    visitor = shared_house.visitor("rhea")
    assert visitor.get(f"/files/{sha256}/letter.pdf").status_code == 200
    assert visitor.get(f"/files/{sha256}/letter.docx").status_code == 404
    assert not shared_house.other.register.look().letter_of_file(sha256)
    visitor.slug = shared_house.other.slug
    assert "/login" in visitor.get(f"/files/{sha256}/letter.pdf").headers["location"]


def test_log_ins_that_fail_are_counted_for_the_account_and_end(house: House) -> None:
    with house.office.accounts.writing() as connection:
        set_password(connection, "rhea", PASSWORD)
    visitor = house.visitor()
    for _ in range(MOST_OF_ACCOUNT):
        assert visitor.post("/login", name="rhea", password="x").status_code == 401  # noqa: S106
    assert visitor.post("/login", name="rhea", password=PASSWORD).status_code == 429


def test_logging_in_begins_a_new_session_and_logging_out_ends_it(house: House) -> None:
    with house.office.accounts.writing() as connection:
        set_password(connection, "rhea", PASSWORD)
    visitor = house.visitor()
    cookie = f"letterbook-{house.office.slug}"
    visitor.client.cookies.set(cookie, "fixed-by-somebody", domain="127.0.0.1")
    came = visitor.post("/login", name="rhea", password=PASSWORD, next="//evil.example")
    assert (came.status_code, came.headers["location"]) == (303, "/c/sample")
    opener = visitor.client.cookies.get(cookie)
    assert opener not in {None, "fixed-by-somebody"}
    assert "httponly" in came.headers["set-cookie"].lower()
    assert visitor.get("").status_code == 200
    visitor.post("/logout")
    visitor.client.cookies.set(cookie, str(opener), domain="127.0.0.1")
    assert "/login" in visitor.get("").headers["location"]


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "/c/sample/../../x", "/c/samples",
        "javascript:alert(1)", "/c/sample/%2e%2e/x", "/c/sample\r\nX: y", "/c/other",
    ],
)  # fmt: skip
def test_logging_in_leads_nowhere_else(shared_house: House, wanted: str) -> None:
    assert own_path(wanted, shared_house.office) == "/c/sample"
    assert (
        own_path("/c/sample/batches?state=waiting", shared_house.office) == "/c/sample/batches?state=waiting"
    )


def test_a_link_lets_choose_a_password_once(house: House) -> None:
    from generator.web.inviting import invite

    secret = invite(house.office, "new", "", ("viewer",), by="ada")
    visitor = house.visitor()
    assert visitor.get(f"/welcome/{secret}").status_code == 200
    assert visitor.post(f"/welcome/{secret}", password="x", again="x").status_code == 422  # noqa: S106
    assert visitor.post(f"/welcome/{secret}", password=PASSWORD, again=PASSWORD).status_code == 303
    assert visitor.get("/batches").status_code == 200
    assert visitor.get(f"/welcome/{secret}").status_code == 404


def test_a_disabled_account_is_out_at_once(house: House) -> None:
    from generator.web.inviting import shut_out

    visitor = house.visitor("rhea")
    assert visitor.get("/batches").status_code == 200
    shut_out(house.office, "rhea")
    assert "/login" in visitor.get("/batches").headers["location"]
    assert visitor.api("GET", "/me").status_code == 401


def test_a_script_in_a_comment_or_a_table_is_shown_as_text(house: House) -> None:
    letter, visitor = house.letters[0], house.visitor("rhea")
    visitor.post(f"/letters/{letter}/comments", text=SCRIPT, **approval(house))
    page = visitor.get(f"/letters/{letter}").text
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)" in page
    table = (house.office.folder / "recipients.csv").read_bytes().replace(b"City of Chicago", SCRIPT.encode())
    spoilt = table.replace(b",IL,", b",ZZ,", 1)
    reply = house.visitor("carla").post("/desk/table", files={"file": (f"{SCRIPT}.csv", spoilt)})
    assert reply.status_code == 422
    assert SCRIPT not in reply.text
    assert "&lt;script&gt;" in reply.text


def test_every_answer_says_what_a_browser_may_load(shared_house: House) -> None:
    visitor = shared_house.visitor("rhea")
    for reply in (
        visitor.get(""),
        visitor.client.get("/nothing"),
        visitor.api("GET", "/me"),
        visitor.client.get("/health"),
    ):
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert reply.headers["x-content-type-options"] == "nosniff"


def test_templates_hold_no_script_and_no_style_of_their_own() -> None:
    folder = Path(__file__).parents[2] / "generator" / "web" / "templates"
    for template in folder.glob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|https?://", text), (
            template.name
        )


def test_what_is_on_record_is_read_on_and_never_older_than_the_look(house: House) -> None:
    behind = Register(house.office.campaign_file)
    behind.engine()
    before = behind.look().size
    house.visitor("rhea").post(f"/letters/{house.letters[0]}/approve", **approval(house))
    assert behind.look().size == before + 1
    assert behind.review(house.letters[0]).current.state == "approved"


def test_secrets_are_kept_as_hashes_alone(house: House) -> None:
    with house.office.accounts.writing() as connection:
        set_password(connection, "rhea", PASSWORD)
    visitor = house.visitor("rhea")
    content = (house.office.folder / "record" / "ledger.sqlite").read_bytes()
    opener = visitor.client.cookies.get("letterbook-sample")
    for secret in (PASSWORD, visitor.token, opener):
        assert str(secret).encode() not in content
