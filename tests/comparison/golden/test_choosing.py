"""Golden letters are chosen by what a reader knows of them, and a choice says no more than it means."""

from __future__ import annotations

import shlex

import pytest

from generator.comparison.golden.choosing import Choice, choose, golden_name, told
from generator.comparison.records import LetterKey
from generator.errors import UsageError

KINDS = ("closing-late", "closing-nil", "follow_up-late", "request")
LETTERS = [LetterKey(town, kind, 1) for town in ("salem", "salem.docx", "york") for kind in KINDS]


@pytest.mark.parametrize(
    ("choice", "number"),
    [
        (Choice(), 12),
        (Choice(recipients=("salem", "york")), 8),
        (Choice(kinds=("closing",)), 6),
        (Choice(kinds=("closing-nil", "request")), 6),
        (Choice(recipients=("york",), kinds=("closing",)), 2),
        (Choice(names=("request.1.salem.docx",)), 1),
    ],
)
def test_letters_are_chosen_by_recipient_kind_and_name(choice: Choice, number: int) -> None:
    assert len(choose(choice, LETTERS)) == number


@pytest.mark.parametrize(
    ("choice", "near"),
    [
        (Choice(recipients=("yrk",)), "york"),
        (Choice(kinds=("follow_up", "closin")), "closing"),
        (Choice(names=("request.1.yorkk",)), "request.1.york"),
    ],
)
def test_what_no_letter_has_is_refused_with_the_nearest(choice: Choice, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        choose(choice, LETTERS)
    assert caught.value.exit_status == 2
    assert caught.value.hint == f"did you mean {near!r}?"


def test_a_choice_that_leaves_no_letter_is_refused() -> None:
    with pytest.raises(UsageError):
        choose(Choice(recipients=("york",), names=("request.1.salem",)), LETTERS)


@pytest.mark.parametrize(
    ("chosen", "options"),
    [
        ([key for key in LETTERS if key.kind.startswith("closing")], "--letter closing"),
        ([key for key in LETTERS if key.kind == "closing-nil"], "--letter closing-nil"),
        ([key for key in LETTERS if key.recipient_id == "york"], "--only york"),
        (LETTERS[-1:], "--name request.1.york"),
        (LETTERS[:1] + LETTERS[-1:], "--name closing-late.1.salem,request.1.york"),
        ([key for key in LETTERS if key.kind == "request" and key.recipient_id != "york"], None),
    ],
)
def test_letters_are_told_by_options_that_choose_them_and_no_other(
    chosen: list[LetterKey], options: str | None
) -> None:
    found = told(chosen, LETTERS)
    assert options is None or found == options
    words = shlex.split(found)
    given = dict(zip(words[::2], (tuple(word.split(",")) for word in words[1::2]), strict=True))
    choice = Choice(given.get("--only", ()), given.get("--letter", ()), given.get("--name", ()))
    assert choose(choice, LETTERS) == frozenset(chosen)


def test_a_letter_by_itself_is_told_by_its_name_alone() -> None:
    assert told(LETTERS[:1], LETTERS[:1]) == f"--name {golden_name(LETTERS[0])}"
