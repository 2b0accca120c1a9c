"""Letters that differ in values alone are one group; one word more sets a letter apart."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.review.sameness import AlikeGroup, LetterText, group_alike

TEMPLATE = "Dear {title} : {city} owes us {sum} by {due} . Sincerely"


def letter(letter_id: str, template: str = TEMPLATE, kind: str = "request", **values: str) -> LetterText:
    """Return the text of a letter, its values printed where their names stand."""
    given_values = {"title": "Mayor", "city": "Chicago", "sum": "$ 5", "due": "March 8, 2018", **values}
    words = tuple(template.format(**given_values).split())
    return LetterText(
        letter_id, kind, words, {name: tuple(text.split()) for name, text in given_values.items()}, words, 1
    )


def ids(groups: tuple[AlikeGroup, ...]) -> list[tuple[str, ...]]:
    return [group.letters for group in groups]


def test_letters_that_differ_in_values_alone_are_one_group_with_a_table_of_these() -> None:
    (group,) = group_alike([letter("a"), letter("b", city="New York", sum="$ 7"), letter("c", city="Denver")])
    assert group.letters == ("a", "b", "c")
    assert group.fields == ("city", "sum")
    assert group.rows == (("Chicago", "$ 5"), ("New York", "$ 7"), ("Denver", "$ 5"))
    assert (group.example, group.differs) == ("a", "")


def test_a_value_that_is_blank_in_one_letter_is_a_value_that_differs() -> None:
    (group,) = group_alike([letter("a"), letter("b", title="")])
    assert group.fields == ("title",)


def test_values_that_stand_side_by_side_are_told_apart() -> None:
    side = "to {title} {city} : pay"
    (group,) = group_alike([letter("a", side), letter("b", side, title="County Clerk", city="Cook County")])
    assert group.fields == ("city", "title")


def test_one_other_word_sets_a_letter_apart_and_is_told() -> None:
    changed = TEMPLATE.replace("owes", "owed")
    groups = group_alike([letter("b", changed), letter("a"), letter("c", city="Denver")])
    assert ids(groups) == [("a", "c"), ("b",)]
    assert groups[1].differs == "“owed us $ 5 by March” where another says “owes us $ 5 by March”"


def test_one_word_more_at_the_end_sets_a_letter_apart() -> None:
    assert ids(group_alike([letter("a"), letter("b", TEMPLATE + " yours")])) == [("a",), ("b",)]


def test_a_word_that_is_the_value_of_another_recipient_is_no_excuse() -> None:
    says = letter("b", city="Fremont")
    stranger = replace(letter("b", city="Denver"), words=says.words, finished=says.finished)
    assert ids(group_alike([letter("a"), stranger])) == [("a",), ("b",)]


def test_letters_of_two_kinds_are_never_one_group() -> None:
    assert ids(group_alike([letter("a"), letter("b", kind="notice")])) == [("a",), ("b",)]


def test_another_number_of_pages_sets_a_letter_apart() -> None:
    groups = group_alike([letter("a"), replace(letter("b", city="Denver"), pages=2)])
    assert [group.differs for group in groups] == ["", "has 2 pages, and another 1"]


def test_a_pdf_that_says_something_else_than_its_text_sets_a_letter_apart() -> None:
    odd = letter("b", city="Denver")
    groups = group_alike([letter("a"), replace(odd, finished=(*odd.words, "P.S."))])
    assert [group.differs for group in groups] == [
        "",
        "the words on its pages differ otherwise than its text",
    ]


WORDS = st.sampled_from(["we", "you", "ask", "pay", "now"])
VALUES = st.lists(st.sampled_from(["we", "you", "x", "y", "z"]), max_size=3).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.one_of(WORDS, st.sampled_from(["{city}", "{title}"])), max_size=12).map(" ".join),
    VALUES,
    VALUES,
    VALUES,
    VALUES,
)
def test_whatever_the_values_letters_of_one_template_share_their_text(
    template: str, one: str, other: str, title: str, another: str
) -> None:
    groups = group_alike(
        [letter("a", template, city=one, title=title), letter("b", template, city=other, title=another)]
    )
    assert ids(groups) == [("a", "b")]


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=12), st.data())
def test_whatever_the_text_a_word_that_is_no_value_is_never_passed_over(
    words: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    changed = [*words[:at], "strange", *words[at + 1 :]]
    one, other = letter("a", " ".join(words)), letter("b", " ".join(changed), city="Denver")
    assert ids(group_alike([one, other])) == [("a",), ("b",)]
