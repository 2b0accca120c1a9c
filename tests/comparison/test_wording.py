"""Words are compared as readers see them, and nothing of either text is lost on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.comparison.records import Edit, Passage
from generator.comparison.words.tokens import fold, sort_of, words
from generator.comparison.words.wording import (
    compare_passages,
    edits_across_lines,
    edits_between,
    segments_between,
)

TEXTS = st.lists(
    st.sampled_from(["a", "b", "We", "must", "March 8, 2018", "$1,000", ",", "."]), max_size=12
).map(" ".join)
LINES = st.lists(TEXTS.filter(bool), max_size=6)


def lines(*texts: str) -> tuple[Passage, ...]:
    return tuple(Passage(text, f"line {number}", 1) for number, text in enumerate(texts, start=1))


@given(TEXTS, TEXTS)
def test_segments_hold_every_word_of_both_texts(old: str, new: str) -> None:
    segments = segments_between(old, new)
    kept_or = {
        side: [w for s in segments if s.status in {"kept", side} for w in words(s.text)]
        for side in ("removed", "added")
    }
    assert kept_or["removed"] == list(words(old))
    assert kept_or["added"] == list(words(new))


@given(LINES, LINES)
def test_paragraphs_are_the_same_exactly_when_nothing_is_found(old: list[str], new: list[str]) -> None:
    assert (compare_passages(lines(*old), lines(*new)) == ()) == (old == new)


@given(LINES.map(" ".join), st.integers(2, 9))
def test_where_lines_break_is_no_edit(text: str, width: int) -> None:
    told = text.split()
    broken = lines(*(" ".join(told[start : start + width]) for start in range(0, len(told), width)))
    whole = lines(*([text] if text else []))
    assert edits_across_lines(whole, broken) == ()


@given(st.text(max_size=60))
def test_folded_text_stays_as_it_is(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert "  " not in once


def test_a_date_and_an_amount_are_one_word_each() -> None:
    assert edits_between("due March 8, 2018 for $1,000.50.", "due March 12, 2018 for $1,000.75.") == (
        Edit("March 8, 2018", "March 12, 2018"),
        Edit("$1,000.50", "$1,000.75"),
    )


def test_a_reference_and_an_address_are_one_word_each() -> None:
    assert words("DR-2018-CA-BERKELEY-02, records@bja.example") == (
        "DR-2018-CA-BERKELEY-02",
        ",",
        "records@bja.example",
    )


def test_the_sorts_of_words_are_those_a_reader_names() -> None:
    told = {
        "March 8, 2018": "date",
        "2018-03-08": "date",
        "$1,000": "amount",
        "10225": "number",
        ",": "punctuation",
    }
    assert {text: sort_of(text) for text in told} == told
    assert sort_of("must send") == "words"


def test_a_block_too_long_for_words_is_told_as_one_replaced_by_the_other() -> None:
    old, new = " ".join(f"a{n}" for n in range(4_000)), " ".join(f"b{n}" for n in range(4_000))
    assert len(edits_between(old, new)) == 1
