"""What a field shows: its stored result, or what Word shows of one that has none."""

from __future__ import annotations

import pytest

from generator.errors import TypesettingError
from generator.word.document.content import Paragraph, Text
from generator.word.opc.archive import read_archive
from generator.word.reading import Reading, read_document
from tests.written import Written, field_of, header, paragraph, run


def read(body: str, core: str = "") -> Reading:
    return read_document(read_archive(Written(body, core=core).docx(), source="letter.docx"))


def words(reading: Reading) -> list[str]:
    return [
        "".join(inline.text for inline in block.inlines if isinstance(inline, Text))
        for block in reading.document.sections[0].blocks
        if isinstance(block, Paragraph)
    ]


def mark(kind: str, form: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{form}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def form_field(kind: str, form: str, result: str = "") -> str:
    stored = mark("separate") + run(result) if result else ""
    begin = mark("begin", f"<w:ffData>{form}</w:ffData>")
    return paragraph(runs=begin + code(f" {kind} ") + stored + mark("end"))


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        ("MACROBUTTON NoMacro [Click here and type the  name]", "[Click here and type the  name]"),
        ("GOTOBUTTON Annex see the annex", "see the annex"),
        ("MACROBUTTON NoMacro", ""),
        ('QUOTE "Dear Sir"', "Dear Sir"),
        ("TITLE", "Notice"),
        (r"AUTHOR \* MERGEFORMAT", "Ann Reed"),
        ('DOCPROPERTY "Title"', "Notice"),
        ("SYMBOL 65", "A"),
        ("SYMBOL 0x41", "A"),
        ("SYMBOL A", "A"),
        ("PRINT 27", ""),
        ("ADDIN EN.CITE", ""),
        ("BIDIOUTLINE", ""),
        ("ADVANCE \\u 6", ""),
        ("ASK name What", ""),
    ],
)
def test_a_field_without_a_result_shows_what_word_shows(instruction: str, shown: str) -> None:
    core = "<dc:title>Notice</dc:title><dc:creator>Ann Reed</dc:creator>"
    reading = read(paragraph("[", runs=field_of(instruction) + run("]")), core)
    assert words(reading) == [f"[{shown}]"]
    assert not reading.warnings


def test_a_simple_field_without_a_result_shows_the_same() -> None:
    core = "<dc:title>Notice</dc:title>"
    reading = read(paragraph(runs='<w:fldSimple w:instr=" TITLE "/>'), core)
    assert words(reading) == ["Notice"]


@pytest.mark.parametrize(
    "instruction",
    ['IF 1 = 2 "a" "b"', "DOCPROPERTY Unit", "DOCVARIABLE x", "REF x", 'QUOTE "3" \\* Roman', "BARCODE x"],
)
def test_a_field_that_only_word_can_work_out_shows_nothing_and_is_told(instruction: str) -> None:
    reading = read(paragraph("[", runs=field_of(instruction) + run("]")))
    assert words(reading) == ["[]"]
    (warning,) = reading.warnings
    kind = instruction.split(maxsplit=1)[0]
    assert f"paragraph 1 (“[]”): has the field {kind}, which shows nothing" in str(warning)
    assert warning.hint == "update the fields in Word (F9)"


@pytest.mark.parametrize("instruction", ["=1+1", "SEQ Figure", "LISTNUM", "AUTONUM", "DISPLAYBARCODE x QR"])
def test_a_number_that_would_be_missing_is_refused(instruction: str) -> None:
    with pytest.raises(TypesettingError) as refused:
        read(paragraph("Total", runs=field_of(instruction)))
    assert f"has the field {instruction.split(maxsplit=1)[0]} without a stored result" in str(
        refused.value.problems[0]
    )


def test_fields_inside_an_instruction_are_no_concern_of_the_page() -> None:
    inner = field_of("DOCVARIABLE level") + field_of("=1+1") + field_of("PAGE", "1")
    simple = '<w:fldSimple w:instr=" PAGE "/>'
    outer = mark("begin") + code(" IF ") + inner + simple + code(' = 1 "a" "b" ') + mark("separate")
    reading = read(paragraph(runs=outer + run("a") + mark("end")))
    assert words(reading) == ["a"]
    (block,) = reading.document.sections[0].blocks
    assert isinstance(block, Paragraph)
    assert len(block.inlines) == 1
    assert [str(warning).partition(": has ")[2] for warning in reading.warnings] == [
        "the field IF that asks for pages; its stored text is shown"
    ]


def test_a_result_inside_an_instruction_belongs_to_it() -> None:
    runs = mark("begin") + code(" MACROBUTTON NoMacro write to ") + field_of("AUTHOR", "Ann") + mark("end")
    assert words(read(paragraph(runs=runs))) == ["write to Ann"]


def test_words_of_a_button_look_like_its_instruction() -> None:
    bold = code(" MACROBUTTON NoMacro [name] ").replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>")
    (block,) = read(paragraph(runs=mark("begin") + bold + mark("end"))).document.sections[0].blocks
    assert isinstance(block, Paragraph)
    assert [inline.format.bold for inline in block.inlines if isinstance(inline, Text)] == [True]


_ENTRIES = "".join(f'<w:listEntry w:val="{name}"/>' for name in ("Chicago", "Denver", "Reno"))


@pytest.mark.parametrize(
    ("kind", "form", "result", "shown"),
    [
        ("FORMDROPDOWN", f'<w:ddList><w:result w:val="1"/>{_ENTRIES}</w:ddList>', "", "Denver"),
        ("FORMDROPDOWN", f'<w:ddList><w:default w:val="2"/>{_ENTRIES}</w:ddList>', "", "Reno"),
        ("FORMDROPDOWN", f"<w:ddList>{_ENTRIES}</w:ddList>", "", "Chicago"),
        ("FORMDROPDOWN", "<w:ddList/>", "", ""),
        ("FORMDROPDOWN", f"<w:ddList>{_ENTRIES}</w:ddList>", "stored", "stored"),
        ("FORMCHECKBOX", '<w:checkBox><w:default w:val="1"/></w:checkBox>', "", "☒"),
        ("FORMCHECKBOX", '<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "", "☐"),
        ("FORMTEXT", '<w:textInput><w:default w:val="your name"/></w:textInput>', "", "your name"),
        ("FORMTEXT", '<w:textInput><w:default w:val="your name"/></w:textInput>', "Ann", "Ann"),
        ("FORMTEXT", "<w:textInput/>", "", ""),
    ],
)
def test_a_form_field_shows_what_is_filled_in_or_chosen(
    kind: str, form: str, result: str, shown: str
) -> None:
    reading = read(form_field(kind, form, result))
    assert words(reading) == [shown]
    assert not reading.warnings


def test_an_entry_is_shown_where_the_stored_result_is_empty() -> None:
    form = f'<w:ffData><w:ddList><w:result w:val="1"/>{_ENTRIES}</w:ddList></w:ffData>'
    empty = mark("begin", form) + code(" FORMDROPDOWN ") + mark("separate") + run("") + mark("end")
    assert words(read(paragraph(runs=empty))) == ["Denver"]


def test_a_text_that_was_cleared_stays_clear() -> None:
    form = '<w:ffData><w:textInput><w:default w:val="your name"/></w:textInput></w:ffData>'
    empty = mark("begin", form) + code(" FORMTEXT ") + mark("separate") + run("") + mark("end")
    assert words(read(paragraph(runs=empty))) == [""]


def test_a_field_that_never_ends_or_never_began_leaves_its_text() -> None:
    body = paragraph("one", runs=mark("begin") + code(" REF x ") + run(" two"))
    body += paragraph("three", runs=field_of("TITLE", " four") + run(" five"))
    reading = read(body)
    assert words(reading) == ["one two", "three four five"]
    assert "paragraph 1 (“one two”): begins a field that never ends" in str(reading.warnings[0])
    reading = read(paragraph("one", runs=mark("end") + field_of("TITLE", " two")))
    assert words(reading) == ["one two"]
    assert "ends a field that never began" in str(reading.warnings[0])


def test_deleted_field_characters_open_nothing() -> None:
    deleted = f'<w:del w:id="1" w:author="Ann">{mark("begin")}</w:del>'
    assert words(read(paragraph("one", runs=deleted + run(" two")))) == ["one two"]
    ended = deleted + run(" two") + mark("end")
    reading = read(paragraph("one", runs=ended))
    assert words(reading) == ["one two"]
    assert "ends a field that never began" in str(reading.warnings[0])


def test_a_header_may_leave_a_field_open_too() -> None:
    section = '<w:headerReference w:type="default" r:id="h"/><w:pgSz w:w="12240" w:h="15840"/>'
    part = header(paragraph("Page", runs=mark("begin") + run(" one")))
    docx = Written(paragraph("Dear"), section=section, parts={"h": part}).docx()
    reading = read_document(read_archive(docx, source="letter.docx"))
    assert "header1.xml, paragraph 1 (“Page one”): begins a field" in str(reading.warnings[0])


def nested(before: str, after: str) -> str:
    counted = code(before) + field_of("PAGE", "1") + code(after)
    return paragraph(runs=mark("begin") + counted + mark("separate") + run("stored") + mark("end"))


def test_a_text_that_depends_on_the_page_is_told() -> None:
    reading = read(nested(" IF ", ' = 1 "" "continued" '))
    assert words(reading) == ["stored"]
    assert "has the field IF that asks for pages; its stored text is shown" in str(reading.warnings[0])


def test_a_sum_that_depends_on_the_page_is_refused() -> None:
    with pytest.raises(TypesettingError) as refused:
        read(nested(" = ", " - 1 "))
    assert "calculates with the number of a page" in str(refused.value.problems[0])


def test_fields_too_deep_inside_each_other_are_refused() -> None:
    with pytest.raises(TypesettingError) as caught:
        read(paragraph(runs=mark("begin") * 3_000 + mark("end") * 3_000))
    assert "inside 100 others" in caught.value.problems[0].message


def test_a_page_number_in_a_format_that_is_not_counted_is_refused_with_its_instruction() -> None:
    with pytest.raises(TypesettingError) as caught:
        read(paragraph(runs=field_of(r"PAGE \* CardText", "one")))
    (problem,) = caught.value.problems
    assert r"PAGE with \* CardText" in problem.message
    assert r"\* roman" in problem.hint
