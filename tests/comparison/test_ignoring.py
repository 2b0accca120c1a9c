"""What a comparison is told to leave out does not count, and everything else still does."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.comparison.comparing import compare_pair
from generator.comparison.records import Ignored, LetterKey, Pair, Settings
from generator.model import Format
from tests.comparison.specimens import docx, docx_parts, html_with, letter, pdf, swapped

REFERENCE = "DR-2018-CA-BERKELEY-02"


def verdict(folder: Path, files: tuple[dict[Format, bytes], dict[Format, bytes]], *ignored: Ignored) -> str:
    key = LetterKey("ca-berkeley", "follow_up", 1)
    old = letter(folder / "old", key, files[0], values=(("reference", REFERENCE),))
    new = letter(folder / "new", key, files[1], values=(("reference", "DR-2019-CA-BERKELEY-02"),))
    return compare_pair(Pair(key, old, new), Settings(frozenset(ignored))).verdict


def test_dates_count_unless_they_are_left_out(tmp_path: Path) -> None:
    new = docx(swapped(docx_parts(), "word/document.xml", "March 8, 2018", "April 11, 2019"))
    changed_pdf = pdf(html_with(("March 8, 2018", "April 11, 2019")))
    files: tuple[dict[Format, bytes], dict[Format, bytes]] = (
        {"docx": docx(docx_parts()), "pdf": pdf()},
        {"docx": new, "pdf": changed_pdf},
    )
    assert verdict(tmp_path, files) == "different"
    assert verdict(tmp_path, files, "dates") == "same"
    assert verdict(tmp_path, files, "metadata", "reference") == "different"


def test_the_reference_counts_unless_it_is_left_out(tmp_path: Path) -> None:
    files: tuple[dict[Format, bytes], dict[Format, bytes]] = (
        {"pdf": pdf()},
        {"pdf": pdf(html_with((REFERENCE, "DR-2019-CA-BERKELEY-02")))},
    )
    assert verdict(tmp_path, files) == "different"
    assert verdict(tmp_path, files, "reference") == "same"


@pytest.mark.parametrize("ignored", ["dates", "reference"])
def test_a_word_beside_a_date_still_counts(tmp_path: Path, ignored: Ignored) -> None:
    new = pdf(html_with(("must send them by March 8, 2018", "shall send them by April 11, 2019")))
    assert verdict(tmp_path, ({"pdf": pdf()}, {"pdf": new}), ignored) == "different"


def test_document_properties_count_unless_they_are_left_out(tmp_path: Path) -> None:
    new = docx(swapped(docx_parts(), "docProps/core.xml", "<dc:title>Follow-up", "<dc:title>Reminder"))
    files: tuple[dict[Format, bytes], dict[Format, bytes]] = ({"docx": docx(docx_parts())}, {"docx": new})
    assert verdict(tmp_path, files) == "different"
    assert verdict(tmp_path, files, "metadata") == "same"


def test_only_the_levels_asked_for_are_looked_at(tmp_path: Path) -> None:
    key = LetterKey("a", "k", 1)
    pair = Pair(
        key,
        letter(tmp_path / "old", key, {"pdf": pdf()}),
        letter(tmp_path / "new", key, {"pdf": pdf(html_with(("margin:72pt", "margin:76pt")))}),
    )
    assert compare_pair(pair, Settings(levels=("words", "structure"))).verdict == "same"
    assert compare_pair(pair, Settings(levels=("picture",))).verdict == "different"


def test_a_higher_tolerance_forgives_a_fainter_colour(tmp_path: Path) -> None:
    key = LetterKey("a", "k", 1)
    new = pdf(html_with(("h1{", "h1{color:#505050;")))
    pair = Pair(
        key, letter(tmp_path / "old", key, {"pdf": pdf()}), letter(tmp_path / "new", key, {"pdf": new})
    )
    assert compare_pair(pair, Settings()).verdict == "different"
    assert compare_pair(pair, Settings(tolerance=120)).verdict == "same"
