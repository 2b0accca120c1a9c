"""No bytes end in anything but a result or a ``LetterbookError``; ``make fuzz`` tries for longer."""

from __future__ import annotations

from random import Random

import pytest

from fuzzing.entrypoints import ENTRY_POINTS, EntryPoint
from fuzzing.packages import WAYS, garble_package, parts_of
from fuzzing.trying import attempt, content_of
from generator.errors import UsageError
from tests.written import Written, paragraph

TRIES = {"template": 24, "lint": 12, "pdf": 12, "diff": 24, "diff-pdf": 4}
TRIES |= {"csv": 40, "workbook": 10, "parquet": 30, "campaign": 40, "reports": 16}
"""How many garbled files each entry point is given here; a pdf takes longest."""

SOUND = Written(paragraph("Dear you", "<w:keepNext/>"), parts={}).docx()


@pytest.mark.parametrize("name", TRIES)
def test_garbled_files_end_in_a_result_or_a_plain_error(name: str) -> None:
    faults = filter(None, (attempt(ENTRY_POINTS[name], seed) for seed in range(TRIES[name])))
    assert [(fault.seed, fault.message, fault.place) for fault in faults] == []


@pytest.mark.parametrize(("name", "seed"), [("diff", 18217), ("diff", 18593)])
def test_what_was_at_fault_once_is_no_more(name: str, seed: int) -> None:
    """Styles and lists in a part that a garbled relationship takes for another kind."""
    assert attempt(ENTRY_POINTS[name], seed) is None


def test_a_try_is_the_same_each_time() -> None:
    for entry in ENTRY_POINTS.values():
        assert content_of(entry, 7) == content_of(entry, 7)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_garble_a_document_changes_some(way: str) -> None:
    changed = 0
    for seed in range(20):
        parts = parts_of(SOUND)
        WAYS[way](parts, Random(seed))  # noqa: S311 - to be repeated
        changed += parts != parts_of(SOUND)
    assert changed > 0


def test_an_error_that_is_not_ours_is_a_fault_with_its_place() -> None:
    def fails(garbled: bytes, _sound: bytes) -> object:
        return ()[garbled[0]]

    def refuses(_garbled: bytes, _sound: bytes) -> object:
        raise UsageError("no")

    found = attempt(EntryPoint("fails", fails, lambda: (SOUND,), garble_package), 1)
    assert found is not None
    assert found.message.startswith("IndexError")
    assert "fails" in found.place
    assert attempt(EntryPoint("refuses", refuses, lambda: (SOUND,), garble_package), 1) is None
