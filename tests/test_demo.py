"""`make demo` plays a story in which each letter says what is on record."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.workflow.office import ROOT, Office, copy_campaign

SCRIPT = (ROOT / "scripts" / "demo").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the days of the script were played, without PDFs."""
    office = Office(copy_campaign(tmp_path_factory.mktemp("demo") / "campaign"))
    first, *days = re.findall(r"2018-\d\d-\d\d", SCRIPT.partition("run check")[2].partition("run status")[0])
    office.post(office.generate(first), first)
    office.record("--from", str(ROOT / "answers.csv"))
    for day in days:
        office.post(office.generate(day), day)
    return office.folder


def letters(demo: Path) -> list[dict[str, Any]]:
    lines = (line for it in demo.glob("out/*/manifest.jsonl") for line in it.read_text().splitlines())
    return [json.loads(line) for line in lines]


def test_all_four_kinds_come_out(played: Path) -> None:
    kinds = Counter(letter["kind"] for letter in letters(played))
    assert kinds == {"document_request": 23, "follow_up": 31, "subpoena_notice": 12, "closing": 10}


def test_only_who_has_answered_is_told_so_and_nobody_else_is(played: Path) -> None:
    told = {it["recipient_id"]: it["grounds"] for it in letters(played) if it["kind"] == "closing"}
    assert told == {
        "ny-albany": "nil",
        "vt-burlington": "complete",
        "co-denver": "complete",
        "ca-san-francisco": "complete",
        "ca-sacramento-county": "complete",
        "ny-new-york": "late",
        "ma-lawrence": "late",
        "ca-watsonville": "nil",
        "fl-west-palm-beach": "late",
        "ca-los-angeles": "late",
    }
    failed = {it["recipient_id"]: it["grounds"] for it in letters(played) if it["kind"] == "subpoena_notice"}
    assert {who for who, grounds in failed.items() if grounds == "incomplete"} == {"ca-state", "ca-berkeley"}
    assert set(failed.values()) == {"incomplete", "no_response"}
