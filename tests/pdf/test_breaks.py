"""Pages and columns end where Word ends them."""

from __future__ import annotations

from tests.pdf.reading import baselines, text, violations
from tests.pdf.test_conversion import pdf_of
from tests.written import PAGE, Part, footer, header, paragraph, run

PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
COLUMN_BREAK = '<w:r><w:br w:type="column"/></w:r>'


def test_a_break_at_the_end_of_the_document_leaves_an_empty_page() -> None:
    pdf = pdf_of(paragraph("the end", runs=PAGE_BREAK))
    assert text(pdf) == ["the end", ""]
    assert violations(pdf) == []


def test_the_mark_of_a_paragraph_stays_before_its_break_unless_the_document_splits_them() -> None:
    body = paragraph("one", runs=PAGE_BREAK) + paragraph("two")
    split = "<w:compat><w:splitPgBreakAndParaMark/></w:compat>"
    settings = f"<w:zoom/>{split}"
    plain = pdf_of(body)
    moved = pdf_of(body, settings=settings)
    assert text(plain) == text(moved) == ["one", "two"]
    assert first_line(moved) - first_line(plain) > 10


def first_line(pdf: bytes) -> float:
    """Return how far down the first line of the second page stands."""
    return min(baselines(pdf, 1).values())


def test_a_column_break_in_a_single_column_begins_a_page() -> None:
    assert text(pdf_of(paragraph("one", runs=COLUMN_BREAK + run("two")))) == ["one", "two"]


def test_a_column_break_between_columns_stays_on_the_page() -> None:
    section = f'{PAGE}<w:cols w:num="2" w:space="720"/>'
    assert text(pdf_of(paragraph("one", runs=COLUMN_BREAK + run("two")), section=section)) == ["one two"]


def test_columns_leave_room_for_text_whatever_their_gap() -> None:
    for gap in ("-20", "30000"):
        section = f'{PAGE}<w:cols w:num="3" w:space="{gap}"/>'
        pdf = pdf_of(paragraph("one") + paragraph("two"), section=section)
        assert set(" ".join(text(pdf)).split()) == {"one", "two"}


def test_a_header_holds_no_break() -> None:
    parts: dict[str, Part] = {"h": header(paragraph("a", runs=PAGE_BREAK + run("b")))}
    parts["f"] = footer(paragraph("c", "<w:pageBreakBefore/>"))
    references = (
        '<w:headerReference w:type="default" r:id="h"/><w:footerReference w:type="default" r:id="f"/>'
    )
    assert text(pdf_of(paragraph("text"), section=references + PAGE, parts=parts)) == ["a b text c"]
