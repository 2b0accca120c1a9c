"""A retry adds nothing; what happens again is a new event."""

from __future__ import annotations

import pytest

from generator.cases.corrections import standing_facts
from generator.cases.repetition import Recorded
from generator.vocabulary import CaseNote, LetterApproved, LetterReturned, Payload, Subject
from tests.cases.chronicle import SOME_SHA256, Chronicle

LETTER = Subject("il-chicago", "0123456789abcdef")
APPROVED = LetterApproved((SOME_SHA256,))
RETURNED = LetterReturned((SOME_SHA256,), "Name the statute.")


def standing(chronicle: Chronicle, payload: Payload) -> tuple[int | None, int]:
    recorded = Recorded.of(chronicle.events, standing_facts(chronicle.events))
    return recorded.standing(payload, LETTER), recorded.occasion(payload, LETTER)


def decided(*payloads: Payload) -> Chronicle:
    chronicle = Chronicle()
    for payload in payloads:
        chronicle.record(payload, LETTER)
    return chronicle


def test_the_last_decision_told_again_is_a_retry() -> None:
    assert standing(decided(APPROVED), APPROVED) == (1, 1)
    assert standing(decided(APPROVED, RETURNED), RETURNED) == (2, 2)


@pytest.mark.parametrize(
    ("before", "payload"),
    [
        ((APPROVED, RETURNED), APPROVED),
        ((RETURNED, APPROVED), RETURNED),
        ((APPROVED, RETURNED, APPROVED), RETURNED),
    ],
)
def test_a_decision_taken_back_and_taken_again_is_a_new_event(
    before: tuple[Payload, ...], payload: Payload
) -> None:
    assert standing(decided(*before), payload) == (None, len(before))


def test_another_comment_is_another_decision() -> None:
    assert standing(decided(RETURNED), LetterReturned((SOME_SHA256,), "Mind the date.")) == (None, 1)


def test_a_note_told_twice_is_one_note_wherever_it_stands() -> None:
    chronicle = decided(CaseNote("called"), CaseNote("called again"))
    assert standing(chronicle, CaseNote("called")) == (1, 1)
    assert standing(chronicle, CaseNote("called once more")) == (None, 0)
