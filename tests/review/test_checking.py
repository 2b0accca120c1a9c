"""Events of a review that break the rules are found by verifying, each at its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.model import Campaign
from generator.review import review_faults
from generator.vocabulary import (
    ApprovalWithdrawn,
    CommentAnswered,
    CommentWithdrawn,
    LetterCommented,
    LetterOpened,
    RoleGranted,
    RoleRevoked,
)
from tests.review.history import History, hashes_of, sha256_of

STRANGE = sha256_of("strange")


def faults_of(history: History) -> list[tuple[int, str]]:
    return [(fault.seq, fault.field) for fault in review_faults(history.events)]


@pytest.fixture
def history(campaign: Campaign) -> History:
    told = History.under(campaign)
    told.made("first")
    return told


def test_a_review_by_the_rules_has_no_fault(history: History) -> None:
    comment = history.commented("first")
    history.record(CommentAnswered(comment, "yes"), "ann", "clerk")
    history.record(LetterOpened(hashes_of("first")), "bo")
    history.withdrew(history.approved("first", "bo"), "bo")
    history.released("first", (history.approved("first", "bo"),))
    assert faults_of(history) == []


@pytest.mark.parametrize(
    ("break_rule", "field"),
    [
        (lambda it: it.approved("second", "bo"), "drafts"),
        (lambda it: it.returned("second", "bo"), "drafts"),
        (lambda it: it.record(LetterOpened((STRANGE,)), "bo"), "drafts"),
        (lambda it: it.record(LetterCommented(STRANGE, "what?"), "bo"), "drafts"),
        (lambda it: it.record(CommentAnswered(1, "yes"), "bo"), "comment"),
        (lambda it: it.record(CommentWithdrawn(it.commented("first", "bo")), "cy"), "comment"),
        (lambda it: it.withdrew(it.approved("first", "bo"), "cy"), "approval"),
        (lambda it: it.record(ApprovalWithdrawn(1, "no"), "bo"), "approval"),
        (lambda it: it.released("first", ()), "approvals"),
        (lambda it: it.released("first", (1,)), "approvals"),
        (lambda it: it.released("first", (it.approved("first", "bo"),), 2), "approvals"),
        (lambda it: it.released("second", ()), "drafts"),
    ],
)
def test_a_broken_rule_is_told_at_its_event(
    history: History, break_rule: Callable[[History], int], field: str
) -> None:
    seq = break_rule(history)
    assert (seq, field) in faults_of(history)
    assert {place for place, _ in faults_of(history)} == {seq}


def test_a_release_of_bytes_made_anew_since_is_a_fault(history: History) -> None:
    approval = history.approved("first", "bo")
    history.made("second")
    assert faults_of(history) == []
    assert (history.released("first", (approval,)), "drafts") in faults_of(history)


def test_decisions_need_the_role_that_was_held_at_that_instant(history: History) -> None:
    history.approved("first", "bo")  # before any role was on record
    history.record(RoleGranted("bo", "reviewer"), "ann", "admin", letter="")
    history.approved("first", "bo")
    without = history.approved("first", "cy")
    history.record(RoleRevoked("bo", "reviewer"), "ann", "admin", letter="")
    after = history.returned("first", "bo")
    assert faults_of(history) == [(without, "role"), (after, "role")]
