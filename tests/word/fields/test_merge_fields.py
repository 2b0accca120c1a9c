r"""Word's own MERGEFIELDs merge like tags, with the switches that Word users know."""

from __future__ import annotations

import datetime as dt
import re
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO

import pytest

from generator.errors import Problem, TemplateError
from generator.word import Template
from generator.word.fields.instructions import read_instruction
from tests.word.word_packages import WORD, W, content_types, package, paragraph, relationships, zipped


def run(inner: str, properties: str = "") -> str:
    return f"<w:r>{properties}{inner}</w:r>"


def char(kind: str) -> str:
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def instruction(text: str) -> str:
    return run(f'<w:instrText xml:space="preserve">{text}</w:instrText>')


def complex_field(text: str, shown: str = "«x»") -> str:
    """Return the runs of a field as Word writes them; the shown result is bold."""
    result = run(f"<w:t>{shown}</w:t>", "<w:rPr><w:b/></w:rPr>")
    return f"{char('begin')}{instruction(text)}{char('separate')}{result}{char('end')}"


def simple_field(text: str) -> str:
    escaped = text.replace('"', "&quot;")
    return f'<w:fldSimple w:instr="{escaped}"><w:r><w:t>«x»</w:t></w:r></w:fldSimple>'


def template(*inner: str) -> Template:
    return Template.read(zipped(package(*(f"<w:p>{runs}</w:p>" for runs in inner))), name="old.docx")


def xml(opened: Template, values: Mapping[str, object]) -> str:
    with zipfile.ZipFile(BytesIO(opened.merge(values))) as archive:
        return archive.read("word/document.xml").decode()


def text(opened: Template, values: Mapping[str, object]) -> str:
    return "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", xml(opened, values)))


@pytest.mark.parametrize("field", [complex_field, simple_field])
def test_a_field_takes_the_value_of_its_column_in_any_case_of_letters(field: object) -> None:
    opened = template(field(" MERGEFIELD First_Name \\* MERGEFORMAT "))  # type: ignore[operator]
    for values in (
        {"recipient": {"first_name": "Ann"}},
        {"FIRST_NAME": "Ann"},
        {"recipient": {"First Name": "Ann"}},
        {"recipient": {"firstName": "Ann"}, "first_name": "Bob"},
    ):
        assert text(opened, values) == "Ann"


def test_a_field_keeps_the_formatting_of_its_result_and_leaves_no_field_behind() -> None:
    merged = xml(template(complex_field("MERGEFIELD a")), {"a": "Ann & Bob"})
    assert '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Ann &amp; Bob</w:t></w:r>' in merged
    assert "fldChar" not in merged
    assert "instrText" not in merged


def test_an_instruction_may_be_split_into_runs() -> None:
    split = f"{char('begin')}{instruction('MERGE')}{instruction('FIELD ')}{instruction('a')}{char('end')}"
    assert text(template(split), {"a": "Ann"}) == "Ann"


def test_other_fields_stay_as_they_are() -> None:
    merged = xml(template(complex_field("PAGE"), complex_field("MERGEFIELD a")), {"a": "Ann"})
    assert merged.count("<w:fldChar ") == 3
    assert "PAGE" in merged


def test_both_languages_mix_in_one_template() -> None:
    opened = template(complex_field("MERGEFIELD a"), run("<w:t>{{ b }}{% if c %}no{% endif %}</w:t>"))
    assert text(opened, {"a": "A", "b": "B", "c": 0}) == "AB"
    assert [(field.path, field.native) for field in opened.fields] == [
        ("a", True),
        ("b", False),
        ("c", False),
    ]


@pytest.mark.parametrize(
    ("switches", "value", "shown"),
    [
        (r"\* Upper", "Ann Lee", "ANN LEE"),
        (r"\* Lower \* MERGEFORMAT", "Ann Lee", "ann lee"),
        (r"\* FirstCap", "mayor of mcAllen", "Mayor of mcAllen"),
        (r"\* Caps", "mayor of mcAllen", "Mayor Of McAllen"),
        (r"\*Upper", "a", "A"),
        (r"\* Ordinal", 3, "3rd"),
        (r'\@ "MMMM d, yyyy"', dt.date(2018, 1, 4), "January 4, 2018"),
        (r'\@"dddd, d MMM yy"', "2018-01-04", "Thursday, 4 Jan 18"),
        (r'\@ "MM/dd/yyyy"', dt.date(2018, 1, 4), "01/04/2018"),
        (r'\@ "h:mm am/pm"', dt.datetime(2018, 1, 4, 17, 5), "5:05 pm"),  # noqa: DTZ001 - a wall clock
        (r'\# "$,0.00"', 18244126, "$18,244,126.00"),
        (r"\# $,0", "1234.5", "$1,235"),
        (r'\# "#,##0.00;(#,##0.00)"', Decimal("-1234.5"), "(1,234.50)"),
        (r"\# #,##0.00", "18,244,126.5", "18,244,126.50"),
        (r'\b "Unit " \f ", "', "7", "Unit 7, "),
        (r'\b "Unit "', "", ""),
        (r'\f ", "', None, ""),
        ("", dt.date(2018, 1, 4), "1/4/2018"),
    ],
)
def test_switches_format_as_in_word(switches: str, value: object, shown: str) -> None:
    opened = template(complex_field(f"MERGEFIELD a {switches}"), run("<w:t>.</w:t>"))
    assert text(opened, {"a": value}) == f"{shown}."


def in_language(language: str, code: str) -> Template:
    """Return a template in a language, with one field."""
    lang = f'<w:lang w:val="{language}"/>'
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{lang}</w:rPr></w:rPrDefault></w:docDefaults>"
    styles = f'<w:styles xmlns:w="{W}">{defaults}</w:styles>'.encode()
    types = {
        "word/document.xml": f"{WORD}.document.main+xml",
        "word/styles.xml": f"{WORD}.styles+xml",
    }
    changes = {
        "word/styles.xml": styles,
        "word/_rels/document.xml.rels": relationships(("styles", "styles.xml", False)),
        "[Content_Types].xml": content_types(types),
    }
    parts = package(f"<w:p>{complex_field(code)}</w:p>", **changes)
    return Template.read(zipped(parts), name="old.docx")


def refused(open_template: Callable[[], object]) -> Problem:
    with pytest.raises(TemplateError) as caught:
        open_template()
    (problem,) = caught.value.problems
    return problem


def test_a_picture_in_the_signs_of_another_language_is_refused_with_the_one_to_write() -> None:
    problem = refused(lambda: template("", complex_field('MERGEFIELD b \\# "#.##0,00 €"')))
    assert problem.source == "old.docx: document.xml, paragraph 2"
    assert 'MERGEFIELD for b that has the switch \\# "#.##0,00 €"' in problem.message
    assert problem.hint.startswith("write ,0.00 €")


def test_a_german_template_writes_numbers_and_dates_with_german_signs_and_no_english_names() -> None:
    assert text(in_language("de-DE", 'MERGEFIELD b \\# "#.##0,00 €"'), {"b": "1095.6"}) == "1.095,60 €"
    assert text(in_language("de-DE", "MERGEFIELD b \\@ dd.MM.yyyy"), {"b": "2018-01-04"}) == "04.01.2018"
    assert "English only" in refused(lambda: in_language("de-DE", 'MERGEFIELD b \\@ "d. MMMM"')).message
    assert "by ." in refused(lambda: in_language("de-DE", "MERGEFIELD b \\# 0.00")).message
    (problem,) = in_language("de-DE", "MERGEFIELD b").faults({"b": dt.date(2018, 1, 4)})
    assert 'write \\@ "dd.MM.yyyy"' in problem.message


def test_a_number_that_word_would_write_with_blanks_is_a_fault_at_its_field() -> None:
    opened = template(complex_field('MERGEFIELD b \\# "$#,##0.00"'))
    assert text(opened, {"b": "1000"}) == "$1,000.00"
    (problem,) = opened.faults({"b": "999"})
    assert (problem.source, problem.field) == ("old.docx: document.xml, paragraph 1", "b")
    assert "write $,0.00" in problem.message


@pytest.mark.parametrize(
    "code", ["MERGEFIELD First name", r"MERGEFIELD a \@ MMMM d, yyyy", r"MERGEFIELD a \v"]
)
def test_what_would_be_left_out_of_a_field_is_refused(code: str) -> None:
    assert refused(lambda: template(complex_field(code))).hint


def test_an_if_field_chooses_between_two_texts() -> None:
    test = instruction(' = "M" "Mr. ') + complex_field("MERGEFIELD name") + instruction('" "Ms."')
    conditional = f"{char('begin')}{instruction('IF ')}{complex_field('MERGEFIELD sex')}{test}{char('end')}"
    assert text(template(conditional), {"sex": "M", "name": "Lee"}) == "Mr. Lee"
    assert text(template(conditional), {"sex": "F", "name": "Lee"}) == "Ms."


def order_table(last_cell: str = "MERGEFIELD price") -> str:
    """Return a table with a heading and one row of merge fields."""
    heads = "".join(f"<w:tc><w:p><w:r><w:t>{head}</w:t></w:r></w:p></w:tc>" for head in ("Thing", "Price"))
    cells = f"<w:tc><w:p>{simple_field('MERGEFIELD item')}</w:p></w:tc>"
    cells += f"<w:tc><w:p>{complex_field(last_cell)}</w:p></w:tc>"
    return f"<w:tbl><w:tr>{heads}</w:tr><w:tr>{cells}</w:tr></w:tbl>"


def opened_order(last_cell: str = "MERGEFIELD price") -> Template:
    body = f"<w:p>{simple_field('MERGEFIELD name')}</w:p>{order_table(last_cell)}<w:p/>"
    return Template.read(zipped(package(body)), name="old.docx")


def test_a_table_row_of_fields_is_repeated_for_a_list_of_entries() -> None:
    entries = [{"Item": "Desk", "price": 5}, {"Item": "Chair", "price": 7}]
    shown = text(opened_order(r'MERGEFIELD price \# "$0.00"'), {"name": "Ann", "ITEM": entries})
    assert shown == "AnnThingPriceDesk$5.00Chair$7.00"


def test_a_table_row_of_fields_without_a_list_stands_once() -> None:
    assert text(opened_order(), {"name": "Ann", "item": "Desk", "price": "5"}) == "AnnThingPriceDesk5"
    assert text(opened_order(), {"name": "Ann", "item": []}) == "AnnThingPrice"


def test_a_value_that_an_entry_lacks_is_told_at_its_cell() -> None:
    with pytest.raises(TemplateError) as caught:
        opened_order().merge({"name": "Ann", "item": [{"item": "Desk", "price": 5}, {"item": "Chair"}]})
    (problem,) = caught.value.problems
    assert (problem.source, problem.field) == ("old.docx: document.xml, paragraph 5", "price")


def test_a_field_inside_a_hyperlink_address_merges() -> None:
    link = f"{char('begin')}{instruction('HYPERLINK &quot;mailto:')}{complex_field('MERGEFIELD email')}"
    link += f"{instruction('&quot;')}{char('separate')}{run('<w:t>Write</w:t>')}{char('end')}"
    assert "a@b.example" in xml(template(link), {"email": "a@b.example"})


@pytest.mark.parametrize(("value", "words"), [("", "is blank"), (None, "no value"), ([1], "is a list")])
def test_a_blank_field_is_a_fault_at_its_place(value: object, words: str) -> None:
    (problem,) = template("", complex_field("MERGEFIELD Unit")).faults({"recipient": {"unit": value}})
    assert problem.source == "old.docx: document.xml, paragraph 2"
    assert problem.field == "Unit"
    assert words in problem.message
    assert "«Unit»" in problem.message


def test_an_unknown_field_is_told_with_the_nearest_column() -> None:
    (problem,) = template(complex_field("MERGEFIELD Adress")).faults({"recipient": {"address": "x"}})
    assert (problem.field, problem.hint) == ("Adress", "did you mean address?")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("NEXT", "mail-merge field NEXT"),
        ("GREETINGLINE", "mail-merge field GREETINGLINE"),
        ("DDEAUTO c:\\\\windows\\\\cmd.exe", "loads from outside: DDEAUTO"),
        ("INCLUDETEXT file.docx", "loads from outside: INCLUDETEXT"),
        ("MERGEFIELD a \\* CardText", "CardText"),
        ("MERGEFIELD", "without a name"),
        ("RD letters.docx", "loads from outside: RD"),
    ],
)
@pytest.mark.parametrize("field", [complex_field, simple_field])
def test_a_field_that_cannot_be_merged_is_refused_by_name(code: str, words: str, field: object) -> None:
    with pytest.raises(TemplateError) as caught:
        template("", field(code))  # type: ignore[operator]
    (problem,) = caught.value.problems
    assert words in problem.message
    assert problem.source == "old.docx: document.xml, paragraph 2"


def test_fields_that_are_never_closed_take_no_memory_for_each_other() -> None:
    tracemalloc.start()
    try:
        problem = refused(lambda: template(char("begin") * 5_000))
        assert tracemalloc.get_traced_memory()[1] < 40 * 2**20
    finally:
        tracemalloc.stop()
    assert "inside 100 others" in problem.message


def test_instructions_are_taken_apart_with_curly_quotes_and_without_spaces() -> None:
    read = read_instruction(' mergefield \u201cFirst name\u201d\\*upper \\b"x \\" y"\\m ')
    assert (read.keyword, read.arguments) == ("MERGEFIELD", ("First name",))
    assert [(switch.name, switch.argument) for switch in read.switches] == [
        ("*", "upper"),
        ("b", 'x " y'),
        ("m", ""),
    ]


def test_a_document_without_fields_is_left_alone() -> None:
    opened = Template.read(zipped(package(paragraph("Dear you"))), name="old.docx")
    assert opened.fields == ()
    assert text(opened, {}) == "Dear you"
