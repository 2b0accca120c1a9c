"""What was read before changes nothing about what is read now."""

from __future__ import annotations

import pytest

from generator.pdf.conversion import reading_of
from generator.word.cache import LONGEST, kept
from generator.word.document.content import Paragraph, Text
from generator.word.opc.archive import read_archive, write_archive
from generator.word.reading.cache import Cache, memory_of
from tests.written import STYLES, Written, cell, field_of, paragraph, row, run, table

BOLD = '<w:style w:type="paragraph" w:styleId="Body"><w:rPr><w:b/></w:rPr></w:style>'
LIGHT = BOLD.replace("<w:b/>", "<w:i/>")
SAID = paragraph("Said", '<w:pStyle w:val="Body"/>')


def first(document: Written) -> Paragraph:
    found = reading_of(document.docx(), source="letter.docx").document.sections[0].blocks[0]
    assert isinstance(found, Paragraph)
    return found


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    memory_of.cache_clear()


def test_the_same_paragraph_looks_different_where_the_styles_are_different() -> None:
    bold, light = (first(Written(SAID, more_styles=style)) for style in (BOLD, LIGHT))
    assert [look.inlines[0].format.bold for look in (bold, light)] == [True, False]  # type: ignore[union-attr] # texts
    assert [look.inlines[0].format.italic for look in (bold, light)] == [False, True]  # type: ignore[union-attr] # texts


def test_the_same_paragraph_knows_where_it_stands_now() -> None:
    document = Written(paragraph("One") + SAID + SAID, more_styles=BOLD)
    blocks = reading_of(document.docx(), source="letter.docx").document.sections[0].blocks
    places = [block.place for block in blocks if isinstance(block, Paragraph)]
    assert places[1:] == ["document.xml, paragraph 2 (“Said”)", "document.xml, paragraph 3 (“Said”)"]


def test_a_paragraph_in_a_cell_takes_the_look_of_its_table_and_leaves_others_theirs() -> None:
    style = (
        '<w:style w:type="table" w:styleId="Loud"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="table" w:styleId="Soft"><w:rPr><w:i/></w:rPr></w:style>'
    )
    plain = table(row(cell(paragraph("x"))), columns=1)
    tables = [plain.replace('"Grid"', f'"{name}"') for name in ("Loud", "Soft", "Loud")]
    body = paragraph("x") + paragraph("").join(tables) + paragraph("x")
    blocks = reading_of(Written(body, more_styles=style).docx(), source="l.docx").document.sections[0].blocks
    inner = [
        block if isinstance(block, Paragraph) else block.rows[0].cells[0].blocks[0]
        for block in (blocks[0], blocks[1], blocks[3], blocks[5], blocks[6])
    ]
    looks = [(text.inlines[0].format.bold, text.inlines[0].format.italic) for text in inner]  # type: ignore[union-attr] # texts
    assert looks == [(False, False), (True, False), (False, True), (True, False), (False, False)]


def test_a_paragraph_within_a_field_is_not_taken_for_the_same_outside_of_it() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>XE "a" </w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    plain = paragraph("Said")
    body = plain + paragraph("", runs=begin) + plain + paragraph("", runs=end) + plain
    blocks = reading_of(Written(body).docx(), source="letter.docx").document.sections[0].blocks
    assert [len(block.inlines) for block in blocks if isinstance(block, Paragraph)] == [1, 0, 0, 0, 1]


def test_numbers_fields_and_findings_are_read_anew_each_time() -> None:
    listed = paragraph("a", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    shadowed = paragraph("", runs=run("s", "<w:shadow/>"))
    body = listed + listed + shadowed + shadowed + paragraph("", runs=field_of("PAGE", "1")) * 2
    reading = reading_of(Written(body, styles=STYLES).docx(), source="letter.docx")
    labels = [
        block.label.text for block in reading.document.sections[0].blocks if getattr(block, "label", None)
    ]
    assert labels == ["1.", "2."]
    assert len(reading.warnings) == 2


def test_a_run_that_was_read_before_keeps_the_link_that_it_stands_in_now() -> None:
    said = run("Said")
    link = f'<w:hyperlink w:anchor="there">{said}</w:hyperlink>'
    place = '<w:bookmarkStart w:id="1" w:name="there"/><w:bookmarkEnd w:id="1"/>'
    body = "".join(paragraph("", runs=runs) for runs in (said, place + link, link + said))
    blocks = reading_of(Written(body).docx(), source="letter.docx").document.sections[0].blocks
    texts = [
        [(inline.text, inline.target) for inline in block.inlines if isinstance(inline, Text)]
        for block in blocks
        if isinstance(block, Paragraph)
    ]
    assert texts == [[("Said", "")], [("Said", "#there")], [("Said", "#there"), ("Said", "")]]


def test_namespaces_that_nobody_uses_change_nothing() -> None:
    document = Written(paragraph("One") + SAID, more_styles=BOLD).docx()
    parts = dict(read_archive(document, source="l.docx").parts)
    plain = parts["word/document.xml"]
    parts["word/document.xml"] = plain.replace(b"<w:document ", b'<w:document xmlns:x="urn:x" ', 1)
    assert parts["word/document.xml"] != plain
    assert reading_of(write_archive(parts), source="l.docx") == reading_of(document, source="l.docx")


def test_a_shelf_forgets_before_it_takes_more_than_its_room_and_keeps_nothing_very_long() -> None:
    shelf: Cache[int] = Cache()
    for number in range(2_000):
        shelf.put(f"{number:08}".encode() * 1_000, "", number)
    assert shelf.get(b"00001999" * 1_000, "") == 1_999
    assert shelf.get(b"00000000" * 1_000, "") is None
    shelf.put(b"x" * 20_000, "", 1)
    assert shelf.get(b"x" * 20_000, "") is None


def test_what_is_said_of_a_long_part_is_not_kept() -> None:
    asked: list[int] = []

    @kept
    def length(part: bytes) -> int:
        asked.append(len(part))
        return len(part)

    for part in (b"short", b"x" * (LONGEST + 1)) * 2:
        assert length(part) == len(part)
    assert asked == [5, LONGEST + 1, LONGEST + 1]
