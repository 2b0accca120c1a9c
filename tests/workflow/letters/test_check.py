"""A check merges alike letters once, and tells of every recipient what merging each letter would tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import Problem, ProblemsFoundError
from generator.workflow.letters import check as checking
from generator.workflow.letters.check import Survey, check
from generator.workflow.sources import Sources
from tests.workflow.office import ROOT

HEADER, *ROWS = (ROOT / "recipients.csv").read_text(encoding="utf-8").splitlines()


def found(folder: Path) -> Survey | tuple[Problem, ...]:
    try:
        return check(Sources(folder / "campaign.toml"))
    except ProblemsFoundError as exc:
        return exc.problems


def write(folder: Path, count: int, *, faulty: dict[int, tuple[str, str]]) -> None:
    """Write a table of so many rows, in some of which a cell is another."""
    rows = []
    for number in range(count):
        row = ROWS[number % len(ROWS)].replace(",", f"-{number},", 1)
        rows.append(row.replace(*faulty[number]) if number in faulty else row)
    (folder / "recipients.csv").write_text("\n".join((HEADER, *rows, "")), encoding="utf-8")


def change_campaign(folder: Path, old: str, new: str) -> None:
    path = folder / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


FAULTY = {
    5: ("Mayor", ""),
    11: ("Dear", "D\tear"),
    30: ("Mayor", ""),
    40: ("Office of", "Ämt"),
    47: ("2017-04-21", "2017-04-31"),
}


@pytest.mark.parametrize("faulty", [{}, FAULTY])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ('addressee_title = "text"', 'addressee_title = "optional text"'),
        ("closing = []", "closed = []"),
        ("earlier_answers = true", ""),
        ('subject = "compliance with 8 U.S.C. 1373"', 'subject = " "'),
    ],
)
def test_sharing_merges_changes_nothing_of_what_a_check_tells(
    copied_campaign: Path,
    monkeypatch: pytest.MonkeyPatch,
    old: str,
    new: str,
    faulty: dict[int, tuple[str, str]],
) -> None:
    write(copied_campaign, 60, faulty=faulty)
    change_campaign(copied_campaign, old, new)
    shared = found(copied_campaign)
    with monkeypatch.context() as patch:
        patch.setattr(checking, "without_alike", lambda recipients, *_: recipients)
        each = found(copied_campaign)
    assert shared == each


def test_few_of_many_letters_are_merged(copied_campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(copied_campaign, 200, faulty={})
    merges = 0
    original = checking.Template.is_sound

    def counted(template: checking.Template, values: dict[str, object]) -> bool:
        nonlocal merges
        merges += 1
        return original(template, values)

    monkeypatch.setattr(checking.Template, "is_sound", counted)
    survey = found(copied_campaign)
    assert isinstance(survey, Survey)
    assert (survey.recipients, survey.letters, survey.with_missing_items) == (200, 2600, 600)
    assert merges < 500
