"""A file that the call or the campaign names and that is not there is a wrong call, told with its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.workflow.office import Office

TEMPLATE = "templates/letters/closing.docx"


def test_missing_template_and_faulty_row_are_told_together_as_a_fault_of_the_campaign(
    copied_campaign: Path,
) -> None:
    (copied_campaign / TEMPLATE).unlink()
    table = copied_campaign / "recipients.csv"
    table.write_text(table.read_text().replace(",60602,", ",6060,", 1))
    told = Office(copied_campaign).run("check", exit_status=2)
    assert [problem["field"] for problem in told["problems"]] == ["letters.closing.template", "postal_code"]
    assert told["problems"][0]["message"].endswith("closing.docx: there is no such template")
    assert "mend its path" in told["problems"][0]["hint"]


@pytest.mark.parametrize(
    "command", [("check",), ("generate", "--letter", "closing", "--as-of", "2018-02-26")]
)
def test_a_missing_table_is_told_by_its_place_in_the_campaign(
    copied_campaign: Path, command: tuple[str, ...]
) -> None:
    (copied_campaign / "recipients.csv").unlink()
    told = Office(copied_campaign).run(*command, exit_status=2)
    (problem,) = told["problems"]
    assert (problem["source"], problem["field"]) == ("campaign.toml", "recipients.table")
    assert problem["message"].endswith("recipients.csv: there is no such table")


def test_files_that_the_call_names_and_are_not_there_end_alike(copied_campaign: Path) -> None:
    office = Office(copied_campaign)
    os.mkfifo(copied_campaign / "pipe.csv")
    for command in (
        ("check", "--recipients", "none.csv"),
        ("check", "--recipients", "pipe.csv"),
        ("check", "--campaign", "none.toml"),
        ("check", "--campaign", "templates"),
        ("template", "lint", "none.docx"),
        ("render", "none.docx", "--data", "recipients.csv", "--out", "out"),
        ("render", TEMPLATE, "--data", "none.csv", "--out", "out"),
        ("render", TEMPLATE, "--data", "none.json", "--out", "out"),
    ):
        told = office.run(*command, exit_status=2)
        assert told["hint"] or told["problems"], command
    assert not (copied_campaign / "out").exists()
