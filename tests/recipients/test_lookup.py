"""Recipients that are looked up one by one are those of the whole table, and a fault is its own row's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import Problem, ProblemsFoundError
from generator.model import Column
from generator.recipients import TableLimits, look_up, read_recipients

COLUMNS = (Column("recipient_id", "id"), Column("city", "text"), Column("due", "date", optional=True))
HEADER = "recipient_id,city,due\n"

rows = st.lists(
    st.tuples(
        st.sampled_from(["a", "A", "b", "c", " a ", "", "d d", "x" * 3]),
        st.sampled_from(["Bonn", "", "Zoë", "a\tb"]),
        st.sampled_from(["2018-01-24", "", "24.1."]),
    ),
    max_size=6,
)


def write(folder: Path, *lines: str) -> Path:
    path = folder / "table.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@given(rows)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_recipient_is_the_same_as_in_the_whole_table_or_has_one_of_its_faults(
    tmp_path: Path, written: list[tuple[str, str, str]]
) -> None:
    path = write(tmp_path, *(",".join(row) for row in written))
    whole = read_recipients(path, COLUMNS)
    by_id = {recipient.recipient_id: recipient for recipient in whole.recipients}
    told: list[Problem] = []
    try:
        found = look_up(path, COLUMNS)
    except ProblemsFoundError as exc:
        told += exc.problems
    else:
        assert by_id.keys() <= set(found)
        for recipient_id in found:
            try:
                looked_up = found[recipient_id]
            except ProblemsFoundError as exc:
                told += exc.problems
            else:
                assert looked_up == by_id[recipient_id]
    assert {problem for problem in told if problem.severity == "error"} <= set(whole.problems)


def test_a_fault_in_one_row_keeps_nobody_from_another(tmp_path: Path) -> None:
    found = look_up(write(tmp_path, "a,Bonn,2018-01-24", "b,,soon"), COLUMNS)
    assert found["a"].source == "table.csv:2"
    assert "b" in found
    with pytest.raises(ProblemsFoundError) as told:
        found["b"]
    assert [(it.source, it.field) for it in told.value.problems] == [
        ("table.csv:3", "city"),
        ("table.csv:3", "due"),
    ]


def test_an_id_that_stands_twice_is_told_when_it_is_looked_up(tmp_path: Path) -> None:
    found = look_up(write(tmp_path, "a,Bonn,", "A,Köln,", "b,Ulm,"), COLUMNS)
    assert found["b"].recipient_id == "b"
    for twice in ("a", "A"):
        with pytest.raises(ProblemsFoundError) as told:
            found[twice]
        assert told.value.problems[0].source == "table.csv:3"


def test_who_is_not_in_the_table_is_not_found(tmp_path: Path) -> None:
    found = look_up(write(tmp_path, "a,Bonn,"), COLUMNS)
    assert found.get("A") is None
    assert (found.get("b"), "A" in found, "a" in found, list(found), len(found)) == (
        None,
        False,
        True,
        ["a"],
        1,
    )


@pytest.mark.parametrize("broken", ["b,Ulm", "b,Ulm,,", ",Ulm,", 'b,"Ulm'])
def test_a_row_of_which_the_id_cannot_be_told_is_a_fault_of_the_table(tmp_path: Path, broken: str) -> None:
    with pytest.raises(ProblemsFoundError):
        look_up(write(tmp_path, "a,Bonn,", broken), COLUMNS)


def test_a_table_of_too_many_rows_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, *(f"r{number},Bonn," for number in range(4)))
    with pytest.raises(ProblemsFoundError) as told:
        look_up(path, COLUMNS, limits=TableLimits(rows=3))
    assert told.value.problems[0].message == "a table has at most 3 rows"
