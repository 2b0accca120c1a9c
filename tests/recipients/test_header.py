"""The header: nothing missing, nothing unknown, nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model import Column
from tests.recipients.tables import HEADER, line, table, told


def test_a_misspelt_column_is_one_fault_that_names_the_one_that_is_meant(tmp_path: Path) -> None:
    found = table(tmp_path, line("a"), header=HEADER.replace("email", "e_mail"))
    assert told(found) == [
        "recipients.csv:1: e_mail: unknown column 'e_mail', and the column 'email' is missing"
    ]
    assert found.problems[0].hint == "did you mean 'email'?"
    assert found.recipients == ()


def test_columns_that_are_missing_unknown_double_or_nameless_are_all_told(tmp_path: Path) -> None:
    header = HEADER.replace("timezone", "name").replace("notes", "").replace("award", "Ω")
    assert told(table(tmp_path, line("a"), header=header)) == [
        "recipients.csv:1: name: columns 2 and 6 have the same name",
        "recipients.csv:1: column 10 has no name",
        "recipients.csv:1: Ω: unknown column 'Ω'",
        "recipients.csv:1: timezone: the column 'timezone' is missing",
        "recipients.csv:1: award: the column 'award' is missing",
        "recipients.csv:1: notes: the column 'notes' is missing",
    ]


def test_rows_are_checked_under_a_faulty_header_too(tmp_path: Path) -> None:
    found = table(tmp_path, line("a", state="Illinois"), header=HEADER.replace("zip", "zap"))
    assert [problem.source for problem in found.problems] == ["recipients.csv:1", "recipients.csv:2"]


def test_white_space_and_case_in_a_name_are_told(tmp_path: Path) -> None:
    padded = table(tmp_path, line("a"), header=HEADER.replace("state", " state"))
    assert [problem.severity for problem in padded.problems] == ["warning"]
    assert len(padded.recipients) == 1
    capital = table(tmp_path, line("a"), header=HEADER.replace("state", "State"))
    assert capital.problems[0].hint == "did you mean 'state'?"


def test_columns_may_stand_in_any_order_and_values_follow_the_table(tmp_path: Path) -> None:
    columns = (Column("name"), Column("key", "id"))
    found = table(tmp_path, "a,Ann", columns=columns, header="key,name")
    assert found.problems == ()
    assert found.recipients[0].values == (("key", "a"), ("name", "Ann"))


@pytest.mark.parametrize("name", ["recipient_id", "id"])
def test_without_a_schema_every_column_is_taken_and_well_known_names_are_checked(
    tmp_path: Path, name: str
) -> None:
    found = table(tmp_path, "a,x,5401", columns=(), header=f"{name},colour,zip")
    assert told(found) == ["recipients.csv:2: zip: '5401' is not a ZIP Code"]


def test_without_a_schema_the_id_is_still_required(tmp_path: Path) -> None:
    found = table(tmp_path, "a,x", columns=(), header="recipientid,colour")
    assert told(found) == ["recipients.csv:1: recipient_id: the column 'recipient_id' is missing"]
    assert found.problems[0].hint == "is it 'recipientid'? then rename that"


def test_a_quote_that_opens_in_the_header_is_told(tmp_path: Path) -> None:
    found = table(tmp_path, line("a"), header=HEADER.replace("email", '"email'))
    assert [problem.source for problem in found.problems] == ["recipients.csv:1"]
    assert "is not closed" in found.problems[0].message


def test_too_many_columns_are_one_fault(tmp_path: Path) -> None:
    found = table(tmp_path, "a", header=",".join(f"c{number}" for number in range(300)))
    assert told(found) == ["recipients.csv:1: the table has 300 columns, at most 256 are read"]
