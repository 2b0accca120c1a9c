"""A copy of a finished PDF bears a mark on each page, and is as complete and accessible as the PDF."""

from __future__ import annotations

import io
from typing import get_args

import pikepdf
import pytest

from generator.errors import DocumentError
from generator.model import PageMark
from generator.pdf import from_docx
from generator.pdf.stamping import stamp
from tests.pdf.reading import fonts, ink, marks, raw_text, tag_tree, violations
from tests.pdf.test_conversion import everything
from tests.written import PAGE, Written, header, paragraph

LANDSCAPE = PAGE.replace('w:w="12240" w:h="15840"', 'w:w="15840" w:h="12240"')


@pytest.fixture(scope="module")
def plain() -> bytes:
    return from_docx(everything().docx())


@pytest.mark.parametrize("mark", get_args(PageMark))
def test_a_marked_copy_is_pdf_a_and_pdf_ua(plain: bytes, mark: PageMark) -> None:
    assert violations(stamp(plain, mark)) == []


def test_each_page_has_the_mark_as_an_artifact_and_nothing_else_changes(plain: bytes) -> None:
    body = paragraph("one", f"<w:sectPr>{PAGE}</w:sectPr>") + paragraph("two")
    pdf = from_docx(Written(body, section=LANDSCAPE).docx())
    stamped = stamp(pdf, "DRAFT")
    with pikepdf.open(io.BytesIO(stamped)) as document:
        subtypes = [_watermarks(page) for page in document.pages]
    assert subtypes == [1, 1]
    assert violations(stamped) == []
    assert [mark for mark in marks(stamped) if mark[1]] == [mark for mark in marks(pdf) if mark[1]]
    for one, other in ((plain, stamp(plain, "DRAFT")), (pdf, stamped)):
        assert raw_text(other) == raw_text(one)
        assert str(tag_tree(other)) == str(tag_tree(one))
        assert fonts(other) == fonts(one)


def test_the_mark_is_seen_across_the_page(plain: bytes) -> None:
    grey = {"darkest": 180, "lightest": 250}
    assert ink(stamp(plain, "DRAFT"), **grey) > ink(plain, **grey) + 0.02


def test_a_draft_has_the_same_bytes_every_time(plain: bytes) -> None:
    assert stamp(plain, "DRAFT") == stamp(plain, "DRAFT") != stamp(plain, "SPECIMEN")


def test_a_page_with_a_header_keeps_it() -> None:
    section = f'<w:headerReference w:type="default" r:id="h"/>{PAGE}'
    pdf = from_docx(Written(paragraph("x"), section=section, parts={"h": header(paragraph("Head"))}).docx())
    assert violations(stamp(pdf, "DRAFT")) == []


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(DocumentError):
        stamp(b"no PDF", "DRAFT")


def _watermarks(page: pikepdf.Page) -> int:
    found = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC" and str(operands[0]) == "/Artifact":
            found += operands[1].get("/Subtype") == "/Watermark"
    return found
