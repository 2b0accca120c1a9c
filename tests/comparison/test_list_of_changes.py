"""docs/diff.md lists every change that the tests plant, and every one that must stay silent."""

from __future__ import annotations

import re
from pathlib import Path

from tests.comparison import test_same_letters as same
from tests.comparison.planted import in_both, in_docx, in_pdf

PAGE = Path(__file__).parent.parent.parent / "docs" / "diff.md"
_LISTED = re.compile(r"<!-- planted -->\n(.*)<!-- /planted -->", re.DOTALL)


def listed() -> str:
    """Return the lists as the page shows them."""
    told = {"a .docx": in_docx.PLANTED, "a PDF": in_pdf.PLANTED, "both": in_both.PLANTED}
    lines = []
    for where, plants in told.items():
        for level in dict.fromkeys(plant.level for plant in plants.values()):
            names = [name for name, plant in plants.items() if plant.level == level]
            lines += [f"**In {where}, told at the level “{level}” ({len(names)}):** {'; '.join(names)}.", ""]
    for where, silent in {"a .docx": same.DOCX, "a PDF": same.PDF}.items():
        lines += [f"**Not a change, in {where} ({len(silent)}):** {'; '.join(silent)}.", ""]
    return "\n".join(lines)


def test_the_page_lists_every_planted_change() -> None:
    found = _LISTED.search(PAGE.read_text("utf-8"))
    assert found is not None
    assert found[1] == listed(), "write what listed() returns between the two marks"


def test_enough_is_planted() -> None:
    told = (in_docx.PLANTED, in_pdf.PLANTED, in_both.PLANTED)
    assert sum(map(len, told)) >= 250
    assert len(same.DOCX) + len(same.PDF) >= 50
