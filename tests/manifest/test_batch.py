"""The manifest: what a batch made, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from generator.deadlines import due_date
from generator.manifest import ManifestLine, defuse, manifest_csv, manifest_jsonl
from generator.model import Batch, Campaign, Draft, Recipient
from generator.planning import form_batch, order_letters, plan_letters


@pytest.fixture
def batch(campaign: Campaign) -> Batch:
    recipients = [
        Recipient(name, (), f"recipients.csv:{n}", str(n) * 64) for n, name in enumerate(("=a", "b"), 2)
    ]
    order = order_letters(campaign, "follow_up", date(2018, 2, 26), None)
    return form_batch(plan_letters(campaign, recipients, order, count_due_date=due_date), date(2018, 2, 26))


@pytest.fixture
def lines(batch: Batch) -> tuple[ManifestLine, ...]:
    return tuple(
        ManifestLine(letter, (Draft(letter.letter_id, "pdf", "x.pdf", "f" * 64, 10),), "e" * 64)
        for letter in batch.letters
    )


def test_both_forms_say_the_same(batch: Batch, lines: tuple[ManifestLine, ...]) -> None:
    rows = list(
        csv.DictReader(io.StringIO(manifest_csv(batch, lines, campaign_id="c", version="1").decode()))
    )
    records = [
        json.loads(line) for line in manifest_jsonl(batch, lines, campaign_id="c", version="1").splitlines()
    ]
    assert [row["letter_id"] for row in rows] == [record["letter_id"] for record in records]
    assert rows[1]["pdf_sha256"] == records[1]["files"][0]["sha256"] == "f" * 64
    assert rows[1]["due_date"] == records[1]["due_date"] == "2018-03-08"
    assert {row["status"] for row in rows} == {"draft"}


def test_a_cell_that_a_spreadsheet_would_run_is_defused(
    batch: Batch, lines: tuple[ManifestLine, ...]
) -> None:
    table = manifest_csv(batch, lines, campaign_id="=1+1", version="1").decode()
    assert "'=a" in table
    assert "'=1+1" in table


@pytest.mark.parametrize(
    "cell",
    [
        *("=x", "+x", "-x", "@x", "\tx", "\rx", " =x", "\u200b=x", "\ufeff\n=x", "\u3000\uff1dx"),
        *("\uff1dx", "\uff0bx", "\uff0dx", "\uff20x", "\ufe63x", "\u2212x"),
    ],
)
def test_every_start_of_a_formula_is_known(cell: str) -> None:
    assert defuse(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", " ", "a=b", "x-y", "1-2", "(=x)", "é", 5, None])
def test_what_no_spreadsheet_runs_stays_as_it_is(cell: object) -> None:
    assert defuse(cell) == cell
