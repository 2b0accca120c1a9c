"""Whatever happens to a letter in whatever order: the rules of review hold of what the events say."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.ledger.checks import check_approvers
from generator.model import Campaign
from generator.review import ReviewedDraft, review_faults
from tests.review.history import History, hashes_of

PEOPLE = ("ann", "bo", "cy")
DEEDS = ("made", "approved", "returned", "withdrew", "released", "commented")

histories = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.sampled_from(("one", "two")), st.sampled_from(PEOPLE)), max_size=14
)


def play(campaign: Campaign, deeds: list[tuple[str, str, str]], approvals: int) -> History:
    """Record deeds one after the other, whether the rules allow them or not."""
    history = History.under(campaign, approvals)
    history.made("one", "ann")
    for deed, words, actor in deeds:
        standing = [it.seq for it in history.review.current.approvals]
        match deed:
            case "made" | "approved" | "returned" | "commented":
                getattr(history, deed)(words, actor)
            case "withdrew":
                history.withdrew(next(iter(standing), 1), actor)
            case _:
                history.released(words, tuple(standing), approvals)
    return history


def given_since(draft: ReviewedDraft, history: History) -> list[str]:
    """Return who approved exactly these files since the draft was made, straight from the events."""
    return [
        event.actor
        for event in history.events
        if event.type == "letter_approved"
        and event.seq > draft.made.seq
        and set(draft.hashes) <= set(event.payload["drafts"])  # type: ignore[arg-type]  # a list of hashes
    ]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories, st.integers(0, 2))
def test_nothing_is_approved_but_by_others_on_these_very_bytes(
    campaign: Campaign, deeds: list[tuple[str, str, str]], approvals: int
) -> None:
    history = play(campaign, deeds, approvals)
    for draft in history.review.drafts:
        actors = [deed.actor for deed in draft.approvals]
        assert not set(actors) & set(draft.preparers)
        assert len(actors) == len(set(actors))
        assert set(actors) <= set(given_since(draft, history))
        assert not draft.is_approved or len(actors) >= max(1, approvals)
        assert draft.state != "approved" or draft.is_approved
        assert draft.released is None or draft.is_approved or not approvals
    assert set(history.review.current.hashes) in ({*hashes_of("one")}, {*hashes_of("two")})
    assert [draft.state for draft in history.review.drafts[:-1]] == ["replaced"] * (
        len(history.review.drafts) - 1
    )


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories, st.integers(1, 2))
def test_a_release_of_what_was_not_approved_is_a_fault_of_the_ledger(
    campaign: Campaign, deeds: list[tuple[str, str, str]], approvals: int
) -> None:
    history = play(campaign, deeds, approvals)
    faulty = {fault.seq for fault in (*review_faults(history.events), *check_approvers(history.events))}
    for seq, event in enumerate(history.events, start=1):
        if event.type == "letter_released":
            then = History(history.campaign, history.events[: seq - 1]).review.current
            is_right = then.may_go_out and set(event.payload["drafts"]) == set(then.hashes)  # type: ignore[arg-type]
            assert is_right or seq in faulty
            assert not is_right or seq not in faulty
