"""Letters are read, assigned, approved, returned and withdrawn on the command line, by the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.workflow.office import Office, copy_campaign

DAY = "2018-01-24"
BOTH = ("il-chicago", "vt-burlington")


class Reviewers(Office):
    """An office with reviewers."""

    @property
    def batch(self) -> str:
        """Return the name of the last batch that was made."""
        batches = (it for it in (self.folder / "out").iterdir() if not it.name.endswith("-released"))
        return max(batches, key=lambda path: path.stat().st_mtime_ns).name

    def do(self, verb: str, actor: str, *arguments: str, exit_status: int = 0) -> dict[str, Any]:
        """Run a command of the review on the last batch."""
        return self.run(verb, self.batch, "--actor", actor, *arguments, exit_status=exit_status)

    def states(self) -> dict[str, str]:
        """Return the state of each draft that waits, by its recipient."""
        return {it["recipient_id"]: it["state"] for it in self.run("drafts")["drafts"]}

    def messages(self, verb: str, actor: str, *arguments: str, exit_status: int = 1) -> list[str]:
        """Return what is told against a command."""
        told = self.do(verb, actor, *arguments, exit_status=exit_status)
        return [problem["message"] for problem in told["problems"]]


def asking(folder: Path, rule: str) -> Reviewers:
    """Return an office whose campaign asks for approvals by a rule, with two letters made by ann."""
    copy_campaign(folder, *BOTH)
    with (folder / "campaign.toml").open("a", encoding="utf-8") as campaign:
        campaign.write(f"\n{rule}\n")
    office = Reviewers(folder)
    office.generate(DAY)
    return office


@pytest.fixture
def office(tmp_path: Path) -> Reviewers:
    return asking(tmp_path / "campaign", "[review]\napprovals = 1")


def test_a_letter_is_assigned_approved_and_released(office: Reviewers) -> None:
    assert office.states() == dict.fromkeys(BOTH, "waiting")
    office.do("assign", "ann", "--to", "bo")
    assert office.states() == dict.fromkeys(BOTH, "in_review")
    office.do("approve", "bo", "--only", "il-chicago", "--comment", "well said")
    assert office.states() == {"il-chicago": "approved", "vt-burlington": "in_review"}
    released = office.do("release", "ann", "--only", "il-chicago")
    (path,) = released["files"]
    store = office.folder / "record" / "store" / "sha256"
    sha256 = released["letters"][0]["files"]["docx"]
    content = (office.folder / path).read_bytes()
    assert content == (store / sha256[:2] / sha256[2:]).read_bytes()
    assert (office.folder / path).stat().st_mode & 0o222 == 0
    assert office.states()["il-chicago"] == "released"
    assert office.run("verify")["ok"]


def test_nobody_approves_what_they_prepared(office: Reviewers) -> None:
    told = office.do("approve", "ann", exit_status=1)
    assert told["code"] == "not_allowed"
    assert [it["source"] for it in told["problems"]] == ["DR-2018-IL-CHICAGO-01", "DR-2018-VT-BURLINGTON-01"]
    assert office.states() == dict.fromkeys(BOTH, "waiting")
    assert office.messages("assign", "ann", "--to", "ann")


def test_with_one_letter_that_is_not_approved_nothing_is_released(office: Reviewers) -> None:
    office.do("approve", "bo", "--only", "il-chicago")
    told = office.do("release", "ann", exit_status=3)
    assert told["code"] == "undecided"
    (problem,) = told["problems"]
    assert problem["source"] == "DR-2018-VT-BURLINGTON-01"
    assert "1 of 1 approval is missing" in problem["message"]
    assert office.states()["il-chicago"] == "approved"
    assert not list((office.folder / "out").glob("*-released"))


def test_a_returned_letter_is_made_again_and_its_comment_is_shown(office: Reviewers) -> None:
    office.do("approve", "bo", "--only", "vt-burlington")
    office.do("return", "bo", "--only", "il-chicago", "--comment", "the office is misspelt")
    unchanged = office.run("generate", "--as-of", DAY, "--format", "docx", "--actor", "ann")
    assert "byte for byte" in unchanged["problems"][0]["message"]
    assert office.states()["il-chicago"] == "returned"
    office.change_row("il-chicago", "Office of the Mayor", "The Office of the Mayor")
    made = office.run("generate", "--as-of", DAY, "--format", "docx", "--actor", "ann")
    assert [it["recipient_id"] for it in made["letters"]] == ["il-chicago"]
    assert [it["returned"]["comment"] for it in made["returned"]] == ["the office is misspelt"]
    assert office.states() == {"vt-burlington": "approved", "il-chicago": "waiting"}


def test_a_letter_made_anew_has_to_be_approved_again_and_it_is_told_why(office: Reviewers) -> None:
    office.do("approve", "bo")
    office.change_row("il-chicago", "Office of the Mayor", "The Office of the Mayor")
    office.generate(DAY, "--letter", "document_request", "--only", "il-chicago")
    (draft,) = [it for it in office.run("drafts")["drafts"] if it["recipient_id"] == "il-chicago"]
    assert (draft["state"], draft["voided"]["by"]) == ("waiting", ["row"])
    told = office.run("status")["review"]
    assert [(it["recipient_id"], it["state"]) for it in told] == [
        ("il-chicago", "waiting"),
        ("vt-burlington", "approved"),
    ]
    assert office.run("plan")["review"] == told
    assert office.run("verify")["ok"]


def test_an_approval_is_withdrawn_with_a_reason(office: Reviewers) -> None:
    office.do("approve", "bo")
    office.do("release", "ann")
    assert office.messages("withdraw", "cy", "--comment", "never mind")
    office.do("withdraw", "bo", "--only", "il-chicago", "--comment", "read it again")
    assert office.states() == {"il-chicago": "waiting", "vt-burlington": "released"}


@pytest.mark.parametrize("verb", ["return", "withdraw"])
def test_a_blank_reason_is_none(office: Reviewers, verb: str) -> None:
    office.do(verb, "bo", "--comment", "  ", exit_status=2)


def test_what_stands_already_is_not_recorded_again(office: Reviewers) -> None:
    first = office.do("approve", "bo")["letters"]
    again = office.do("approve", "bo")["letters"]
    assert [it["seq"] for it in again] == [it["seq"] for it in first]
    assert not any(it["recorded_now"] for it in again)
    other = office.do("approve", "cy")["letters"]
    assert all(it["recorded_now"] for it in other)


def test_a_word_that_cannot_be_seen_is_refused_in_a_comment(office: Reviewers) -> None:
    (message, _) = office.messages("return", "bo", "--comment", "fine\u202etxt")
    assert "U+202E" in message
    assert office.states() == dict.fromkeys(BOTH, "waiting")


def test_a_batch_or_recipient_that_there_is_not_is_named(office: Reviewers) -> None:
    told = office.run("approve", "2018-01-24-nothing", "--actor", "bo", exit_status=2)
    assert "2018-01-24-nothing" in told["message"]
    told = office.do("approve", "bo", "--only", "il-chicaga", exit_status=2)
    assert "il-chicaga" in told["message"]


def test_what_was_sent_is_decided_on_no_more(office: Reviewers) -> None:
    office.do("approve", "bo")
    office.record("sent", "il-chicago", "--on", DAY)
    assert "sent already" in office.messages("return", "bo", "--only", "il-chicago", "--comment", "wait",
                                             exit_status=3)[0]  # fmt: skip
    assert "il-chicago" not in office.states()


def test_a_sending_of_what_nobody_approved_is_not_recorded(office: Reviewers) -> None:
    told = office.record("sent", "il-chicago", "--on", DAY, exit_status=1)
    (problem,) = told["problems"]
    assert "DR-2018-IL-CHICAGO-01 is not approved" in problem["message"]
    assert office.batch in problem["hint"]
    office.do("approve", "bo")
    assert office.record("sent", "il-chicago", "--on", DAY)["ok"]


def test_a_sending_of_other_bytes_than_those_approved_is_not_recorded(office: Reviewers) -> None:
    approved = office.do("approve", "bo", "--only", "il-chicago")["letters"][0]["files"]["docx"]
    office.change_row("il-chicago", "Office of the Mayor", "The Office of the Mayor")
    office.generate(DAY, "--letter", "document_request", "--only", "il-chicago")
    assert office.record("sent", "il-chicago", "--on", DAY, exit_status=1)["problems"]
    arguments = ("--on", DAY, "--draft-sha256", approved)
    assert office.record("sent", "il-chicago", *arguments)["ok"]


def test_without_a_rule_nothing_has_to_be_approved(tmp_path: Path) -> None:
    office = asking(tmp_path / "campaign", "")
    assert office.run("status")["review"] == []
    assert office.record("sent", "il-chicago", "--on", DAY)["ok"]
    office.do("return", "bo", "--only", "vt-burlington", "--comment", "wait")
    assert office.record("sent", "vt-burlington", "--on", DAY, exit_status=1)["problems"]


def test_two_persons_and_a_role_are_asked_for_by_kind(tmp_path: Path) -> None:
    rule = "[review]\napprovals = 0\n[review.kinds.document_request]\napprovals = 2\nroles = ['counsel']"
    office = asking(tmp_path / "campaign", rule)
    office.do("approve", "bo", "--role", "reviewer")
    assert office.messages("release", "ann", exit_status=3)[0].endswith(
        "1 of 2 approvals are missing, one of counsel"
    )
    assert office.messages("approve", "cy", "--role", "king")
    office.do("approve", "cy")  # without --role, as the role that the rule names
    assert office.states() == dict.fromkeys(BOTH, "approved")
