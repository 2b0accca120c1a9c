"""A template file and the Strict form are read, merged and converted like any other document."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from generator.pdf import convert
from generator.word import Template
from generator.word.opc.archive import read_archive
from generator.word.reading import read_document
from tests.pdf.reading import violations
from tests.word.word_packages import package, zipped
from tests.written import Written, cell, paragraph, row, run, table

_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
_STRICT = b"http://purl.oclc.org/ooxml/"


def changed(docx: bytes, *changes: tuple[bytes, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for old, new in changes:
        parts = {name: content.replace(old, new) for name, content in parts.items()}
    return zipped(parts)


def as_dotx(docx: bytes) -> bytes:
    return changed(docx, (b"document.main+xml", b"template.main+xml"))


def as_strict(docx: bytes, *changes: tuple[bytes, bytes]) -> bytes:
    namespaces = [
        (_TRANSITIONAL + name + b"/2006/", _STRICT + name + b"/")
        for name in (b"officeDocument", b"wordprocessingml", b"drawingml")
    ]
    conformance = (b"<w:document ", b'<w:document w:conformance="strict" ')
    return changed(docx, *namespaces, conformance, *changes)


def faults(docx: bytes, folder: Path) -> list[str]:
    path = folder / "merged.docx"
    path.write_bytes(docx)
    return [fault.description for fault in OpenXmlValidator().validate(str(path)).errors]


def test_what_is_merged_from_a_template_file_is_a_document(tmp_path: Path) -> None:
    written = as_dotx(Written(paragraph("Dear {{ name }}:")).docx())
    path = tmp_path / "letter.dotx"
    path.write_bytes(written)
    template = Template.open(path)
    assert template.name == "letter.dotx"
    merged = template.merge({"name": "Ms. Reed"})
    types = read_archive(merged, source="x").parts["[Content_Types].xml"]
    assert b"document.main+xml" in types
    assert b"template.main+xml" not in types
    assert faults(merged, tmp_path) == faults(Written(paragraph("Dear Ms. Reed:")).docx(), tmp_path)


def test_a_template_file_converts() -> None:
    assert violations(convert(as_dotx(Written(paragraph("Dear Ms. Reed:")).docx())).pdf) == []


MEASURED = (
    paragraph(
        "50% of 12pt", '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/><w:ind w:start="720"/>'
    )
    + paragraph(runs=run("large", '<w:spacing w:val="20"/><w:w w:val="90"/><w:sz w:val="48"/>'))
    + table(row(cell(paragraph("half"), '<w:textDirection w:val="lrTb"/>')), columns=1)
)
STRICT_MEASURES = (
    (b'w:after="160"', b'w:after="8pt"'), (b'w:line="259"', b'w:line="12.95pt"'),
    (b'w:start="720"', b'w:start="0.5in"'), (b'<w:spacing w:val="20"/>', b'<w:spacing w:val="1pt"/>'),
    (b'<w:w w:val="90"/>', b'<w:w w:val="90%"/>'), (b'<w:sz w:val="48"/>', b'<w:sz w:val="24pt"/>'),
    (b'w:w="2880"', b'w:w="144pt"'), (b'w:w="12240"', b'w:w="612pt"'), (b'w:val="lrTb"', b'w:val="tb"'),
)  # fmt: skip


def test_the_strict_form_reads_like_the_transitional_one() -> None:
    transitional = Written(MEASURED).docx()
    strict = as_strict(transitional, *STRICT_MEASURES)
    archives = [read_archive(docx, source="letter.docx") for docx in (strict, transitional)]
    assert not any(b"purl.oclc.org" in part for part in archives[0].parts.values())
    assert b"conformance" not in archives[0].parts["word/document.xml"]
    assert read_document(archives[0]) == read_document(archives[1])


def test_what_is_merged_from_the_strict_form_is_a_valid_transitional_document(tmp_path: Path) -> None:
    transitional = Written(MEASURED + paragraph("Dear {{ name }}:")).docx()
    strict = as_strict(transitional, *STRICT_MEASURES)
    merged = Template.read(strict, name="letter.docx").merge({"name": "Ms. Reed"})
    assert faults(merged, tmp_path) == faults(transitional, tmp_path)
    assert violations(convert(merged).pdf) == []


@pytest.mark.parametrize(
    ("strict", "transitional"),
    [
        ('<a:lumMod val="75%"/>', '<a:lumMod val="75000"/>'),
        ('<c:gapWidth val="150%"/>', '<c:gapWidth val="150"/>'),
        ('<a:off x="1in"/>', '<a:off x="914400"/>'),
        ('<a:docPr descr="50%" name="12pt"/>', '<a:docPr descr="50%" name="12pt"/>'),
        ('<w:zoom w:percent="100%"/>', '<w:zoom w:percent="100"/>'),
        ('<w:tblW w:type="pct" w:w="50%"/>', '<w:tblW w:type="pct" w:w="2500"/>'),
        ('<w:lvlJc w:val="start"/>', '<w:lvlJc w:val="left"/>'),
        ('<w:textDirection w:val="lr"/>', '<w:textDirection w:val="btLr"/>'),
        ('<w:tag w:val="50%"/>', '<w:tag w:val="50%"/>'),
    ],
)
def test_units_become_counts_where_a_measure_stands(strict: str, transitional: str) -> None:
    names = {"w": "wordprocessingml/main", "a": "drawingml/main", "c": "drawingml/chart"}
    spaces = " ".join(f'xmlns:{prefix}="{_STRICT.decode()}{name}"' for prefix, name in names.items())
    part = f"<w:document {spaces}><w:body>{strict}<w:p/></w:body></w:document>".encode()
    archive = read_archive(zipped(package() | {"word/document.xml": part}), source="letter.docx")
    assert transitional.encode() in archive.parts["word/document.xml"]


def test_an_address_that_the_text_mentions_stays() -> None:
    words = "see http://purl.oclc.org/ooxml/wordprocessingml/main"
    archive = read_archive(as_strict(Written(paragraph(words)).docx()), source="letter.docx")
    assert words.encode() in archive.parts["word/document.xml"]


def test_a_strict_part_in_utf_16_is_translated_too() -> None:
    strict = f'<w:document xmlns:w="{_STRICT.decode()}wordprocessingml/main"><w:body/></w:document>'
    archive = read_archive(
        zipped(package() | {"word/document.xml": strict.encode("utf-16")}), source="letter.docx"
    )
    assert b"purl.oclc.org" not in archive.parts["word/document.xml"]
    assert read_archive(zipped(dict(archive.parts)), source="x").parts == archive.parts
