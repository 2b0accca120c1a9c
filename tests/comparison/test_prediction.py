"""Changed words explain what they pushed, and nothing else of any page."""

from __future__ import annotations

from pathlib import Path

from generator.comparison.describe import summary
from generator.comparison.records import Box, Change, Mask, Settings
from tests.comparison.planted import in_pdf
from tests.comparison.specimens import compare, html_with, outcome_of, pdf

LONGER = (
    "asked you for documents.",
    "asked you for documents, all of which are named in the list that we sent you on the day of our letter.",
)


def pictures(folder: Path, old: bytes, new: bytes, settings: Settings | None = None) -> list[Change]:
    """Return how pages look different beyond what words explain."""
    found = compare(folder, {"pdf": old}, {"pdf": new}, settings)
    return [change for change in found.changes if change.level == "picture" and not change.follows]


def test_lines_that_break_anew_and_all_that_they_push_are_explained(tmp_path: Path) -> None:
    assert pictures(tmp_path, pdf(), pdf(html_with(LONGER))) == []


def test_a_box_on_another_page_is_a_change_of_its_own(tmp_path: Path) -> None:
    new = in_pdf.PLANTED["a black box on page 2"].change(LONGER)
    (change,) = pictures(tmp_path, in_pdf.Making()(), new)
    assert change.place == "page 2"
    assert len(change.regions) == 1


def test_what_stands_before_the_words_did_not_move_for_them(tmp_path: Path) -> None:
    new = pdf(html_with(LONGER, ("h1{", "h1{padding-bottom:9pt;")))
    assert pictures(tmp_path, pdf(), new)


def test_a_word_that_moved_is_held_against_its_old_type(tmp_path: Path) -> None:
    new = pdf(html_with(LONGER, ("<p>Sincerely,</p>", '<p style="color:red">Sincerely,</p>')))
    (change,) = pictures(tmp_path, pdf(), new)
    assert change.what == "type of “Sincerely,”"
    assert "#ff0000" in change.new


def test_a_masked_part_is_not_looked_at(tmp_path: Path) -> None:
    new = in_pdf.painted(b"0 g 300 100 80 40 re f")()
    masks = (Mask(1, Box(290, 90, 390, 150)), Mask(1, Box(290, 640, 390, 700)))
    assert pictures(tmp_path / "all", in_pdf.Making()(), new)
    assert not pictures(tmp_path / "masked", in_pdf.Making()(), new, Settings(masks=masks))


def test_a_hyphen_at_the_end_of_a_line_is_the_words_own(tmp_path: Path) -> None:
    """PDFium reads a hyphen there as a mark of its own and joins the lines."""
    style = "@page{{size:{0}pt 200pt;margin:20pt}}body{{font:11pt serif}}"
    page = f'<html lang="en"><style>{style}</style><p>{{1}}</p>'
    text = "Reference DR-2018-CA-ALAMEDA-COUNTY-01 is well-known."
    broken, whole = (pdf(page.format(width, text)) for width in (230, 420))
    found = compare(tmp_path, {"pdf": whole}, {"pdf": broken}, Settings(levels=("words",)))
    assert summary(outcome_of(found)) == "1 letter: the same"
