"""A copy of a letter in Word bears a mark behind every page, whatever headers it has."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from openxml_audit import OpenXmlValidator

from fidelity.corpus import corpus
from fidelity.subjects import Subject
from generator.errors import DocumentError
from generator.model import PageMark
from generator.pdf.conversion import reading_of
from generator.word.document.content import Block, Paragraph, Watermark
from generator.word.document.document import Section
from generator.word.opc.archive import read_archive, write_archive
from generator.word.stamping import stamp
from tests.written import PAGE, Written, header, paragraph

WORDS = paragraph("Dear Ms. Reed:")


def sections(docx: bytes) -> tuple[Section, ...]:
    return reading_of(docx, source="reed.docx").document.sections


def is_marked(blocks: tuple[Block, ...] | None) -> bool:
    paragraphs = [block for block in blocks or () if isinstance(block, Paragraph)]
    return any(isinstance(inline, Watermark) for block in paragraphs for inline in block.inlines)


@pytest.mark.parametrize("mark", get_args(PageMark))
def test_a_letter_without_headers_is_marked_on_all_pages(mark: PageMark) -> None:
    marked = stamp(Written(WORDS, section=f"{PAGE}<w:titlePg/>").docx(), mark)
    headers = [part for name, part in read_archive(marked, source="").parts.items() if "header" in name]
    assert [f'string="{mark}"'.encode() in part for part in headers] == [True, True, True]
    (section,) = sections(marked)
    assert is_marked(section.header.default)
    assert is_marked(section.header.first)


def test_each_header_keeps_its_words_and_gets_the_mark() -> None:
    references = "".join(f'<w:headerReference w:type="{it}" r:id="{it}"/>' for it in ("default", "first"))
    parts = {
        "default": header(paragraph("Continued", "<w:jc w:val='right'/>"), "h1.xml"),
        "first": header(paragraph("Harbor Office"), "h2.xml"),
    }
    docx = Written(WORDS, section=f"{references}{PAGE}<w:titlePg/>", parts=parts).docx()
    (plain,), (section,) = sections(docx), sections(stamp(docx, "DRAFT"))
    for kind in ("default", "first"):
        (before,), (after,) = getattr(plain.header, kind), getattr(section.header, kind)
        assert is_marked((after,))
        assert before.inlines == after.inlines[1:]


def test_every_section_is_marked() -> None:
    body = paragraph("one", f"<w:sectPr>{PAGE}</w:sectPr>") + WORDS
    parts = {"h": header(paragraph("Two"))}
    section = f'<w:headerReference w:type="default" r:id="h"/>{PAGE}'
    found = sections(stamp(Written(body, section=section, parts=parts).docx(), "DRAFT"))
    assert [is_marked(each.header.default) for each in found] == [True, True]


@pytest.mark.parametrize(
    "subject", [it for it in corpus() if it.group in {"sections", "office"}], ids=lambda it: it.name
)
def test_a_marked_copy_is_valid_wordprocessingml(subject: Subject, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(stamp(subject.docx, "SPECIMEN"))
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []
    assert all(is_marked(section.header.default) for section in sections(path.read_bytes()))


def test_a_draft_has_the_same_bytes_every_time_and_can_be_opened() -> None:
    docx = Written(WORDS).docx()
    assert stamp(docx, "DRAFT") == stamp(docx, "DRAFT")
    assert read_archive(stamp(docx, "DRAFT"), source="reed.docx").main == "word/document.xml"


def test_what_cannot_be_marked_is_refused() -> None:
    with pytest.raises(DocumentError):
        stamp(b"no document", "DRAFT")
    parts = dict(read_archive(Written(WORDS).docx(), source="reed.docx").parts)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"w:body", b"w:text")
    with pytest.raises(DocumentError, match="1 problem"):
        stamp(write_archive(parts), "DRAFT")
