"""Fields are walked in one way, whoever reads them: merging, reading, comparison, the text of a template."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.comparison.docx.text import paragraph_text
from generator.word.fields.walk import FieldStack, OpenField, walk
from generator.word.markup import W
from generator.word.syntax.plain_text import text_form


def paragraph(content: str) -> etree._Element:
    return etree.fromstring(f'<w:p xmlns:w="{W}">{content}</w:p>')


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def steps(content: str) -> list[tuple[str, str]]:
    return [(step, said) for step, _, said in walk(paragraph(content), frozenset({"rPr"}))]


def test_a_simple_field_is_told_as_a_complex_one() -> None:
    simple = f'<w:fldSimple w:instr=" PAGE ">{text("2")}</w:fldSimple>'
    complex_ = char("begin") + code(" PAGE ") + char("separate") + text("2") + char("end")
    assert steps(simple) == steps(complex_)


def test_a_field_character_of_an_unknown_kind_is_nothing_to_a_field() -> None:
    assert steps(char("middle")) == [("element", "")]


@pytest.mark.parametrize("instruction", [r"PAGE\*roman", r" page \* ROMAN ", r'PAGE \@"d MMM"'])
def test_a_number_of_a_page_is_counted_however_its_format_is_written(instruction: str) -> None:
    written = char("begin") + code(instruction) + char("separate") + text("ii") + char("end")
    assert paragraph_text(paragraph(text("Page ") + written)) == "Page #"


def test_a_field_without_a_result_has_its_instruction_when_it_ends() -> None:
    fields = FieldStack[OpenField]()
    fields.begin(OpenField())
    fields.instruct(r'DATE \@"d MMM"')
    ended = fields.end()
    assert ended is not None
    assert ended.instruction.switch("@") == "d MMM"


def test_what_ends_without_a_beginning_is_passed_over() -> None:
    fields = FieldStack[OpenField]()
    fields.separate()
    fields.instruct("PAGE")
    assert fields.end() is None


def test_the_text_of_a_template_says_a_field_where_it_stands_in_another_one() -> None:
    inner = char("begin") + code("MERGEFIELD state") + char("end")
    outer = char("begin") + code("IF ") + inner + code(' = "CA" "yes" "no"') + char("end")
    body = etree.fromstring(f'<w:body xmlns:w="{W}"><w:p>{outer}</w:p></w:body>')
    assert text_form(body, "p") == '== p ==\n{IF «state» = "CA" "yes" "no"}\n'
