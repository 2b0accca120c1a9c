"""The REST API: what it documents is what it does, requests can be sent again, and nothing in it fails."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi import checks as openapi_checks

from generator.web.hooks import add_hook, tell_all
from tests.web.conftest import House
from tests.web.serving import free_port


def decision(house: House, letter: str, **more: str) -> dict[str, Any]:
    return {"drafts": list(house.office.register.look().review(letter).current.hashes), **more}


def test_a_letter_is_read_and_approved_and_its_bytes_are_those_approved(house: House) -> None:
    visitor, letter = house.visitor("rhea"), house.letters[0]
    told = visitor.api("GET", f"/letters/{letter}").json()
    assert (told["state"], told["refusals"]["approve"]) == ("waiting", "")
    content = visitor.api("GET", f"/letters/{letter}/files/pdf").content
    assert hashlib.sha256(content).hexdigest() in [it["sha256"] for it in told["files"]]
    done = visitor.api(
        "POST", f"/letters/{letter}/approve", json={"drafts": [it["sha256"] for it in told["files"]]}
    )
    assert done.json()["anew"] == [True]
    assert visitor.api("GET", f"/letters/{letter}").json()["state"] == "approved"
    released = (
        house.visitor("carla")
        .api("POST", f"/batches/{house.batch}/release", json={"letters": [letter]})
        .json()
    )
    pdf = next(path for path in released["files"] if path.endswith(".pdf"))
    assert (house.office.folder / pdf).read_bytes() == content
    assert visitor.api("POST", "/verify").json()["is_sound"] is True


def group(house: House) -> dict[str, Any]:
    """Return the approval of the one group that the two letters are, as they are now."""
    hashes = {letter: decision(house, letter)["drafts"] for letter in house.letters}
    return {"example": house.letters[0], "letters": hashes}


def test_a_group_is_approved_by_the_letter_of_it_that_was_opened(house: House) -> None:
    visitor, url = house.visitor("rhea"), f"/batches/{house.batch}/groups"
    groups = visitor.api("GET", url).json()["groups"]
    assert [it["letters"] for it in groups] == [house.letters]
    unread = visitor.api("POST", f"{url}/approve", json=group(house))
    assert (unread.status_code, unread.json()["problems"][0]["hint"]) == (422, "read it in full first")
    assert visitor.get(f"/letters/{house.letters[0]}/opened.gif").status_code == 200
    assert visitor.api("POST", f"{url}/approve", json=group(house)).json()["anew"] == [True, True]
    first, second = (house.office.register.look().review(it).current for it in house.letters)
    assert (first.state, second.state) == ("approved", "approved")
    assert second.approvals[0].comment == first.approvals[0].comment


def test_a_group_is_approved_on_its_page_and_nobody_approves_what_they_made(house: House) -> None:
    form = {
        "example": house.letters[0],
        "letter": [f"{it} {' '.join(hashes)}" for it, hashes in group(house)["letters"].items()],
    }
    house.visitor("carla").get(f"/letters/{house.letters[0]}/opened.gif")
    assert house.visitor("carla").post(f"/batches/{house.batch}/alike", **form).status_code == 403
    reviewer = house.visitor("rhea")
    assert "Read the values" in reviewer.get(f"/batches/{house.batch}/alike").text
    reviewer.get(f"/letters/{house.letters[0]}/opened.gif")
    came = reviewer.post(f"/batches/{house.batch}/alike", **form)
    assert (came.status_code, came.headers["location"].partition("?")[0]) == (
        303, reviewer.path(f"/batches/{house.batch}/alike"),
    )  # fmt: skip
    assert {house.office.register.look().review(it).current.state for it in house.letters} == {"approved"}


def test_other_bytes_than_those_read_are_not_approved(house: House) -> None:
    reply = house.visitor("rhea").api(
        "POST", f"/letters/{house.letters[0]}/approve", json={"drafts": ["0" * 64]}
    )
    assert reply.status_code == 409
    assert reply.headers["content-type"] == "application/problem+json"
    assert "made anew" in reply.json()["problems"][0]["message"]


def test_self_approval_and_a_problem_are_told_as_the_command_line_tells_them(house: House) -> None:
    letter = house.letters[0]
    wrong = house.visitor("rhea").api("POST", f"/letters/{letter}/return", json=decision(house, letter))
    assert (wrong.status_code, wrong.json()["code"]) == (422, "problems")
    assert wrong.json()["problems"][0] == {
        "source": "body", "field": "comment", "message": "is blank", "hint": "say what has to be changed",
        "severity": "error",
    }  # fmt: skip


def test_a_request_that_is_sent_again_is_answered_as_the_first_time(house: House) -> None:
    visitor, letter = house.visitor("rhea"), house.letters[0]
    said = {**decision(house, letter), "text": "see here"}
    headers = {"Idempotency-Key": "once"}
    first = visitor.api("POST", f"/letters/{letter}/comments", json=said, headers=headers)
    again = visitor.api("POST", f"/letters/{letter}/comments", json=said, headers=headers)
    assert (again.json(), again.headers["idempotency-replayed"]) == (first.json(), "true")
    assert len(house.office.register.look().review(letter).comments) == 1
    other = visitor.api("POST", f"/letters/{letter}/comments", json=said | {"text": "else"}, headers=headers)
    assert other.status_code == 422
    assert len(house.office.register.look().review(letter).comments) == 1


def test_what_did_not_change_is_not_sent_again(shared_house: House) -> None:
    visitor = shared_house.visitor("vic")
    first = visitor.api("GET", "/batches")
    same = visitor.api("GET", "/batches", headers={"If-None-Match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")


def test_pages_of_a_list_lead_from_the_first_to_the_last(shared_house: House) -> None:
    visitor, found, cursor = shared_house.visitor("vic"), [], ""
    while True:
        told = visitor.api("GET", f"/batches/{shared_house.batch}/letters?limit=1&cursor={cursor}").json()
        found += [it["letter_id"] for it in told["items"]]
        if not (cursor := told["next"]):
            break
    assert found == shared_house.letters
    assert visitor.api("GET", "/batches?cursor=nonsense").status_code == 422


def test_a_comment_finds_its_words_and_is_discussed(house: House) -> None:
    visitor, letter = house.visitor("rhea"), house.letters[0]
    said = {
        **decision(house, letter),
        "text": "Too soft.",
        "quote": "Thank you for your answer.",
        "suggestion": "Thanks.",
    }
    number = visitor.api("POST", f"/letters/{letter}/comments", json=said).json()["events"][0]
    told = visitor.api("GET", f"/letters/{letter}").json()["comments"][0]
    assert (told["number"], told["anchor"]["quote"], told["anchor"]["page"]) == (number, said["quote"], 1)
    clerk = house.visitor("carla")
    assert (
        clerk.api("POST", f"/letters/{letter}/comments/{number}/answer", json={"text": "Yes."}).status_code
        == 200
    )
    assert visitor.api("POST", f"/letters/{letter}/comments/{number}/resolve", json={}).status_code == 200
    told = visitor.api("GET", f"/letters/{letter}").json()["comments"][0]
    assert (told["is_open"], told["answers"][0]["comment"]) == (False, "Yes.")


class _Hooked(http.server.BaseHTTPRequestHandler):
    heard: list[tuple[dict[str, str], bytes]]
    status = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_webhook_is_told_of_each_decision_signed_and_again_until_it_answers(house: House) -> None:
    class Hooked(_Hooked):
        heard: list[tuple[dict[str, str], bytes]] = []  # noqa: RUF012 - of this test
        status = 500

    server = http.server.HTTPServer(("127.0.0.1", 0), Hooked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/"
        hook = add_hook(house.office.accounts, url, user="ada", told=house.office.register.look().size)
        letter = house.letters[0]
        house.visitor("rhea").api("POST", f"/letters/{letter}/approve", json=decision(house, letter))
        tell_all(house.office)
        tell_all(house.office)  # it rests after a failure
        assert len(Hooked.heard) == 1
        Hooked.status = 200
        with house.office.accounts.writing() as connection:
            connection.exec_driver_sql("UPDATE account_hooks SET failed_at = ''")
        tell_all(house.office)
        tell_all(house.office)
    finally:
        server.shutdown()
        server.server_close()
    (_, first), (headers, body) = Hooked.heard
    assert first == body
    assert json.loads(body)["type"] == "letter.approved"
    assert json.loads(body)["data"]["letter_id"] == letter
    key = base64.b64decode(hook.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mac = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{mac}"


@pytest.mark.long
def test_no_request_makes_the_api_fail_or_answer_what_it_does_not_document(house: House) -> None:
    assert cases_played(house, examples=5) > 100


_CHECKS = [
    schemathesis.checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
]


def cases_played(house: House, *, examples: int) -> int:
    """Play requests made from the OpenAPI document, sound and unsound, as each person in turn.

    Return how many.
    """
    visitors = [house.visitor(name) for name in ("ada", "carla", "rhea")]
    schema = schemathesis.openapi.from_dict(visitors[0].client.get("/api/v1/openapi.json").json())
    played = 0
    with at_work(house.application) as url:
        for number, operation in enumerate(it.ok() for it in schema.get_all_operations()):
            if operation.path.endswith(("/jobs", "/events")):
                continue  # each would start a process of its own
            token = visitors[number % len(visitors)].token

            @settings(
                max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck)
            )
            @given(case=operation.as_strategy())
            def play(case: Any) -> None:
                nonlocal played
                played += 1
                case.path_parameters = {**(case.path_parameters or {}), "campaign": house.office.slug}
                headers = {"Authorization": f"Bearer {token}", "Host": "127.0.0.1:8000"}  # noqa: B023 - used at once
                reply = case.call(base_url=url, headers=headers)
                case.validate_response(reply, checks=_CHECKS)

            play()
    return played


@contextmanager
def at_work(application: Any) -> Iterator[str]:
    """Give the address of the API of an application that answers in a thread of its own."""
    port = free_port()
    config = uvicorn.Config(application, host="127.0.0.1", port=port, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}/api"
    finally:
        server.should_exit = True
        thread.join(10)
