r"""One reading of field instructions: for merging, for the PDF and for comparing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.comparison.docx.text import paragraph_text
from generator.word.document.formats import CharacterFormat
from generator.word.fields.instructions import Instruction, Switch, read_instruction
from generator.word.reading.text.fields import page_number, uncountable_format

words = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u201c\u201d"), max_size=8)
keywords = st.sampled_from(["MERGEFIELD", "PAGE", "DATE", "HYPERLINK", "REF", "NONESUCH"])
general = st.builds(Switch, st.sampled_from("*#@"), words)
own = st.builds(Switch, st.sampled_from("hnpw"), st.just(""))
instructions = st.builds(
    Instruction,
    keywords,
    st.lists(words, max_size=3).map(tuple),
    st.lists(general.filter(lambda switch: bool(switch.argument)) | own, max_size=3).map(tuple),
)


@given(instructions)
def test_an_instruction_that_is_written_is_read_as_it_was(instruction: Instruction) -> None:
    assert read_instruction(str(instruction)) == instruction


@given(st.text(max_size=60))
def test_any_text_has_a_reading_that_can_be_written_and_read_again(text: str) -> None:
    once = read_instruction(text)
    assert once.keyword == once.keyword.upper()
    assert read_instruction(str(once)) == once


@given(keywords, general)
def test_a_switch_needs_no_space_before_it_nor_before_what_it_asks_for(keyword: str, switch: Switch) -> None:
    apart = f'{keyword} \\{switch.name} "{{}}"'
    argument = switch.argument.replace("\\", "\\\\").replace('"', '\\"')
    together = f'{keyword}\\{switch.name}"{argument}"'
    assert read_instruction(together) == read_instruction(apart.format(argument))
    assert read_instruction(together).switch(switch.name) == switch.argument


@pytest.mark.parametrize("code", ["PAGE \\*roman", "PAGE\\*roman", "page \\* roman \\* MERGEFORMAT"])
def test_a_page_number_keeps_its_format_however_it_is_spaced(code: str) -> None:
    number = page_number(read_instruction(code), CharacterFormat("Arial", 11.0))
    assert number is not None
    assert number.numbering == "lower-roman"
    assert uncountable_format(read_instruction(code)) is None


@pytest.mark.parametrize(
    "code", ["PAGE \\* CardText", "NUMPAGES \\# 00", 'PAGE \\@ "d"', "PAGE \\* ArabicDash"]
)
def test_a_page_number_in_a_format_that_is_not_counted_is_named(code: str) -> None:
    assert uncountable_format(read_instruction(code)) is not None


def test_a_date_without_a_space_before_its_picture_is_one_switch() -> None:
    assert read_instruction('DATE \\@"d MMM"') == Instruction("DATE", (), (Switch("@", "d MMM"),))


@pytest.mark.parametrize("code", ["PAGE\\*roman", ' "PAGE" ', "pageref\\h x"])
def test_comparing_reads_a_counted_field_as_the_pdf_does(code: str) -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraph = etree.fromstring(
        f'<w:p xmlns:w="{w}"><w:fldSimple><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>'
    )
    paragraph[0].set(f"{{{w}}}instr", code)
    assert paragraph_text(paragraph) == "#"
