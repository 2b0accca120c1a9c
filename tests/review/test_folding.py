"""What the events of a review say of a letter: its drafts, their states, what was voided."""

from __future__ import annotations

import pytest

from generator.model import Campaign
from generator.review import VoidedBy
from generator.vocabulary import (
    CommentAnswered,
    CommentReopened,
    CommentResolved,
    CommentWithdrawn,
    LetterApproved,
    LetterAssigned,
    LetterOpened,
    LetterSent,
)
from tests.review.history import NOON, History, files_of, hashes_of, sha256_of


@pytest.fixture
def history(campaign: Campaign) -> History:
    told = History.under(campaign)
    told.made("first")
    return told


def test_a_draft_waits_until_somebody_takes_it_up(history: History) -> None:
    assert history.state == "waiting"
    history.record(LetterAssigned(("bo",)), "ann", "clerk")
    assert (history.state, history.review.current.assigned) == ("in_review", ("bo",))


def test_who_saw_which_bytes_is_kept(history: History) -> None:
    history.record(LetterOpened(hashes_of("first")), "bo")
    history.made("second")
    history.record(LetterOpened(hashes_of("second")), "cy")
    first, second = history.review.drafts
    assert [deed.actor for deed in first.openings] == ["bo"]
    assert [(deed.actor, deed.at.minute) for deed in second.openings] == [("cy", NOON.minute + 3)]


def test_an_approval_of_all_files_approves_a_draft(history: History) -> None:
    history.approved("first", "bo")
    assert (history.state, history.review.current.is_approved) == ("approved", True)


def test_an_approval_of_one_file_of_two_approves_nothing(history: History) -> None:
    history.record(LetterApproved(hashes_of("first")[:1]), "bo")
    assert history.state == "waiting"


def test_who_prepared_a_draft_does_not_approve_it(history: History) -> None:
    history.approved("first", "ann")
    assert history.state == "waiting"


def test_who_makes_the_same_bytes_again_takes_back_their_own_approval(history: History) -> None:
    history.approved("first", "bo")
    history.made("first", "bo", tool_version="2")
    assert (len(history.review.drafts), history.state) == (1, "waiting")
    assert history.review.current.preparers == ("ann", "bo")


def test_the_same_bytes_made_again_by_the_same_hand_stay_approved(history: History) -> None:
    history.approved("first", "bo")
    history.made("first", tool_version="2")
    assert history.state == "approved"


def test_a_rerendered_draft_voids_its_approval(history: History) -> None:
    history.approved("first", "bo")
    history.made("second")
    first, second = history.review.drafts
    assert (first.state, second.state, second.is_approved) == ("replaced", "waiting", False)


@pytest.mark.parametrize(
    ("other", "causes"),
    [
        ({"template_sha256": sha256_of("another")}, ("template",)),
        ({"row_sha256": sha256_of("another")}, ("row",)),
        ({"tool_version": "2", "row_sha256": sha256_of("another")}, ("row", "program")),
        ({"grounds": "late"}, ("grounds",)),
        ({"drafts": files_of("second")[:1]}, ("formats",)),
        ({}, ("other",)),
    ],
)
def test_it_is_told_what_voided_an_approval(
    history: History, other: dict[str, object], causes: tuple[VoidedBy, ...]
) -> None:
    approval = history.approved("first", "bo")
    history.made("second", **other)
    voided = history.review.current.voided
    assert voided is not None
    assert ([deed.seq for deed in voided.approvals], voided.by) == ([approval], causes)


def test_what_voided_an_approval_is_told_of_later_drafts_too(history: History) -> None:
    history.approved("first", "bo")
    history.made("second", template_sha256=sha256_of("another"))
    history.made("third", template_sha256=sha256_of("another"))
    voided = history.review.current.voided
    assert voided is not None
    assert voided.by == ("template",)


def test_bytes_that_come_back_have_to_be_approved_again(history: History) -> None:
    history.approved("first", "bo")
    history.made("second")
    history.made("first")
    assert (len(history.review.drafts), history.state) == (3, "waiting")


def test_two_persons_approve_where_two_are_asked_for(campaign: Campaign) -> None:
    history = History.under(campaign, 2)
    history.made("first")
    history.approved("first", "bo")
    history.approved("first", "bo")
    assert history.state == "in_review"
    history.approved("first", "cy")
    assert history.state == "approved"


def test_each_role_asked_for_is_among_the_approvals(campaign: Campaign) -> None:
    history = History.under(campaign, 2, "counsel")
    history.made("first")
    history.approved("first", "bo")
    history.approved("first", "cy")
    assert history.state == "in_review"
    history.approved("first", "di", "counsel")
    assert history.state == "approved"


def test_a_return_takes_all_approvals_away_until_the_letter_is_made_anew(history: History) -> None:
    history.approved("first", "bo")
    history.returned("first", "cy")
    assert (history.state, history.review.current.approvals) == ("returned", ())
    history.approved("first", "bo")
    assert history.state == "returned"
    history.made("second")
    assert (history.state, history.review.current.voided) == ("waiting", None)


def test_who_returned_a_draft_may_approve_it_after_all(history: History) -> None:
    history.returned("first", "bo")
    history.approved("first", "bo")
    assert history.state == "approved"


def test_an_approval_is_withdrawn_by_the_one_who_gave_it(history: History) -> None:
    approval = history.approved("first", "bo")
    history.withdrew(approval, "cy")
    assert history.state == "approved"
    history.withdrew(approval, "bo")
    assert history.state == "waiting"


def test_a_release_falls_with_the_approval_that_it_rests_on(history: History) -> None:
    approval = history.approved("first", "bo")
    history.released("first", (approval,))
    assert history.state == "released"
    history.withdrew(approval, "bo")
    assert history.state == "waiting"


def test_what_is_not_approved_is_not_released(history: History) -> None:
    history.released("first")
    assert history.state == "waiting"


def test_a_campaign_without_review_asks_for_nobody(campaign: Campaign) -> None:
    history = History(campaign)
    history.made("first")
    assert history.review.current.may_go_out
    assert not history.review.current.is_approved
    history.returned("first", "bo")
    assert not history.review.current.may_go_out


def test_a_comment_is_answered_resolved_and_taken_up_again(history: History) -> None:
    seq = history.commented("first")
    history.record(CommentAnswered(seq, "it is"), "ann", "clerk")
    history.record(CommentResolved(seq), "ann", "clerk")
    (comment,) = history.review.comments
    assert (comment.is_open, [deed.comment for deed in comment.answers]) == (False, ["it is"])
    history.record(CommentReopened(seq, "it is not"), "bo")
    (comment,) = history.review.current.open_comments
    assert [deed.comment for deed in comment.answers] == ["it is", "it is not"]


def test_a_comment_is_taken_back_by_the_one_who_made_it(history: History) -> None:
    seq = history.commented("first")
    history.record(CommentWithdrawn(seq), "cy")
    assert history.review.current.open_comments
    history.record(CommentWithdrawn(seq), "bo")
    assert not history.review.current.open_comments


def test_comments_stay_with_the_draft_that_they_were_made_on(history: History) -> None:
    history.commented("first")
    history.made("second")
    history.commented("second")
    assert [len(draft.comments) for draft in history.review.drafts] == [1, 1]
    assert len(history.review.comments) == 2


def test_who_is_to_review_a_letter_is_so_for_its_next_draft(history: History) -> None:
    history.record(LetterAssigned(("bo",)), "ann", "clerk")
    history.made("second")
    assert history.review.current.assigned == ("bo",)


def test_a_letter_that_was_sent_is_known_as_sent(history: History) -> None:
    history.record(LetterSent(NOON, "America/New_York"), "ben", "recorder")
    assert history.review.current.sent
