"""Drawings in the PDF: text boxes, groups, shapes, and where they stand on the page."""

from __future__ import annotations

import io
import zipfile

import pdfplumber
import pytest

from generator.errors import DocumentError, TypesettingError
from generator.pdf import convert
from generator.word.opc.archive import read_archive, write_archive
from tests.pdf.reading import ink, left_edges, tag_tree, text, violations
from tests.written import PAGE, Part, Written, header, image, listed, paragraph
from tests.written_drawings import (
    anchored,
    box,
    canvas,
    group,
    inline,
    member_picture,
    vml,
)

INCH = 914_400


def converted(body: str, **more: object) -> bytes:
    """Return the PDF of a body, after checking that it keeps the standards."""
    pdf = convert(Written(body, **more).docx()).pdf  # type: ignore[arg-type] # the fields of Written
    assert violations(pdf) == []
    return pdf


def place(pdf: bytes, word: str, number: int = 0) -> tuple[float, float]:
    """Return where a word begins, in points from the left and upper edge of the page."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        words = document.pages[number].extract_words(keep_blank_chars=False)
        return next((entry["x0"], entry["top"]) for entry in words if entry["text"] == word)


def test_a_text_box_that_hangs_over_the_foot_of_the_page_is_moved_up_whole() -> None:
    lines = "".join(paragraph(f"Line {number}") for number in range(20))
    drawing = anchored(box(*(paragraph(f"Low{number}") for number in range(5))), 2, 1.5, down="paragraph 6in")
    pdf = converted(lines + paragraph("Anchor", runs=drawing))
    assert len(text(pdf)) == 1
    assert place(pdf, "Low4")[1] < 792
    assert place(pdf, "Low4")[1] > place(pdf, "Low0")[1]


def test_a_text_box_is_moved_up_by_no_more_than_it_hangs_over() -> None:
    drawing = anchored(box(paragraph("Low"), padding=0), 2, 1, down="paragraph 9.5in")
    assert place(converted(paragraph("Here", runs=drawing)), "Low")[1] == pytest.approx(792 - 72, abs=3)


def test_a_text_box_off_the_side_of_the_page_is_brought_onto_it() -> None:
    pdf = converted(paragraph("Here", runs=anchored(box(paragraph("Aside")), 2, 1, across="page 9in")))
    assert place(pdf, "Aside")[0] < 612 - 72


def test_more_text_than_the_page_has_room_for_is_refused() -> None:
    drawing = anchored(box(*(paragraph("word") for _ in range(80))), 1, 1)
    with pytest.raises(TypesettingError) as refused:
        converted(paragraph("Here", runs=drawing))
    assert "more text than its page" in refused.value.problems[0].message


def test_text_that_word_would_cut_off_is_shown_whole_with_a_warning() -> None:
    lines = (paragraph(f"Row{number}") for number in range(6))
    done = convert(Written(paragraph("Here", runs=anchored(box(*lines), 2, 0.5))).docx())
    assert "Row5" in text(done.pdf)[0]
    assert [warning.message for warning in done.warnings] == [
        "has a text box too small for its text, which is shown whole"
    ]


def test_a_box_that_fits_its_text_grows_without_a_warning() -> None:
    lines = (paragraph(f"Row{number}") for number in range(6))
    drawing = anchored(box(*lines, body="<a:spAutoFit/>"), 2, 0.5)
    assert convert(Written(paragraph("Here", runs=drawing)).docx()).warnings == ()


@pytest.mark.parametrize(
    ("across", "left"),
    [
        ("page 1in", 72),
        ("margin 1in", 144),
        ("leftMargin 0.25in", 18),
        ("rightMargin 0.25in", 558),
        ("insideMargin 0.25in", 18),
        ("margin align-right", 396),
        ("margin align-outside", 396),
        ("page share-50000", 306),
    ],
)
def test_a_frame_of_reference_places_a_box_across_the_page(across: str, left: float) -> None:
    width = 0.5 if "Margin" in across else 2
    drawing = anchored(box(paragraph("x"), padding=0), width, 1, across, "page 4in")
    assert place(converted(paragraph("Here", runs=drawing)), "x")[0] == pytest.approx(left, abs=0.5)


@pytest.mark.parametrize(
    ("down", "top"),
    [
        ("page 0.5in", 36),
        ("margin 1in", 144),
        ("topMargin 0.25in", 18),
        ("bottomMargin 0.25in", 738),
        ("page align-bottom", 756),
        ("page share-25000", 198),
    ],
)
def test_a_frame_of_reference_places_a_box_down_the_page(down: str, top: float) -> None:
    drawing = anchored(box(paragraph("x"), padding=0), 2, 0.5, down=down)
    pdf = converted(paragraph("One") + paragraph("Here", runs=drawing))
    assert place(pdf, "x")[1] == pytest.approx(top, abs=3)


def test_a_box_placed_by_the_page_ignores_a_header_that_pushes_the_text() -> None:
    tall = header("".join(paragraph(f"Head {number}") for number in range(8)))
    drawing = anchored(box(paragraph("x"), padding=0), 2, 0.5, down="page 6in")
    body = paragraph("Here", runs=drawing)
    pdf = converted(body, section=f'<w:headerReference w:type="default" r:id="h"/>{PAGE}', parts={"h": tall})
    assert place(pdf, "x")[1] == pytest.approx(432, abs=3)


def test_a_box_below_the_first_paragraph_of_a_page_keeps_its_distance() -> None:
    drawing = anchored(box(paragraph("x"), padding=0), 2, 0.5, down="paragraph 3in")
    pdf = converted(paragraph("Here", runs=drawing))
    assert place(pdf, "x")[1] == pytest.approx(72 + 216, abs=3)


@pytest.mark.parametrize("wrap", ["wrapSquare", "wrapTopAndBottom"])
def test_the_gap_above_a_box_does_not_move_it_down(wrap: str) -> None:
    drawing = anchored(box(paragraph("Boxed")), 2, 1).replace(
        "<wp:wrapNone/>", f'<wp:{wrap} wrapText="bothSides"/>'
    )
    spaced = drawing.replace("<wp:anchor ", '<wp:anchor distT="457200" ')
    assert spaced != drawing
    tops = [place(converted(paragraph("Here", runs=it)), "Boxed") for it in (drawing, spaced)]
    assert tops[0] == tops[1]


def test_a_drawing_behind_the_header_leaves_the_text_of_the_page_to_be_seen() -> None:
    fill = '<a:solidFill><a:srgbClr val="FFFF00"/></a:solidFill>'
    paper = header(paragraph("Head", runs=anchored(box(look=fill), 8.5, 11, "page 0in", "page 0in")))
    section = f'<w:headerReference w:type="default" r:id="h"/>{PAGE}'
    pdf = converted(paragraph("Words " * 300), section=section, parts={"h": paper})
    assert ink(pdf) == pytest.approx(ink(converted(paragraph("Words " * 300))), rel=0.2)


def test_a_relative_size_follows_the_page() -> None:
    size = '<wp14:sizeRelH relativeFrom="page"><wp14:pctWidth>50000</wp14:pctWidth></wp14:sizeRelH>'
    drawing = anchored(box(paragraph("x", '<w:jc w:val="right"/>'), padding=0), 1, 1, "page 1in", more=size)
    assert place(converted(paragraph("Here", runs=drawing)), "x")[0] == pytest.approx(72 + 306 - 6, abs=1)


def test_the_things_of_a_group_stand_at_their_places_in_it() -> None:
    inner = (
        box(paragraph("first"), at=(0, 0, 2000, 1000), padding=0)
        + box(paragraph("second"), at=(2000, 3000, 2000, 1000), padding=0)
        + member_picture("p", at=(0, 2000, 500, 500))
    )
    drawing = anchored(group(inner, chart=(0, 0, 4000, 4000)), 4, 4, "page 1in", "page 2in")
    pdf = converted(paragraph("Here", runs=drawing), parts={"p": image()})
    first, second = place(pdf, "first"), place(pdf, "second")
    assert (second[0] - first[0], second[1] - first[1]) == pytest.approx((144, 216), abs=0.5)
    assert first == pytest.approx((72, 144), abs=3)


def test_a_group_in_a_group_is_fitted_into_its_place() -> None:
    deep = box(paragraph("deep"), at=(100, 100, 50, 50), padding=0)
    nested = group(deep, chart=(50, 50, 100, 100), inner=True)
    drawing = anchored(group(nested, chart=(0, 0, 400, 400)), 4, 4, "page 1in", "page 2in")
    pdf = converted(paragraph("Here", runs=drawing))
    assert place(pdf, "deep")[0] == pytest.approx(72 + 50 / 400 * 288, abs=0.5)


def test_a_group_in_the_line_takes_its_room_in_it() -> None:
    drawing = inline(
        group(box(paragraph("in"), at=(0, 0, 100, 100), padding=0), chart=(0, 0, 100, 100)), 2, 1
    )
    pdf = converted(paragraph(runs=drawing + "<w:r><w:t>after</w:t></w:r>"))
    assert left_edges(pdf)["after"] == pytest.approx(72 + 144, abs=1)


def test_what_is_on_a_canvas_is_shown() -> None:
    drawing = inline(canvas(box(paragraph("drawn"), at=(INCH, 0, INCH, INCH), padding=0)), 4, 2)
    assert place(converted(paragraph(runs=drawing)), "drawn")[0] == pytest.approx(144, abs=1)


def test_a_group_of_an_older_word_is_shown_in_its_own_coordinates() -> None:
    drawing = vml(
        '<v:group style="position:absolute;margin-left:0;margin-top:0;width:200pt;height:100pt"'
        ' coordorigin="1000,1000" coordsize="2000,1000"><v:rect style="left:2000;top:1500;width:1000;'
        'height:500"><v:textbox inset="0,0,0,0"><w:txbxContent>'
        f"{paragraph('old')}</w:txbxContent></v:textbox></v:rect></v:group>"
    )
    assert place(converted(paragraph("Here", runs=drawing)), "old")[0] == pytest.approx(72 + 100.75, abs=0.5)


def test_a_line_and_a_filled_shape_leave_ink() -> None:
    fill = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    blank = converted(paragraph("Here"))
    triangle = converted(paragraph("Here", runs=anchored(box(form="triangle", look=fill), 2, 2)))
    square = converted(paragraph("Here", runs=anchored(box(look=fill), 2, 2)))
    line = converted(
        paragraph(
            "Here",
            runs=vml('<v:line style="position:absolute" from="0,50pt" to="300pt,50pt" strokeweight="3pt"/>'),
        )
    )
    assert ink(line) > ink(blank)
    assert ink(triangle) - ink(blank) == pytest.approx((ink(square) - ink(blank)) / 2, rel=0.1)


def test_a_free_form_is_drawn_as_its_path() -> None:
    path = (
        '<a:custGeom><a:pathLst><a:path w="100" h="100"><a:moveTo><a:pt x="0" y="0"/></a:moveTo><a:lnTo>'
        '<a:pt x="100" y="0"/></a:lnTo><a:lnTo><a:pt x="100" y="50"/></a:lnTo><a:lnTo><a:pt x="0" y="50"/>'
        "</a:lnTo><a:close/></a:path></a:pathLst></a:custGeom>"
    )
    fill = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    half = converted(paragraph("x", runs=anchored(box(form=path, look=fill), 2, 2)))
    whole = converted(paragraph("x", runs=anchored(box(look=fill), 2, 2)))
    assert ink(half) == pytest.approx(ink(whole) / 2, rel=0.1)


@pytest.mark.parametrize("direction", ["vert", "vert270"])
def test_text_that_runs_up_or_down_its_box_stays_within_it(direction: str) -> None:
    drawing = anchored(box(paragraph("Turned"), vert=direction), 0.5, 3, "page 2in", "page 3in")
    pdf = converted(paragraph("Here", runs=drawing))
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        turned = [letter for letter in document.pages[0].chars if not letter["upright"]]
    assert len(turned) == len("Turned")
    assert all(144 <= letter["x0"] <= 180 and 216 <= letter["top"] <= 432 for letter in turned)


def test_the_label_of_an_entry_is_read_before_a_box_anchored_to_it() -> None:
    entry = listed("Entry").replace("</w:p>", f"{anchored(box(paragraph('Beside')), 2, 1)}</w:p>")
    assert "Beside" in text(converted(entry))[0]


def test_wordart_in_the_text_is_shown_as_text_with_a_warning() -> None:
    art = '<v:shape style="width:200pt;height:50pt"><v:textpath string="Grand Sale"/></v:shape>'
    done = convert(Written(paragraph("Here", runs=vml(art))).docx())
    assert "Grand Sale" in text(done.pdf)[0]
    assert any("WordArt" in warning.message for warning in done.warnings)


def test_text_takes_the_colour_that_the_style_of_its_shape_gives() -> None:
    style = (
        '<wps:style><a:lnRef idx="0"/><a:fillRef idx="0"/><a:fontRef idx="minor"><a:srgbClr val="C00000"/>'
        "</a:fontRef></wps:style>"
    )
    drawing = anchored(box(paragraph("Red"), style=style), 2, 1, "page 4in", "page 4in")
    pdf = converted(paragraph("Here", runs=drawing))
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        colours = {letter["text"]: letter["non_stroking_color"] for letter in document.pages[0].chars}
    assert colours["R"] == pytest.approx((0.753, 0, 0), abs=0.01)
    assert colours["H"] != colours["R"]


OBJECT = '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="o"/>'
SHOWN = '<v:shape style="width:100pt;height:50pt" alt="A sheet"><v:imagedata r:id="p"/></v:shape>'


def embedded(shown: str) -> Written:
    """Return a document with an embedded object that shows itself so in the text."""
    parts = {"p": image(), "o": Part("oleObject", "embeddings/oleObject1.bin", b"never opened")}
    return Written(paragraph("Here", runs=f"<w:r><w:object>{shown}{OBJECT}</w:object></w:r>"), parts=parts)


def test_an_embedded_object_is_shown_as_its_picture_with_a_warning() -> None:
    done = convert(embedded(SHOWN).docx())
    assert violations(done.pdf) == []
    assert b"never opened" not in done.pdf
    assert "Figure" in [tag.kind for tag in tag_tree(done.pdf).below()]
    assert "as its picture" in done.warnings[0].message


def test_a_linked_object_is_shown_as_its_picture_and_never_followed() -> None:
    written = embedded(SHOWN)
    with zipfile.ZipFile(io.BytesIO(written.docx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    del parts["word/embeddings/oleObject1.bin"]
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(
        b'Target="embeddings/oleObject1.bin"', b'Target="file:///C:/sheet.xls" TargetMode="External"'
    )
    assert b"sheet.xls" in parts[name]
    done = convert(write_archive(parts))
    assert "as its picture" in done.warnings[0].message
    assert b"sheet.xls" not in done.pdf


def test_an_embedded_object_without_a_picture_is_refused_with_its_place() -> None:
    with pytest.raises(TypesettingError) as refused:
        convert(embedded("").docx())
    assert "paragraph 1" in refused.value.problems[0].source


def test_an_embedded_object_is_still_refused_in_a_template() -> None:
    with pytest.raises(DocumentError):
        read_archive(embedded(SHOWN).docx(), source="letter.docx")


def test_macros_beside_an_embedded_object_are_still_refused() -> None:
    written = embedded(SHOWN)
    written.parts["v"] = Part("vbaProject", "vbaProject.bin", b"macros")
    with pytest.raises(DocumentError):
        convert(written.docx())
