"""Each change planted in a letter is told, at its level and in plain words, alone and beside changed words.

A sixth of them is planted in every run of the tests; ``make torture`` plants all.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from generator.comparison.describe import summary
from generator.comparison.outcome import Outcome
from generator.model import Format
from tests.comparison.planted import in_both, in_docx, in_pdf
from tests.comparison.specimens import compare, docx, outcome_of

WORD = ("You must", "You shall")
WORD_TOLD = "“must” became “shall”"
Files = dict[Format, bytes]


def some(names: Iterable[str], every: int = 6) -> list[object]:
    """Return all names, those that are planted by ``make torture`` alone marked so."""
    return [
        name if number % every == 0 else pytest.param(name, marks=pytest.mark.torture)
        for number, name in enumerate(names)
    ]


@cache
def old_docx() -> bytes:
    return docx(in_docx.rich_parts())


def told(folder: Path, old: Files, new: Files) -> tuple[Outcome, str]:
    outcome = outcome_of(compare(folder, old, new))
    return outcome, summary(outcome)


def hidden_by_words(plants: dict[str, object]) -> list[str]:
    """Return the changes that words could hide: all that are no words themselves."""
    return [name for name, plant in plants.items() if plant.level != "words"]  # type: ignore[attr-defined] # all have one


@pytest.mark.parametrize("name", some(in_docx.PLANTED))
def test_a_change_of_the_docx_is_told_at_its_level(name: str, tmp_path: Path) -> None:
    plant = in_docx.PLANTED[name]
    outcome, text = told(tmp_path, {"docx": old_docx()}, {"docx": docx(plant.change(in_docx.rich_parts()))})
    assert outcome.exit_status == 1
    assert outcome.comparisons[0].changes[0].level == plant.level
    assert plant.told in text


@pytest.mark.parametrize("name", some(hidden_by_words(in_docx.PLANTED), every=9))
def test_a_change_of_the_docx_is_told_beside_changed_words(name: str, tmp_path: Path) -> None:
    plant = in_docx.PLANTED[name]
    new = in_docx.then(in_docx.swap(*WORD), plant.change)(in_docx.rich_parts())
    outcome, text = told(tmp_path, {"docx": old_docx()}, {"docx": docx(new)})
    assert outcome.exit_status == 1
    assert WORD_TOLD in text
    assert plant.told in text


@pytest.mark.parametrize("name", some(in_pdf.PLANTED))
def test_a_change_of_the_pdf_is_told_at_its_level(name: str, tmp_path: Path) -> None:
    plant = in_pdf.PLANTED[name]
    outcome, text = told(tmp_path, {"pdf": in_pdf.Making()()}, {"pdf": plant.change()})
    assert outcome.exit_status == 1
    assert outcome.comparisons[0].changes[0].level == plant.level
    assert plant.told in text


@pytest.mark.parametrize("name", some(hidden_by_words(in_pdf.PLANTED), every=8))
def test_a_change_of_the_pdf_is_told_beside_changed_words(name: str, tmp_path: Path) -> None:
    plant = in_pdf.PLANTED[name]
    outcome, text = told(tmp_path, {"pdf": in_pdf.Making()()}, {"pdf": plant.change(WORD)})
    assert outcome.exit_status == 1
    assert WORD_TOLD in text
    if plant.level == "picture":
        page = "page 2" if "page 2" in plant.told else "page 1"
        assert f"{page} looks different" in text or "type of “" in text
    else:
        assert plant.told in text


@pytest.mark.parametrize("name", some(in_both.PLANTED))
def test_a_change_of_both_files_is_told_once(name: str, tmp_path: Path) -> None:
    plant = in_both.PLANTED[name]
    old: Files = {"docx": old_docx(), "pdf": in_pdf.Making()()}
    new: Files = {"docx": docx(plant.change[0](in_docx.rich_parts())), "pdf": plant.change[1]()}
    outcome, text = told(tmp_path, old, new)
    assert outcome.exit_status == 1
    assert outcome.comparisons[0].changes[0].level == plant.level
    assert plant.told in text
    if plant.level == "words" and name.endswith("in both"):
        assert text.count("became") == 1
