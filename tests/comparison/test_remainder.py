"""What no level understands is told, and told once."""

from __future__ import annotations

from generator.comparison.pdf.everything import PdfContents
from generator.comparison.pdf.objects import ObjectLine
from generator.comparison.pdf.remainder import remainder
from generator.comparison.records import Change

PAGE = Change("picture", "pdf", "page 1", "page 1", 1, "", "")


def tagged(first: int) -> PdfContents:
    """Return tags whose pieces of content are numbered from some number, and one with a title."""
    contents = (ObjectLine(f"tag {tag} /P content", f"{first + tag} page 1") for tag in range(1, 9))
    return PdfContents((), (*contents, ObjectLine("tag 3 /P/T", f"title {first}")))


def test_lines_that_break_anew_are_one_change_of_the_numbers_of_all_tags() -> None:
    found = list(remainder(tagged(0), tagged(1), (PAGE,), tolerance=32, reworded=False))
    assert [change.place for change in found] == ["tag 1 /P content", "tag 3 /P/T"]
    assert found[0].old.startswith("1 page 1; 2 page 1")


def test_on_pages_that_look_the_same_each_tag_is_told_by_itself() -> None:
    found = list(remainder(tagged(0), tagged(1), (), tolerance=32, reworded=False))
    assert len(found) == 8
