"""What a Word document says once styles, lists, fields and tables are settled."""

from __future__ import annotations

import pytest

from generator.errors import TypesettingError
from generator.word.document.content import Field, NoteReference, Paragraph, Table, Text
from generator.word.document.document import Document
from generator.word.document.passages import passages
from generator.word.opc.archive import read_archive
from generator.word.reading import Reading, read_document
from tests.written import (
    PAGE,
    STYLES,
    Part,
    Written,
    cell,
    field_of,
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


def read(body: str, **more: object) -> Reading:
    return read_document(read_archive(Written(body, **more).docx(), source="letter.docx"))


def paragraphs(document: Document) -> list[Paragraph]:
    return [
        block for section in document.sections for block in section.blocks if isinstance(block, Paragraph)
    ]


def first_text(reading: Reading) -> Text:
    return next(inline for inline in paragraphs(reading.document)[0].inlines if isinstance(inline, Text))


def labels(reading: Reading) -> list[str]:
    return [block.label.text for block in paragraphs(reading.document) if block.label]


def faults(body: str, **more: object) -> str:
    with pytest.raises(TypesettingError) as caught:
        read(body, **more)
    return "\n".join(map(str, caught.value.problems))


STYLED = (
    '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:spacing w:after="120"/>'
    '<w:ind w:left="360"/></w:pPr><w:rPr><w:b/><w:color w:val="112233"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Derived"><w:name w:val="Derived"/><w:basedOn w:val="Base"/>'
    '<w:pPr><w:spacing w:before="240"/></w:pPr><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)


def test_a_style_has_what_it_is_based_on_and_its_own() -> None:
    reading = read(paragraph("Text", '<w:pStyle w:val="Derived"/>'), more_styles=STYLED)
    block = paragraphs(reading.document)[0]
    assert (block.format.before, block.format.after, block.format.left) == (12, 6, 18)
    look = first_text(reading).format
    assert (look.bold, look.italic, look.colour) == (True, True, "112233")


def test_bold_of_two_kinds_of_style_cancels_out_and_direct_bold_stands() -> None:
    body = paragraph(
        "", '<w:pStyle w:val="Base"/>', runs=run("off", '<w:rStyle w:val="Strong"/>') + run("on", "<w:b/>")
    )
    block = paragraphs(read(body, more_styles=STYLED).document)[0]
    assert [inline.format.bold for inline in block.inlines if isinstance(inline, Text)] == [False, True]


def test_a_circle_of_styles_ends() -> None:
    circle = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>'
    )
    assert first_text(read(paragraph("x", '<w:pStyle w:val="A"/>'), more_styles=circle)).text == "x"


def test_direct_hanging_beats_an_inherited_first_line_indent() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="F"><w:name w:val="F"/><w:pPr>'
        '<w:ind w:firstLine="720"/></w:pPr>'
        "</w:style>"
    )
    body = paragraph("x", '<w:pStyle w:val="F"/><w:ind w:left="720" w:hanging="360"/>')
    assert paragraphs(read(body, more_styles=style).document)[0].format.first_line == -18


@pytest.mark.parametrize(
    ("line", "rule", "amount"),
    [
        ('w:line="480" w:lineRule="auto"', "multiple", 2),
        ('w:line="300" w:lineRule="exact"', "exact", 15),
        ('w:line="300" w:lineRule="atLeast"', "at_least", 15),
    ],
)
def test_line_spacing_is_a_factor_or_points(line: str, rule: str, amount: float) -> None:
    spacing = paragraphs(read(paragraph("x", f"<w:spacing {line}/>")).document)[0].format.line
    assert (spacing.rule, spacing.amount) == (rule, amount)


def test_lists_count_nest_and_start_again() -> None:
    body = (
        listed("a")
        + listed("b")
        + listed("c", level=1)
        + listed("d", level=1)
        + listed("e")
        + listed("f", level=1)
    )
    assert labels(read(body)) == ["1.", "2.", "(a)", "(b)", "3.", "(a)"]


def test_an_overridden_start_counts_on_from_there() -> None:
    assert labels(read(listed("a") + listed("b", 2) + listed("c", 2))) == ["1.", "7.", "8."]


def test_a_paragraph_without_number_takes_none_and_no_indent_of_the_list() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="L"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    body = paragraph("a", '<w:pStyle w:val="L"/>') + paragraph(
        "b", '<w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    first, second = paragraphs(read(body, more_styles=style).document)
    assert first.label is not None
    assert (second.label, second.format.left) == (None, 0)


def test_bullets_of_symbol_fonts_become_unicode() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="&#xF0B7;"/><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert labels(read(listed("a"), numbering=numbering)) == ["•"]


def test_page_numbers_are_counted_and_other_fields_keep_their_stored_text() -> None:
    body = paragraph(runs=field_of("PAGE", "9") + field_of('DATE \\@ "yyyy"', "2018") + field_of("NUMPAGES"))
    inlines = paragraphs(read(body).document)[0].inlines
    kinds = [inline.kind if isinstance(inline, Field) else getattr(inline, "text", "") for inline in inlines]
    assert kinds == ["page", "2018", "pages"]


def test_a_field_without_a_stored_result_is_refused_with_its_place() -> None:
    message = faults(paragraph("Due on", runs=field_of("DATE")))
    assert "letter.docx: document.xml, paragraph 1 (“Due on”): has the field DATE" in message


def test_tracked_changes_are_read_as_accepted() -> None:
    changes = (
        '<w:ins w:id="1" w:author="x">' + run("new ") + "</w:ins>"
        '<w:del w:id="2" w:author="x"><w:r><w:delText>old</w:delText></w:r></w:del>'
    )
    document = read(paragraph("The ", runs=changes + run("text"))).document
    assert "".join(passage.text for passage in passages(document)) == "The new text"


@pytest.mark.parametrize("change", ["del", "moveFrom"])
def test_text_before_a_deleted_paragraph_mark_goes_on_in_the_next_paragraph(change: str) -> None:
    gone = f'<w:rPr><w:{change} w:id="1" w:author="x"/></w:rPr>'
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        paragraph("One ", number + gone) + paragraph("and two ", number + gone) + paragraph("three", number)
    )
    document = read(body + paragraph("four", number)).document
    shown = [
        (
            block.label.text if block.label else "",
            "".join(i.text for i in block.inlines if isinstance(i, Text)),
        )
        for block in paragraphs(document)
    ]
    assert shown == [("1.", "One and two three"), ("2.", "four")]


def test_a_paragraph_that_was_moved_away_with_its_mark_leaves_nothing() -> None:
    mark = '<w:rPr><w:moveFrom w:id="1" w:author="x"/></w:rPr>'
    moved = f'<w:moveFrom w:id="2" w:author="x">{run("away")}</w:moveFrom>'
    body = paragraph("", mark, runs=moved) + table(row(cell(paragraph("x"))), columns=1)
    document = read(paragraph("here") + body + paragraph("there")).document
    assert [passage.text for passage in passages(document)] == ["here", "x", "there"]
    assert len(paragraphs(document)) == 2


def test_hidden_text_is_not_printed() -> None:
    document = read(paragraph("seen", runs=run(" hidden", "<w:vanish/>"))).document
    assert "".join(passage.text for passage in passages(document)) == "seen"


def noted(number: int, properties: str = "") -> str:
    """Return a paragraph with a footnote, which ends a section of these properties."""
    section = f"<w:sectPr>{properties}</w:sectPr>" if properties else ""
    return paragraph("x", section, runs=f'<w:r><w:footnoteReference w:id="{number}"/></w:r>')


@pytest.mark.parametrize(
    ("first", "second", "marks"),
    [
        ("", "", ["1", "2", "3"]),
        ('<w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/>', "", ["c", "d", "5"]),
        ("", '<w:numFmt w:val="upperRoman"/><w:numRestart w:val="eachSect"/>', ["1", "2", "I"]),
        ('<w:numStart w:val="7"/>', '<w:numRestart w:val="eachSect"/>', ["7", "8", "1"]),
    ],
)
def test_footnotes_are_counted_as_their_section_says(first: str, second: str, marks: list[str]) -> None:
    ends = [f"<w:footnotePr>{said}</w:footnotePr>{PAGE}" for said in (first, second)]
    body = noted(3) + noted(4, ends[0]) + noted(5, ends[1])
    reading = read(body, parts={"f": footnotes(n3="a", n4="b", n5="c")})
    found = [
        inline.mark
        for block in paragraphs(reading.document)
        for inline in block.inlines
        if isinstance(inline, NoteReference)
    ]
    assert found == marks
    assert reading.warnings == ()


def test_footnotes_counted_anew_on_each_page_are_told() -> None:
    properties = f'<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>{PAGE}'
    reading = read(noted(3, properties), parts={"f": footnotes(n3="a")})
    assert "anew on each page" in reading.warnings[0].message


def test_footnotes_are_numbered_in_the_order_of_their_marks() -> None:
    marks = "".join(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (5, 3))
    reading = read(paragraph("x", runs=marks), parts={"f": footnotes(n3="third", n5="fifth")})
    notes = [
        inline for inline in paragraphs(reading.document)[0].inlines if isinstance(inline, NoteReference)
    ]
    texts = ["".join(getattr(i, "text", "") for i in note.note.blocks[0].inlines) for note in notes]
    assert [note.mark for note in notes] == ["1", "2"]
    assert texts == ["1fifth", "2third"]


def test_merged_cells_span_rows_and_columns_and_short_rows_are_filled() -> None:
    body = table(
        row(cell(paragraph("a"), '<w:gridSpan w:val="2"/>'), cell(paragraph("b"))),
        row(cell(paragraph("c"), '<w:vMerge w:val="restart"/>'), cell(paragraph("d")), cell(paragraph("e"))),
        row(cell(paragraph(), "<w:vMerge/>"), cell(paragraph("f"))),
    )
    found = read(body).document.sections[0].blocks[0]
    assert isinstance(found, Table)
    shape = [[(entry.columns, entry.rows, entry.filler) for entry in line.cells] for line in found.rows]
    assert shape == [
        [(2, 1, False), (1, 1, False)],
        [(1, 2, False), (1, 1, False), (1, 1, False)],
        [(1, 1, False), (1, 1, True)],
    ]


def test_a_table_style_colours_bands_and_its_first_row() -> None:
    style = (
        '<w:style w:type="table" w:styleId="Bands"><w:name w:val="Bands"/>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
        '<w:shd w:val="clear" w:fill="000080"/></w:tcPr>'
        '</w:tblStylePr><w:tblStylePr w:type="band1Horz"><w:tcPr>'
        '<w:shd w:val="clear" w:fill="DDDDDD"/></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )
    body = table(
        *(row(cell(paragraph(name))) for name in "abc"),
        columns=1,
        properties='<w:tblLook w:firstRow="1" w:noHBand="0" w:noVBand="1"/>',
    ).replace('"Grid"', '"Bands"')
    found = read(body, more_styles=style).document.sections[0].blocks[0]
    assert isinstance(found, Table)
    cells = [line.cells[0] for line in found.rows]
    assert [entry.background for entry in cells] == ["000080", "dddddd", None]
    head = cells[0].blocks[0]
    assert isinstance(head, Paragraph)
    assert isinstance(head.inlines[0], Text)
    assert (head.inlines[0].format.bold, head.inlines[0].format.colour) == (True, "ffffff")


def test_a_section_takes_the_headers_of_the_one_before() -> None:
    reference = '<w:headerReference w:type="default" r:id="h"/>'
    first = f"<w:p><w:pPr><w:sectPr>{reference}</w:sectPr></w:pPr>{run('one')}</w:p>"
    document = read(first + paragraph("two"), parts={"h": header(paragraph("Head"))}).document
    assert [len(section.header.default) for section in document.sections] == [1, 1]


def test_first_and_even_headers_count_only_when_switched_on() -> None:
    references = "".join(
        f'<w:headerReference w:type="{kind}" r:id="h"/>' for kind in ("default", "first", "even")
    )
    parts = {"h": header(paragraph("Head"))}
    plain = read(paragraph("x"), section=references, parts=parts).document.sections[0].header
    assert (plain.first, plain.even) == (None, None)
    told = read(
        paragraph("x"), section=f"{references}<w:titlePg/>", parts=parts, settings="<w:evenAndOddHeaders/>"
    ).document.sections[0]
    assert told.header.first
    assert told.header.even
    assert told.footer.first == ()


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (paragraph("E", runs="<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"), "an equation"),
        (
            paragraph(
                "C",
                runs='<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="c"><c:chart/></a:graphicData>'
                "</a:graphic></wp:inline></w:drawing></w:r>",
            ),
            "a chart",
        ),
        (paragraph("N", runs="<w:r><w:novelty/></w:r>"), "'novelty'"),
        (paragraph("B", runs="<w:novelty/>"), "'novelty'"),
        (paragraph("F", runs='<w:r><w:footnoteReference w:id="9"/></w:r>'), "a footnote that does not exist"),
        (paragraph("P", runs=picture("none")), "a picture that is not in the document"),
        (paragraph("M", '<w:ind w:left="wide"/>'), "'wide' is not a measure"),
    ],
)
def test_what_cannot_be_shown_is_named_with_its_paragraph(body: str, named: str) -> None:
    message = faults(paragraph("Before") + body)
    assert "paragraph 2" in message
    assert named in message


def test_every_fault_of_a_document_is_told_at_once() -> None:
    body = "".join(paragraph(runs="<w:r><w:novelty/></w:r>") for _ in range(3))
    assert faults(body).count("novelty") == 3


def test_a_picture_without_words_is_shown_with_a_warning() -> None:
    reading = read(paragraph(runs=picture("i")), parts={"i": image()})
    assert "without alternative text" in str(reading.warnings[0])
    described = read(paragraph(runs=picture("i", "A seal")), parts={"i": image()})
    assert described.warnings == ()


def test_a_damaged_picture_is_refused() -> None:
    parts = {"i": Part("image", "media/a.png", image().content[:40])}
    assert "which is damaged" in faults(paragraph(runs=picture("i", "x")), parts=parts)


def test_an_extension_that_is_not_understood_gives_way_to_its_fallback() -> None:
    choice = (
        '<mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx xmlns:w16se="s"/></mc:Choice>'
        "<mc:Fallback><w:t>☒</w:t></mc:Fallback></mc:AlternateContent>"
    )
    assert first_text(read(paragraph(runs=f"<w:r>{choice}</w:r>"))).text == "☒"


def test_an_element_of_an_unknown_namespace_is_named() -> None:
    assert "'ink'" in faults(paragraph(runs='<w:r><x:ink xmlns:x="x">words</x:ink></w:r>'))


def test_theme_fonts_and_colours_are_looked_up() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme>'
        '<a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme><a:fontScheme><a:minorFont>'
        '<a:latin typeface="Cambria"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    )
    properties = '<w:rFonts w:asciiTheme="minorHAnsi"/><w:color w:val="000000" w:themeColor="accent1"/>'
    parts = {"th": Part("theme", "theme/theme1.xml", theme.encode())}
    look = first_text(read(paragraph(runs=run("x", properties)), parts=parts)).format
    assert (look.font, look.colour) == ("Cambria", "4472c4")


def test_a_complex_script_takes_its_own_font_and_size() -> None:
    properties = '<w:rFonts w:ascii="Arial" w:cs="Courier New"/><w:sz w:val="20"/><w:szCs w:val="40"/>'
    inlines = paragraphs(read(paragraph(runs=run("a שלום", properties))).document)[0].inlines
    looks = [
        (inline.text, inline.format.font, inline.format.size)
        for inline in inlines
        if isinstance(inline, Text)
    ]
    assert looks == [("a ", "Arial", 10), ("שלום", "Courier New", 20)]


def test_defaults_of_a_document_without_styles_are_words_own() -> None:
    look = first_text(read(paragraph("x"), styles="")).format
    assert (look.font, look.size) == ("Times New Roman", 10)
    assert "Times New Roman" in STYLES


@pytest.mark.parametrize("name", ["customXmlMoveFromRange", "customXmlMoveToRange", "moveToRange", "perm"])
def test_marks_of_where_something_begins_and_ends_print_nothing(name: str) -> None:
    marks = f'<w:{name}Start w:id="1"/><w:{name}End w:id="1"/>'
    reading = read(marks + paragraph("x", runs=marks) + marks)
    assert first_text(reading).text == "x"
    assert not reading.warnings


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2012-11-27T12:15:22", "2012-11-27T12:15:22Z"),
        ("2012-11-27T12:15:22+02:00", "2012-11-27T12:15:22+02:00"),
        ("2012-11", "2012-11"),
        ("2012-02-30", ""),
        ("27 November 2012", ""),
    ],
)
def test_a_date_without_a_zone_is_utc_and_what_is_none_is_left_out(written: str, read_as: str) -> None:
    core = f'<dcterms:created xsi:type="dcterms:W3CDTF">{written}</dcterms:created>'
    reading = read(paragraph("text"), core=core)
    assert reading.document.properties.created == read_as
    assert bool(reading.warnings) == (not read_as)


def test_no_length_below_nothing_reaches_the_page() -> None:
    border = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="-9"/></w:pBdr>'
    section = '<w:pgMar w:header="-20" w:footer="-20"/><w:cols w:num="2" w:space="-20"/>'
    rows = table(row(cell(paragraph("x")), properties='<w:trHeight w:val="-20"/>'), columns=1)
    document = read(paragraph("text", border) + rows, section=section).document
    page, columns = document.sections[0].page, document.sections[0].columns
    first, lines = document.sections[0].blocks
    assert isinstance(first, Paragraph)
    assert isinstance(lines, Table)
    assert first.format.borders.top is not None
    assert first.format.borders.top.space == 0
    assert (page.header, page.footer, columns.gap, lines.rows[0].height) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("settings", "more", "margins"),
    [
        ("", "", (72, 72, 108)),
        ("<w:gutterAtTop/>", "", (108, 72, 72)),
        ("", "<w:rtlGutter/>", (72, 108, 72)),
    ],
)
def test_the_gutter_is_at_the_left_the_top_or_the_right(
    settings: str, more: str, margins: tuple[float, float, float]
) -> None:
    section = f'<w:pgMar w:top="1440" w:right="1440" w:left="1440" w:gutter="720"/>{more}'
    page = read(paragraph("text"), section=section, settings=settings).document.sections[0].page
    assert (page.top, page.right, page.left) == margins
