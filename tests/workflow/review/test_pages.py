"""Comments, groups and notes are of the very pages that lie in the store."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from generator.review.anchors import Found, Gone
from generator.workflow.review.desk import Scope, read_desk
from generator.workflow.review.pages import open_comments, place_comments
from generator.workflow.review.sameness import read_sameness
from tests.workflow.office import copy_campaign
from tests.workflow.review.test_deciding import BOTH, DAY, Reviewers

XFDF = "{http://ns.adobe.com/xfdf/}"
WORDS = "Thank you for your answer"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Reviewers:
    """Return an office whose two letters are PDFs too, one of them with three comments."""
    office = Reviewers(copy_campaign(tmp_path_factory.mktemp("office") / "campaign", *BOTH))
    make(office)
    comment(office, "--at", WORDS, "--text", "Did they?")
    comment(office, "--at", "February 23, 2018", "--instead", "March 1, 2018", "--text", "more time")
    comment(office, "--text", "all <fine> & good")
    office.run("comment", "answer", "5", "--text", "no", "--actor", "ann")
    return office


def make(office: Reviewers, *arguments: str) -> None:
    office.run("generate", "--letter", "document_request", "--as-of", DAY, "--actor", "ann", *arguments)


def comment(office: Reviewers, *arguments: str, exit_status: int = 0) -> dict[str, Any]:
    recipient = ("--only", "il-chicago")
    return office.run(
        "comment", "add", office.batch, *recipient, "--actor", "bo", *arguments, exit_status=exit_status
    )


def letter_id(office: Reviewers) -> str:
    (draft,) = office.run("drafts", "--only", "il-chicago")["drafts"]
    return str(draft["letter_id"])


def test_a_comment_is_at_its_words_on_the_page(office: Reviewers) -> None:
    first, second, third = place_comments(office.folder / "campaign.toml", letter_id(office))
    assert isinstance(first.place, Found)
    assert first.place.words == WORDS
    assert first.comment.anchor is not None
    assert first.comment.anchor.boxes == tuple(box for _, box in first.boxes)
    assert all(0 < box.top < box.bottom < 792 and 0 < box.left < box.right < 612 for _, box in first.boxes)
    assert second.comment.suggestion == "March 1, 2018"
    assert third.place is None


def test_words_that_stand_nowhere_or_twice_are_no_place(office: Reviewers) -> None:
    assert "nowhere" in comment(office, "--at", "Cordially", "--text", "?", exit_status=2)["message"]
    assert "more than once" in comment(office, "--at", "documents", "--text", "?", exit_status=2)["message"]
    suggestion = comment(office, "--instead", "so", "--text", "?", exit_status=2)
    assert "--at" in suggestion["hint"]


def test_a_copy_has_the_comments_as_notes_and_xfdf_says_the_same(office: Reviewers, tmp_path: Path) -> None:
    files = office.run("drafts", "--annotate", str(tmp_path))["files"]
    pdf, xfdf = (Path(file) for file in files)
    with pikepdf.open(io.BytesIO(pdf.read_bytes())) as document:
        notes = [note for note in document.pages[0].Annots if note.Subtype != "/Link"]
        assert [str(note.Contents) for note in notes] == [
            "Did they?",
            "more time\nInstead: March 1, 2018",
            "no",
            "all <fine> & good",
        ]
        assert notes[2].IRT.NM == notes[1].NM
    annotations = list(ET.fromstring(xfdf.read_bytes()).iter(f"{XFDF}contents"))  # noqa: S314 - our own
    assert [it.text for it in annotations] == [str(note.Contents) for note in notes]
    assert office.run("verify")["ok"]


def test_only_who_made_a_comment_takes_it_back(office: Reviewers) -> None:
    told = office.run("comment", "withdraw", "6", "--actor", "cy", exit_status=1)
    assert told["code"] == "not_allowed"
    assert office.run("comment", "resolve", "6", "--actor", "cy")["comments"][2]["open"] is False
    assert office.run("comment", "reopen", "6", "--actor", "bo")["comments"][2]["open"] is True
    assert "no comment 999" in office.run("comment", "resolve", "999", exit_status=2)["message"]


def test_letters_that_differ_in_values_alone_are_grouped_by_their_finished_pages(office: Reviewers) -> None:
    found = read_sameness(Scope(office.folder / "campaign.toml", office.batch))
    assert sorted(len(group.letters) for group in found.groups) == [1, 1]
    assert "October 11, 2017" in found.groups[1].differs  # Vermont's letter has no table of contacts
    assert "Not compared" in found.compared


def test_in_the_next_draft_words_are_found_again_or_gone(office: Reviewers) -> None:
    table = office.folder / "recipients.csv"
    text = table.read_text("utf-8")
    make(office, "--only", "il-chicago", "--as-of", "2018-01-29")
    placed = open_comments(
        office.folder / "campaign.toml", read_desk(office.folder / "campaign.toml").letters[letter_id(office)]
    )
    assert isinstance(placed[0].place, Found)
    assert placed[1].place == Gone(instead="February 28, 2018")
    assert table.read_text("utf-8") == text
    assert office.run("verify")["ok"]
