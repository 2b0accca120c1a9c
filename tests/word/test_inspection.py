"""A template tells what it needs and what is wrong with it before a single letter is merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.word.inspection import lint, show, template_fields
from tests.word.word_packages import W, content_types, package, paragraph, relationships, zipped

SAMPLES = sorted((Path(__file__).parents[2] / "templates" / "letters").glob("*.docx"))
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


def table(*rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="1000"/></w:tblGrid>'
    return f"<w:tbl><w:tblPr/>{grid}{''.join(rows)}</w:tbl>"


def found(parts: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return the place and the message of each problem, without the name of the template."""
    problems = lint(zipped(parts), name="broken.docx")
    assert all(problem.hint for problem in problems)
    return [(problem.source.removeprefix("broken.docx"), problem.message) for problem in problems]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_the_sample_letters_are_clean(sample: Path) -> None:
    assert lint(sample.read_bytes(), name=sample.name) == ()


INSERTED = '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'
BOUND = (
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x"/></w:sdtPr>'
    f"<w:sdtContent>{paragraph('{{ a }}')}</w:sdtContent></w:sdt>"
)
DELETED = '<w:p><w:del w:id="1"><w:r><w:delText>{{ old }}</w:delText></w:r></w:del></w:p>'

BROKEN = {
    "an unclosed condition": ([paragraph("a {% if x %} b")], 1, "opens {% if %} and never closes it"),
    "an end too many": ([paragraph("a {% endfor %}")], 1, "closes {% endfor %}, which was never opened"),
    "crossed blocks": (
        [paragraph("{% if a %}{% for b in c %}{% endif %}{% endfor %}")],
        1,
        "opens {% for %} and does not close it in time",
    ),
    "an else outside": ([paragraph(""), paragraph("{% else %}")], 2, "has {% else %} outside"),
    "an unclosed tag": ([paragraph("a {{ b")], 1, "opens a tag with {{ and never closes it"),
    "a tag without a start": ([paragraph("a b }}")], 1, "closes a tag that was never opened"),
    "a wrong expression": ([paragraph("{{ a b }}")], 1, "is not understood"),
    "a wrong statement": ([paragraph("{% iff a %}")], 1, "Encountered unknown tag 'iff'"),
    "an unknown filter": ([paragraph("{{ a|monney }}")], 1, "uses the unknown filter 'monney'"),
    "an unknown test": ([paragraph("{% if a is defind %}{% endif %}")], 1, "unknown test 'defind'"),
    "an include": ([paragraph("{% include 'b' %}")], 1, "would load another template"),
    "text beside a paragraph tag": (
        [paragraph("Dear {%p if a %}"), paragraph("{%p endif %}")],
        1,
        "takes the place of its whole paragraph, so “Dear” beside it is lost",
    ),
    "text beside a row tag": (
        [table(row("{%tr for a in b %}", "kept?"), row("{{ a }}", ""), row("{%tr endfor %}", ""))],
        1,
        "takes the place of its whole table row",
    ),
    "a row tag outside of a table": (
        [paragraph("{%tr if a %}"), paragraph("{%p endif %}")],
        1,
        "is not inside a table row",
    ),
    "a block torn between cells": (
        [table(row("{% if a %}x", "y{% endif %}")), paragraph("")],
        1,
        "begins in one table cell and ends in another",
    ),
    "a block torn between paragraphs": (
        [paragraph("{% if a %}x"), paragraph("y{% endif %}")],
        1,
        "begins in one paragraph and ends in another",
    ),
    "tracked changes": ([paragraph(""), INSERTED], 2, "has tracked changes"),
    "a tag in deleted text": ([paragraph(""), DELETED], 2, "has tracked changes"),
    "a bound content control": ([BOUND], 1, "has a tag in a content control that Word fills itself"),
    "curly quotes": ([paragraph("{% if a == “b” %}{% endif %}")], 1, "has curly quotes"),
    "a tag over two paragraphs": ([paragraph("{{ a"), paragraph("}}")], 1, "runs over the end"),
    "a merge field of Word's that does not merge": (
        ['<w:p><w:fldSimple w:instr="NEXT"/></w:p>'],
        1,
        "has the mail-merge field NEXT",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("blocks", "number", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_template_is_told_with_fault_and_place(blocks: list[str], number: int, words: str) -> None:
    problems = found(package(*blocks))
    assert [place for place, message in problems if words in message] == [
        f": document.xml, paragraph {number}"
    ]


def test_every_fault_of_a_template_is_told_at_once() -> None:
    blocks = (paragraph("{{ a b }}"), paragraph("{{ c| }}"), paragraph("{% if d %}"), INSERTED)
    assert len(found(package(*blocks))) == 4


def test_comments_and_tags_where_nothing_is_merged_are_told() -> None:
    parts = package()
    comment = f'<w:comment w:id="1">{paragraph("see {{ note }}")}</w:comment>'
    parts["word/comments.xml"] = f'<w:comments xmlns:w="{W}">{comment}</w:comments>'.encode()
    parts["word/_rels/document.xml.rels"] = relationships(("comments", "comments.xml", False))
    assert [message for _, message in found(parts)] == ["has comments", "stands where nothing is merged"]


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/embeddings/oleObject1.bin"])
def test_what_is_refused_is_told_by_the_same_words(name: str) -> None:
    assert "contains" in found(package() | {name: b"x"})[0][1]


def test_faults_come_before_warnings() -> None:
    problems = lint(zipped(package(paragraph("{{ “a” }}{{ b| }}"))), name="x.docx")
    assert [problem.severity for problem in problems] == ["error", "warning"]


def test_fields_are_found_in_headers_notes_and_properties() -> None:
    parts = package(paragraph("{{ body }}"))
    parts["[Content_Types].xml"] = content_types({
        "word/document.xml": f"{WORD}.document.main+xml",
        "word/header1.xml": f"{WORD}.header+xml",
        "word/footnotes.xml": f"{WORD}.footnotes+xml",
    })  # fmt: skip
    parts["word/_rels/document.xml.rels"] = relationships(
        ("header", "header1.xml", False), ("footnotes", "footnotes.xml", False)
    )
    parts["word/header1.xml"] = f'<w:hdr xmlns:w="{W}">{paragraph("{{ head }}")}</w:hdr>'.encode()
    note = f'<w:footnote w:id="2">{paragraph("{{ note }}")}</w:footnote>'
    parts["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{W}">{note}</w:footnotes>'.encode()
    parts["_rels/.rels"] = relationships(
        ("officeDocument", "word/document.xml", False), ("core-properties", "docProps/core.xml", False)
    )
    parts["docProps/core.xml"] = (
        b'<c:coreProperties xmlns:c="x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        b"<dc:title>About {{ title }}</dc:title></c:coreProperties>"
    )
    fields = template_fields(zipped(parts), name="x.docx")
    assert [(field.path, field.part) for field in fields] == [
        ("body", "word/document.xml"),
        ("head", "word/header1.xml"),
        ("note", "word/footnotes.xml"),
        ("title", "docProps/core.xml"),
    ]


def test_show_reads_like_the_letter_one_line_for_a_paragraph_or_row() -> None:
    styled = '<w:p><w:pPr><w:pStyle w:val="Salutation"/></w:pPr><w:r><w:t>Dear {{ x }}:</w:t></w:r></w:p>'
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    page = f"<w:p><w:r><w:t>Page </w:t></w:r>{number}</w:p>"
    merge = '<w:p><w:fldSimple w:instr="MERGEFIELD City"/></w:p>'
    shown = show(zipped(package(styled, table(row("a", "b")), page, merge)), name="x.docx")
    assert shown == "== document.xml ==\n[Salutation] Dear {{ x }}:\n| a | b |\nPage {PAGE}\n«City»\n"
