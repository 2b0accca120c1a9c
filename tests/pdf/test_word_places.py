"""Lines, places and page breaks are where Word puts them."""

from __future__ import annotations

import io

import pikepdf
import pytest

from generator.errors import TypesettingError
from generator.pdf import from_docx
from generator.pdf.embedding import StructureError
from generator.pdf.html.text.glyphs import shape
from generator.pdf.typefaces import face
from generator.word.document.formats import CharacterFormat
from tests.pdf.reading import (
    baselines,
    fonts,
    left_edges,
    raw_text,
    right_edges,
    text,
    violations,
)
from tests.pdf.test_conversion import LONG, anchored, pdf_of
from tests.written import (
    PAGE,
    STYLES,
    Written,
    cell,
    field_of,
    header,
    image,
    listed,
    paragraph,
    row,
    run,
    table,
)


def test_a_line_may_end_after_a_hyphen_before_a_digit_and_nothing_is_inserted() -> None:
    narrow = '<w:pStyle w:val="Heading1"/><w:ind w:right="8000"/>'
    link = f'<w:hyperlink r:id="l">{run("Case DR-2018-IL-01")}</w:hyperlink>'
    pdf = from_docx(Written(paragraph("", narrow, runs=link), links={"l": "https://example.org/"}).docx())
    assert list(baselines(pdf)) == ["Case DR-", "2018-IL-01"]
    assert raw_text(pdf_of(paragraph("Case DR-2018-IL-01"))) == "Case DR-2018-IL-01"
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Outlines.First.Title) == "Case DR-2018-IL-01"
        assert str(document.pages[0].Annots[0].Contents) == "Case DR-2018-IL-01"
    assert violations(pdf) == []


_FONTS = {"Calibri": "Carlito", "Cambria": "Caladea", "Courier New": "LiberationMono"}


def set_in(font: str, body: str) -> bytes:
    """Return the PDF of a document whose text is in one font."""
    return from_docx(Written(body, styles=STYLES.replace("Times New Roman", font)).docx())


@pytest.mark.parametrize("font", ["Calibri", "Cambria", "Times New Roman", "Courier New"])
def test_no_line_ends_at_a_no_break_space_or_a_no_break_hyphen(font: str) -> None:
    pdf = set_in(font, paragraph("Section\u00a04 of twenty\u2011four " * 30))
    lines = [line.replace("\u2011", "-") for line in baselines(pdf)]
    assert len(lines) > 1
    assert all(line.count("Section 4") == line.count("Section") for line in lines)
    assert all(line.count("twenty-four") == line.count("twenty") for line in lines)


@pytest.mark.parametrize("font", ["Calibri", "Cambria", "Courier New"])
def test_runs_of_spaces_are_as_wide_in_fonts_without_a_no_break_space(font: str) -> None:
    wide, narrow = (left_edges(set_in(font, paragraph(f"a{' ' * count}b")))["b"] for count in (5, 1))
    assert wide - narrow == pytest.approx(
        4 * face(_FONTS[font], bold=False, italic=False).width(" ") * 12, abs=0.1
    )


@pytest.mark.parametrize("character", ["\u00a0", "\u2003", "\u2007", "\u2009", "\u202f"])
def test_every_kind_of_space_is_as_wide_as_reckoned_and_is_read_out_as_a_space(character: str) -> None:
    pdf = set_in("Cambria", paragraph(f"a{character}b c"))
    cambria = face("Caladea", bold=False, italic=False)
    assert left_edges(pdf)["c"] - 72 == pytest.approx(cambria.width(f"a{character}b ") * 12, abs=0.1)
    assert raw_text(pdf) == "a b c"


@pytest.mark.parametrize("font", ["Calibri", "Cambria", "Times New Roman", "Courier New"])
def test_a_line_that_ends_at_a_soft_hyphen_shows_one_of_its_own_font(font: str) -> None:
    pdf = set_in(font, paragraph("x adminis\u00adtra\u00adtion" * 20))
    assert next(iter(baselines(pdf))).endswith(("adminis-", "administra-"))
    assert len(fonts(pdf)) == 1
    assert violations(pdf) == []


def test_a_fault_of_the_typesetting_itself_names_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoiled(*_: object) -> None:
        raise StructureError("more boxes than marks")

    monkeypatch.setattr("generator.pdf.tagging.settle_streams", spoiled)
    with pytest.raises(TypesettingError) as caught:
        from_docx(Written(paragraph("Dear Ms. Reed:")).docx(), source="reed.docx")
    assert str(caught.value.problems[0]) == "reed.docx: cannot be typeset: more boxes than marks"
    assert "fault here" in caught.value.problems[0].hint


def test_words_are_kerned_only_where_word_is_told_to_and_ligatures_are_never_made() -> None:
    body = paragraph("", runs=run("AVAVAV ") + run("plain"))
    kerned = paragraph("", runs=run("AVAVAV ", '<w:kern w:val="8"/>') + run("kerned"))
    carlito = face("Carlito", bold=False, italic=False)
    ends = left_edges(set_in("Calibri", body + kerned + paragraph("fitting off")))
    assert ends["plain"] - 72 == pytest.approx(carlito.width("AVAVAV ") * 12, abs=0.1)
    assert ends["plain"] - ends["kerned"] > 2
    assert ends["off"] - 72 == pytest.approx(carlito.width("fitting ") * 12, abs=0.1)


def test_each_tab_of_a_row_goes_to_a_stop_of_its_own() -> None:
    stops = '<w:tabs><w:tab w:val="center" w:pos="4680"/><w:tab w:val="right" w:pos="9360"/></w:tabs>'
    jump = "<w:r><w:tab/></w:r>"
    numbers = run("Page ") + field_of("PAGE", "1") + run(" of ") + field_of("NUMPAGES", "1")
    body = (
        paragraph("alone", stops, runs=jump + jump + run("edge"))
        + paragraph("both", stops, runs=jump + run("mid") + jump + run("end"))
        + paragraph("pages", stops, runs=jump + jump + numbers)
        + paragraph(
            "after", stops.replace("9360", "7200"), runs=jump + jump + run("fits") + jump + run("next")
        )
    )
    places = right_edges(pdf_of(body))
    assert [places[word] for word in ("edge", "end")] == [pytest.approx(540, abs=0.1)] * 2
    assert places["fits"] == pytest.approx(72 + 360, abs=0.1)
    assert left_edges(pdf_of(body))["next"] == pytest.approx(72 + 396, abs=0.1)
    assert places["1"] == pytest.approx(540, abs=0.1)


def test_text_of_two_directions_arrives_complete_and_brackets_stay_themselves() -> None:
    hebrew = "".join(run(word, "<w:rtl/>") for word in ("הלשכה ", "(משיבה) ", "[12] לכל"))
    body = (
        paragraph("", "<w:bidi/>", runs=hebrew)
        + paragraph(
            "See (a), page ", runs=field_of("PAGE", "1") + run(" of ") + hebrew + run(" so (it) says.")
        )
        + paragraph("Latin (only) [x] {y}")
    )
    assert raw_text(pdf_of(body)).splitlines()[-1].strip() == "Latin (only) [x] {y}"


@pytest.mark.parametrize("edges", [("bottom",), ("top", "left", "bottom", "right")])
def test_a_paragraph_with_a_border_below_stays_where_it_just_fits(edges: tuple[str, ...]) -> None:
    drawn = "".join(f'<w:{edge} w:val="single" w:sz="8" w:space="4"/>' for edge in edges)
    filler = "".join(paragraph(f"line {number}") for number in range(45))
    room = 648 - 45 * 13.8 - 13.8 - 5 * (2 if "top" in edges else 1)
    exact = f'<w:spacing w:before="{int((room - 2) * 20)}"/><w:pBdr>{drawn}</w:pBdr>'
    assert [
        sheet.split()[-1] for sheet in text(pdf_of(filler + paragraph("boxed", exact) + paragraph("z")))
    ] == [
        "boxed",
        "z",
    ]


def test_a_list_may_begin_on_the_next_page() -> None:
    filler = "".join(paragraph(f"line {number}") for number in range(44))
    body = filler + paragraph("The") + paragraph("rules:") + listed("rule")
    assert [sheet.split()[-1] for sheet in text(pdf_of(body))] == ["rules:", "rule"]
    nested = filler + listed("one") + listed("two") + listed("The first of them", level=1)
    assert [sheet.split()[-1] for sheet in text(pdf_of(nested))] == ["two", "them"]


def test_the_widest_top_margin_of_a_row_is_that_of_all_its_cells() -> None:
    own = '<w:tcMar><w:top w:w="400" w:type="dxa"/></w:tcMar>'
    pdf = pdf_of(table(row(cell(paragraph("wide"), own), cell(paragraph("plain"))), columns=2))
    assert list(baselines(pdf)) == ["wide plain"]


def test_a_picture_below_another_paragraph_keeps_the_space_between_them() -> None:
    spaced = '<w:spacing w:after="400"/>'
    band = paragraph("below it, " + LONG * 2, runs=anchored("wrapTopAndBottom", "left"))
    plain, lowered = (
        list(baselines(pdf_of(paragraph("x", properties) + band, parts={"i": image()})).values())[1]
        for properties in ("", spaced)
    )
    assert lowered - plain == pytest.approx(20, abs=0.1)


def test_a_picture_at_the_foot_of_the_page_leaves_the_lines_where_they_are() -> None:
    foot = anchored("wrapSquare", "left").replace(
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset>',
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align>',
    )
    with_seal = pdf_of(paragraph("Given", runs=foot) + paragraph("Signed"), parts={"i": image()})
    assert baselines(with_seal) == baselines(pdf_of(paragraph("Given") + paragraph("Signed")))
    assert left_edges(with_seal)["Given"] == pytest.approx(72, abs=0.1)


def test_words_of_one_script_are_set_together_with_what_stands_between_them() -> None:
    look = CharacterFormat("Times New Roman", 12.0)
    persian = "ایمان به خدا، و امید."
    pieces = shape(f"(see {persian})", look, ())
    assert [piece.text for piece in pieces] == ["(see ", persian[:-1], ".)"]
    assert [piece.text for piece in shape("one ✓ two", look, ())] == ["one ", "✓", " two"]


def test_even_pages_have_the_margins_the_other_way_round_where_they_are_mirrored() -> None:
    size = '<w:pgSz w:w="12240" w:h="15840"/>'
    section = f'{size}<w:pgMar w:top="1440" w:right="720" w:bottom="1440" w:left="2160"/>'
    body = "".join(paragraph(f"sheet{n}", "<w:pageBreakBefore/>" if n else "") for n in range(3))
    pdf = pdf_of(body, section=section, settings="<w:mirrorMargins/>")
    places = [left_edges(pdf, page)[f"sheet{page}"] for page in range(3)]
    assert places == [pytest.approx(at, abs=0.1) for at in (108, 36, 108)]
    assert left_edges(pdf_of(body, section=section), 1)["sheet1"] == pytest.approx(108, abs=0.1)


def test_a_header_of_one_long_paragraph_pushes_the_text_down_by_all_of_its_lines() -> None:
    parts = {"h": header(paragraph(" ".join(f"word{number}" for number in range(90))))}
    section = f'<w:headerReference w:type="default" r:id="h"/>{PAGE}'
    pdf = pdf_of(paragraph("Body"), section=section, parts=parts)
    lines = baselines(pdf)
    last = max(at for line, at in lines.items() if line != "Body")
    assert len(lines) > 5
    assert lines["Body"] > last
