"""What the sample letter templates promise to whoever edits them in Word, and to whoever receives them."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from ooxml_integrity import check
from openxml_audit import OpenXmlValidator

from tests.letter_parts import Letter, W, fields, paragraphs, style_of, text_of

KINDS = ("document_request", "follow_up", "subpoena_notice", "closing")
WORD_FONTS = {"Arial", "Calibri", "Cambria", "Times New Roman"}
"""Fonts that every Word has and that a free font with the same widths stands in for."""

BUILT_IN = ("Body Text", "List Number", "Date", "Salutation", "Closing", "Signature", "header", "footer")
OWN = ("Letterhead Office", "Letterhead Address", "Inside Address", "Reference Line", "Enclosure", "Copy")

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
CURLY_QUOTE = re.compile(r"[\u2018\u2019\u201c\u201d]")
SIGNATURE_BLOCK = ("BodyTextLast", "Closing", "Signature")


@pytest.fixture(scope="module", params=KINDS)
def letter(request: pytest.FixtureRequest) -> Letter:
    return Letter(request.param)


@pytest.fixture(scope="module")
def document_request() -> Letter:
    return Letter("document_request")


def test_every_paragraph_and_run_is_formatted_by_a_named_style_alone(letter: Letter) -> None:
    for part in letter.written_parts():
        formatting = {child.tag for each in part.iter(f"{W}pPr") for child in each}
        formatting |= {child.tag for each in part.iter(f"{W}rPr") for child in each}
        assert formatting <= {f"{W}pStyle", f"{W}rStyle"}
        used = {style_of(each) for each in part.iter(f"{W}p")}
        assert used <= set(letter.styles)


def test_the_parts_of_a_letter_have_the_names_a_secretary_knows(letter: Letter) -> None:
    names = {
        name.get(f"{W}val"): style.get(f"{W}customStyle") == "1"
        for style in letter.styles.values()
        for name in style.iterfind(f"{W}name")
    }
    assert {name for name in BUILT_IN if names.get(name) is False} == set(BUILT_IN)
    assert {name for name in OWN if names.get(name)} == set(OWN)


def test_only_fonts_that_every_word_has_are_asked_for(letter: Letter) -> None:
    for name in ("word/styles.xml", "word/numbering.xml", "word/fontTable.xml"):
        part = letter.part(name)
        asked = {value for fonts in part.iter(f"{W}rFonts") for value in fonts.attrib.values()}
        asked |= {font.get(f"{W}name", "") for font in part.iter(f"{W}font")}
        assert asked <= WORD_FONTS


def test_the_page_is_us_letter_with_margins_of_one_inch(letter: Letter) -> None:
    (size,) = letter.body.iter(f"{W}pgSz")
    (margins,) = letter.body.iter(f"{W}pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("12240", "15840")
    assert {margins.get(f"{W}{side}") for side in ("top", "right", "bottom", "left")} == {"1440"}


def test_the_language_is_american_english(letter: Letter) -> None:
    (language,) = letter.part("word/styles.xml").iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language.get(f"{W}val") == "en-US"


def test_the_letterhead_stands_on_the_first_page_alone(letter: Letter) -> None:
    assert letter.body.find(f".//{W}titlePg") is not None
    first, later = (paragraphs(letter.furniture("header", kind)) for kind in ("first", "default"))
    assert any(style.startswith("Letterhead") for style, _ in first)
    assert not any(style.startswith("Letterhead") for style, _ in later)


def test_a_later_page_names_addressee_date_and_page(letter: Letter) -> None:
    header = letter.furniture("header", "default")
    written = text_of(header)
    assert "{{ recipient.jurisdiction }}" in written
    assert "{{ letter.date | long_date }}" in written
    assert fields(header) == ["PAGE"]


@pytest.mark.parametrize("page", ["first", "default"])
def test_every_page_has_the_reference_and_its_number_of_how_many(letter: Letter, page: str) -> None:
    footer = letter.furniture("footer", page)
    assert text_of(footer).startswith("Reference {{ letter.reference }}\tPage ")
    assert fields(footer) == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("page", ["first", "default"])
def test_a_specimen_says_so_on_every_page_and_another_letter_does_not(letter: Letter, page: str) -> None:
    lines = [line for _, line in paragraphs(letter.furniture("footer", page))]
    assert lines[1:] == [
        "{%p if campaign.specimen %}",
        "SPECIMEN - not an official document",
        "{%p endif %}",
    ]


def test_field_characters_are_balanced(letter: Letter) -> None:
    for part in letter.written_parts():
        kinds = [each.get(f"{W}fldCharType") for each in part.iter(f"{W}fldChar")]
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)


def test_every_merge_tag_stands_in_one_run_with_straight_quotes(letter: Letter) -> None:
    for part in letter.written_parts():
        for text in part.iter(f"{W}t"):
            written = text.text or ""
            assert not re.search(r"\{\{|\{%|\}\}|%\}", TAG.sub("", written)), written
            assert not any(CURLY_QUOTE.search(tag) for tag in TAG.findall(written)), written


def test_no_tracked_change_or_comment_was_left_behind(letter: Letter) -> None:
    marks = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "commentReference", "rPrChange")}
    for part in letter.written_parts():
        assert not marks & {each.tag for each in part.iter(etree.Element)}


def test_a_condition_or_loop_has_a_paragraph_or_row_of_its_own(letter: Letter) -> None:
    for part in letter.written_parts():
        for style, line in paragraphs(part):
            if re.search(r"\{%(p|tr) ", line):
                assert TAG.fullmatch(line), line
                assert style == "MergeInstruction"


def test_conditions_and_loops_are_closed_in_order(letter: Letter) -> None:
    for part in letter.written_parts():
        opened: list[str] = []
        for keyword in re.findall(r"\{%(?:p|tr)? *(if|for|endif|endfor)\b", text_of(part)):
            if keyword.startswith("end"):
                assert opened.pop() == keyword.removeprefix("end")
            else:
                opened.append(keyword)
        assert not opened


def test_the_address_is_as_long_as_the_recipients_own(letter: Letter) -> None:
    lines = [line for _, line in paragraphs(letter.body)]
    start = lines.index("{%p for line in recipient.address_lines %}")
    assert lines[start + 1 : start + 3] == ["{{ line }}", "{%p endfor %}"]


def test_the_parts_of_the_letter_come_in_the_order_of_the_letter_format(letter: Letter) -> None:
    order = [
        "Date",
        "InsideAddress",
        "ReferenceLine",
        "Salutation",
        "Closing",
        "Signature",
        "Enclosure",
        "Copy",
    ]
    assert [style for style, _ in paragraphs(letter.body) if style in order] == order


def test_the_signature_block_takes_the_last_paragraph_with_it(letter: Letter) -> None:
    styles = [style for style, _ in paragraphs(letter.body)]
    last = styles.index("BodyTextLast")
    assert tuple(styles[last : last + 3]) == SIGNATURE_BLOCK
    for style in SIGNATURE_BLOCK:
        assert letter.styles[style].find(f"{W}pPr/{W}keepNext") is not None
        assert letter.styles[style].find(f"{W}pPr/{W}keepLines") is not None


def test_an_office_signs_and_no_person(letter: Letter) -> None:
    signatures = [line for style, line in paragraphs(letter.body) if style == "Signature"]
    assert signatures == ["{{ sender.title }}\n{{ sender.office }}"]
    properties = letter.part("docProps/core.xml")
    people = [
        each.text for each in properties if etree.QName(each).localname in {"creator", "lastModifiedBy"}
    ]
    assert people == ["{{ sender.office }}"] * 2


def test_no_picture_and_so_no_seal_is_in_the_letter(letter: Letter) -> None:
    assert not [name for name in letter.archive.parts if "media/" in name]


def test_a_value_that_may_be_blank_leaves_no_gap(letter: Letter) -> None:
    for part in letter.written_parts():
        for _, line in paragraphs(part):
            for shown in ("", "x"):
                assert "  " not in TAG.sub(shown, re.sub(r"\{\{.*?\}\}", "x", line)), line
    guarded = r"\{% if sender\.phone %\}[^{}]*\{\{ sender\.phone \}\}[^{}]*\{% endif %\}"
    unguarded = [re.sub(guarded, "", text_of(part)) for part in letter.written_parts()]
    assert not any("sender.phone" in text for text in unguarded)


def test_table_headings_repeat_and_rows_do_not_break() -> None:
    for kind in ("document_request", "subpoena_notice"):
        (table,) = Letter(kind).body.iter(f"{W}tbl")
        rows = list(table.iterfind(f"{W}tr"))
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False, False]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table.find(f"{W}tblPr/{W}tblStyle") is not None


def test_the_award_table_is_there_only_when_awards_are_known(document_request: Letter) -> None:
    blocks = [(etree.QName(each).localname, text_of(each)) for each in document_request.body[0]]
    table = next(place for place, (name, _) in enumerate(blocks) if name == "tbl")
    assert blocks[table - 2] == ("p", "{%p if awards %}")
    assert blocks[table + 1] == ("p", "{%p endif %}")
    assert "{%tr for award in awards %}" in blocks[table][1]


def test_the_requested_documents_are_a_real_numbered_list(document_request: Letter) -> None:
    lines = paragraphs(document_request.body)
    start = lines.index(("MergeInstruction", "{%p for document in documents %}"))
    assert lines[start + 1 : start + 3] == [
        ("ListNumber", "{{ document }}"),
        ("MergeInstruction", "{%p endfor %}"),
    ]
    (number,) = document_request.styles["ListNumber"].iterfind(f"{W}pPr/{W}numPr/{W}numId")
    numbering = document_request.part("word/numbering.xml")
    (instance,) = (
        each for each in numbering.iterfind(f"{W}num") if each.get(f"{W}numId") == number.get(f"{W}val")
    )
    (abstract,) = (each.get(f"{W}val") for each in instance.iterfind(f"{W}abstractNumId"))
    (pattern,) = (
        each for each in numbering.iterfind(f"{W}abstractNum") if each.get(f"{W}abstractNumId") == abstract
    )
    assert [each.get(f"{W}val") for each in pattern.iter(f"{W}numFmt")] == ["decimal"]


def test_not_answering_and_not_complying_are_told_apart(document_request: Letter) -> None:
    lines = [line for _, line in paragraphs(document_request.body)]
    subpoena = [line for line in lines if "subject to a subpoena" in line]
    grants = [line for line in lines if "you must return" in line]
    assert subpoena
    assert grants
    assert not set(subpoena) & set(grants)


@pytest.mark.parametrize(
    ("kind", "grounds"),
    [
        ("follow_up", ("no_response", "incomplete", "untimely")),
        ("subpoena_notice", ("no_response", "incomplete", "untimely")),
        ("closing", ("complete", "nil", "late")),
    ],
)
def test_every_ground_has_words_of_its_own(kind: str, grounds: tuple[str, ...]) -> None:
    lines = [line for _, line in paragraphs(Letter(kind).body)]
    places = [
        next(
            at
            for at, line in enumerate(lines)
            if re.fullmatch(rf"{{%p (el)?if letter.grounds == '{each}' %}}", line)
        )
        for each in grounds
    ]
    assert len({lines[place + 1] for place in places}) == len(grounds)


def test_the_template_is_a_document_that_word_opens_cleanly(letter: Letter) -> None:
    assert OpenXmlValidator().validate(letter.path).errors == []
    assert check(str(letter.path)) == []
