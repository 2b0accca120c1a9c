r"""Word's own MERGEFIELDs merge like tags, with the switches that Word users know."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_packages import package, paragraph, zipped

from generator.errors import TemplateError
from generator.word import Template
from generator.word.instructions import format_date, format_number, read_instruction


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
        (r'\b "Unit " \f ", "', "7", "Unit 7, "),
        (r'\b "Unit "', "", ""),
        (r'\f ", "', None, ""),
        ("", dt.date(2018, 1, 4), "1/4/2018"),
    ],
)
def test_switches_format_as_in_word(switches: str, value: object, shown: str) -> None:
    opened = template(complex_field(f"MERGEFIELD a {switches}"), run("<w:t>.</w:t>"))
    assert text(opened, {"a": value}) == f"{shown}."


@pytest.mark.parametrize(
    ("picture", "value", "shown"),
    [
        ("0.00", 345.12314, "345.12"),
        ("#,#00", 0, "00"),
        ("#,###.##", 23423, "23,423.00"),
        ("0000", 42, "0042"),
        ("$#,##0.00", Decimal(-5), "-$5.00"),
        ("0.00%", 25, "25.00%"),
        ("+0", 5, "+5"),
        ("+0", -5, "-5"),
        ("0.0 'cents'", 2, "2.0 cents"),
        ("0;-0;'none'", 0, "none"),
        ("0.00", "2.005", "2.01"),
    ],
)
def test_number_pictures(picture: str, value: object, shown: str) -> None:
    assert format_number(value, picture) == shown


def test_date_pictures_keep_quoted_words() -> None:
    assert format_date(dt.date(2018, 3, 9), "d 'de' MMMM 'de' yyyy") == "9 de March de 2018"


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
    ],
)
@pytest.mark.parametrize("field", [complex_field, simple_field])
def test_a_field_that_cannot_be_merged_is_refused_by_name(code: str, words: str, field: object) -> None:
    with pytest.raises(TemplateError) as caught:
        template("", field(code))  # type: ignore[operator]
    (problem,) = caught.value.problems
    assert words in problem.message
    assert problem.source == "old.docx: document.xml, paragraph 2"


def test_instructions_are_taken_apart_with_curly_quotes_and_without_spaces() -> None:
    read = read_instruction(' mergefield \u201cFirst name\u201d\\*upper \\b"x \\" y"\\m ')
    assert (read.keyword, read.arguments) == ("MERGEFIELD", ("First name",))
    assert [(switch.name, switch.argument) for switch in read.switches] == [
        ("\\*", "upper"),
        ("\\b", 'x " y'),
        ("\\m", ""),
    ]


def test_a_document_without_fields_is_left_alone() -> None:
    opened = Template.read(zipped(package(paragraph("Dear you"))), name="old.docx")
    assert opened.fields == ()
    assert text(opened, {}) == "Dear you"


@given(st.text(max_size=12), st.integers() | st.decimals() | st.text(max_size=6) | st.dates())
def test_any_instruction_and_picture_gives_text_or_a_plain_error(picture: str, value: object) -> None:
    read_instruction(picture)
    for write in (format_number, format_date):
        with contextlib.suppress(ValueError):
            assert isinstance(write(value, picture), str)


@given(st.text(alphabet="0#x.,;'+-$% ", max_size=10), st.decimals(allow_nan=False, allow_infinity=False))
def test_any_number_picture_gives_text_or_a_plain_error(picture: str, value: Decimal) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(format_number(value, picture), str)
