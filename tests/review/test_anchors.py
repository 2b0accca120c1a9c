"""A comment finds its words again in the next draft, or says that they are gone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.review.anchors import Found, Gone, Span, anchor_at, anchor_to, find_again

PAGES = (
    "Dear Mayor:\nBy March 8, 2018, you must send us the documents\nthat the request lists.",
    "The documents are numbered. You must send us a letter, too. Sincerely, the Office",
)


def anchor_of(words: str, pages: tuple[str, ...] = PAGES, occurrence: int = 1) -> object:
    """Return the anchor of words on the first page that has them, spaces as they stand there."""
    for number, page in enumerate(pages, start=1):
        start = -1
        for _ in range(occurrence):
            start = page.find(words, start + 1)
        if start >= 0:
            return anchor_at(pages, Span(number, start, start + len(words)))
    raise AssertionError(words)


def found(words: str, pages: tuple[str, ...]) -> Found | Gone:
    return find_again(anchor_of(words), pages)  # type: ignore[arg-type]  # an anchor


def test_an_anchor_holds_the_words_before_and_after_it_across_pages() -> None:
    anchor = anchor_at(PAGES, Span(2, 0, 13))
    assert (anchor.quote, anchor.page) == ("The documents", 2)
    assert anchor.prefix.endswith("documents that the request lists.")
    assert anchor.suffix.startswith("are numbered. You must")


def test_a_stretch_without_words_is_no_anchor() -> None:
    with pytest.raises(ValueError, match="no words"):
        anchor_at(PAGES, Span(1, 11, 12))


def test_words_are_found_at_their_place_however_lines_break() -> None:
    again = found("send us the documents\nthat", ("By then, you must send us the\n\ndocuments  that count.",))
    assert isinstance(again, Found)
    assert (again.how, again.words) == ("exact", "send us the documents that")
    assert again.spans == (Span(1, 18, 46),)


def test_words_that_run_over_two_pages_now_stand_on_both() -> None:
    again = found("send us the documents", ("By then, you must send us the", "documents that count."))
    assert isinstance(again, Found)
    assert [span.page for span in again.spans] == [1, 2]


def test_of_the_same_words_at_several_places_the_surroundings_tell_which() -> None:
    again = found("must send us", ("First. " + PAGES[1], PAGES[0]))
    assert isinstance(again, Found)
    assert (again.how, [span.page for span in again.spans]) == ("context", [2])


def test_the_same_words_at_places_alike_are_unclear() -> None:
    assert found("must send us", ("must send us. must send us.",)) == Gone(unclear=True)


def test_words_of_which_a_quarter_changed_are_found() -> None:
    anchor = anchor_of("you must send us the documents\nthat the request lists")
    again = find_again(anchor, ("Please: you must send us all documents that the request lists.",))  # type: ignore[arg-type]
    assert isinstance(again, Found)
    assert (again.how, again.words) == ("alike", "you must send us all documents that the request lists.")


def test_words_of_which_more_than_a_quarter_changed_are_gone() -> None:
    anchor = anchor_of("you must send us the documents")
    assert isinstance(find_again(anchor, ("you should give me the documents",)), Gone)  # type: ignore[arg-type]


def test_of_words_that_are_gone_it_is_told_what_stands_there_now() -> None:
    again = found("March 8, 2018", (PAGES[0].replace("March 8, 2018", "April 9, 2018"), PAGES[1]))
    assert again == Gone(instead="April 9, 2018")


def test_few_words_are_not_found_by_likeness() -> None:
    assert isinstance(found("Dear Mayor:", ("Dear Governor: hello",)), Gone)


def test_words_are_anchored_by_themselves_where_they_stand_once() -> None:
    anchor = anchor_to("that  the request lists", PAGES)
    assert not isinstance(anchor, Gone)
    assert (anchor.page, anchor.quote) == (1, "that the request lists")
    assert anchor_to("must send us", PAGES) == Gone(unclear=True)
    assert isinstance(anchor_to("nowhere", PAGES), Gone)


texts = st.lists(st.sampled_from(["one", "two", "three", "four", "five", "six"]), min_size=3, max_size=25)


@settings(deadline=None, max_examples=60)
@given(texts, texts, st.data())
def test_whatever_the_texts_a_stretch_that_is_found_says_what_it_says(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    words = old[start : data.draw(st.integers(start + 1, len(old)))]
    before = len(" ".join(old[:start])) + bool(start)
    pages = (" ".join(old),)
    anchor = anchor_at(pages, Span(1, before, before + len(" ".join(words))))
    text = " ".join(new)
    match find_again(anchor, (text,)):
        case Found(spans=(span,), words=again):
            assert text[span.start : span.end] == again
        case Gone(unclear=unclear):
            assert unclear or " ".join(words) not in text
        case _:
            raise AssertionError
    same = find_again(anchor, pages)
    assert isinstance(same, Gone) or same.words == " ".join(words)


def test_what_has_no_ink_is_not_looked_for() -> None:
    anchor = anchor_to("IL-CHICAGO is due", ("Reference IL\x02CHICAGO\r\nis\u00ad due",))
    assert not isinstance(anchor, Gone)
    assert anchor.quote == "IL-CHICAGO is due"
    assert isinstance(find_again(anchor, ("IL-CHICAGO is due",)), Found)
