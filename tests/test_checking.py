"""Problems of one cause are told together, whatever their places and values, and none is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checking import alike
from generator.errors import Problem

ZIP = Problem("recipients.csv:9", "postal_code", "'5401' is not a ZIP Code", "write '05401'")
PROBLEMS = st.builds(
    Problem,
    source=st.sampled_from(["a.csv:2", "a.csv:3", "letter.docx"]),
    field=st.sampled_from(["name", "city"]),
    message=st.sampled_from(["is blank", "'x' is not a date", "'y' is not a date", "has 3 columns"]),
    severity=st.sampled_from(["error", "warning"]),
)


def test_the_same_fault_of_other_rows_and_values_is_alike() -> None:
    other = Problem("recipients.csv:12", "postal_code", "'6' is not a ZIP Code", "write '00006'")
    assert alike((ZIP, other)) == ((ZIP, other),)


def test_a_hash_that_a_message_names_makes_no_other_cause() -> None:
    first, second = (Problem("store", "", f"the file {sha256} is not there") for sha256 in ("0ab1", "f9cd"))
    assert len(alike((first, second))) == 1


def test_another_field_message_hint_or_severity_is_another_cause() -> None:
    others = (
        replace(ZIP, field="zip"),
        replace(ZIP, message="is blank"),
        replace(ZIP, hint="leave it out"),
        replace(ZIP, severity="warning"),
    )
    assert len(alike((ZIP, *others))) == 5


def test_words_with_an_apostrophe_are_no_values() -> None:
    told = ("the office's table isn't there", "the town's table isn't there")
    assert len(alike(Problem("a", "", message) for message in told)) == 2


@settings(max_examples=50)
@given(st.lists(PROBLEMS))
def test_every_problem_is_in_one_group_and_the_order_of_the_first_is_kept(problems: list[Problem]) -> None:
    groups = alike(problems)
    together = [problem for group in groups for problem in group]
    assert sorted(map(repr, together)) == sorted(map(repr, problems))
    firsts = [problems.index(group[0]) for group in groups]
    assert firsts == sorted(firsts)
