"""Whatever does not change what a letter says, shows or tells a screen reader is reported as the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from generator.comparison.records import Settings
from tests.comparison.specimens import (
    Parts,
    compare,
    docx,
    docx_parts,
    html_with,
    pdf,
    swapped,
)

MAIN = "word/document.xml"
CORE = "docProps/core.xml"
DEAR = '<w:p><w:r><w:t xml:space="preserve">Dear Mayor:</w:t></w:r></w:p>'


def swap(old: str, new: str, part: str = MAIN) -> Callable[[Parts], bytes]:
    return lambda parts: docx(swapped(parts, part, old, new))


def zipped(
    parts: Parts, *, method: int = zipfile.ZIP_DEFLATED, year: int = 1980, backwards: bool = False
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        names = list(parts)[::-1] if backwards else list(parts)
        for name in names:
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), parts[name], method)
    return stream.getvalue()


def resaved_xml(parts: Parts) -> bytes:
    """Write the document as another program would: other prefix, single quotes, empty lines."""
    text = (
        str(parts[MAIN]).replace("w:", "x:").replace("xmlns:x:", "xmlns:w:").replace('xmlns:w="', 'xmlns:x="')
    )
    return docx({**parts, MAIN: re.sub(r"><x:p>", ">\n\n<x:p>", text)})


def renamed_picture(parts: Parts) -> bytes:
    moved = {
        ("word/media/image7.png" if name == "word/media/logo.png" else name): p for name, p in parts.items()
    }
    return docx(swapped(moved, "word/_rels/document.xml.rels", "media/logo.png", "media/image7.png"))


def renumbered(parts: Parts) -> bytes:
    """Give relationships other ids, as every program does."""
    links = swapped(parts, "word/_rels/document.xml.rels", '"rId', '"rId7')
    return docx(swapped(links, MAIN, '"rId', '"rId7'))


def renamed_header(parts: Parts) -> bytes:
    """Give the header's part another name."""
    renamed = {("word/header7.xml" if n == "word/header1.xml" else n): p for n, p in parts.items()}
    renamed = swapped(renamed, "word/_rels/document.xml.rels", "header1.xml", "header7.xml")
    return docx(swapped(renamed, "[Content_Types].xml", "header1.xml", "header7.xml"))


def split_runs(parts: Parts) -> bytes:
    runs = '<w:p><w:r><w:t xml:space="preserve">Dear </w:t></w:r><w:r><w:t>Mayor:</w:t></w:r></w:p>'
    return docx(swapped(parts, MAIN, DEAR, runs))


DOCX: dict[str, Callable[[Parts], bytes]] = {
    "the zip in another order": lambda parts: zipped(parts, backwards=True),
    "the zip with other dates": lambda parts: zipped(parts, year=2024),
    "the zip without compression": lambda parts: zipped(parts, method=zipfile.ZIP_STORED),
    "saved by other software": swap("Writer A", "Writer B", "docProps/app.xml"),
    "saved by somebody else": swap("<cp:lastModifiedBy>a", "<cp:lastModifiedBy>b", CORE),
    "saved once more": swap("<cp:revision>1", "<cp:revision>2", CORE),
    "created on another day": swap("2018-02-26T00", "2018-03-26T00", CORE),
    "save marks": swap("<w:p>", '<w:p w:rsidR="00A1B2C3">'),
    "a spelling mark": swap(DEAR, DEAR.replace("<w:r>", '<w:proofErr w:type="spellStart"/><w:r>')),
    "runs split": split_runs,
    "a bookmark": swap(
        DEAR,
        DEAR.replace("<w:r>", '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/><w:r>'),
    ),
    "a page rendered once": swap(
        '<w:t xml:space="preserve">Dear', '<w:lastRenderedPageBreak/><w:t xml:space="preserve">Dear'
    ),
    "another XML prefix and line ends": resaved_xml,
    "the picture's part renamed": renamed_picture,
    "a style that nothing uses": swap(
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="X"/></w:style></w:styles>',
        "word/styles.xml",
    ),
    "a list that nothing uses": swap(
        "</w:numbering>",
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/numbering.xml",
    ),
    "another zoom": swap('w:percent="100"', 'w:percent="150"', "word/settings.xml"),
    "save marks in the settings": swap(
        "<w:zoom", '<w:rsids><w:rsidRoot w:val="00A1B2C3"/></w:rsids><w:zoom', "word/settings.xml"
    ),
    "the default said aloud": swap(DEAR, DEAR.replace("<w:r>", '<w:r><w:rPr><w:b w:val="0"/></w:rPr>')),
    "a space that does not break": swap("Dear Mayor:", "Dear\u00a0Mayor:"),
    "a soft hyphen": swap("statement.", "state\u00adment."),
    "another hyphen": swap("BERKELEY-02", "BERKELEY\u201102", "word/footer1.xml"),
    "relationships numbered anew": renumbered,
    "a header's part renamed": renamed_header,
    "a drawing numbered anew": swap('<wp:docPr id="1"', '<wp:docPr id="77"'),
    "attributes in another order": swap(
        '<w:pgSz w:w="12240" w:h="15840"/>', '<w:pgSz w:h="15840" w:w="12240"/>'
    ),
    "a comment in the markup": swap(DEAR, f"<!-- a -->{DEAR}"),
    "an empty line between paragraphs": swap(DEAR, f"\n\n{DEAR}"),
}


def resaved(change: Callable[[pikepdf.Pdf], None] = lambda _: None, **options: object) -> Callable[[], bytes]:
    def saved() -> bytes:
        stream = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf())) as document:
            change(document)
            document.save(stream, **options)  # type: ignore[arg-type] # options of save
        return stream.getvalue()

    return saved


def set_info(key: str, value: str) -> Callable[[pikepdf.Pdf], None]:
    return lambda document: document.docinfo.__setitem__(key, value)


def rename_subsets(document: pikepdf.Pdf) -> None:
    for font in document.objects:
        if isinstance(font, pikepdf.Dictionary) and "/BaseFont" in font:
            font["/BaseFont"] = pikepdf.Name("/ZZZZZZ+" + str(font["/BaseFont"]).partition("+")[2])


def nudge(document: pikepdf.Pdf, points: float) -> None:
    """Set every line a little beside its place, as another version of a layout library does."""
    for page in document.pages:
        shift = pikepdf.Stream(document, f"q 1 0 0 1 {points} {points} cm\n".encode())
        page.contents_add(shift, prepend=True)
        page.contents_add(pikepdf.Stream(document, b"\nQ"))


def reverse_kids(document: pikepdf.Pdf) -> None:
    """Write the page's objects again, last first."""
    document.make_indirect(document.pages[0].obj)


def field(instruction: str, result: str) -> str:
    """Return a complex field with its stored result."""
    marks = {name: f'<w:r><w:fldChar w:fldCharType="{name}"/></w:r>' for name in ("begin", "separate", "end")}
    told = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{marks['begin']}{told}{marks['separate']}<w:r><w:t>{result}</w:t></w:r>{marks['end']}"


@pytest.mark.parametrize("instruction", [" PAGE ", "NUMPAGES \\* MERGEFORMAT", "pageref x"])
def test_the_number_that_a_program_counted_last_is_no_change(instruction: str, tmp_path: Path) -> None:
    footer = "word/footer1.xml"
    fields = (field(instruction, number) for number in "12")
    old, new = (docx(swapped(docx_parts(), footer, "</w:p>", f"{counted}</w:p>")) for counted in fields)
    assert compare(tmp_path, {"docx": old}, {"docx": new}, Settings(levels=("words",))).verdict == "same"


def test_the_stored_result_of_any_other_field_is_a_change(tmp_path: Path) -> None:
    old, new = (
        docx(swapped(docx_parts(), MAIN, DEAR, DEAR.replace("</w:p>", field("DATE", text) + "</w:p>")))
        for text in ("March 8, 2018", "March 9, 2018")
    )
    assert compare(tmp_path, {"docx": old}, {"docx": new}).verdict == "different"


PDF: dict[str, Callable[[], bytes]] = {
    "saved once more": resaved(),
    "another id": resaved(deterministic_id=False),
    "an id from the content": resaved(deterministic_id=True),
    "linearized": resaved(linearize=True),
    "objects in streams": resaved(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "objects apart": resaved(object_stream_mode=pikepdf.ObjectStreamMode.disable),
    "streams not compressed": resaved(
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False
    ),
    "streams compressed again": resaved(recompress_flate=True),
    "written for reading": resaved(qdf=True),
    "an older version": resaved(force_version="1.6"),
    "created on another day": resaved(set_info("/CreationDate", "D:20240101000000Z")),
    "changed on another day": resaved(set_info("/ModDate", "D:20240101000000Z")),
    "made by other software": resaved(set_info("/Producer", "Other 1.0")),
    "made through other software": resaved(set_info("/Creator", "Other 1.0")),
    "subsets under other names": resaved(rename_subsets),
    "glyphs a third of a point aside": resaved(lambda document: nudge(document, 0.3)),
    "glyphs a tenth of a point aside": resaved(lambda document: nudge(document, -0.1)),
    "a page object made again": resaved(reverse_kids),
    "an object that nothing leads to": resaved(
        lambda document: document.make_indirect(pikepdf.Dictionary(A=1))
    ),
    "content in brackets": resaved(lambda document: nudge(document, 0)),
    "content in one stream": resaved(lambda document: document.pages[0].contents_coalesce()),
    "references nobody follows removed": resaved(lambda document: document.remove_unreferenced_resources()),
    "a colour nobody can tell apart": lambda: pdf(html_with(("h1{", "h1{color:#030303;"))),
}


@pytest.mark.parametrize("name", DOCX)
def test_the_same_docx_written_otherwise_is_the_same(name: str, tmp_path: Path) -> None:
    parts = docx_parts()
    found = compare(tmp_path, {"docx": docx(parts)}, {"docx": DOCX[name](parts)})
    assert (found.verdict, found.changes) == ("same", ())


def test_a_font_that_no_page_asks_for_is_told_all_the_same(tmp_path: Path) -> None:
    def add(document: pikepdf.Pdf) -> None:
        document.pages[0].Resources.Font["/Unused"] = pikepdf.Dictionary()

    found = compare(tmp_path, {"pdf": pdf()}, {"pdf": resaved(add)()})
    assert {change.level for change in found.changes} == {"structure", "other"}


@pytest.mark.parametrize("name", PDF)
def test_the_same_pdf_written_otherwise_is_the_same(name: str, tmp_path: Path) -> None:
    found = compare(tmp_path, {"pdf": pdf()}, {"pdf": PDF[name]()})
    assert (found.verdict, found.changes) == ("same", ())


def test_a_letter_set_by_other_versions_of_pango_and_harfbuzz_is_the_same(tmp_path: Path) -> None:
    """One letter as Debian 12 and Debian 13 made it, in other bytes."""
    old, new = sorted((Path(__file__).parent / "recorded").glob("pango-*.pdf"))
    assert old.read_bytes() != new.read_bytes()
    found = compare(tmp_path, {"pdf": old.read_bytes()}, {"pdf": new.read_bytes()})
    assert (found.verdict, found.changes) == ("same", ())


def test_a_shift_of_one_pixel_and_more_is_no_noise(tmp_path: Path) -> None:
    moved = resaved(lambda document: nudge(document, 1.5))()
    assert compare(tmp_path, {"pdf": pdf()}, {"pdf": moved}).verdict == "different"
