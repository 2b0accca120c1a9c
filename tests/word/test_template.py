"""A Word template is compiled once, merged many times, and prints no gap, no guess and no stray markup."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from docxtpl import RichText

from generator.errors import MissingFileError, Problem, TemplateError
from generator.word import Template
from tests.word.word_packages import package, paragraph, zipped


def template(*paragraphs: str, **parts: bytes) -> Template:
    return Template.read(zipped(package(*map(paragraph, paragraphs), **parts)), name="letter.docx")


def merged(opened: Template, values: Mapping[str, object], part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(opened.merge(values))) as archive:
        return archive.read(part).decode()


def words(opened: Template, values: Mapping[str, object]) -> list[str]:
    """Return the text of each paragraph of the merged letter."""
    blocks = re.findall(r"<w:p>.*?</w:p>", merged(opened, values), flags=re.DOTALL)
    return ["".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", block)) for block in blocks]


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = problems
    return problem


def test_values_take_the_place_of_their_tags() -> None:
    opened = template("Dear {{ recipient.name }}:", "Due {{ letter.date|long_date }}: {{ sum|money }}")
    values = {"recipient": {"name": "Ms. Reed"}, "letter": {"date": dt.date(2018, 1, 24)}, "sum": Decimal(5)}
    assert words(opened, values) == ["Dear Ms. Reed:", "Due January 24, 2018: $5"]


def test_a_tag_that_word_split_into_runs_is_one_tag() -> None:
    split = paragraph("Dear {", "{ reci", "pient.name }", "}")
    opened = Template.read(zipped(package(split)), name="letter.docx")
    assert words(opened, {"recipient": {"name": "Ann"}}) == ["Dear Ann"]


def test_loops_and_conditions_take_whole_paragraphs() -> None:
    opened = template(
        "{%p for a in awards %}", "{{ a.number }}", "{%p endfor %}", "{%p if x %}", "X", "{%p endif %}"
    )
    assert words(opened, {"awards": [{"number": 1}, {"number": 2}], "x": False}) == ["1", "2"]


@pytest.mark.parametrize(
    "value",
    [
        "Smith & Sons <LLC>",
        "]]>",
        '"it\'s"',
        "Peñasco Ñandú Łódź",
        "{{7*7}}",
        "{% x %}",
        "{_{",
        "שלום",
        "\U0001d518",
        "<b>x</b>",
    ],
)
def test_a_value_arrives_as_it_is(value: str) -> None:
    text = words(template("{{ x }}"), {"x": value})[0]
    assert (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#34;", '"')
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .replace("&quot;", '"')
        == value
    )


def test_a_line_break_in_a_value_is_a_line_break_in_word() -> None:
    for value in ("a\nb", "a\r\nb", "a\rb"):
        assert "a</w:t><w:br/><w:t" in merged(template("{{ x }}"), {"x": value})
    assert "<w:tab/>" in merged(template("{{ x }}"), {"x": "a\tb"})


@pytest.mark.parametrize(
    "value", ["a\x00b", "a\x0bb", "a\x1bb", "a\ud800b", "a\x0cb", "a\x07b", "a\x85b", "a\ufffeb"]
)
def test_a_control_character_is_refused_by_its_number(value: str) -> None:
    problem = only(template("Dear {{ x }}").faults({"x": value}))
    assert f"U+{ord(value[1]):04X}" in problem.message
    assert problem.field == "x"


@pytest.mark.parametrize("value", ["", " ", "\t\n", "\xa0", "\u200b", None])
def test_a_blank_is_a_fault_where_it_would_be_printed(value: str | None) -> None:
    problem = only(template("First", "Dear {{ recipient.name }}:").faults({"recipient": {"name": value}}))
    assert problem.source == "letter.docx: document.xml, paragraph 2"
    assert problem.field == "recipient.name"
    assert "Dear {{ recipient.name }}:" in problem.message
    assert "{% if recipient.name %}" in problem.hint


def test_zero_and_false_are_values() -> None:
    assert words(template("{{ a }} {{ b }} {{ c }}"), {"a": 0, "b": False, "c": Decimal("0.00")}) == [
        "0 False 0.00"
    ]


def test_a_missing_field_is_told_with_its_whole_path_and_the_nearest_name() -> None:
    problem = only(template("{{ recipient.addres.city }}").faults({"recipient": {"address": {"city": "X"}}}))
    assert problem.field == "recipient.addres.city"
    assert problem.hint == "did you mean recipient.address?"


def test_every_fault_is_told_in_one_run() -> None:
    opened = template(
        "{{ a }} {{ b.c }}", "{%p for x in rows %}", "{{ x.y }}{{ x.n|money }}", "{%p endfor %}", "{{ z }}"
    )
    problems = opened.faults({"a": "", "b": {}, "rows": [{"n": "two"}, {"y": ""}], "zz": 1})
    assert [problem.field for problem in problems] == ["a", "b.c", "x.y", "x.y", "x.n", "x.n", "z"]
    with pytest.raises(TemplateError) as caught:
        opened.merge({"a": ""})
    assert {problem.field for problem in caught.value.problems} == {"a", "b.c", "rows", "z"}


@pytest.mark.parametrize(
    "text",
    [
        "{% if recipient.unit %}{{ recipient.unit }}{% endif %}",
        "{{ recipient.unit|default('none') }}",
        "{{ recipient.unit or 'none' }}",
        "{% if recipient.unit is defined %}{{ recipient.unit }}{% endif %}",
        "{{ recipient.unit if recipient.unit else '' }}",
        "{{ recipient.unit if recipient.unit }}",
        "{% if recipient.unit.floor.door %}x{% endif %}",
    ],
)
def test_a_guard_makes_a_field_optional(text: str) -> None:
    assert template("Dear " + text).faults({"recipient": {}}) == ()


def test_a_slip_in_a_guard_is_a_warning() -> None:
    problem = only(template("{% if recipient.unti %}x{% endif %}").faults({"recipient": {"unit": "1"}}))
    assert (problem.severity, problem.hint) == ("warning", "did you mean recipient.unit?")
    assert template("a{% if recipient.unti %}x{% endif %}").merge({"recipient": {"unit": "1"}})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ rows }}", "is a list"),
        ("{{ rows.append }}", "unsafe"),
        ("{{ name.upper }}", "is a function"),
        ("{{ name + 1 }}", "can only concatenate"),
        ("{{ nothing|long_date|upper }}", "is blank"),
        ("{% for x in nothing %}{{ x }}{% endfor %}", "not iterable"),
        ("{{ name|long_date }}", "'Ann' is not a date"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_told_with_its_place(text: str, words: str) -> None:
    problem = only(template("One", f"Two {text}").faults({"rows": [1], "name": "Ann", "nothing": None}))
    assert words in problem.message
    assert problem.source.endswith("paragraph 2")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ a.b| }}", "is not understood"),
        ("{% if a %}", "never closes it"),
        ("{% fro a in b %}", "is not understood"),
        ("{% endif %}", "was never opened"),
        ("{{ a", "never closes it"),
        ("{{ a|mony }}", "unknown filter 'mony'"),
        ("{% if a is evn %}{% endif %}", "unknown test 'evn'"),
        ("{% include 'x' %}", "would load another template"),
        ("{% import 'x' as y %}", "would load another template"),
        ("{% extends 'x' %}", "would load another template"),
    ],
)
def test_a_template_that_cannot_be_compiled_is_refused_with_the_place(text: str, words: str) -> None:
    with pytest.raises(TemplateError) as caught:
        template("One", f"Two {text}")
    problem = only(caught.value.problems)
    assert words in problem.message
    assert problem.source == "letter.docx: document.xml, paragraph 2"


def test_fields_are_listed_with_their_whole_paths() -> None:
    opened = template("{{ a.b[0].c|upper }}{% if d %}{% endif %}", "{% for x in rows %}{{ x.n }}{% endfor %}")
    fields = [(field.path, field.paragraph, field.optional) for field in opened.fields]
    assert fields == [("a.b[0].c", 1, False), ("d", 1, True), ("rows", 2, False), ("rows[].n", 2, False)]


def test_merging_gives_the_same_bytes_and_leaves_the_values_alone() -> None:
    opened = template("{% set n = 1 %}{{ x }}{{ n }}")
    values = {"x": "a"}
    assert opened.merge(values) == opened.merge(values)
    assert values == {"x": "a"}


def test_a_letter_compressed_small_has_the_same_parts_in_fewer_bytes() -> None:
    text = "An office wrote to {{ name }} about records, and asked {{ name }} to answer. " * 40
    content = zipped(package(*(paragraph(text) for _ in range(20))))
    fast, small = (
        Template.read(content, name="letter.docx", compression=compression).merge({"name": "Ann"})
        for compression in ("fast", "small")
    )
    with zipfile.ZipFile(io.BytesIO(fast)) as one, zipfile.ZipFile(io.BytesIO(small)) as other:
        assert one.namelist() == other.namelist()
        assert [one.read(name) for name in one.namelist()] == [other.read(name) for name in other.namelist()]
    assert len(small) < len(fast)


def test_a_template_that_is_not_there_is_a_wrong_call_rather_than_a_broken_disk(tmp_path: Path) -> None:
    for path in (tmp_path / "letter.docx", tmp_path, "/dev/null"):
        with pytest.raises(MissingFileError) as caught:
            Template.open(path)
        assert caught.value.exit_status == 2


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("{{ x|safe }}", {"x": "a < b"}),
        ("{% filter upper %}{{ x }}{% endfilter %}", {"x": "a & b"}),
        ("{% macro m() %}{{ x }}{% endmacro %}{{ m()|upper }}", {"x": "a & b"}),
        ("{% macro m() %}{{ x }}{% endmacro %}{{ m().upper() }}", {"x": "a & b"}),
    ],
)
def test_xml_that_a_value_tears_apart_is_a_fault(text: str, values: dict[str, object]) -> None:
    problem = only(template(text).faults(values))
    assert "tears the document" in problem.message


def test_blocks_macros_and_namespaces_of_jinja_work() -> None:
    opened = template(
        "{% macro m(q) %}{% if q %}[{{ q }}]{% endif %}{% endmacro %}{{ m(x) }}{{ m('') }}",
        "{% block b %}{{ x }}{% endblock %}{{ self.b() }}",
        "{% set ns = namespace(n=0) %}{% for r in [1, 2] %}{% set ns.n = ns.n + r %}{% endfor %}{{ ns.n }}",
        "{% macro k() %}[{{ caller() }}]{% endmacro %}{% call k() %}a{% endcall %}",
        "{% with a = x %}{{ a }}{% endwith %}",
    )
    assert words(opened, {"x": "X&Y"}) == ["[X&amp;Y]", "X&amp;YX&amp;Y", "3", "[a]", "X&amp;Y"]


def test_a_missing_member_of_a_list_is_a_fault_not_a_gap() -> None:
    opened = template("{{ rows|map(attribute='n')|join_and }}")
    assert words(opened, {"rows": [{"n": "a"}, {"n": "b"}]}) == ["a and b"]
    assert only(opened.faults({"rows": [{"n": "a"}, {}]})).field == "rows[].n"


def test_a_missing_value_kept_in_a_variable_is_told_by_its_own_path() -> None:
    assert only(template("{% set z = a.b %}", "{{ z }}").faults({"a": {}})).field == "a.b"


@pytest.mark.parametrize(
    "text", ["{% for n in range(copies) %}{{ n }}{% endfor %}", "{{ 'a-b'.replace('-', copies) }}"]
)
def test_what_is_worked_out_of_a_missing_value_is_told_as_missing(text: str) -> None:
    problem = only(template(text).faults({}))
    assert (problem.field, problem.message.split(",")[0]) == ("copies", "has no such value")


def test_a_key_of_a_mapping_goes_before_a_method() -> None:
    opened = template("{% for i in order.items %}{{ i }}{% endfor %}")
    assert words(opened, {"order": {"items": ["a", "b"]}}) == ["ab"]


def cell(*blocks: str) -> str:
    return f"<w:tc><w:tcPr/>{''.join(map(paragraph, blocks))}</w:tc>"


def rows(*lines: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="10"/></w:tblGrid>'
    return f"<w:tbl><w:tblPr/>{grid}{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def test_a_cell_that_loses_its_last_paragraph_keeps_an_empty_one_as_word_demands() -> None:
    body = rows(cell("{%p if x %}", "gone", "{%p endif %}"))
    opened = Template.read(zipped(package(body)), name="x.docx")
    assert "<w:tcPr/><w:p/></w:tc>" in merged(opened, {"x": False})
    assert "<w:p/>" not in merged(opened, {"x": True})


def test_a_table_that_loses_its_last_row_goes() -> None:
    body = rows(cell("{%tr for r in rows %}"), cell("{{ r }}"), cell("{%tr endfor %}")) + paragraph("end")
    opened = Template.read(zipped(package(body)), name="x.docx")
    assert "w:tbl" not in merged(opened, {"rows": []})
    assert merged(opened, {"rows": ["a", "b"]}).count("<w:tr>") == 2


def test_rich_text_has_its_properties_in_the_order_word_demands() -> None:
    text = RichText("x", color="ff0000", bold=True, size=20, font="Arial", highlight="#00ff00", style="S")
    properties = re.findall(r"<w:(\w+)", merged(template("{{r x }}"), {"x": text}).split("<w:rPr>")[1])
    assert properties[:7] == ["rStyle", "rFonts", "b", "color", "sz", "szCs", "shd"]


def test_a_line_feed_in_the_template_does_not_shift_the_places() -> None:
    problem = only(template("one\ntwo\n", "{{ x }}").faults({}))
    assert problem.source == "letter.docx: document.xml, paragraph 2"


def test_formats_may_hold_stars_and_long_numbers_as_text() -> None:
    opened = template(
        "{{ '* No. 123456: %s' % x }}", "{{ '{:*^5}|{:>4}'.format(x, x) }}", "{{ '%.2f'|format(n) }}"
    )
    assert words(opened, {"x": "a", "n": 1.5}) == ["* No. 123456: a", "**a**|   a", "1.50"]
