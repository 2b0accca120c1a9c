"""Any folder of docxtpl templates gives, part by part, what docxtpl makes of the same values.

docxtpl's source distribution has held its test templates in some releases and not in others. Point
``DOCXTPL_TEMPLATES`` at a folder of them (``tests/templates`` of a checkout) to compare all; otherwise the
sample letters are compared. Values are made up from the fields that each template asks for.
"""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import TypeAlias

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment
from jinja2.exceptions import TemplateError as JinjaError
from lxml import etree

from generator.errors import TemplateError
from generator.word import Template
from generator.word.engine.filters import FILTERS
from generator.word.engine.repairs import ordered_run_properties

Tree: TypeAlias = "dict[str, Tree]"
SAMPLES = Path(__file__).parents[3] / "templates" / "letters"
# The document request wants amounts and a list of dates, which are not made up here.
OURS = ("closing", "follow_up", "subpoena_notice")
FOLDER = os.environ.get("DOCXTPL_TEMPLATES")
CORPUS = sorted(Path(FOLDER).glob("*.docx")) if FOLDER else [SAMPLES / f"{name}.docx" for name in OURS]


def made_up(template: Template) -> dict[str, object]:
    """Return a value for every field: a date as text, lists of two members."""
    tree: Tree = {}
    for field in template.fields:
        branch = tree
        for step in field.path.replace("[", ".[").split("."):
            branch = branch.setdefault(step, {})
    return {name: _value(branch) for name, branch in tree.items()}


def _value(branch: Tree) -> object:
    if not branch:
        return "2018-01-24"
    members = [inner for step, inner in branch.items() if step.startswith("[")]
    if members:
        merged = {name: inner for member in members for name, inner in member.items()}
        return [_value(merged), _value(merged)]
    return {step: _value(inner) for step, inner in branch.items()}


def parts_of(letter: bytes) -> dict[str, bytes]:
    """Return the XML parts of Word's text in canonical form."""
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
    parser = etree.XMLParser(remove_blank_text=True)
    return {
        name: etree.tostring(
            etree.fromstring(ordered_run_properties(content.decode()).encode(), parser), method="c14n"
        )
        for name, content in texts.items()
        if name.startswith(("word/document", "word/header", "word/footer", "word/footnotes"))
    }


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_template_of_docxtpl_gives_what_docxtpl_gives(path: Path) -> None:
    try:
        template = Template.open(path)
        values = made_up(template)
        ours = template.merge(values)
    except TemplateError as refused:
        pytest.skip("; ".join(map(str, refused.problems)))
    document = DocxTemplate(path)
    expected = io.BytesIO()
    environment = Environment(autoescape=True)
    environment.filters.update(FILTERS)
    try:
        document.render(values, jinja_env=environment, autoescape=True)
        document.save(expected)
    except (JinjaError, TypeError, ValueError) as error:
        pytest.skip(f"docxtpl does not render it: {error}")
    assert parts_of(ours) == parts_of(expected.getvalue())


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.docx")), ids=lambda path: path.stem)
def test_values_can_be_made_up_for_every_sample_letter(path: Path) -> None:
    template = Template.open(path)
    missing = [p for p in template.faults(made_up(template)) if "no such value" in p.message]
    assert missing == []
