"""The structure that assistive technology reads."""

from __future__ import annotations

import io

import pikepdf

from generator.pdf import from_docx
from tests.pdf.reading import marks, tag_tree, violations
from tests.pdf.test_conversion import everything, pdf_of
from tests.written import (
    PAGE,
    Written,
    cell,
    footnotes,
    header,
    image,
    listed,
    paragraph,
    picture,
    row,
    run,
    table,
)


def tree(body: str, **more: object) -> str:
    return str(tag_tree(from_docx(Written(body, **more).docx())))


def test_a_list_entry_is_its_label_and_its_body_and_lists_nest() -> None:
    nested = tree(listed("a") + listed("b", level=1) + listed("c"))
    assert nested == "Document(L(LI(Lbl LBody(P L(LI(Lbl LBody(P))))) LI(Lbl LBody(P))))"


def test_lists_know_how_they_count() -> None:
    tags = tag_tree(from_docx(Written(listed("a") + listed("b", level=1)).docx()))
    assert [tag.attributes["ListNumbering"] for tag in tags.below() if tag.kind == "L"] == [
        "/Decimal",
        "/LowerAlpha",
    ]


def test_headings_go_down_without_skips() -> None:
    levels = (0, 2, 1)
    body = "".join(paragraph(f"h{level}", f'<w:outlineLvl w:val="{level}"/>') for level in levels)
    assert tree(body) == "Document(H1 H2 H2)"


def test_a_table_has_head_cells_with_scope_and_empty_cells_count() -> None:
    body = table(
        row(cell(paragraph("Year")), cell(paragraph("Sum")), properties="<w:tblHeader/>"),
        row(cell(paragraph("2017")), cell(paragraph())),
        columns=2,
    )
    tags = tag_tree(from_docx(Written(body).docx()))
    assert str(tags) == "Document(Table(THead(TR(TH(P) TH(P))) TBody(TR(TD(P) TD))))"
    assert {tag.attributes["Scope"] for tag in tags.below() if tag.kind == "TH"} == {"/Column"}


def test_a_paragraph_over_two_pages_is_one_paragraph() -> None:
    body = "".join(paragraph(f"line {number}") for number in range(43)) + paragraph(
        "words and more words " * 80
    )
    assert tree(body).count("P") == 44


def test_a_repeated_table_head_is_read_once() -> None:
    head = row(cell(paragraph("Head")), properties="<w:tblHeader/>")
    rows = (row(cell(paragraph(f"row {number}"))) for number in range(60))
    assert tree(table(head, *rows, columns=1)).count("TH(P)") == 1


def test_a_note_stands_where_its_mark_is() -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = paragraph("Before", runs=mark + run(" after"))
    tags = tag_tree(from_docx(Written(body, parts={"n": footnotes(n1=" note")}).docx()))
    assert str(tags) == "Document(P(Note(P)))"
    assert all(tag.attributes["ID"] for tag in tags.below() if tag.kind == "Note")


def test_a_described_picture_is_a_figure_and_decoration_is_an_artifact() -> None:
    body = paragraph(runs=picture("i", "The seal")) + paragraph("x", runs=picture("i"))
    tags = tag_tree(from_docx(Written(body, parts={"i": image()}).docx()))
    assert [tag.attributes["Alt"] for tag in tags.below() if tag.kind == "Figure"] == ["The seal"]


def test_headers_and_footers_are_artifacts() -> None:
    section = f'<w:headerReference w:type="default" r:id="h"/>{PAGE}'
    pdf = from_docx(
        Written(paragraph("Body"), section=section, parts={"h": header(paragraph("Head"))}).docx()
    )
    assert sorted(marks(pdf)) == [("/Artifact", False), ("/Span", True)]
    assert str(tag_tree(pdf)) == "Document(P)"


def test_a_link_is_a_link_element() -> None:
    link = f'<w:hyperlink r:id="l">{run("page")}</w:hyperlink>'
    pdf = from_docx(Written(paragraph("See ", runs=link), links={"l": "https://example.org/"}).docx())
    assert str(tag_tree(pdf)) == "Document(P(Link))"
    assert violations(pdf) == []


def test_each_line_of_a_link_is_one_annotation_of_its_link_element() -> None:
    words = run("Bescheid " * 20, '<w:lang w:val="de-DE"/>')
    long = f'<w:hyperlink r:id="l">{words}</w:hyperlink>'
    head = row(cell(paragraph("", runs=long)), properties="<w:tblHeader/>")
    rows = "".join(row(cell(paragraph(str(number)))) for number in range(60))
    pdf = pdf_of(
        paragraph("", runs=long) + table(head, rows, columns=1), links={"l": "https://county.example/"}
    )
    with pikepdf.open(io.BytesIO(pdf)) as document:
        held = [len(page.get("/Annots", ())) for page in document.pages]
    assert (held[0] > 2, held[1:]) == (True, [0])
    assert str(tag_tree(pdf)).startswith("Document(P(Link(Span)) Table(THead(TR(TH(P(Link(Span))")
    assert violations(pdf) == []


def test_words_of_another_language_say_which() -> None:
    body = paragraph("It is ", runs=run("force majeure", '<w:lang w:val="fr-FR"/>') + run(" here."))
    tags = tag_tree(from_docx(Written(body).docx()))
    assert [tag.attributes["Lang"] for tag in tags.below() if tag.kind == "Span"] == ["fr-FR"]


def test_all_of_it_together_is_read_in_the_order_of_the_document() -> None:
    assert str(tag_tree(from_docx(everything().docx()))) == (
        "Document(H1 P(Note(P)) P(Link) L(LI(Lbl LBody(P L(LI(Lbl LBody(P))))) LI(Lbl LBody(P)))"
        " Table(THead(TR(TH(P) TH(P))) TBody(TR(TD(P) TD))) P(Figure) P)"
    )
