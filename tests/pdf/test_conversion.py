"""A Word document becomes one PDF: complete, conformant, the same every time, or an error that says where."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.errors import DocumentError, LetterbookError, TypesettingError
from generator.pdf import convert, from_docx
from generator.pdf.html.text.glyphs import piled_marks
from tests.pdf.reading import (
    baselines,
    fonts,
    ink,
    left_edges,
    raw_text,
    right_edges,
    tag_tree,
    text,
    violations,
)
from tests.written import (
    PAGE,
    Part,
    Written,
    cell,
    field_of,
    footer,
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

DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><d:decorative val="1"'
    ' xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
)
"""What Word writes into a picture that is marked as decorative."""
LONG = "The harbor bridge closes for repairs on the first Monday of each month until the work is done. "


def pdf_of(body: str, **more: object) -> bytes:
    return from_docx(Written(body, **more).docx())


def everything() -> Written:
    """Return a document with one of each: headings, lists, table, note, picture, link, header, footer."""
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    link = f'<w:hyperlink r:id="l">{run("our page")}</w:hyperlink>'
    body = (
        paragraph("Notice of closing", '<w:pStyle w:val="Heading1"/>')
        + paragraph("Dear Ms. Reed:", runs=note)
        + paragraph("See ", runs=link)
        + listed("first")
        + listed("nested", level=1)
        + listed("second")
        + table(
            row(cell(paragraph("Year")), cell(paragraph("Sum")), properties="<w:tblHeader/>"),
            row(cell(paragraph("2017")), cell(paragraph())),
            columns=2,
        )
        + paragraph(runs=picture("i", "The seal of the office"))
        + paragraph("Sincerely,")
    )
    references = (
        '<w:headerReference w:type="default" r:id="h"/><w:footerReference w:type="default" r:id="f"/>'
    )
    parts = {
        "h": header(paragraph("Harbor Office")),
        "f": footer(paragraph("Page ", runs=field_of("PAGE", "1") + run(" of ") + field_of("NUMPAGES"))),
        "notes": footnotes(n1=" A note of two words"),
        "i": image(),
    }
    core = (
        "<dc:title>Closing of the bridge</dc:title><dc:creator>Harbor Office</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2018-01-24T00:00:00Z</dcterms:created>'
    )
    return Written(
        body, section=references + PAGE, parts=parts, links={"l": "https://example.org/a?b=1&c=2"}, core=core
    )


@pytest.mark.parametrize("runs", [1, 40])
def test_marks_without_end_on_one_letter_are_refused_by_name(runs: int) -> None:
    """Whole or in many runs; 200,000 of them would keep the shaping of text busy for minutes."""
    marked = "".join(run(("a" if at == 0 else "") + "\u0301" * (200_000 // runs)) for at in range(runs))
    with pytest.raises(TypesettingError) as told:
        from_docx(Written(paragraph(runs=marked), parts={}).docx())
    assert "marks on one letter" in told.value.problems[0].message


def test_marks_are_counted_by_the_letter_that_they_stand_on() -> None:
    assert [
        piled_marks(text) for text in ("a" * 40, "a\u0301" * 40, "\u0301" * 31, "e" + "\u0301" * 30 + "e")
    ] == [
        0,
        1,
        31,
        30,
    ]


def test_a_bookmark_that_a_loop_repeated_leads_to_its_first_place() -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="_Hlk1"/><w:bookmarkEnd w:id="1"/>'
    there = paragraph("", runs=mark + run("There"))
    body = paragraph("", runs=field_of("PAGEREF _Hlk1", "9")) + there + paragraph("", "<w:pageBreakBefore/>")
    assert text(pdf_of(body + there))[0].split() == ["1", "There"]


def test_no_picture_ends_its_stream_with_a_line_break() -> None:
    content = next(
        png for png in map(_gray, range(2_000)) if png.partition(b"IEND")[0][:-8].endswith((b"\r", b"\n"))
    )
    pdf = pdf_of(
        paragraph("", runs=picture("p", "a shade")), parts={"p": Part("image", "media/1.png", content)}
    )
    assert violations(pdf) == []


def _gray(number: int) -> bytes:
    content = io.BytesIO()
    Image.new("L", (5, 5 + number // 256), number % 256).save(content, "PNG")
    return content.getvalue()


def test_a_document_with_everything_is_pdf_a_and_pdf_ua() -> None:
    assert violations(from_docx(everything().docx())) == []


@pytest.mark.parametrize(
    ("description", "extension", "is_claimed"),
    [
        ("The seal", "", True),
        ("", "", False),
        ("", DECORATIVE, True),
        ("", DECORATIVE.replace('"1"', '"0"'), False),
    ],
)
def test_a_pdf_says_that_it_is_pdf_ua_only_when_each_picture_is_described_or_decorates(
    description: str,
    extension: str,
    is_claimed: bool,  # noqa: FBT001 - what is expected
) -> None:
    shown = picture("i", description)
    if extension:
        shown = shown.replace(f'descr="{description}"/>', f'descr="{description}">{extension}</wp:docPr>')
    made = convert(Written(paragraph("Text", runs=shown), parts={"i": image()}).docx())
    assert (b"<pdfuaid:part>1" in made.pdf) == is_claimed
    assert b"pdfaid:part" in made.pdf
    assert any("without alternative text" in warning.message for warning in made.warnings) != is_claimed


def test_page_numbers_are_those_of_the_pages() -> None:
    body = paragraph("one") + paragraph("two", "<w:pageBreakBefore/>")
    numbers = footer(paragraph("Page ", runs=field_of("PAGE", "7") + run(" of ") + field_of("NUMPAGES", "7")))
    section = f'<w:footerReference w:type="default" r:id="f"/>{PAGE}'
    assert text(pdf_of(body, section=section, parts={"f": numbers})) == ["one Page 1 of 2", "two Page 2 of 2"]


def test_a_page_number_at_the_right_edge_stays_there_when_it_grows() -> None:
    jump = "<w:r><w:tab/></w:r>"
    stops = '<w:tabs><w:tab w:val="right" w:pos="9360"/></w:tabs>'
    numbers = footer(paragraph("Ref", stops, runs=jump + run("Page ") + field_of("PAGE", "1")))
    body = "".join(paragraph("x", "<w:pageBreakBefore/>") for _ in range(10))
    section = f'<w:footerReference w:type="default" r:id="f"/>{PAGE}'
    pdf = pdf_of(body, section=section, parts={"f": numbers})
    assert [sheet.split()[1:] for sheet in text(pdf)][9] == ["Ref", "Page", "10"]
    assert left_edges(pdf, 9)["10"] == pytest.approx(540 - 12, abs=0.3)


def test_a_table_of_contents_tells_the_pages_of_its_headings() -> None:
    stops = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9360"/></w:tabs>'
    inner = run("Chapter") + "<w:r><w:tab/></w:r>" + field_of("PAGEREF _Toc1 \\h", "7")
    entry = paragraph("", stops, runs=f'<w:hyperlink w:anchor="_Toc1">{inner}</w:hyperlink>')
    bookmark = '<w:bookmarkStart w:id="1" w:name="_Toc1"/><w:bookmarkEnd w:id="1"/>'
    body = entry + paragraph("Chapter", '<w:pStyle w:val="Heading1"/><w:pageBreakBefore/>', runs=bookmark)
    pdf = pdf_of(body)
    assert text(pdf) == ["Chapter 2", "Chapter"]
    assert str(tag_tree(pdf)) == "Document(P(Link) H1)"


def test_the_first_page_has_its_own_header() -> None:
    body = "".join(paragraph(name, "<w:pageBreakBefore/>") for name in ("one", "two", "three"))
    references = "".join(
        f'<w:headerReference w:type="{kind}" r:id="{kind}"/>' for kind in ("default", "first")
    )
    parts = {
        "default": header(paragraph("Continued"), "h1.xml"),
        "first": header(paragraph("Letterhead"), "h2.xml"),
    }
    pages = text(pdf_of(body, section=f"{references}{PAGE}<w:titlePg/>", parts=parts))
    assert [sheet.split()[0] for sheet in pages] == ["Letterhead", "Continued", "Continued"]


def test_sections_have_their_own_size_and_header() -> None:
    first = (
        f'<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="a"/>{PAGE}</w:sectPr></w:pPr></w:p>'
    )
    landscape = (
        '<w:headerReference w:type="default" r:id="b"/><w:pgSz w:w="15840" w:h="12240"/>'
        '<w:pgMar w:top="720" w:right="720" w:bottom="720" w:left="720" w:header="360" w:footer="360"/>'
    )
    parts = {"a": header(paragraph("Upright"), "h1.xml"), "b": header(paragraph("Wide"), "h2.xml")}
    pdf = pdf_of(paragraph("one") + first + paragraph("two"), section=landscape, parts=parts)
    assert text(pdf) == ["Upright one", "Wide two"]
    assert left_edges(pdf, 1)["two"] == 36


def test_each_section_counts_its_own_pages() -> None:
    count = paragraph("Page ", runs=field_of("PAGE", "9") + run(" of ") + field_of("SECTIONPAGES", "9"))
    foot = f'<w:footerReference w:type="default" r:id="f"/>{PAGE}'
    goes_on = f'<w:sectPr>{foot}<w:type w:val="continuous"/></w:sectPr>'
    body = (
        paragraph("one", f"<w:sectPr>{foot}</w:sectPr>")
        + paragraph("two")
        + paragraph("three", f"<w:pageBreakBefore/><w:sectPr>{foot}</w:sectPr>")
        + paragraph("four", goes_on)
    )
    pdf = pdf_of(body, section=f'{foot}<w:type w:val="continuous"/>', parts={"f": footer(count)})
    assert text(pdf) == ["one Page 1 of 1", "two Page 2 of 2", "three four Page 3 of 2"]
    assert violations(pdf) == []


def test_a_tall_header_pushes_the_text_down() -> None:
    section = f'<w:headerReference w:type="default" r:id="h"/>{PAGE}'
    parts = {"h": header("".join(paragraph(f"Head {number}") for number in range(5)))}
    low = baselines(pdf_of(paragraph("Body"), section=section, parts=parts))["Body"]
    assert low == pytest.approx(36 + 5 * 13.8 + 11.2, abs=0.3)


def test_space_between_paragraphs_is_the_larger_of_the_two() -> None:
    body = (
        paragraph("A", '<w:spacing w:after="200"/>')
        + paragraph("B", '<w:spacing w:before="300" w:after="100"/>')
        + paragraph("C")
    )
    lines = baselines(pdf_of(body))
    assert lines["B"] - lines["A"] == pytest.approx(13.8 + 15, abs=0.2)
    assert lines["C"] - lines["B"] == pytest.approx(13.8 + 5, abs=0.2)


@pytest.mark.parametrize(
    ("spacing", "first", "step"),
    [
        ('w:line="480" w:lineRule="auto"', 83.2, 27.6),
        ('w:line="600" w:lineRule="exact"', 96.0, 30.0),
        ('w:line="600" w:lineRule="atLeast"', 99.4, 30.0),
    ],
)
def test_lines_stand_where_word_puts_them(spacing: str, first: float, step: float) -> None:
    body = "".join(paragraph(name, f"<w:spacing {spacing}/>") for name in ("one", "two", "three"))
    lines = list(baselines(pdf_of(body)).values())
    assert lines[0] == pytest.approx(first, abs=0.3)
    assert lines[2] - lines[0] == pytest.approx(2 * step, abs=0.3)


def test_tabs_reach_their_stops() -> None:
    stops = '<w:tabs><w:tab w:val="left" w:pos="2880"/><w:tab w:val="right" w:pos="9360"/></w:tabs>'
    jump = "<w:r><w:tab/></w:r>"
    edges = left_edges(pdf_of(paragraph("To", stops, runs=jump + run("middle") + jump + run("end"))))
    assert edges["middle"] == pytest.approx(72 + 144, abs=0.1)
    assert edges["end"] == pytest.approx(540 - 17.3, abs=0.3)


@pytest.mark.parametrize("end", [run("Town of Example"), run("Page of Example ") + field_of("PAGE", "1")])
def test_text_at_a_stop_in_the_margin_stands_out_into_it_on_its_line(end: str) -> None:
    stops = '<w:tabs><w:tab w:val="center" w:pos="4680"/><w:tab w:val="right" w:pos="9720"/></w:tabs>'
    jump = "<w:r><w:tab/></w:r>"
    pdf = pdf_of(paragraph("Head left", stops, runs=jump + run("middle") + jump + end) + paragraph("Next"))
    assert text(pdf)[0].startswith("Head left middle ")
    assert text(pdf)[0].split("Next")[0].strip().endswith(("of Example", "Example 1"))
    assert max(right_edges(pdf).values()) == pytest.approx(72 + 486, abs=0.3)


def test_numbers_in_a_cell_line_up_at_its_stop_for_decimals() -> None:
    stop = '<w:tabs><w:tab w:val="decimal" w:pos="1200"/></w:tabs>'
    rows = (row(cell(paragraph(number, stop))) for number in ("1,250.00", "75.5", "3"))
    edges = right_edges(pdf_of(table(*rows, columns=1)))
    at = 72 + 60
    assert edges["3"] == pytest.approx(at, abs=6)
    assert edges["75.5"] - 9 == pytest.approx(edges["3"], abs=0.2)
    assert edges["1,250.00"] - 15 == pytest.approx(edges["3"], abs=0.2)


def test_the_tab_that_word_leaves_out_before_a_number_is_not_underlined() -> None:
    stop = '<w:tabs><w:tab w:val="decimal" w:pos="1200"/></w:tabs>'
    marks = ("<w:rPr><w:u w:val='single'/></w:rPr>", "")
    pages = [pdf_of(table(row(cell(paragraph("3", f"{stop}{mark}"))), columns=1)) for mark in marks]
    assert ink(pages[0], lightest=240) == ink(pages[1], lightest=240)


HEBREW = "\u05e9\u05dc\u05d5\u05dd"
"""A word of right-to-left text."""


@pytest.mark.parametrize(
    ("properties", "left", "right"),
    [
        ('<w:jc w:val="right"/>', 72, None),
        ('<w:jc w:val="left"/>', None, 540),
        ('<w:ind w:left="1440" w:hanging="720"/>', None, 540 - 36),
        ('<w:ind w:left="1440" w:firstLine="720"/>', None, 540 - 108),
    ],
)
def test_right_to_left_text_is_indented_and_aligned_from_the_right(
    properties: str, left: float | None, right: float | None
) -> None:
    pdf = pdf_of(paragraph(HEBREW, f"<w:bidi/>{properties}"))
    if left is not None:
        assert min(left_edges(pdf).values()) == pytest.approx(left, abs=0.6)
    if right is not None:
        assert max(right_edges(pdf).values()) == pytest.approx(right, abs=0.6)


def test_a_hanging_label_and_its_text_stand_apart() -> None:
    edges = left_edges(pdf_of(listed("entry")))
    assert (edges["1."], edges["entry"]) == (pytest.approx(90, abs=0.1), pytest.approx(108, abs=0.1))


def test_a_heading_stays_with_its_paragraph() -> None:
    fill = "".join(paragraph(f"line {number}") for number in range(46))
    pages = text(pdf_of(fill + paragraph("Heading", '<w:pStyle w:val="Heading1"/>') + paragraph("Text")))
    assert pages[1] == "Heading Text"


def test_a_footnote_stands_on_the_page_of_its_mark() -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    fill = "".join(paragraph(LONG * 2) for _ in range(30))
    pages = text(pdf_of(paragraph("Marked", runs=mark) + fill, parts={"n": footnotes(n1=" The note.")}))
    assert pages[0].endswith("1 The note.")


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_the_line_above_notes_leaves_them_readable(kind: str) -> None:
    mark = f'<w:r><w:{kind}Reference w:id="1"/></w:r>'
    notes = footnotes(n1=f" {LONG * 2}")
    content = notes.content.replace(b"footnote", kind.encode())
    part = Part(f"{kind}s", f"{kind}s.xml", content)
    assert 0.001 < ink(pdf_of(paragraph("x", runs=mark), parts={"notes": part})) < 0.01


@pytest.mark.parametrize("lines", range(38, 45))
def test_no_footnote_is_lost_at_the_end_of_a_document_with_a_table_of_contents(lines: int) -> None:
    entry = paragraph("Chapter ", runs=field_of("PAGEREF _Toc1 \\h", "7"))
    bookmark = '<w:bookmarkStart w:id="1" w:name="_Toc1"/><w:bookmarkEnd w:id="1"/>'
    filler = paragraph("x", "<w:pageBreakBefore/>") + "".join(paragraph("x") for _ in range(lines))
    cited = paragraph(f"Start {LONG * 2}", runs=bookmark + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    pdf = pdf_of(entry + filler + cited, parts={"notes": footnotes(n1=f" Note. {LONG * 3}")})
    assert text(pdf)[-1].endswith("until the work is done.")


def test_the_head_of_a_table_repeats() -> None:
    rows = (row(cell(paragraph(f"row {number}"))) for number in range(60))
    head = row(cell(paragraph("Head")), properties="<w:tblHeader/>")
    assert all("Head" in sheet for sheet in text(pdf_of(table(head, *rows, columns=1))))


@pytest.mark.parametrize("tall", [paragraph("Head") * 60, paragraph(f"Head {LONG * 60}")])
def test_a_head_that_would_fill_each_page_is_set_once(tall: str) -> None:
    head = row(cell(tall), properties="<w:tblHeader/>")
    pdf = pdf_of(table(head, *(row(cell(paragraph(f"row {number}"))) for number in range(9)), columns=1))
    assert "".join(text(pdf)).count("Head") == tall.count("Head")
    assert "row 8" in text(pdf)[-1]


def test_only_bundled_fonts_are_embedded_whatever_the_document_names() -> None:
    families = ("Calibri", "Cambria", "Arial", "Courier New", "Papyrus", "Wingdings")
    body = "".join(
        paragraph(runs=run("a", f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}"/>'))
        for family in families[:-1]
    )
    conversion = convert(Written(body + paragraph("☒ ✓ → ●")).docx())
    assert fonts(conversion.pdf) == {
        "Carlito",
        "Caladea",
        "LiberationSans",
        "LiberationMono",
        "LiberationSerif",
        "DejaVuSans",
    }
    assert "Papyrus" in str(conversion.warnings)


def test_a_character_without_a_glyph_is_named_with_its_place() -> None:
    with pytest.raises(TypesettingError) as caught:
        pdf_of(paragraph("Before") + paragraph("A clay tablet \U00012000"))
    assert "paragraph 2" in str(caught.value.problems[0])
    assert "U+12000" in str(caught.value.problems[0])


@pytest.mark.parametrize(
    "runs",
    [
        run("City \U00012000") + "<w:r><w:tab/></w:r>" + run("Ohio"),
        "<w:r><w:tab/></w:r>" + run("City \U00012000"),
        run("City") + "<w:r><w:tab/></w:r>" + field_of("PAGE", "\U00012000") + run("\U00012000"),
    ],
)
@pytest.mark.parametrize("place", ["text", "header", "cell"])
def test_a_character_without_a_glyph_beside_a_tab_is_named_with_its_place(runs: str, place: str) -> None:
    stops = '<w:tabs><w:tab w:val="right" w:pos="5000"/></w:tabs>'
    line = paragraph(runs=runs, properties=stops)
    body = {"text": line, "header": paragraph("Text"), "cell": table(row(cell(line)), columns=1)}[place]
    section = f'<w:headerReference w:type="default" r:id="h"/>{PAGE}'
    with pytest.raises(TypesettingError) as caught:
        convert(Written(body, section=section, parts={"h": header(line)}).docx())
    assert any("U+12000" in problem.message for problem in caught.value.problems)


def test_text_of_any_kind_arrives_complete() -> None:
    strange = "Smith & Sons <LLC> ]]> \"q\" 'a' {{7*7}} İstanbul ﬁt ½ ÅÄÖ שלום مرحبا 300 " + "x" * 300
    assert pdf_of(paragraph(strange))


@pytest.mark.parametrize("font", ["Arial", "Calibri", "Courier New"])
def test_numbers_in_circles_and_roman_ones_are_printed_and_copied_as_they_are(font: str) -> None:
    numbers = "\u2460 \u2169 \u2163 \u00bd \u00b2"
    look = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    assert numbers in raw_text(pdf_of(paragraph(runs=run(numbers, look))))


def test_spaces_that_html_would_fold_are_kept() -> None:
    wide, narrow = left_edges(pdf_of(paragraph("a    b"))), left_edges(pdf_of(paragraph("a b")))
    assert wide["b"] - narrow["b"] == pytest.approx(9, abs=0.1)


WATERMARK = (
    '<w:r><w:pict><v:shape style="position:absolute;width:400pt;height:150pt;rotation:315"'
    ' fillcolor="silver"><v:fill opacity=".5"/><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>'
)


def test_a_watermark_is_drawn_and_never_read_out() -> None:
    section = f'<w:headerReference w:type="default" r:id="h"/>{PAGE}'
    parts = {"h": header(paragraph("Head", runs=WATERMARK))}
    pdf = pdf_of(paragraph("Body"), section=section, parts=parts)
    assert set("".join(text(pdf))) > set("DRAFT")
    assert str(tag_tree(pdf)) == "Document(P)"
    assert violations(pdf) == []


def test_a_page_border_is_drawn_without_being_read_out() -> None:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="8" w:space="24"/>' for edge in ("top", "left", "bottom", "right")
    )
    pdf = pdf_of(paragraph("Body"), section=f'{PAGE}<w:pgBorders w:offsetFrom="page">{edges}</w:pgBorders>')
    assert str(tag_tree(pdf)) == "Document(P)"
    assert violations(pdf) == []


def test_a_document_that_would_fill_thousands_of_pages_is_refused() -> None:
    huge = paragraph(runs=run("word " * 2_000, '<w:sz w:val="1600"/>'))
    with pytest.raises(TypesettingError, match="1 problem"):
        pdf_of(huge)


def test_a_long_word_is_broken_rather_than_cut() -> None:
    assert len(text(pdf_of(paragraph("x" * 300)))[0].split()) > 1


def test_wide_lines_begin_at_the_top_of_every_page() -> None:
    body = "".join(
        paragraph(f"{number} {LONG * 2}", '<w:spacing w:line="480" w:lineRule="auto"/>')
        for number in range(14)
    )
    pdf = pdf_of(body)
    tops = [min(baselines(pdf, number).values()) for number in (0, 1)]
    assert tops == [pytest.approx(83.2, abs=0.3)] * 2


def test_a_table_fills_its_share_of_the_text() -> None:
    share = '<w:tblW w:w="5000" w:type="pct"/>'
    body = table(row(cell(paragraph("one")), cell(paragraph("two"))), columns=2, properties=share)
    assert left_edges(pdf_of(body))["two"] == pytest.approx(72 + 234 + 5.4, abs=0.3)


def anchored(wrap: str, across: str) -> str:
    """Return a run with a picture of two inches by one, beside or between the lines."""
    frame = picture("i", "A map").replace("wp:inline>", "wp:anchor>").replace('cx="914400"', 'cx="1828800"')
    place = (
        f'<wp:positionH relativeFrom="margin"><wp:align>{across}</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    )
    return frame.replace("<wp:extent", f"{place}<wp:extent").replace("<wp:docPr", f"<wp:{wrap}/><wp:docPr")


def test_lines_run_beside_a_picture_they_wrap_around() -> None:
    body = paragraph(LONG * 3, runs=anchored("wrapSquare", "left"))
    assert left_edges(pdf_of(body, parts={"i": image()}))["The"] >= 72 + 144


def test_lines_leave_the_band_of_a_picture_free() -> None:
    body = paragraph("Above") + paragraph("Below", runs=anchored("wrapTopAndBottom", "center"))
    lines = baselines(pdf_of(body, parts={"i": image()}))
    assert lines["Below"] - lines["Above"] == pytest.approx(13.8 + 72, abs=0.5)


def test_an_unsafe_link_is_left_out_with_a_warning() -> None:
    link = f'<w:hyperlink r:id="l">{run("here")}</w:hyperlink>'
    conversion = convert(Written(paragraph(runs=link), links={"l": "file:///etc/passwd"}).docx())
    assert b"passwd" not in conversion.pdf
    assert "is left out" in str(conversion.warnings[0])


def test_a_file_that_is_no_document_is_refused() -> None:
    with pytest.raises(DocumentError):
        from_docx(b"not a zip")


_HASH = """
import sys, hashlib, time
from pathlib import Path
if sys.argv[2] == "later":
    then = time.time
    time.time = lambda: then() + 10_000_000
from generator.pdf import from_docx
for _ in range(2):
    print(hashlib.sha256(from_docx(Path(sys.argv[1]).read_bytes())).hexdigest())
"""


def test_the_bytes_are_the_same_in_any_process(tmp_path: Path) -> None:
    docx = tmp_path / "letter.docx"
    docx.write_bytes(everything().docx())
    surroundings = [("0", "UTC", "now", tmp_path), ("77", "Asia/Kathmandu", "later", Path("/"))]
    hashes = set()
    for seed, zone, clock, folder in surroundings:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        environment.pop("SOURCE_DATE_EPOCH", None)
        command = [sys.executable, "-c", _HASH, str(docx), clock]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=120
        )
        hashes.update(done.stdout.split())
    assert len(hashes) == 1


def test_the_bytes_do_not_depend_on_what_was_converted_before() -> None:
    docx = everything().docx()
    first = from_docx(docx)
    pdf_of(paragraph("other", runs=run("fonts", '<w:rFonts w:ascii="Arial"/>')))
    assert [from_docx(docx) == first for _ in range(3)] == [True] * 3


@pytest.mark.long
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_spoiled_document_gives_a_pdf_or_a_clear_error(data: st.DataObject) -> None:
    spoiled = _spoil(everything().docx(), data)
    with contextlib.suppress(LetterbookError):
        assert from_docx(spoiled).startswith(b"%PDF")


def _spoil(docx: bytes, data: st.DataObject) -> bytes:
    """Cut the file, drop a part, or change attribute values and elements in one."""
    way = data.draw(st.sampled_from(["cut", "drop", "value", "value", "element", "element"]))
    if way == "cut":
        return docx[: data.draw(st.integers(0, len(docx)))]
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    if way == "drop":
        del parts[name]
    else:
        parts[name] = _spoil_part(parts[name], way, data)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return written.getvalue()


def _spoil_part(content: bytes, way: str, data: st.DataObject) -> bytes:
    separator = b'"' if way == "value" else b"<"
    pieces = content.split(separator)
    at = data.draw(st.integers(1, max(len(pieces) - 1, 1)))
    if at >= len(pieces):
        return content
    if way == "value":
        wrong = data.draw(st.sampled_from([b"", b"-1", b"99999999", b"1e400", b"abc", b"0", b"50%"]))
        return separator.join([*pieces[:at], wrong, *pieces[at + 1 :]])
    pieces[at] = pieces[at].replace(b"w:", data.draw(st.sampled_from([b"w:x", b"v:", b"w:p"])), 1)
    return separator.join(pieces)
