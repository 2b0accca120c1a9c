"""The measure itself: it finds what differs, and forgives what is no difference."""

from __future__ import annotations

from fidelity.figures import compare, thresholds
from fidelity.lines import Line, Sheet, folded, read_sheets
from fidelity.losses import lost_words
from fidelity.making.markup import content_run, note_mark, paragraph, run
from fidelity.making.package import document, note
from fidelity.matching import match
from generator.pdf import from_docx


def line(words: str, height: float = 100.0, left: float = 72.0) -> Line:
    return Line(tuple(words.split()), height, left)


def sheet(*lines: Line) -> Sheet:
    return Sheet(lines)


def test_a_line_that_ends_at_another_word_is_counted_and_a_shifted_one_measured() -> None:
    ours = sheet(line("one two three"), line("four", 120.0))
    reference = sheet(line("one two"), line("three four", 114.0), line("five", 130.0))
    figures = compare([ours], [reference])
    assert (figures.same_lines, figures.lines, figures.same_words) == (0, 3, False)
    moved = compare([sheet(line("four", 120.0))], [sheet(line("four", 117.5))])
    assert moved.offsets == (2.5,)


def test_a_line_that_one_side_sets_in_two_parts_is_the_same_line() -> None:
    apart = (line("1.", 100.0, 72.0), line("The office", 100.3, 108.0))
    found = match(apart, (line("1. The office", 100.1, 72.0),))
    assert (len(found.offsets), found.ours, found.reference) == (1, (), ())


def test_a_page_more_or_less_fails_the_pages_and_the_words() -> None:
    figures = compare([sheet(line("one"))], [sheet(line("one")), sheet(line("two"))])
    assert not figures.same_pages
    assert not figures.same_words
    assert [bound.is_met for bound in thresholds([figures], 1)] == [False, False, False, True, False]


def test_words_missing_from_our_pages_are_named() -> None:
    assert compare([sheet(line("one"))], [sheet(line("one two"))]).lost == ("two",)


def test_hyphens_and_bullets_of_different_fonts_are_alike() -> None:
    assert folded("co\u2011op") == folded("co-op")


def test_lines_of_a_pdf_are_read_from_top_to_bottom_with_their_raised_signs() -> None:
    words = paragraph(run("area of 3 m"), run("2", '<w:vertAlign w:val="superscript"/>'), run(" each"))
    (first,) = read_sheets(from_docx(document(words, paragraph("below"), title="Area")))
    assert [found.words for found in first.lines] == [("area", "of", "3", "m2", "each"), ("below",)]


def test_a_word_of_the_document_that_the_pdf_lacks_is_lost() -> None:
    whole = document(paragraph("Dear neighbour, good morning"), title="Letter")
    short = document(paragraph("Dear neighbour, morning"), title="Letter")
    assert lost_words(whole, from_docx(short)) == ("good",)


def test_hidden_and_computed_text_and_the_marks_of_notes_are_not_looked_for() -> None:
    words = (run("Shown"), run("unseen", "<w:vanish/>"), note_mark(1), content_run("<w:tab/>"), run("end"))
    docx = document(paragraph(*words), title="Marks", footnotes=note(1, run(" A note.")))
    assert lost_words(docx, from_docx(docx)) == ()
